// Calendar: stretches of days with their TIMEX3 values, and steps between them.

#ifndef AVVISO_MENTIONS_INTERNAL_TIME_CALENDAR_H_
#define AVVISO_MENTIONS_INTERNAL_TIME_CALENDAR_H_

#include <optional>
#include <string>

#include "base/day.h"
#include "mentions/mention.h"

namespace avviso {

// The units of the classes @unit, @units, @cal and @often of data/times/words.tsv.
enum class TimeUnit : uint8_t {
  kNone,
  kSecond,
  kMinute,
  kHour,
  kDay,
  kWeek,
  kMonth,
  kQuarter,
  kYear,
  kDecade,
  kCentury,
  kFortnight,
  kWeekend,
  kNight,
  kMillennium,
  kSemester,
};

// What a time expression means.
struct TimeValue {
  TimeMention::Type type = TimeMention::Type::kDate;
  std::string value;
  std::optional<Day> start, end;
  TimeMention::Precision precision = TimeMention::Precision::kUnknown;
  std::string mod;
  TimeMention::Unresolved unresolved = TimeMention::Unresolved::kNo;
  bool borrows_day = false;  // a time of day whose own words name no day
};

bool IsDate(CivilDate date);          // false for 31 February
Day PlusMonths(Day day, int months);  // the last of the month if that is shorter

TimeValue DayValue(Day day);
TimeValue MonthValue(int year, int month);
TimeValue YearValue(int year);
TimeValue QuarterValue(int year, int quarter);
TimeValue HalfValue(int year, int half);
TimeValue SeasonValue(int year, int season);  // 1 spring to 4 winter, which ends in the next year
TimeValue DecadeValue(int year);              // of which it is a year
TimeValue CenturyValue(int century);          // 20 for 1900 to 1999
TimeValue WeekValue(Day day);                 // the ISO week of `day`
TimeValue WeekendValue(Day day);
// The unit that is `steps` units after the one of `day`.
TimeValue UnitValue(Day day, TimeUnit unit, int steps);

TimeValue Unresolved(TimeMention::Unresolved why);

}  // namespace avviso

#endif  // AVVISO_MENTIONS_INTERNAL_TIME_CALENDAR_H_
