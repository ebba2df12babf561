// TimeTests: the conditions that rules of times ask of the words around a match.

#ifndef AVVISO_MENTIONS_INTERNAL_TIME_TESTS_H_
#define AVVISO_MENTIONS_INTERNAL_TIME_TESTS_H_

#include <span>

#include "lexicon/time_grammar.h"
#include "mentions/internal/time_normaliser.h"
#include "nlp/syntax.h"

namespace avviso {

// True if `test` holds for the expression that `words` make up.
bool HoldsTimeTest(TimeTest test, const Syntax& syntax, const TimeGrammar& grammar,
                   std::span<const TimeCapture> words);

}  // namespace avviso

#endif  // AVVISO_MENTIONS_INTERNAL_TIME_TESTS_H_
