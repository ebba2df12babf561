// Countries of chains that their own words don't tell: of persons that the article takes
// for known, of what belongs to somebody or somewhere, and of those at home.

#ifndef AVVISO_MENTIONS_INTERNAL_CHAIN_COUNTRIES_H_
#define AVVISO_MENTIONS_INTERNAL_CHAIN_COUNTRIES_H_

#include "mentions/internal/chain_table.h"

namespace avviso {

// Every draft of `table` has its chain by now. Changes the chains alone.
void GiveCountries(const ChainInput& input, ChainTable* table);

}  // namespace avviso

#endif  // AVVISO_MENTIONS_INTERNAL_CHAIN_COUNTRIES_H_
