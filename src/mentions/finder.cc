#include "mentions/finder.h"

#include "mentions/internal/actors.h"
#include "mentions/internal/chains.h"
#include "mentions/internal/hits.h"
#include "mentions/internal/places.h"
#include "mentions/internal/times.h"
#include "nlp/syntax.h"

namespace avviso {

Mentions FindMentions(const Document& doc, const Tree& tree, const Lexicon& lexicon,
                      const MentionContext& context) {
  Mentions mentions;
  if (doc.token_count() == 0 || doc.labels == nullptr) return mentions;
  const Syntax syntax(doc, tree);
  Hits hits(syntax, lexicon, context.published);
  mentions.places = FindPlaces(syntax, hits, lexicon, context);
  hits.DropNamesakes(syntax, lexicon, mentions.places);
  mentions.actors = MakeChains({syntax, hits, lexicon, context, mentions.places},
                               DraftActors(syntax, hits, lexicon));
  mentions.times = FindTimes(syntax, lexicon.times(), {context.published, context.home_country});
  return mentions;
}

}  // namespace avviso
