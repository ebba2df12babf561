// The decision: whether a candidate is an act, of which type, with what status.
//
//   candidate + reading + rule + how the sentence tells it -> Decision
//
// Four small models of data/judgement/records.tsv, learned on held-out readings; each is a sum of
// named features times weights. `act` is logistic. `type` and `status` are softmax over classes
// whose sums are
//
//   read * log p(class by the encoder) + the rule's weight if it says this class (for types "rule"
//   or "firm rule", for statuses one each) + the class's own weight
//
// Without a reading the rule decides alone. Pure.

#ifndef AVVISO_EVENTS_INTERNAL_DECISION_H_
#define AVVISO_EVENTS_INTERNAL_DECISION_H_

#include <optional>
#include <string>
#include <string_view>

#include "encoder/reading.h"
#include "events/event.h"
#include "events/internal/grammar.h"
#include "events/internal/triggers.h"
#include "events/trace.h"

namespace avviso {

// The logarithm of the odds of a probability, within ±7.
double LogOdds(double p);
double Logistic(double x);

struct Decision {
  double act = 1;  // how likely it is one
  TypeId type = kNoType;
  double type_likely = 1;      // among the types
  TypeId runner_up = kNoType;  // the next likeliest; kNoType without a reading
  EventStatus status = EventStatus::kHappened;
  double status_likely = 1;
  double historical_read = -1;  // the encoder's probability; below 0 without a reading
};

class Decider {
 public:
  // Views all.
  Decider(const Grammar& grammar, const Reading& reading);

  struct Input {
    const Trigger& trigger;
    std::optional<EventStatus> status;  // by the rules; none: they find no act told
    std::string_view refusal;           // why the rules would turn it down; empty if they don't
  };
  // `seen`, if given, is filled with what was weighed.
  Decision Decide(const Input& input, Trace::Considered* seen) const;

  // Whether an act is history, from its time by the rules (none if they find none).
  bool IsHistorical(const Decision& decision, std::optional<bool> by_time,
                    Trace::Considered* seen) const;
  // The likeliest mode that the type has; empty if it is likelier that none is told.
  std::string ModeOf(const Trigger& trigger, TypeId type) const;

 private:
  Features ActFeatures(const Input& input, const Reading::Act& act) const;
  void DecideType(const Trigger& trigger, const Reading::Act& act, Decision* decision) const;
  void DecideStatus(const Input& input, const Reading::Trigger& read, Decision* decision) const;
  double Sum(Weighed model, const Features& features) const;

  const Grammar& grammar_;
  const Syntax& syntax_;
  const Reading& reading_;
  const Judgement& judgement_;
  std::vector<TypeId> types_;  // of the reading's labels
};

}  // namespace avviso

#endif  // AVVISO_EVENTS_INTERNAL_DECISION_H_
