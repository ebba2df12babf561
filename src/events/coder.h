// The event coder: who did what to whom, when, where, and on what evidence.
//
//   Document + Reading + Mentions + Claims -> Events
//
// What counts as an act, which words name it, and which argument is its source
// and its target, is told in data/patterns; this room is the machine that
// applies it. docs/coder.md tells how.
//
// What was looked at and turned down can be had as well, in a Trace.
//
// Pure and deterministic, like the stages before it. Linear in tokens.

#ifndef AVVISO_EVENTS_CODER_H_
#define AVVISO_EVENTS_CODER_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/span.h"
#include "claims/claim.h"
#include "encoder/reading.h"
#include "events/event.h"
#include "events/trace.h"
#include "lexicon/lexicon.h"
#include "mentions/mention.h"
#include "nlp/document.h"
#include "nlp/tree.h"

namespace avviso {

// One article, as the stages before have seen it. A view: holds nothing.
struct CodeInput {
  const Document& doc;
  const Tree& tree;
  const Reading& reading;  // empty: the rules alone
  const Mentions& mentions;
  const Claims& claims;
  std::optional<Day> published;
  std::string_view document_id;
  const std::vector<Span>* asides = nullptr;  // nothing is coded from sentences in them
  double min_confidence = 0;                  // records below it are left out
};

class Coder {
 public:
  // `lexicon` must outlive the Coder.
  // Errors: kCorrupt if a pattern names a type that the ontology lacks.
  static Result<Coder> Make(const Lexicon& lexicon);

  // Events in the order of their first triggers. Requires mentions and claims
  // that were found in `input.doc`. Safe to call from many threads.
  std::vector<Event> Code(const CodeInput& input, Trace* trace = nullptr) const;

 private:
  explicit Coder(const Lexicon* lexicon) : lexicon_(lexicon) {}
  const Lexicon* lexicon_;
};

}  // namespace avviso

#endif  // AVVISO_EVENTS_CODER_H_
