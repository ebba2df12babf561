#include "mentions/internal/time_calendar.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace avviso {
namespace {

using Precision = TimeMention::Precision;

constexpr int kLastYear = 9999;

// Whole weeks within the years that have four figures.
bool InCalendar(Day day) {
  return day >= FromCivil({1, 1, 8}) && day <= FromCivil({kLastYear, 12, 24});
}

std::string Format(const char* format, int a, int b = 0) {
  std::array<char, 32> out;
  const int size = std::snprintf(out.data(), out.size(), format, a, b);
  return std::string(out.data(), static_cast<size_t>(size));
}

int DaysIn(int year, int month) {
  constexpr std::array<int, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  return month == 2 && leap ? 29 : kDays[static_cast<size_t>(month - 1)];
}

// The months [first, last] of `year`, which may go on into the next.
TimeValue Months(int year, int first, int last, std::string value, Precision precision) {
  if (year < 1 || year > kLastYear) return Unresolved(TimeMention::Unresolved::kNoSuchDay);
  TimeValue out;
  out.value = std::move(value);
  out.precision = precision;
  out.start = FromCivil({year, first, 1});
  const int end_year = year + (last - 1) / 12, end_month = (last - 1) % 12 + 1;
  out.end = FromCivil({end_year, end_month, DaysIn(end_year, end_month)});
  return out;
}

TimeValue Years(int from, int to, std::string value, Precision precision) {
  TimeValue out = Months(from, 1, 12, std::move(value), precision);
  if (out.end) out.end = FromCivil({std::min(to, kLastYear), 12, 31});
  return out;
}

}  // namespace

bool IsDate(CivilDate date) {
  return date.year >= 1 && date.year <= kLastYear && date.month >= 1 && date.month <= 12 &&
         date.day >= 1 && date.day <= DaysIn(date.year, date.month);
}

Day PlusMonths(Day day, int months) {
  CivilDate date = ToCivil(day);
  const int month = date.year * 12 + date.month - 1 + months;
  date.year = std::clamp(month / 12, 1, kLastYear);
  date.month = std::max(month, 12) % 12 + 1;
  date.day = std::min(date.day, DaysIn(date.year, date.month));
  return FromCivil(date);
}

TimeValue DayValue(Day day) {
  if (!InCalendar(day)) return Unresolved(TimeMention::Unresolved::kNoSuchDay);
  TimeValue out;
  out.start = out.end = day;
  out.value = FormatDay(day);
  out.precision = Precision::kDay;
  return out;
}

TimeValue MonthValue(int year, int month) {
  return Months(year, month, month, Format("%04d-%02d", year, month), Precision::kMonth);
}

TimeValue YearValue(int year) {
  return Months(year, 1, 12, Format("%04d", year), Precision::kYear);
}

TimeValue QuarterValue(int year, int quarter) {
  return Months(year, quarter * 3 - 2, quarter * 3, Format("%04d-Q%d", year, quarter),
                Precision::kQuarter);
}

TimeValue HalfValue(int year, int half) {
  return Months(year, half * 6 - 5, half * 6, Format("%04d-H%d", year, half), Precision::kYear);
}

TimeValue SeasonValue(int year, int season) {
  constexpr std::array<const char*, 4> kNames = {"%04d-SP", "%04d-SU", "%04d-FA", "%04d-WI"};
  return Months(year, season * 3, season * 3 + 2,
                Format(kNames[static_cast<size_t>(season - 1)], year), Precision::kQuarter);
}

TimeValue DecadeValue(int year) {
  const int first = year / 10 * 10;
  return Years(first, first + 9, Format("%03d", year / 10), Precision::kDecade);
}

TimeValue CenturyValue(int century) {
  if (century < 1) return Unresolved(TimeMention::Unresolved::kNoSuchDay);
  const int first = (century - 1) * 100;
  return Years(std::max(first, 1), first + 99, Format("%02d", century - 1), Precision::kUnknown);
}

TimeValue WeekValue(Day day) {
  if (!InCalendar(day)) return Unresolved(TimeMention::Unresolved::kNoSuchDay);
  const Day monday{day.since_epoch - Weekday(day) + 1};
  const int year = ToCivil(Day{monday.since_epoch + 3}).year;  // that of its Thursday
  const int first = FromCivil({year, 1, 1}).since_epoch;
  TimeValue out;
  out.start = monday;
  out.end = Day{monday.since_epoch + 6};
  out.value = Format("%04d-W%02d", year, (monday.since_epoch + 3 - first) / 7 + 1);
  out.precision = Precision::kWeek;
  return out;
}

TimeValue WeekendValue(Day day) {
  TimeValue out = WeekValue(day);
  if (!out.start) return out;
  out.value += "-WE";
  out.start = Day{out.start->since_epoch + 5};
  return out;
}

TimeValue UnitValue(Day day, TimeUnit unit, int steps) {
  steps = std::clamp(steps, -100000, 100000);
  const CivilDate date = ToCivil(day);
  switch (unit) {
    case TimeUnit::kDay: return DayValue(Day{day.since_epoch + steps});
    case TimeUnit::kWeek: return WeekValue(Day{day.since_epoch + steps * 7});
    case TimeUnit::kFortnight: return WeekValue(Day{day.since_epoch + steps * 14});
    case TimeUnit::kWeekend: return WeekendValue(Day{day.since_epoch + steps * 7});
    case TimeUnit::kMonth: {
      const CivilDate to = ToCivil(PlusMonths(day, steps));
      return MonthValue(to.year, to.month);
    }
    case TimeUnit::kQuarter: {
      const CivilDate to = ToCivil(PlusMonths(day, steps * 3));
      return QuarterValue(to.year, (to.month + 2) / 3);
    }
    case TimeUnit::kYear: return YearValue(date.year + steps);
    case TimeUnit::kDecade: return DecadeValue(date.year + steps * 10);
    case TimeUnit::kCentury: return CenturyValue(date.year / 100 + 1 + steps);
    case TimeUnit::kMillennium:
    case TimeUnit::kSemester:
    case TimeUnit::kNight:
    case TimeUnit::kNone:
    case TimeUnit::kSecond:
    case TimeUnit::kMinute:
    case TimeUnit::kHour: return Unresolved(TimeMention::Unresolved::kVague);
  }
  return Unresolved(TimeMention::Unresolved::kVague);
}

TimeValue Unresolved(TimeMention::Unresolved why) {
  TimeValue out;
  out.unresolved = why;
  return out;
}

}  // namespace avviso
