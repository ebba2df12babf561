// The clauses that tell the circumstances of an act: where it took place (event_place.h),
// when (event_time.h), and what it counts (numbers.h).

#ifndef AVVISO_EVENTS_INTERNAL_CIRCUMSTANCES_H_
#define AVVISO_EVENTS_INTERNAL_CIRCUMSTANCES_H_

#include <vector>

#include "events/internal/grammar.h"

namespace avviso {

// The heads of the clauses that may tell the circumstances, nearest first: the
// trigger's own, that of the verb that carries it, and those above, up to one
// that says or that stands apart.
std::vector<TokenId> CircumstanceTops(const Grammar& grammar, TokenId trigger);

// The tokens of the clause that `top` heads, without those of clauses below it.
std::vector<TokenId> CircumstanceTokens(const Syntax& syntax, TokenId top);

}  // namespace avviso

#endif  // AVVISO_EVENTS_INTERNAL_CIRCUMSTANCES_H_
