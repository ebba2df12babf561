// What an event counts: killed, arrested, troops, money.

#ifndef AVVISO_EVENTS_INTERNAL_NUMBERS_H_
#define AVVISO_EVENTS_INTERNAL_NUMBERS_H_

#include <vector>

#include "events/event.h"
#include "events/internal/grammar.h"

namespace avviso {

// The numbers that the sentence gives of the act that `trigger` names by `rule`: of those
// whom it befell or who did it, of things among its arguments ("fired three missiles"), and
// for acts of force of what came of it ("killing three", "left five dead"). In the order of
// the text, no two of the same words; `says` is left empty.
std::vector<EventNumber> NumbersOf(const Grammar& grammar, TokenId trigger, const Rule& rule);

}  // namespace avviso

#endif  // AVVISO_EVENTS_INTERNAL_NUMBERS_H_
