// Circumstances: where an act took place and what it counts, as far as the clause
// of its trigger tells. When it took place is in event_time.h.

#ifndef AVVISO_EVENTS_INTERNAL_CIRCUMSTANCES_H_
#define AVVISO_EVENTS_INTERNAL_CIRCUMSTANCES_H_

#include <optional>
#include <string>
#include <vector>

#include "base/day.h"
#include "events/event.h"
#include "events/internal/grammar.h"
#include "mentions/mention.h"

namespace avviso {

// The heads of the clauses that may tell the circumstances, nearest first: the
// trigger's own, that of the verb that carries it, and those above, up to one
// that says or that stands apart.
std::vector<TokenId> CircumstanceTops(const Grammar& grammar, TokenId trigger);

// The tokens of the clause that `top` heads, without those of clauses below it.
std::vector<TokenId> CircumstanceTokens(const Syntax& syntax, TokenId top);

// The number that counts the head of `phrase`, e.g. "five" of "five soldiers".
std::optional<EventNumber> NumberOf(const Grammar& grammar, TokenId head, const std::string& what);

}  // namespace avviso

#endif  // AVVISO_EVENTS_INTERNAL_CIRCUMSTANCES_H_
