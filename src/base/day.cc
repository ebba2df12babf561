#include "base/day.h"

#include <array>
#include <chrono>
#include <cstdio>

namespace avviso {
namespace {

namespace chrono = std::chrono;

// The number in text[begin, begin + count), or -1 if a character isn't a digit.
int Digits(std::string_view text, size_t begin, size_t count) {
  int value = 0;
  for (size_t i = begin; i < begin + count; ++i) {
    if (text[i] < '0' || text[i] > '9') return -1;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

chrono::year_month_day Ymd(CivilDate date) {
  return chrono::year(date.year) / chrono::month(static_cast<unsigned>(date.month)) /
         chrono::day(static_cast<unsigned>(date.day));
}

}  // namespace

Day FromCivil(CivilDate date) {
  return Day{static_cast<int32_t>(chrono::sys_days(Ymd(date)).time_since_epoch().count())};
}

CivilDate ToCivil(Day day) {
  const chrono::year_month_day ymd{chrono::sys_days(chrono::days(day.since_epoch))};
  return {static_cast<int>(ymd.year()), static_cast<int32_t>(static_cast<unsigned>(ymd.month())),
          static_cast<int32_t>(static_cast<unsigned>(ymd.day()))};
}

int Weekday(Day day) {
  return static_cast<int>(
      chrono::weekday(chrono::sys_days(chrono::days(day.since_epoch))).iso_encoding());
}

std::string FormatDay(Day day) {
  const CivilDate date = ToCivil(day);
  std::array<char, 32> out;
  const int size =
      std::snprintf(out.data(), out.size(), "%04d-%02d-%02d", date.year, date.month, date.day);
  return std::string(out.data(), static_cast<size_t>(size));
}

std::optional<Day> ParseIsoDay(std::string_view text) {
  if (text.size() < 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  if (text.size() > 10 && text[10] != 'T' && text[10] != ' ') return std::nullopt;
  const CivilDate date{Digits(text, 0, 4), Digits(text, 5, 2), Digits(text, 8, 2)};
  if (date.year < 0 || date.month < 0 || date.day < 0 || !Ymd(date).ok()) return std::nullopt;
  return FromCivil(date);
}

}  // namespace avviso
