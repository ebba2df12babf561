// ClaimTrace: what the finder of claims weighed, for `avviso explain` and for training.
//
// Free if not asked for: the finder is given nullptr. Spans are bytes of the text.

#ifndef AVVISO_CLAIMS_CLAIM_TRACE_H_
#define AVVISO_CLAIMS_CLAIM_TRACE_H_

#include <string>
#include <vector>

#include "base/span.h"

namespace avviso {

// One way to read a word as a report, with what stood for it.
struct WeighedClaim {
  Span cue;
  Span sentence;              // that the cue stands in
  Span source;                // empty if it names none
  std::vector<Span> content;  // what would be said
  std::vector<std::string> features;
  double score = 0;  // above 0: it is a report
  bool kept = false;
};

using ClaimTrace = std::vector<WeighedClaim>;

}  // namespace avviso

#endif  // AVVISO_CLAIMS_CLAIM_TRACE_H_
