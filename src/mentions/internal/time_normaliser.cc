#include "mentions/internal/time_normaliser.h"

#include <algorithm>
#include <array>

namespace avviso {

TimeNormaliser::TimeNormaliser(const TimeGrammar& g, const Syntax& syntax)
    : grammar_(g),
      syntax_(syntax),
      month_(g.Class("month")),
      weekday_(g.Class("weekday")),
      weekdays_(g.Class("weekdays")),
      day_(g.Class("day")),
      ord_(g.Class("ord")),
      nth_(g.Class("nth")),
      year_(g.Class("year")),
      two_(g.Class("two")),
      num_(g.Class("num")),
      decade_(g.Class("decade")),
      decade_word_(g.Class("decadeword")),
      q_(g.Class("q")),
      season_(g.Class("season")),
      name_(g.Class("name")),
      dir_(g.Class("dir")),
      dir_day_(g.Class("dirday")),
      one_unit_(g.Class("oneunit")),
      follow_(g.Class("follow")),
      mod_(g.Class("mod")),
      edge_(g.Class("edge")),
      shift_(g.Class("shift")),
      approx_(g.Class("approx")),
      more_(g.Class("more")),
      vague_(g.Class("vague")),
      couple_(g.Class("couple")),
      dozens_(g.Class("dozens")),
      unit_(g.Class("unit")),
      units_(g.Class("units")),
      cal_(g.Class("cal")),
      part_(g.Class("part")),
      sun_(g.Class("sun")),
      day_ref_(g.Class("dayref")),
      tonight_(g.Class("tonight")),
      overnight_(g.Class("overnight")),
      clock_(g.Class("clock")),
      hour_(g.Class("hour")),
      four_(g.Class("four")),
      am_pm_(g.Class("ampm")),
      noon_(g.Class("noon")),
      often_(g.Class("often")),
      long_word_(g.Class("longword")),
      span_(g.Class("span")),
      known_(g.Class("known")),
      known_act_(g.Class("known-act")) {}

std::optional<TimeValue> TimeNormaliser::Make(TimeMake make, std::span<const TimeCapture> words,
                                              const TimeContext& context) {
  words_ = words;
  context_ = &context;
  using N = TimeNormaliser;
  // In the order of TimeMake.
  static constexpr std::array<Maybe (N::*)(), 29> kMakers = {
      &N::Duration,  // kAge
      &N::Ago,       &N::Century, &N::Clock,    &N::Date,    &N::DayOfMonthAlone,
      &N::DayRef,    &N::Decade,  &N::Duration, &N::Fiscal,  &N::Future,
      &N::Half,      &N::Holiday, &N::Month,    &N::Numeric, &N::Often,
      &N::Part,      &N::Past,    &N::Present,  &N::Quarter, &N::RefPart,
      &N::RefShift,  &N::RefUnit, &N::Season,   &N::Set,     &N::UnitAt,
      &N::WeekdayAt, &N::WeekOf,  &N::Year,
  };
  Maybe value = (this->*kMakers[static_cast<size_t>(make)])();
  if (value) AddMod(&*value);
  return value;
}

const TimeCapture* TimeNormaliser::Get(TimeSymbol symbol, size_t nth) const {
  if (symbol == 0) return nullptr;
  for (const TimeCapture& word : words_) {
    if (word.sense.symbol == symbol && nth-- == 0) return &word;
  }
  return nullptr;
}

std::optional<int> TimeNormaliser::Value(TimeSymbol symbol, size_t nth) const {
  const TimeCapture* word = Get(symbol, nth);
  if (word == nullptr) return std::nullopt;
  return word->sense.value;
}

bool TimeNormaliser::HasAny(std::initializer_list<std::string_view> literals) const {
  return std::any_of(literals.begin(), literals.end(),
                     [&](std::string_view literal) { return Has(literal); });
}

TimeDirection TimeNormaliser::Direction() const {
  const TokenId first = words_.front().item->tokens.begin;
  if (first > 0) {
    if (syntax_.Is(first - 1, "since")) return TimeDirection::kPast;
    // "a trial date of Sept. 9"
    if (first > 1 && syntax_.Is(first - 1, "of") &&
        (syntax_.Is(first - 2, "date") || syntax_.Is(first - 2, "deadline"))) {
      return TimeDirection::kFuture;
    }
    // "called a vote for Friday"
    const bool day = Get(weekday_) != nullptr || (Get(month_) != nullptr && Get(day_) != nullptr);
    if (day && syntax_.Is(first - 1, "for") && syntax_.dep(first - 1) == Dep::kPrep) {
      return TimeDirection::kFuture;
    }
  }
  return DirectionAt(syntax_, grammar_, words_.back().item->tokens.begin);
}

Day TimeNormaliser::ReferenceFor(TimeUnit unit) const {
  switch (unit) {
    case TimeUnit::kMonth:
    case TimeUnit::kQuarter:
    case TimeUnit::kSemester:
    case TimeUnit::kYear:
    case TimeUnit::kDecade:
    case TimeUnit::kCentury:
    case TimeUnit::kMillennium: return Reference();
    default: break;
  }
  if (context_->reference_day) return *context_->reference_day;
  return context_->anchor ? *context_->anchor : Reference();
}

std::optional<int> TimeNormaliser::Shift() const {
  for (const TimeSymbol symbol : {dir_, dir_day_, one_unit_, follow_}) {
    if (const auto value = Value(symbol)) return value;
  }
  if (Has("this") || Has("current")) return 0;
  if (Has("past") || Has("last")) return -1;
  if (HasAny({"coming", "next"})) return 1;
  return std::nullopt;
}

std::optional<int> TimeNormaliser::Ordinal() const {
  if (const auto ord = Value(ord_)) return ord;
  return Value(nth_);
}

std::optional<int> TimeNormaliser::DayOfMonth() const {
  if (const auto day = Value(day_)) return day;
  return Ordinal();
}

std::optional<int> TimeNormaliser::YearGiven() const {
  if (const auto year = Value(year_)) return year;
  if (!Has("year") || !context_->anchor) return std::nullopt;
  const auto shift = Shift();
  if (Has("that") || Has("same")) {
    return ToCivil(context_->reference.value_or(*context_->anchor)).year;
  }
  return ToCivil(*context_->anchor).year + shift.value_or(0);
}

TimeUnit TimeNormaliser::Unit() const {
  for (const TimeSymbol symbol : {cal_, unit_, units_, long_word_, often_}) {
    if (const auto value = Value(symbol)) return static_cast<TimeUnit>(*value);
  }
  for (const auto& [word, unit] :
       {std::pair{"year", TimeUnit::kYear}, std::pair{"month", TimeUnit::kMonth},
        std::pair{"week", TimeUnit::kWeek}, std::pair{"midweek", TimeUnit::kWeek},
        std::pair{"century", TimeUnit::kCentury}, std::pair{"decade", TimeUnit::kDecade},
        std::pair{"quarter", TimeUnit::kQuarter}, std::pair{"hour", TimeUnit::kHour},
        std::pair{"day", TimeUnit::kDay}}) {
    if (Has(word)) return unit;
  }
  return TimeUnit::kNone;
}

void TimeNormaliser::AddMod(TimeValue* value) const {
  constexpr const char* kMods[] = {"", "START", "MID", "END", "LESS_THAN", "MORE_THAN"};
  for (const TimeSymbol symbol : {mod_, edge_, shift_, more_}) {
    if (const auto mod = Value(symbol)) {
      value->mod = kMods[*mod];
      return;
    }
  }
  if (const auto approx = Value(approx_)) value->mod = *approx == 1 ? "APPROX" : kMods[*approx];
  if (Has("least")) value->mod = "EQUAL_OR_MORE";
  if (HasAny({"most", "up"})) value->mod = "EQUAL_OR_LESS";
  if (Has("end")) value->mod = "END";
}

TimeValue TimeNormaliser::NoAnchor() {
  return Unresolved(TimeMention::Unresolved::kNoPublicationDate);
}

TimeNormaliser::Maybe TimeNormaliser::Past() { return Vague("PAST_REF"); }
TimeNormaliser::Maybe TimeNormaliser::Present() { return Vague("PRESENT_REF"); }
TimeNormaliser::Maybe TimeNormaliser::Future() { return Vague("FUTURE_REF"); }

TimeNormaliser::Maybe TimeNormaliser::Vague(std::string_view value) const {
  TimeValue out;
  out.value = value;
  out.unresolved = TimeMention::Unresolved::kVague;
  return out;
}

}  // namespace avviso
