// Triggers: the words that name acts, and the rules by which they do.

#ifndef AVVISO_EVENTS_INTERNAL_TRIGGERS_H_
#define AVVISO_EVENTS_INTERNAL_TRIGGERS_H_

#include <vector>

#include "events/internal/arguments.h"
#include "events/internal/grammar.h"
#include "events/trace.h"

namespace avviso {

struct Trigger {
  TokenId token = 0;
  const Rule* rule = nullptr;
  // The trigger of the act in whose content this one stands as a claim
  // ("accused Moscow of shelling"); the token itself if it stands in none.
  TokenId claimed_by = 0;
  TypeId content = kNoType;   // of the act in its complement or object
  TokenId content_token = 0;  // the word that heads that; the token itself if none
};

struct Triggers {
  // In the order of the text, without those that are only the content of another
  // act. A token has at most one.
  std::vector<Trigger> kept;
  // By token: the rule by which it names an act, kept or not; nullptr if by none.
  std::vector<const Rule*> rules;
};

Triggers FindTriggers(const Grammar& grammar, const Arguments& arguments, Trace* trace = nullptr);

}  // namespace avviso

#endif  // AVVISO_EVENTS_INTERNAL_TRIGGERS_H_
