// The judge: what was learned beside the patterns, and how sure a record is.
//
// A pattern says that a word names an act and of which type; the judge weighs
// that against the words around it and may say another type, or that it is
// hardly an act. Weights are those of data/judgement, summed and put through the
// logistic function; each feature has a name that says what it is:
//
//   code= type= status= rule= lem=   what the pattern found
//   dep=                             where the trigger hangs, with its tag, its head's
//   src= tgt=                        sectors of the first source and target
//   dobj:x, c:x                      the lemma x hangs from the trigger, as its object
//   h:x                              … stands above it
//   b:x                              … stands in its sentence
//
// Pure. Cost: about 60 look-ups a draft.

#ifndef AVVISO_EVENTS_INTERNAL_JUDGE_H_
#define AVVISO_EVENTS_INTERNAL_JUDGE_H_

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "events/internal/draft.h"
#include "events/internal/grammar.h"
#include "events/trace.h"

namespace avviso {

struct JudgeInput {
  const Grammar& grammar;
  const Mentions& mentions;
  const EventDraft& draft;
  std::string_view code;    // PLOVER, of the rule's type with the draft's status
  std::string_view status;  // its name
};

// By the hashes of their names; the names too if they are asked for.
struct TypeFeatureList {
  std::vector<std::pair<uint64_t, double>> values;
  bool with_names = false;
  Features names;
};
TypeFeatureList TypeFeatures(const JudgeInput& input, bool with_names);

struct Verdict {
  TypeId type = kNoType;
  double act = 1;   // how likely it is an act of that code
  double none = 0;  // … that it is none
};

// `told_by_actor`: whether its own actor tells a plan, which its code depends on.
Verdict JudgeType(const Lexicon& lexicon, const TypeFeatureList& features, const EventDraft& draft,
                  bool told_by_actor);

// The PLOVER code of a type with a status.
std::string_view CodeOf(const TypeRow& type, EventStatus status, bool told_by_actor);

// Of a finished draft; `event` has its actors and voices.
using ConfidenceFeatureList = std::vector<std::pair<std::string_view, double>>;  // literals
ConfidenceFeatureList ConfidenceFeatures(const JudgeInput& input, const Event& event);
double ConfidenceOf(const Judgement& judgement, const ConfidenceFeatureList& features);

}  // namespace avviso

#endif  // AVVISO_EVENTS_INTERNAL_JUDGE_H_
