// Day: a calendar day, and the ISO 8601 forms it is written in.

#ifndef AVVISO_BASE_DAY_H_
#define AVVISO_BASE_DAY_H_

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace avviso {

// A day in the proleptic Gregorian calendar, counted from 1970-01-01. A day has
// no time zone: it is the date printed on the page.
struct Day {
  int32_t since_epoch = 0;
  friend auto operator<=>(Day, Day) = default;
};

struct CivilDate {
  int32_t year = 1970;
  int32_t month = 1;  // 1 to 12
  int32_t day = 1;    // 1 to 31
};

Day FromCivil(CivilDate date);
CivilDate ToCivil(Day day);

// Monday is 1, Sunday is 7, as in ISO 8601.
int Weekday(Day day);

// "2023-09-29". Years are written with at least four digits.
std::string FormatDay(Day day);

// The day of "2023-09-29", or of a full time "2023-09-29T18:20:00Z" (the day as
// written, whatever the zone). None if the text is of another form or names a
// day that doesn't exist.
std::optional<Day> ParseIsoDay(std::string_view text);

}  // namespace avviso

#endif  // AVVISO_BASE_DAY_H_
