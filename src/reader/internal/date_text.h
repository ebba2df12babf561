// Dates as pages write them, in the languages of data/reader/months.tsv.

#ifndef AVVISO_READER_INTERNAL_DATE_TEXT_H_
#define AVVISO_READER_INTERNAL_DATE_TEXT_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/day.h"
#include "reader/internal/tables.h"

namespace avviso {

struct DateHints {
  std::string_view language;  // decides between months of one name; "en-US" reads 3/4 as 4 March
  bool month_first = false;
};

// The first date in `text` as ISO 8601: a day, or a day with time and zone if the text
// is of that form. Empty if there is none, or none between 1990 and 2100. Knows
//   2023-09-29T18:20:00+02:00, 2023/9/29, 20230929, 29.9.2023, 9/29/2023,
//   29 September 2023, 29. September 2023, September 29th, 2023, 29 de septiembre de
//   2023, Fri, 29 Sep 2023 18:20:00 GMT, 2023年9月29日, 1696011600 (s or ms)
std::string FindDate(std::string_view text, const DateHints& hints, const ReaderTables& tables);

// A date and what the words before it say it is.
struct ToldDate {
  enum Kind {
    kPlain,
    kPublished,  // "Published on", "Veröffentlicht am"
    kModified,   // "Last updated", "Stand:"
    kOther,      // of something else: "Deadline", "Born"
  };
  std::string date;
  Kind kind = kPlain;
};

// All dates of a short text, at most six: "Published 3 May 2023 | Updated 4 May 2023".
std::vector<ToldDate> FindDates(std::string_view text, const DateHints& hints,
                                const ReaderTables& tables);

// The day that a web address tells, as in /2023/09/29/ or -20230929; empty if none.
std::string DateInUrl(std::string_view url);

}  // namespace avviso

#endif  // AVVISO_READER_INTERNAL_DATE_TEXT_H_
