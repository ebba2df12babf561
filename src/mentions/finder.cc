#include "mentions/finder.h"

#include "mentions/internal/actors.h"
#include "mentions/internal/chains.h"
#include "mentions/internal/hits.h"
#include "mentions/internal/places.h"
#include "mentions/internal/times.h"
#include "nlp/syntax.h"

namespace avviso {
namespace {

bool MayBeOfATown(const ActorMention& actor) {
  return actor.country.empty() && actor.sector != "IGO" && actor.id.empty() &&
         (actor.kind == ActorMention::Kind::kGroup || actor.kind == ActorMention::Kind::kUnnamed ||
          actor.kind == ActorMention::Kind::kOrganisation);
}

// "Shanghai police" are of the country that Shanghai is in.
void GiveTownsCountry(Mentions* mentions) {
  for (size_t i = 0; i < mentions->actors.size(); ++i) {
    if (!MayBeOfATown(mentions->actors[i])) continue;
    const TokenRange words = mentions->actors[i].tokens;
    for (const PlaceMention& place : mentions->places) {
      if (place.country.empty() || place.tokens.begin < words.begin) continue;
      if (place.tokens.end > words.end || place.tokens.size() == words.size()) continue;
      const uint32_t chain = mentions->actors[i].chain;
      for (ActorMention& other : mentions->actors) {
        if (other.chain == chain && MayBeOfATown(other)) other.country = place.country;
      }
      break;
    }
  }
}

}  // namespace

Mentions FindMentions(const Document& doc, const Tree& tree, const Lexicon& lexicon,
                      const MentionContext& context) {
  Mentions mentions;
  if (doc.token_count() == 0 || doc.labels == nullptr) return mentions;
  const Syntax syntax(doc, tree);
  const Hits hits(syntax, lexicon, context.published);
  mentions.actors = MakeChains(syntax, hits, lexicon, context, DraftActors(syntax, hits, lexicon));
  mentions.places = FindPlaces(syntax, hits, lexicon, context);
  GiveTownsCountry(&mentions);
  mentions.times = FindTimes(syntax, lexicon.times(), {context.published, context.home_country});
  return mentions;
}

}  // namespace avviso
