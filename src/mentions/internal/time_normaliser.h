// TimeNormaliser: what the words that a rule matched mean, on the day that the
// article speaks from.
//
// The reference is the last day, month or year that the text has named: "the
// next day" and "two weeks later" count from it, "last week" from the anchor.

#ifndef AVVISO_MENTIONS_INTERNAL_TIME_NORMALISER_H_
#define AVVISO_MENTIONS_INTERNAL_TIME_NORMALISER_H_

#include <optional>
#include <span>
#include <string_view>

#include "base/day.h"
#include "lexicon/time_grammar.h"
#include "mentions/internal/time_calendar.h"
#include "mentions/internal/time_items.h"
#include "mentions/internal/time_tense.h"
#include "nlp/syntax.h"

namespace avviso {

// One word of a match, as the pattern took it.
struct TimeCapture {
  TimeGrammar::Sense sense;
  const TimeItem* item = nullptr;
};

struct TimeContext {
  std::optional<Day> anchor;     // the day that the article speaks from
  std::optional<Day> reference;  // the last day that it named, else the anchor
  TimeMention::Precision reference_precision = TimeMention::Precision::kUnknown;
  std::optional<Day> reference_day;  // the last single day that it named
  std::optional<Day> sentence_day;   // the last day named in this sentence
  bool month_first = true;           // 03/04 is in March
};

class TimeNormaliser {
 public:
  TimeNormaliser(const TimeGrammar& grammar, const Syntax& syntax);

  // None: the words aren't a time after all ("the fifth quarter").
  std::optional<TimeValue> Make(TimeMake make, std::span<const TimeCapture> words,
                                const TimeContext& context);

 private:
  using Maybe = std::optional<TimeValue>;

  const TimeCapture* Get(TimeSymbol symbol, size_t nth = 0) const;
  std::optional<int> Value(TimeSymbol symbol, size_t nth = 0) const;
  bool Has(std::string_view literal) const { return Get(grammar_.Literal(literal)) != nullptr; }
  bool HasAny(std::initializer_list<std::string_view> literals) const;
  TimeDirection Direction() const;
  std::optional<int> Shift() const;  // of last, this, next
  std::optional<int> Ordinal() const;
  std::optional<int> DayOfMonth() const;
  std::optional<int> YearGiven() const;  // "2012", "last year", "the year"
  TimeUnit Unit() const;
  // Requires an anchor or a reference.
  Day Reference() const { return context_->reference ? *context_->reference : *context_->anchor; }
  // What steps of `unit` count from: days and weeks from the last day that was named, not from
  // the first day of a year that was. Requires an anchor or a reference.
  Day ReferenceFor(TimeUnit unit) const;
  void AddMod(TimeValue* value) const;
  static TimeValue NoAnchor();

  // By calendar, in time_dates.cc.
  Maybe Date();
  Maybe DayOfMonthAlone();
  Maybe Numeric();
  Maybe Month();
  Maybe Year();
  Maybe Fiscal();
  Maybe Quarter();
  Maybe Half();
  Maybe Decade();
  Maybe Century();
  Maybe Season();
  Maybe Holiday();
  Maybe WeekdayAt();
  Maybe WeekOf();
  std::optional<Day> NearestDate(int month, int day) const;
  // The day that "the Sept. 11 attacks" means, if the next word says so.
  std::optional<Day> KnownDay(int month, int day) const;
  std::optional<Day> WeekdayFrom(int weekday) const;
  std::optional<Day> DayWithin();  // of any date, weekday or "today" among the words

  // Relative and repeated ones, in time_spans.cc.
  Maybe DayRef();
  Maybe Part();
  Maybe RefPart();
  Maybe UnitAt();
  Maybe RefUnit();
  Maybe RefShift();
  Maybe Ago();
  Maybe Duration();
  Maybe Set();
  Maybe Often();
  Maybe Clock();
  Maybe Past();
  Maybe Present();
  Maybe Future();
  Maybe Vague(std::string_view value) const;
  TimeValue WithPart(Day day, int part) const;
  // True if the text tells, on one of the first `last_day` days of a week, what happened.
  bool WeekendIsOver(int last_day) const;
  // How many of the unit: none if the text is vague about it.
  std::optional<double> Amount() const;
  bool IsQuarterOf() const;   // "a quarter of a century"
  bool IsNoDuration() const;  // the words around or within say that no length is meant
  // True of a word that is a fraction or an ordinal here.
  bool IsOtherThanUnit(TimeUnit unit, TokenId token) const;

  const TimeGrammar& grammar_;
  const Syntax& syntax_;
  std::span<const TimeCapture> words_;
  const TimeContext* context_ = nullptr;

  TimeSymbol month_, weekday_, weekdays_, day_, ord_, nth_, year_, two_, num_, decade_;
  TimeSymbol decade_word_, q_, season_, name_, dir_, dir_day_, one_unit_, follow_, mod_, edge_;
  TimeSymbol shift_, approx_, more_, vague_, couple_, dozens_, unit_, units_, cal_, part_, sun_;
  TimeSymbol day_ref_, tonight_, overnight_, clock_, hour_, four_, am_pm_, noon_, often_;
  TimeSymbol long_word_, span_, known_, known_act_;
};

}  // namespace avviso

#endif  // AVVISO_MENTIONS_INTERNAL_TIME_NORMALISER_H_
