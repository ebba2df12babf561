// Places in the calendar: dates, months, quarters, years, weekdays. Without a
// year the tense of the clause decides; where it says nothing, news tells of what
// has been, but a date with its month is the one nearest to the anchor.

#include <algorithm>
#include <cstdlib>

#include "mentions/internal/time_normaliser.h"

namespace avviso {
namespace {

using Unresolvedness = TimeMention::Unresolved;

int FullYear(int two_figures) { return two_figures + (two_figures < 50 ? 2000 : 1900); }

// The Sunday of Easter, by the anonymous Gregorian computus.
Day Easter(int year) {
  const int a = year % 19, b = year / 100, c = year % 100, d = b / 4, e = b % 4;
  const int g = (8 * b + 13) / 25, h = (19 * a + b - d - g + 15) % 30;
  const int i = c / 4, k = c % 4, l = (32 + 2 * e + 2 * i - h - k) % 7;
  const int m = (a + 11 * h + 19 * l) / 433;
  const int month = (h + l - 7 * m + 90) / 25;
  return FromCivil({year, month, (h + l - 7 * m + 33 * month + 19) % 32});
}

// Codes of holidays: MMDD; 9MMWN for the N-th weekday W of month MM, the last if N
// is 9; 80500 + the days from Easter; YYYYMMDD for a day of one year.
std::optional<Day> HolidayIn(int code, int year) {
  if (code < 1300) {
    const CivilDate date{year, code / 100, code % 100};
    if (!IsDate(date)) return std::nullopt;
    return FromCivil(date);
  }
  if (code >= 10000000) return FromCivil({code / 10000, code / 100 % 100, code % 100});
  if (code >= 90000) {
    const int month = code / 100 % 100, weekday = code / 10 % 10, nth = code % 10;
    if (nth == 9) {  // the last
      const Day end{PlusMonths(FromCivil({year, month, 1}), 1).since_epoch - 1};
      return Day{end.since_epoch - (Weekday(end) - weekday + 7) % 7};
    }
    const Day first = FromCivil({year, month, 1});
    return Day{first.since_epoch + (weekday - Weekday(first) + 7) % 7 + 7 * (nth - 1)};
  }
  return Day{Easter(year).since_epoch + code - 80500};
}

}  // namespace

std::optional<Day> TimeNormaliser::NearestDate(int month, int day) const {
  const Day anchor = *context_->anchor;
  const int year = ToCivil(anchor).year;
  const TimeDirection direction = Direction();
  const auto weekday = Value(weekday_);
  std::optional<Day> best;
  int best_gap = 0;
  for (int y = year - 4; y <= year + 4; ++y) {
    if (!IsDate({y, month, day})) continue;
    const Day candidate = FromCivil({y, month, day});
    const int ahead = candidate.since_epoch - anchor.since_epoch;
    int gap = std::abs(ahead);
    if (direction == TimeDirection::kPast && ahead > 0) gap += 250;
    if (direction == TimeDirection::kFuture && ahead < 0) gap += 250;
    if (weekday && avviso::Weekday(candidate) != *weekday) gap += 400;
    if (best && gap >= best_gap) continue;
    best = candidate;
    best_gap = gap;
  }
  return best;
}

std::optional<Day> TimeNormaliser::KnownDay(int month, int day) const {
  constexpr int kStillNews = 60;  // days in which such words may tell of another year's day
  const TokenId next = words_.back().item->tokens.end;
  if (next >= syntax_.doc().token_count()) return std::nullopt;
  for (const TimeGrammar::Sense& sense : grammar_.Find(syntax_.doc().Norm(next))) {
    if (sense.symbol != known_act_ || sense.value % 10000 != month * 100 + day) continue;
    const Day known = FromCivil({sense.value / 10000, month, day});
    const auto nearest = NearestDate(month, day);
    const int behind = nearest ? context_->anchor->since_epoch - nearest->since_epoch : 0;
    if (known < *context_->anchor && (behind < 0 || behind > kStillNews)) return known;
  }
  return std::nullopt;
}

TimeNormaliser::Maybe TimeNormaliser::Date() {
  const auto month = Value(month_), day = DayOfMonth();
  if (!month || !day) return std::nullopt;
  TimeValue out;
  if (const auto year = YearGiven()) {
    if (!IsDate({*year, *month, *day})) return Unresolved(Unresolvedness::kNoSuchDay);
    out = DayValue(FromCivil({*year, *month, *day}));
  } else if (!IsDate({2000, *month, *day})) {
    return Unresolved(Unresolvedness::kNoSuchDay);
  } else if (!context_->anchor) {
    out = NoAnchor();
    out.value = "XXXX-" + FormatDay(FromCivil({2000, *month, *day})).substr(5);
    return out;
  } else if (const auto known = KnownDay(*month, *day)) {
    out = DayValue(*known);
  } else {
    const auto nearest = NearestDate(*month, *day);
    if (!nearest) return Unresolved(Unresolvedness::kNoSuchDay);
    out = DayValue(*nearest);
  }
  if (Has("week") && out.start) return WeekValue(*out.start);
  if (Has("weekend") && out.start) return WeekendValue(*out.start);
  // "November 7-18"
  if (const auto last = Value(day_, 1); last && out.start) {
    const CivilDate first = ToCivil(*out.start);
    if (*last <= first.day || !IsDate({first.year, first.month, *last})) return std::nullopt;
    out.end = FromCivil({first.year, first.month, *last});
  }
  return out;
}

TimeNormaliser::Maybe TimeNormaliser::DayOfMonthAlone() {
  const auto day = Ordinal();
  if (!day || *day < 1 || *day > 31) return std::nullopt;
  if (!context_->anchor) return NoAnchor();
  const Day anchor = *context_->anchor;
  const TimeDirection direction = Direction();
  std::optional<Day> best;
  for (int step = -2; step <= 2; ++step) {
    CivilDate date = ToCivil(PlusMonths(Day{anchor.since_epoch - ToCivil(anchor).day + 1}, step));
    date.day = *day;
    if (!IsDate(date)) continue;
    const Day candidate = FromCivil(date);
    if (const auto weekday = Value(weekday_); weekday && avviso::Weekday(candidate) != *weekday) {
      continue;
    }
    const int ahead = candidate.since_epoch - anchor.since_epoch;
    if (direction == TimeDirection::kFuture ? ahead < 0 : ahead > 0) continue;
    if (!best || std::abs(ahead) < std::abs(best->since_epoch - anchor.since_epoch)) {
      best = candidate;
    }
  }
  if (!best) return Unresolved(Unresolvedness::kNoSuchDay);
  return DayValue(*best);
}

TimeNormaliser::Maybe TimeNormaliser::Numeric() {
  CivilDate date;
  const auto first = Value(two_, 0), second = Value(two_, 1);
  if (!first || !second) return std::nullopt;
  const TimeSymbol leading = words_.front().sense.symbol;
  if (leading == year_) {
    date = {*Value(year_), *first, *second};
  } else {
    const auto third = Value(two_, 2);
    date.year = third ? FullYear(*third) : Value(year_).value_or(0);
    bool month_first = context_->month_first && !Has(".");
    if (*first > 12) month_first = false;
    if (*second > 12) month_first = true;
    date.month = month_first ? *first : *second;
    date.day = month_first ? *second : *first;
  }
  if (!IsDate(date)) return Unresolved(Unresolvedness::kNoSuchDay);
  return DayValue(FromCivil(date));
}

TimeNormaliser::Maybe TimeNormaliser::Month() {
  const auto month = Value(month_);
  if (!month) return std::nullopt;
  const bool own_year = Get(year_) != nullptr || Has("year");
  if (own_year) {
    if (const auto year = YearGiven()) return MonthValue(*year, *month);
  }
  if (!context_->anchor) {
    TimeValue out = NoAnchor();
    out.value = *month < 10 ? "XXXX-0" : "XXXX-";
    out.value += std::to_string(*month);
    return out;
  }
  const CivilDate now = ToCivil(*context_->anchor);
  const auto shift = Shift();
  int year = now.year;
  if (shift && *shift < 0) {
    if (*month >= now.month) --year;
  } else if (shift && *shift > 0) {
    if (*month <= now.month) ++year;
  } else if (const TimeDirection direction = Direction(); direction == TimeDirection::kFuture) {
    if (*month < now.month) ++year;
  } else if (!shift && *month > now.month) {
    // Where the tense tells nothing, the next two months are nearer than the last year's.
    const bool ahead = direction == TimeDirection::kUnknown && *month - now.month <= 2;
    if (!ahead) --year;
  }
  return MonthValue(year, *month);
}

TimeNormaliser::Maybe TimeNormaliser::Year() {
  const auto year = YearGiven();
  if (!year) return NoAnchor();
  if (*year < 1) return Unresolved(Unresolvedness::kNoSuchDay);
  return YearValue(*year);
}

TimeNormaliser::Maybe TimeNormaliser::Fiscal() {
  const auto year = Value(year_);
  if (!year) return std::nullopt;
  TimeValue out = YearValue(*year);
  out.value.insert(0, "FY");
  return out;
}

TimeNormaliser::Maybe TimeNormaliser::Quarter() {
  std::optional<int> quarter = Value(q_);
  if (!quarter) quarter = Value(ord_);
  if (!quarter && Has("final")) quarter = 4;
  const bool own_year = Get(year_) != nullptr || Has("year");
  if (!quarter && own_year && Has("last")) quarter = 4;
  if (quarter && (*quarter < 1 || *quarter > 4)) return std::nullopt;
  if (own_year) {
    const auto year = YearGiven();
    if (!year || !quarter) return NoAnchor();
    return QuarterValue(*year, *quarter);
  }
  if (!context_->anchor) return NoAnchor();
  if (!quarter) return UnitValue(*context_->anchor, TimeUnit::kQuarter, -1);
  const CivilDate now = ToCivil(*context_->anchor);
  int year = now.year;
  const int current = (now.month + 2) / 3;
  if (*quarter > current && Direction() != TimeDirection::kFuture) --year;
  if (*quarter < current && Direction() == TimeDirection::kFuture) ++year;
  return QuarterValue(year, *quarter);
}

TimeNormaliser::Maybe TimeNormaliser::Half() {
  std::optional<int> half = Value(ord_);
  if (!half && Has("last")) half = 2;
  if (!half || *half < 1 || *half > 2) return std::nullopt;
  std::optional<int> year = YearGiven();
  if (!year && context_->anchor) {
    const CivilDate now = ToCivil(*context_->anchor);
    year = now.year - (*half == 2 && now.month < 7 ? 1 : 0);
  }
  if (!year) return NoAnchor();
  return HalfValue(*year, *half);
}

TimeNormaliser::Maybe TimeNormaliser::Decade() {
  std::optional<int> year = Value(decade_);
  if (!year) year = Value(decade_word_);
  if (!year) year = Value(year_);
  if (!year || *year % 10 != 0) return std::nullopt;
  // "in their early 20s", "in the mid-30s" are ages and degrees.
  if (*year < 100 && Get(decade_) != nullptr && !Has("'") && !(Has("the") && *year >= 50)) {
    return std::nullopt;
  }
  if (*year < 100) *year += *year < 20 ? 2000 : 1900;
  if (*year < 1000) return std::nullopt;
  // "the 1700s" are a century, "the 2000s" hardly.
  if (*year % 100 == 0 && *year < 1950 && Get(decade_) != nullptr) {
    return CenturyValue(*year / 100 + 1);
  }
  return DecadeValue(*year);
}

TimeNormaliser::Maybe TimeNormaliser::Century() {
  const auto number = Ordinal();
  if (!number || *number < 1 || *number > 30) return std::nullopt;
  return CenturyValue(*number);
}

TimeNormaliser::Maybe TimeNormaliser::Season() {
  const auto season = Value(season_);
  if (!season) return std::nullopt;
  if (HasAny({"that", "same"}) && context_->reference) {
    return SeasonValue(ToCivil(*context_->reference).year, *season);
  }
  if (Get(year_) != nullptr || Has("year")) {
    if (const auto year = YearGiven()) return SeasonValue(*year, *season);
  }
  if (!context_->anchor) return NoAnchor();
  const CivilDate now = ToCivil(*context_->anchor);
  const int month = now.month, first = *season * 3;
  const auto shift = Shift();
  int year = now.year;
  if (*season == 4 && month <= 2) --year;  // the winter that began last year
  if (shift && *shift < 0) {
    if (first + 2 >= month && year == now.year) --year;
  } else if (shift && *shift > 0) {
    if (first <= month && *season != 4) ++year;
  } else if (Direction() == TimeDirection::kFuture) {
    if (first + 2 < month) ++year;
  } else if (!shift && first > month && year == now.year) {
    --year;
  }
  return SeasonValue(year, *season);
}

TimeNormaliser::Maybe TimeNormaliser::Holiday() {
  std::optional<int> code;
  if (const auto known = Value(known_)) return DayValue(*HolidayIn(*known, 0));
  for (const char* name :
       {"name", "newyear", "nameday", "goodday", "valentine", "saintday", "parentday"}) {
    if (!code) code = Value(grammar_.Class(name));
  }
  if (!code) return std::nullopt;
  const int eve = Has("eve") ? 1 : Has("monday") ? -1 : 0;
  const auto in = [&](int year) -> std::optional<Day> {
    const auto day = HolidayIn(*code, year);
    if (!day) return std::nullopt;
    return Day{day->since_epoch - eve};
  };
  if (const auto year = Value(year_)) {
    // "New Year's Eve 2009" is in 2009.
    const auto day = in(eve > 0 && *code == 101 ? *year + 1 : *year);
    if (!day) return Unresolved(Unresolvedness::kNoSuchDay);
    return DayValue(*day);
  }
  if (!context_->anchor) return NoAnchor();
  const Day anchor = *context_->anchor;
  const TimeDirection direction = Direction();
  const auto shift = Shift();
  std::optional<Day> best;
  for (int year = ToCivil(anchor).year - 1; year <= ToCivil(anchor).year + 1; ++year) {
    const auto day = in(year);
    if (!day) continue;
    const int ahead = day->since_epoch - anchor.since_epoch;
    if (shift ? (*shift < 0 && ahead >= 0) || (*shift > 0 && ahead <= 0)
              : (direction == TimeDirection::kPast && ahead > 0) ||
                    (direction == TimeDirection::kFuture && ahead < 0)) {
      continue;
    }
    if (!best || std::abs(ahead) < std::abs(best->since_epoch - anchor.since_epoch)) best = day;
  }
  if (!best) return Unresolved(Unresolvedness::kNoSuchDay);
  return DayValue(*best);
}

std::optional<Day> TimeNormaliser::WeekdayFrom(int weekday) const {
  const Day anchor = *context_->anchor;
  int step = weekday - avviso::Weekday(anchor);  // within this ISO week
  const auto shift = Shift();
  const bool ahead = shift ? *shift > 0 || (*shift == 0 && Direction() != TimeDirection::kPast)
                           : Direction() == TimeDirection::kFuture;
  if (shift && *shift < 0) {
    if (step >= 0) step -= 7;
  } else if (shift && *shift > 0) {
    if (step <= 0) step += 7;
  } else if (ahead) {
    if (step < 0) step += 7;
  } else if (step > 0) {
    step -= 7;
  }
  return Day{anchor.since_epoch + step};
}

std::optional<Day> TimeNormaliser::DayWithin() {
  if (Get(month_) != nullptr) {
    const auto date = Date();
    if (!date || !date->start) return std::nullopt;
    return date->start;
  }
  if (!context_->anchor) return std::nullopt;
  if (const auto day = Value(day_ref_)) return Day{context_->anchor->since_epoch + *day};
  if (const auto weekday = Value(weekday_)) return WeekdayFrom(*weekday);
  if (const auto shift = Value(dir_)) return Day{context_->anchor->since_epoch + *shift};
  if (Get(tonight_) != nullptr) return context_->anchor;
  return std::nullopt;
}

TimeNormaliser::Maybe TimeNormaliser::WeekdayAt() {
  if (!context_->anchor && Get(month_) == nullptr) return NoAnchor();
  std::optional<Day> day = DayWithin();
  if (!day && Has("this")) day = context_->anchor;
  if (!day) return NoAnchor();
  if (const auto part = Value(part_)) return WithPart(*day, *part);
  if (Has("hours")) return WithPart(*day, 1);
  if (Has("night")) return WithPart(*day, 4);
  return DayValue(*day);
}

TimeNormaliser::Maybe TimeNormaliser::WeekOf() {
  if (const auto month = Value(month_)) {
    const auto of = Month();
    if (!of || !of->start) return of;
    const auto ord = Value(ord_);
    if (ord && (*ord < 1 || *ord > 5)) return std::nullopt;
    const int days = ord ? 7 * (*ord - 1) : of->end->since_epoch - of->start->since_epoch;
    return WeekValue(Day{of->start->since_epoch + days});
  }
  if (!context_->anchor) return NoAnchor();
  const auto weekday = Value(weekday_);
  if (!weekday) return std::nullopt;
  if (Has("from")) return DayValue(Day{WeekdayFrom(*weekday)->since_epoch + 7});
  const int monday = context_->anchor->since_epoch - avviso::Weekday(*context_->anchor) + 1;
  return DayValue(Day{monday + *weekday - 1 + 7 * Shift().value_or(0)});
}

}  // namespace avviso
