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

struct StatusAsked {
  bool own_modality = false;  // the trigger's own auxiliaries and negation don't count
  bool verbal = false;        // it is an act of words
};

// None: the words speak of no act at all ("should withdraw", "in order to").
// An act of words that is the purpose of speaking or meeting is told as done:
// "met the rabbis to ask for support".
// `by`, if given, is the word that gave the status; the trigger itself if none did.
std::optional<EventStatus> StatusOf(const Grammar& grammar, TokenId trigger, StatusAsked asked,
                                    TokenId* by = nullptr);

// As records write it.
std::string_view StatusName(EventStatus status);

}  // namespace avviso

#endif  // AVVISO_EVENTS_INTERNAL_STATUS_H_
