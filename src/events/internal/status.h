// Status: whether an act is told to have happened, to be planned, possible,
// denied or conditional.

#ifndef AVVISO_EVENTS_INTERNAL_STATUS_H_
#define AVVISO_EVENTS_INTERNAL_STATUS_H_

#include <optional>
#include <string_view>

#include "claims/claim.h"
#include "events/event.h"
#include "events/internal/grammar.h"

namespace avviso {

// None: the words speak of no act at all ("should withdraw", "in order to").
// With `own_modality` the trigger's own auxiliaries and negation don't count.
// `by`, if given, is the word that gave the status; the trigger itself if none did.
std::optional<EventStatus> StatusOf(const Grammar& grammar, TokenId trigger, bool own_modality,
                                    TokenId* by = nullptr);

// As records write it.
std::string_view StatusName(EventStatus status);

}  // namespace avviso

#endif  // AVVISO_EVENTS_INTERNAL_STATUS_H_
