// Places: names of states, towns and landscapes, resolved by the whole article.
//
//   names that may be places (place_names.h) -> one bearer each (place_resolver.h)
//
// A place that the tables don't know keeps its words, with the reason.

#ifndef AVVISO_MENTIONS_INTERNAL_PLACES_H_
#define AVVISO_MENTIONS_INTERNAL_PLACES_H_

#include <vector>

#include "lexicon/lexicon.h"
#include "mentions/finder.h"
#include "mentions/internal/hits.h"
#include "mentions/mention.h"
#include "nlp/syntax.h"

namespace avviso {

std::vector<PlaceMention> FindPlaces(const Syntax& syntax, const Hits& hits, const Lexicon& lexicon,
                                     const MentionContext& context);

}  // namespace avviso

#endif  // AVVISO_MENTIONS_INTERNAL_PLACES_H_
