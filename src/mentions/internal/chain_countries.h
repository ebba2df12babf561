// Countries of chains that their own words don't tell: of persons that the article takes
// for known, of what belongs to somebody, and of those at home.

#ifndef AVVISO_MENTIONS_INTERNAL_CHAIN_COUNTRIES_H_
#define AVVISO_MENTIONS_INTERNAL_CHAIN_COUNTRIES_H_

#include "lexicon/lexicon.h"
#include "mentions/finder.h"
#include "mentions/internal/chain_table.h"
#include "mentions/internal/hits.h"
#include "nlp/syntax.h"

namespace avviso {

// Every draft of `table` has its chain by now. Changes the chains alone.
void GiveCountries(const Syntax& syntax, const Hits& hits, const Lexicon& lexicon,
                   const MentionContext& context, ChainTable* table);

}  // namespace avviso

#endif  // AVVISO_MENTIONS_INTERNAL_CHAIN_COUNTRIES_H_
