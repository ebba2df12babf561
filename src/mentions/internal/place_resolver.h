// Which of the places that bear a name is meant, judged by the whole article.

#ifndef AVVISO_MENTIONS_INTERNAL_PLACE_RESOLVER_H_
#define AVVISO_MENTIONS_INTERNAL_PLACE_RESOLVER_H_

#include <cstdint>
#include <string>
#include <vector>

#include "lexicon/place_tables.h"
#include "mentions/internal/place_names.h"
#include "nlp/syntax.h"

namespace avviso {

inline constexpr uint32_t kUnresolved = UINT32_MAX;

// For each name the number of its candidate, or kUnresolved if it has none. Names with
// one key get one candidate, but where words beside them say otherwise ("Paris, Texas").
// `home` is the alpha-3 code of the outlet's country, or empty.
std::vector<uint32_t> ResolvePlaces(const Syntax& syntax, const PlaceTables& tables,
                                    const std::vector<PlaceName>& names, const std::string& home);

}  // namespace avviso

#endif  // AVVISO_MENTIONS_INTERNAL_PLACE_RESOLVER_H_
