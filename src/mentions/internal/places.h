// Places: names of states, cities and landscapes, as far as the tables of actors
// know them. No gazetteer and no coordinates yet.

#ifndef AVVISO_MENTIONS_INTERNAL_PLACES_H_
#define AVVISO_MENTIONS_INTERNAL_PLACES_H_

#include <vector>

#include "mentions/internal/hits.h"
#include "mentions/mention.h"
#include "nlp/syntax.h"

namespace avviso {

std::vector<PlaceMention> FindPlaces(const Syntax& syntax, const Hits& hits);

}  // namespace avviso

#endif  // AVVISO_MENTIONS_INTERNAL_PLACES_H_
