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
  // What the judge saw of an act, before acts were merged.
  struct Judged {
    Span trigger;
    std::string rule;
    std::string code;   // PLOVER, as the rule has it
    bool firm = false;  // the rule's type is settled
    Features features;
  };
  // What the confidence of a record was made of.
  struct Weighed {
    Span trigger;
    Features features;
    double confidence = 0;
  };

  void Add(Span where, std::string what, bool kept = false) {
    steps_.push_back({where, std::move(what), kept});
  }
  void Add(Judged judged) { judged_.push_back(std::move(judged)); }
  void Add(Weighed weighed) { weighed_.push_back(std::move(weighed)); }

  // Where the finder of claims leaves what it weighed.
  ClaimTrace* heard() { return &heard_; }

  const ClaimTrace& heard() const { return heard_; }
  const std::vector<Step>& steps() const { return steps_; }
  const std::vector<Judged>& judged() const { return judged_; }
  const std::vector<Weighed>& weighed() const { return weighed_; }

 private:
  std::vector<Step> steps_;
  std::vector<Judged> judged_;
  std::vector<Weighed> weighed_;
  ClaimTrace heard_;
};

}  // namespace avviso

#endif  // AVVISO_EVENTS_TRACE_H_
