// Circumstances: where and when an act took place, and what it counts, as far as
// the clause of its trigger tells.

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

std::optional<EventPlace> PlaceOf(const Grammar& grammar, const Mentions& mentions,
                                  TokenId trigger);

// What the clause names; if nothing, and `inferred` is given, that day.
std::optional<EventTime> TimeOf(const Grammar& grammar, const Mentions& mentions, TokenId trigger,
                                std::optional<Day> inferred);

// The number that counts the head of `phrase`, e.g. "five" of "five soldiers".
std::optional<EventNumber> NumberOf(const Grammar& grammar, TokenId head, const std::string& what);

}  // namespace avviso

#endif  // AVVISO_EVENTS_INTERNAL_CIRCUMSTANCES_H_
