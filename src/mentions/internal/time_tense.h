// Whether the words around a time speak of what has been or of what is to come:
// that decides between last and next Friday.

#ifndef AVVISO_MENTIONS_INTERNAL_TIME_TENSE_H_
#define AVVISO_MENTIONS_INTERNAL_TIME_TENSE_H_

#include "lexicon/time_grammar.h"
#include "nlp/syntax.h"

namespace avviso {

enum class TimeDirection : uint8_t { kUnknown, kPast, kFuture };

// Climbs from `token` to the verbs above it. O(depth), bounded.
TimeDirection DirectionAt(const Syntax& syntax, const TimeGrammar& grammar, TokenId token);

}  // namespace avviso

#endif  // AVVISO_MENTIONS_INTERNAL_TIME_TENSE_H_
