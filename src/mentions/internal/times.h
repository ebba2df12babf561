// Times: the words of a text that tell when, how long and how often, as TIMEX3
// has them, and the days that they mean.
//
//   Document -> items -> longest match of the grammar -> value
//
// What is found, where an expression begins and ends, and how each is resolved
// is told in docs/times.md. Expressions don't overlap and don't cross sentences.
// Without a day of publication and a dateline relative ones have no value.
//
// Pure, total. Linear in tokens.

#ifndef AVVISO_MENTIONS_INTERNAL_TIMES_H_
#define AVVISO_MENTIONS_INTERNAL_TIMES_H_

#include <optional>
#include <string>
#include <vector>

#include "base/day.h"
#include "lexicon/time_grammar.h"
#include "mentions/mention.h"
#include "nlp/syntax.h"

namespace avviso {

struct TimeOptions {
  std::optional<Day> published;
  std::string home_country;  // alpha-3 of the outlet: USA and PHL write the month first
};

std::vector<TimeMention> FindTimes(const Syntax& syntax, const TimeGrammar& grammar,
                                   const TimeOptions& options);

}  // namespace avviso

#endif  // AVVISO_MENTIONS_INTERNAL_TIMES_H_
