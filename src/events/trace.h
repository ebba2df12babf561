// Trace: why the coder decided as it did, for `avviso explain` and for training.
//
// Free if not asked for: the coder is given nullptr. Spans are bytes of the text.

#ifndef AVVISO_EVENTS_TRACE_H_
#define AVVISO_EVENTS_TRACE_H_

#include <string>
#include <utility>
#include <vector>

#include "base/span.h"
#include "claims/claim_trace.h"

namespace avviso {

// What a learned weight is multiplied with, by name.
using Features = std::vector<std::pair<std::string, double>>;

class Trace {
 public:
  struct Step {
    Span where;         // the word that was looked at
    std::string what;   // e.g. "request.ask-to: no actor in source or target"
    bool kept = false;  // it is part of how a record was made
  };
  // An actor weighed for one side of an act.
  struct Role {
    Span mention, head;
    std::string side;  // "source" or "target"
    Features features;
    double likely = 0;
    bool taken = false;
  };
  // A candidate act and what decided about it (src/events/internal/decision.h), before acts were
  // merged.
  struct Considered {
    Span trigger;
    std::string rule;
    bool by_rule = false;
    bool firm = false;  // the rule's type is settled
    std::string rule_type, rule_status;
    Features act;
    double act_likely = 0;
    std::vector<double> read;  // the encoder's probabilities: none, then its types
    std::vector<double> read_status;
    std::string type, runner_up;
    double type_likely = 0;
    Features historical;
    std::vector<Role> roles;
  };
  // Two drafts held against each other.
  struct Pair {
    Span first, second;  // their triggers
    Features features;
    double likely = 0;  // one act
  };
  // What the confidence of a record was made of.
  struct Weighed {
    Span trigger;
    Features features;
    double confidence = 0;
  };

  // `leans`: whether it is wanted what the encoder leaned on, which costs much more than the rest.
  explicit Trace(bool leans = false) : wants_leans_(leans) {}
  bool wants_leans() const { return wants_leans_; }

  // The words that the encoder leaned on for an act, the heaviest first.
  struct Leaned {
    Span trigger;
    std::vector<std::pair<Span, double>> words;  // by how much less likely it is without each
  };

  void Add(Span where, std::string what, bool kept = false) {
    steps_.push_back({where, std::move(what), kept});
  }
  void Add(Considered considered) { considered_.push_back(std::move(considered)); }
  void Add(Leaned leaned) { leaned_.push_back(std::move(leaned)); }
  void Add(Pair pair) { pairs_.push_back(std::move(pair)); }
  void Add(Weighed weighed) { weighed_.push_back(std::move(weighed)); }

  // Where the finder of claims leaves what it weighed.
  ClaimTrace* heard() { return &heard_; }

  const ClaimTrace& heard() const { return heard_; }
  const std::vector<Step>& steps() const { return steps_; }
  const std::vector<Considered>& considered() const { return considered_; }
  const std::vector<Leaned>& leaned() const { return leaned_; }
  const std::vector<Pair>& pairs() const { return pairs_; }
  const std::vector<Weighed>& weighed() const { return weighed_; }

 private:
  bool wants_leans_;
  std::vector<Step> steps_;
  std::vector<Considered> considered_;
  std::vector<Leaned> leaned_;
  std::vector<Pair> pairs_;
  std::vector<Weighed> weighed_;
  ClaimTrace heard_;
};

}  // namespace avviso

#endif  // AVVISO_EVENTS_TRACE_H_
