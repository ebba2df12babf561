// Times by distance, lengths of time, repetitions, and times of the day.

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <utility>

#include "mentions/internal/time_normaliser.h"

namespace avviso {
namespace {

using Type = TimeMention::Type;
using Precision = TimeMention::Precision;

constexpr std::array<const char*, 7> kParts = {"", "TMO", "TAF", "TEV", "TNI", "TDT", "TMI"};

// "PT" and the letter of the unit, in two parts.
struct UnitLetters {
  bool time;
  const char* letters;
  double factor;
};

UnitLetters LettersOf(TimeUnit unit) {
  switch (unit) {
    case TimeUnit::kSecond: return {true, "S", 1};
    case TimeUnit::kMinute: return {true, "M", 1};
    case TimeUnit::kHour: return {true, "H", 1};
    case TimeUnit::kWeek: return {false, "W", 1};
    case TimeUnit::kFortnight: return {false, "W", 2};
    case TimeUnit::kMonth: return {false, "M", 1};
    case TimeUnit::kQuarter: return {false, "Q", 1};
    case TimeUnit::kSemester: return {false, "M", 6};
    case TimeUnit::kYear: return {false, "Y", 1};
    case TimeUnit::kDecade: return {false, "DE", 1};
    case TimeUnit::kCentury: return {false, "CE", 1};
    case TimeUnit::kMillennium: return {false, "ML", 1};
    case TimeUnit::kWeekend: return {false, "WE", 1};
    case TimeUnit::kNight: return {true, "NI", 1};
    case TimeUnit::kDay:
    case TimeUnit::kNone: return {false, "D", 1};
  }
  return {false, "D", 1};
}

std::string Figures(double value) {
  std::array<char, 40> out;
  const int size = std::snprintf(out.data(), out.size(), "%.10g", value);
  return std::string(out.data(), static_cast<size_t>(size));
}

// Collects "P1Y6M", "PT2H30M", "PXD".
class Period {
 public:
  void Add(std::optional<double> amount, TimeUnit unit) {
    const UnitLetters letters = LettersOf(unit);
    std::string& part = letters.time ? time_ : date_;
    part += (amount ? Figures(*amount * letters.factor) : "X") + letters.letters;
  }
  std::string Text() const { return "P" + date_ + (time_.empty() ? "" : "T" + time_); }
  bool empty() const { return date_.empty() && time_.empty(); }

 private:
  std::string date_, time_;
};

// Half of a unit in units that have whole numbers.
std::pair<double, TimeUnit> HalfOf(TimeUnit unit) {
  switch (unit) {
    case TimeUnit::kHour: return {30, TimeUnit::kMinute};
    case TimeUnit::kYear: return {6, TimeUnit::kMonth};
    case TimeUnit::kDecade: return {5, TimeUnit::kYear};
    case TimeUnit::kCentury: return {50, TimeUnit::kYear};
    case TimeUnit::kDay: return {12, TimeUnit::kHour};
    default: return {0.5, unit};
  }
}

std::pair<double, TimeUnit> QuarterOf(TimeUnit unit) {
  switch (unit) {
    case TimeUnit::kHour: return {15, TimeUnit::kMinute};
    case TimeUnit::kDay: return {6, TimeUnit::kHour};
    case TimeUnit::kYear: return {3, TimeUnit::kMonth};
    case TimeUnit::kCentury: return {25, TimeUnit::kYear};
    default: return {0.25, unit};
  }
}

}  // namespace

TimeValue TimeNormaliser::WithPart(Day day, int part) const {
  TimeValue out = DayValue(day);
  out.type = Type::kTime;
  if (!out.start) return out;
  out.value += kParts[static_cast<size_t>(part)];
  return out;
}

TimeNormaliser::Maybe TimeNormaliser::DayRef() {
  if (!context_->anchor) return NoAnchor();
  int step = Value(day_ref_).value_or(0);
  if (Has("before")) --step;
  if (Has("after")) ++step;
  const Day day{context_->anchor->since_epoch + step};
  if (const auto part = Value(part_)) return WithPart(day, *part);
  return DayValue(day);
}

TimeNormaliser::Maybe TimeNormaliser::Part() {
  TimeValue out;
  if (!context_->anchor) {
    out = NoAnchor();
    out.type = Type::kTime;
    return out;
  }
  int part = Value(part_).value_or(4);
  return WithPart(Day{context_->anchor->since_epoch + Shift().value_or(0)}, part);
}

TimeNormaliser::Maybe TimeNormaliser::RefPart() {
  std::optional<int> part = Value(part_);
  if (!part) part = Value(sun_);
  if (!part) return std::nullopt;
  std::optional<Day> day = context_->sentence_day;
  if (!day && !context_->reference && !context_->anchor) return NoAnchor();
  if (!day) day = ReferenceFor(TimeUnit::kDay);
  return WithPart(Day{day->since_epoch + Value(follow_).value_or(0)}, *part);
}

TimeNormaliser::Maybe TimeNormaliser::UnitAt() {
  if (!context_->anchor) return NoAnchor();
  const TimeUnit unit = Unit();
  if (unit == TimeUnit::kNone) return std::nullopt;
  int steps = Shift().value_or(0);
  // On a Monday "this weekend" may be the one that was; "this past weekend" always is.
  if (unit == TimeUnit::kWeekend && steps == 0 && (Has("past") || WeekendIsOver(2))) steps = -1;
  TimeValue out = UnitValue(*context_->anchor, unit, steps);
  if (out.value.empty()) return std::nullopt;
  return out;
}

bool TimeNormaliser::WeekendIsOver(int last_day) const {
  return Weekday(*context_->anchor) <= last_day && Direction() == TimeDirection::kPast;
}

TimeNormaliser::Maybe TimeNormaliser::RefUnit() {
  if (!context_->anchor && !context_->reference) return NoAnchor();
  const bool back = HasAny({"that", "same"}) || Get(follow_) != nullptr;
  const TimeUnit unit = Unit();
  std::optional<Day> from = context_->anchor;
  const bool day_named = context_->reference_precision == Precision::kDay ||
                         context_->reference_precision == Precision::kMinute;
  if ((back || (unit == TimeUnit::kDay && day_named) || !from) && context_->reference) {
    from = context_->reference;
  }
  if (back && from == context_->reference) from = ReferenceFor(unit);
  int steps = Value(follow_).value_or(0);
  if (unit == TimeUnit::kWeekend && !back && context_->anchor) {
    from = context_->anchor;
    if (WeekendIsOver(5)) steps = -1;
  }
  return UnitValue(*from, unit, steps);
}

std::optional<double> TimeNormaliser::Amount() const {
  if (Get(vague_) != nullptr || Get(dozens_) != nullptr || HasAny({"few", "number", "many"})) {
    return std::nullopt;
  }
  if (Get(couple_) != nullptr) return 2;
  double amount = 1;
  if (const TimeCapture* number = Get(num_)) {
    amount = number->item->number;
  } else if (Get(units_) != nullptr && !Has("dozen")) {
    return std::nullopt;
  }
  if (Has("dozen") && Get(num_) == nullptr) amount = 12;
  return amount;
}

TimeNormaliser::Maybe TimeNormaliser::RefShift() {
  const TimeUnit unit = Unit();
  const auto amount = Amount();
  const bool back =
      HasAny({"earlier", "before", "previously", "ago", "previous", "prior"}) || Value(shift_) == 1;
  if (!amount) return Vague(back ? "PAST_REF" : "FUTURE_REF");
  if (!context_->anchor && !context_->reference) return NoAnchor();
  if (unit == TimeUnit::kNight && *amount == 1) {
    return WithPart(Day{ReferenceFor(unit).since_epoch + (back ? -1 : 1)}, 4);
  }
  if (unit == TimeUnit::kHour || unit == TimeUnit::kMinute || unit == TimeUnit::kSecond) {
    TimeValue out = DayValue(ReferenceFor(unit));
    out.type = Type::kTime;
    return out;
  }
  // "a year earlier" compares with the quarter that the text tells of.
  const bool quarter = context_->reference_precision == Precision::kQuarter;
  const Day from = ReferenceFor(unit);
  const int steps =
      static_cast<int>(std::clamp(amount.value_or(0), 0.0, 90000.0)) * (back ? -1 : 1);
  if (Has("quarter") || (unit == TimeUnit::kYear && quarter)) {
    return UnitValue(Reference(), TimeUnit::kQuarter, steps * 4);
  }
  TimeValue out = UnitValue(from, unit, steps);
  if (out.value.empty()) return Vague(back ? "PAST_REF" : "FUTURE_REF");
  return out;
}

TimeNormaliser::Maybe TimeNormaliser::Ago() {
  const bool ahead = HasAny({"now", "today", "hence"}) || Get(day_ref_) != nullptr;
  const auto given = Amount();
  if (!given) return Vague(ahead ? "FUTURE_REF" : "PAST_REF");
  if (!context_->anchor) return NoAnchor();
  double amount = given.value_or(1);
  TimeUnit unit = Unit();
  if (Has("half") && !Has("and")) std::tie(amount, unit) = HalfOf(unit);
  if (IsQuarterOf()) std::tie(amount, unit) = QuarterOf(unit);
  int steps = static_cast<int>(std::clamp(amount, 0.0, 90000.0));
  if (!ahead) steps = -steps;
  if (unit == TimeUnit::kHour || unit == TimeUnit::kMinute || unit == TimeUnit::kSecond) {
    TimeValue out = DayValue(*context_->anchor);
    out.type = Type::kTime;
    return out;
  }
  TimeValue out = UnitValue(*context_->anchor, unit, steps);
  if (out.value.empty()) return std::nullopt;
  return out;
}

bool TimeNormaliser::IsQuarterOf() const {
  return Has("quarter") && (Has("of") || Has("century")) && Get(num_) == nullptr;
}

bool TimeNormaliser::IsOtherThanUnit(TimeUnit unit, TokenId token) const {
  if (unit == TimeUnit::kQuarter) return true;
  return unit == TimeUnit::kSecond &&
         (syntax_.form(token) != Form::kNoun || syntax_.dep(token) == Dep::kCompound ||
          syntax_.dep(token) == Dep::kAmod);
}

bool TimeNormaliser::IsNoDuration() const {
  // "about" may be a preposition: "spoke about two years in prison".
  if (const TimeCapture* approx = Get(approx_); approx == &words_.front()) {
    const TokenId t = approx->item->tokens.begin;
    if (syntax_.dep(t) == Dep::kPrep || syntax_.dep(t) == Dep::kPrt) return true;
  }
  // "in 2014 following years of discord"
  if (const TimeCapture* number = Get(num_); number != nullptr && Get(span_) != nullptr) {
    if (number->item->number >= 1900 && number->item->number < 2200) return true;
  }
  // "the third in as many weeks"
  if (const TokenId t = words_.front().item->tokens.begin; t > 0 && syntax_.Is(t, "many")) {
    if (syntax_.Is(t - 1, "as")) return true;
  }
  return false;
}

TimeNormaliser::Maybe TimeNormaliser::Duration() {
  if (IsNoDuration()) return std::nullopt;
  Period period;
  double amount = 1;
  bool given = false, vague = false;
  const bool half_after = Has("half") && Has("and");
  for (size_t i = 0; i < words_.size(); ++i) {
    const TimeCapture& word = words_[i];
    const TimeSymbol symbol = word.sense.symbol;
    if (symbol == num_) {
      const char first = syntax_.doc().Form(word.item->tokens.begin).front();
      if (Has("a") && i == 1 && first >= '0' && first <= '9') return std::nullopt;  // "a 2 year"
      amount = word.item->number;
      given = true;
    } else if (symbol == couple_) {
      amount = 2;
      given = true;
    } else if (symbol == vague_ || symbol == dozens_ || symbol == grammar_.Literal("few") ||
               symbol == grammar_.Literal("multi") || symbol == grammar_.Literal("many") ||
               symbol == grammar_.Literal("number")) {
      given = vague = true;
    } else if (symbol == unit_ || symbol == units_ || symbol == cal_ || symbol == long_word_ ||
               symbol == grammar_.Literal("hour") || symbol == grammar_.Literal("century")) {
      TimeUnit unit = static_cast<TimeUnit>(word.sense.value);
      if (symbol == grammar_.Literal("hour")) unit = TimeUnit::kHour;
      if (symbol == grammar_.Literal("century")) unit = TimeUnit::kCentury;
      // "at the last minute"
      if (Get(one_unit_) != nullptr && (unit == TimeUnit::kMinute || unit == TimeUnit::kSecond)) {
        return std::nullopt;
      }
      if (!given && Has("dozen")) amount = 12, given = true;
      if (!given && symbol == units_) vague = true;
      // "a quarter of", "a second man".
      if (amount <= 1 && symbol == unit_ && IsOtherThanUnit(unit, word.item->tokens.begin)) {
        return std::nullopt;
      }
      double count = amount;
      if (half_after) count += 0.5;
      if (Has("half") && !half_after) std::tie(count, unit) = HalfOf(unit);
      if (IsQuarterOf()) std::tie(count, unit) = QuarterOf(unit);
      period.Add(vague ? std::nullopt : std::optional<double>(count), unit);
      amount = 1;
      given = vague = false;
    }
  }
  if (period.empty()) return std::nullopt;
  TimeValue out;
  out.type = Type::kDuration;
  out.value = period.Text();
  return out;
}

TimeNormaliser::Maybe TimeNormaliser::Set() {
  TimeValue out;
  out.type = Type::kSet;
  std::optional<int> weekday = Value(weekday_);
  if (!weekday) weekday = Value(weekdays_);
  std::optional<int> part = Value(part_);
  if (!part && weekday) {
    constexpr std::array<const char*, 4> kWords = {"mornings", "afternoons", "evenings", "nights"};
    for (size_t i = 0; i < kWords.size(); ++i) {
      if (Has(kWords[i])) part = static_cast<int>(i + 1);
    }
  }
  if (weekday) {
    out.value = "XXXX-WXX-" + std::to_string(*weekday);
    if (part) out.value += kParts[static_cast<size_t>(*part)];
    return out;
  }
  if (part) {
    out.value = std::string("XXXX-XX-XX") + kParts[static_cast<size_t>(*part)];
    return out;
  }
  if (const auto month = Value(month_)) {
    out.value = (*month < 10 ? "XXXX-0" : "XXXX-") + std::to_string(*month);
    return out;
  }
  if (const auto season = Value(season_)) {
    constexpr std::array<const char*, 4> kSeasons = {"SP", "SU", "FA", "WI"};
    out.value = std::string("XXXX-") + kSeasons[static_cast<size_t>(*season - 1)];
    return out;
  }
  double amount = 1;
  if (Has("other")) amount = 2;
  const TimeCapture* every = Get(grammar_.Class("every"));
  const TimeCapture* number = Get(num_);
  if (every != nullptr && number != nullptr && number > every) amount = number->item->number;
  if (const auto ord = Value(ord_)) amount = *ord;
  Period period;
  const bool vague = every != nullptr && Has("few");
  if (Has("couple")) amount = 2;
  const TimeUnit unit = Unit();
  if (unit == TimeUnit::kNone) return std::nullopt;
  period.Add(vague ? std::nullopt : std::optional<double>(amount), unit);
  out.value = period.Text();
  return out;
}

TimeNormaliser::Maybe TimeNormaliser::Often() {
  // "the Daily Post" is no repetition.
  if (syntax_.form(words_.back().item->tokens.begin) == Form::kProper) return std::nullopt;
  TimeValue out;
  out.type = Type::kSet;
  TimeUnit unit = Unit();
  double amount = 1;
  if (Has("semi")) std::tie(amount, unit) = HalfOf(unit);
  if (Has("bi")) amount = 2;
  Period period;
  period.Add(amount, unit);
  out.value = period.Text();
  return out;
}

TimeNormaliser::Maybe TimeNormaliser::Clock() {
  std::optional<int> minutes = Value(clock_);
  if (!minutes) minutes = Value(noon_);
  if (!minutes && Get(hour_) != nullptr) minutes = *Value(hour_) * 60;
  if (!minutes) minutes = Value(four_);
  if (const TimeCapture* number = Get(num_); !minutes && number != nullptr) {
    if (number->item->number > 24) return std::nullopt;
    minutes = static_cast<int>(number->item->number * 60);
  }
  if (!minutes) return std::nullopt;
  std::optional<int> noon = Value(am_pm_);
  if (!noon) {
    if (const auto part = Value(part_)) noon = *part == 1 ? 0 : 12;
    if (Get(tonight_) != nullptr) noon = 12;
  }
  if (noon) {
    if (*minutes >= 13 * 60) noon = 0;
    if (*minutes / 60 == 12) *minutes -= 12 * 60;
    *minutes += *noon * 60;
  }
  if (*minutes > 24 * 60) return std::nullopt;
  std::optional<Day> written;
  if (words_.front().sense.symbol == year_ && Get(two_) != nullptr) {
    const auto date = Numeric();
    if (!date || !date->start) return date;
    written = date->start;
  }
  const bool has_day = Get(month_) != nullptr || Get(weekday_) != nullptr ||
                       Get(day_ref_) != nullptr || Get(dir_) != nullptr || Get(tonight_) != nullptr;
  std::optional<Day> day = has_day ? DayWithin() : context_->sentence_day;
  // Of the day that the text tells of, if it is one of the last week.
  if (!has_day && !day && context_->anchor && context_->reference_day) {
    const int ago = context_->anchor->since_epoch - context_->reference_day->since_epoch;
    day = ago >= 0 && ago < 7 ? context_->reference_day : context_->anchor;
  }
  if (written) day = written;
  TimeValue out;
  if (day) out = DayValue(*day);
  out.type = Type::kTime;
  std::array<char, 16> text;
  const int size =
      std::snprintf(text.data(), text.size(), "T%02d:%02d", *minutes / 60, *minutes % 60);
  out.value += std::string(text.data(), static_cast<size_t>(size));
  out.precision = Precision::kMinute;
  out.borrows_day = !has_day && !written;
  if (!day) out.unresolved = TimeMention::Unresolved::kNoPublicationDate;
  return out;
}

}  // namespace avviso
