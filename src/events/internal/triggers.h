// Triggers: the words that may name acts: those that a rule takes, and those that the encoder
// reads as one. Each is a candidate; decision.h says which are acts.

#ifndef AVVISO_EVENTS_INTERNAL_TRIGGERS_H_
#define AVVISO_EVENTS_INTERNAL_TRIGGERS_H_

#include <vector>

#include "encoder/reading.h"
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
  bool by_rule = true;        // else `rule` tells no more than where parties may stand
  bool ruled_out = false;     // a rule says that the word is no act in this sense
  bool inner = false;         // it stands in the content of another act, and is no claim
  TokenId read_at = 0;  // the word whose reading counts: itself, or one that it is one act with
};

struct Triggers {
  // In the order of the text. A token has at most one. Those that are only the content of
  // another act are left out, unless the encoder reads them as acts.
  std::vector<Trigger> kept;
  // By token: the rule by which it names an act, kept or not; nullptr if by none.
  std::vector<const Rule*> rules;
};

// `reading` may be empty: the rules alone.
Triggers FindTriggers(const Grammar& grammar, const Arguments& arguments, const Reading& reading,
                      Trace* trace = nullptr);

}  // namespace avviso

#endif  // AVVISO_EVENTS_INTERNAL_TRIGGERS_H_
