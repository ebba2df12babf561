// Times: days that a text names, resolved against the day of publication. The
// simple forms alone: weekdays, today and yesterday, dates of a month, ISO dates,
// "last month", "two years ago", years after a preposition.

#ifndef AVVISO_MENTIONS_INTERNAL_TIMES_H_
#define AVVISO_MENTIONS_INTERNAL_TIMES_H_

#include <optional>
#include <vector>

#include "base/day.h"
#include "mentions/mention.h"
#include "nlp/syntax.h"

namespace avviso {

std::vector<TimeMention> FindTimes(const Syntax& syntax, std::optional<Day> published);

}  // namespace avviso

#endif  // AVVISO_MENTIONS_INTERNAL_TIMES_H_
