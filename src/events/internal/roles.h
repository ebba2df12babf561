// Roles: who of a sentence is the source and who the target of an act.
//
//   candidate act x actors around it -> source and target
//
// Each actor is weighed for each side by a logistic model (data/judgement/records.tsv, models
// `source` and `target`) over what the encoder reads of its words, whether the rule's paths or the
// verb's own subject and object lead to it, how it hangs from the trigger, and what it is. A
// pronoun that no chain holds ("we", "I" of a quotation) stands for whom the clause means. Decided
// for the act as a whole: nobody is on both sides, of two that lie within each other the likelier
// counts, and what is coordinated goes together. Without a reading the rule's paths decide alone.
//
// Pure. Linear in the actors of the sentences that are read together.

#ifndef AVVISO_EVENTS_INTERNAL_ROLES_H_
#define AVVISO_EVENTS_INTERNAL_ROLES_H_

#include <string>
#include <vector>

#include "encoder/reading.h"
#include "events/internal/draft.h"
#include "events/internal/grammar.h"
#include "events/internal/triggers.h"
#include "events/trace.h"

namespace avviso {

// What was decided of one side.
struct Side {
  ActorRows rows;
  double least = 1;     // the lowest probability of those chosen; 1 if there are none
  double left_out = 0;  // the highest of those not chosen
};

class Roles {
 public:
  // Views all.
  Roles(const Grammar& grammar, const Arguments& arguments, const Mentions& mentions,
        const Claims& claims, const Reading& reading);

  // `draft` has the type and the parties that the rule's paths lead to.
  void Choose(const Trigger& trigger, const EventDraft& draft, Side* source, Side* target,
              Trace::Considered* seen) const;

 private:
  struct Act;
  struct Candidate;
  std::vector<Candidate> Around(const Trigger& trigger, const EventDraft& draft,
                                const Reading::Trigger* read) const;
  Features FeaturesOf(const Act& act, const Candidate& candidate, bool source) const;
  std::string PathTo(TokenId from, TokenId to) const;
  void Take(std::vector<Candidate>* candidates, Side* source, Side* target) const;

  const Grammar& grammar_;
  const Syntax& syntax_;
  const Arguments& arguments_;
  const Mentions& mentions_;
  const Claims& claims_;
  const Reading& reading_;
  const Judgement& judgement_;
  std::vector<bool> nested_;               // by actor: within another's words
  std::vector<std::vector<uint32_t>> in_;  // by sentence: actors whose heads are in it
};

}  // namespace avviso

#endif  // AVVISO_EVENTS_INTERNAL_ROLES_H_
