// The time of an act: the words of its own clause that tell when, else those of
// the clauses that carry it, else those that open its sentence, for deeds others
// of its sentence that are no time of saying, else those that set the scene in
// the sentences before or, for deeds, the day that these tell in their main
// clause; failing all, the day of publication, marked as inferred.

#ifndef AVVISO_EVENTS_INTERNAL_EVENT_TIME_H_
#define AVVISO_EVENTS_INTERNAL_EVENT_TIME_H_

#include <optional>

#include "base/day.h"
#include "events/event.h"
#include "events/internal/grammar.h"
#include "mentions/mention.h"

namespace avviso {

struct TimedAct {
  TokenId trigger = 0;
  TypeId type{};
  bool to_come = false;  // goes on from no deed that was told before
};

// None if no words tell and `published` isn't given. Durations and repetitions
// are no times of an act. O(times of the document).
std::optional<EventTime> TimeOf(const Grammar& grammar, const Mentions& mentions,
                                const TimedAct& act, std::optional<Day> published);

}  // namespace avviso

#endif  // AVVISO_EVENTS_INTERNAL_EVENT_TIME_H_
