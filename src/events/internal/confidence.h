// Confidence: the probability that a record is right as a whole (type, countries of source and
// target, status), from how sure each decision was and what the record lacks.
//
// A logistic model of data/judgement/records.tsv: `confidence`, or `alone` where the rules worked
// without the encoder. Pure.

#ifndef AVVISO_EVENTS_INTERNAL_CONFIDENCE_H_
#define AVVISO_EVENTS_INTERNAL_CONFIDENCE_H_

#include <string_view>
#include <utility>
#include <vector>

#include "events/internal/draft.h"
#include "events/internal/grammar.h"
#include "events/trace.h"

namespace avviso {

struct ConfidenceInput {
  const Grammar& grammar;
  const Mentions& mentions;
  const EventDraft& draft;
  const Event& event;  // with its actors and voices
  bool alone = false;  // the rules worked without the encoder
};

Features ConfidenceFeatures(const ConfidenceInput& input);
// To a hundredth.
double ConfidenceOf(const Judgement& judgement, const Features& features, bool alone);

}  // namespace avviso

#endif  // AVVISO_EVENTS_INTERNAL_CONFIDENCE_H_
