// Names that may be places: where they stand, which places bear them, and how much
// speaks for it that a place is meant.

#ifndef AVVISO_MENTIONS_INTERNAL_PLACE_NAMES_H_
#define AVVISO_MENTIONS_INTERNAL_PLACE_NAMES_H_

#include <cstdint>
#include <string>
#include <vector>

#include "lexicon/gazetteer.h"
#include "lexicon/lexicon.h"
#include "mentions/internal/hits.h"
#include "nlp/syntax.h"

namespace avviso {

struct PlaceCandidate {
  Place place;
  std::string country;  // alpha-3, disputed.tsv heeded; empty if none
  std::string name;     // to be printed
  bool main = true;     // the text calls it by its own name, not by another of its names
};

struct PlaceName {
  TokenRange tokens;                       // what is reported
  TokenRange found;                        // the words that the tables know, within `tokens`
  uint64_t key = 0;                        // equal names have equal keys
  std::vector<PlaceCandidate> candidates;  // empty: a place by all signs, but unknown
  bool associative = false;                // an adjective, or within the name of something else
  bool part = false;  // `tokens` names more than `found` does: "Salem Township"
};

// In the order of the text, without overlap. At most 40 candidates a name, the largest.
std::vector<PlaceName> FindPlaceNames(const Syntax& syntax, const Hits& hits,
                                      const Lexicon& lexicon, const Gazetteer* gazetteer);

}  // namespace avviso

#endif  // AVVISO_MENTIONS_INTERNAL_PLACE_NAMES_H_
