// A weekday is the last one before publication, that day included; the next one
// if the clause that holds it looks ahead ("will meet on Friday", "to meet on").
// A date without a year is the one nearest to publication.

#include "mentions/internal/times.h"

#include <array>
#include <charconv>
#include <string_view>

namespace avviso {
namespace {

constexpr std::array<std::string_view, 7> kWeekdays = {
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};
constexpr std::array<std::string_view, 12> kMonths = {
    "january", "february", "march",     "april",   "may",      "june",
    "july",    "august",   "september", "october", "november", "december"};

constexpr std::array<std::string_view, 12> kNumbers = {"one",  "two", "three",  "four",
                                                       "five", "six", "seven",  "eight",
                                                       "nine", "ten", "eleven", "twelve"};
constexpr int kFirstYear = 1800, kLastYear = 2199;
constexpr std::array<int, 12> kDaysIn = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

// "2023-W39" for the week of a Monday; a week is of the year of its Thursday.
std::string WeekValue(Day monday) {
  const Day thursday{monday.since_epoch + 3};
  const int year = ToCivil(thursday).year;
  const int week = (thursday.since_epoch - FromCivil({year, 1, 1}).since_epoch) / 7 + 1;
  return std::to_string(year) + (week < 10 ? "-W0" : "-W") + std::to_string(week);
}

class TimeFinder {
 public:
  TimeFinder(const Syntax& syntax, std::optional<Day> published)
      : syntax_(syntax), doc_(syntax.doc()), published_(published) {}

  std::vector<TimeMention> Run() {
    for (TokenId t = 0; t < doc_.token_count();) {
      const TokenId next = Read(t);
      t = next > t ? next : t + 1;
    }
    return std::move(times_);
  }

 private:
  static std::string Lower(std::string_view text) {
    std::string out(text);
    for (char& c : out) {
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    }
    return out;
  }

  // Reads a time that begins at `t`; the token after it, or `t` if there is none.
  TokenId Read(TokenId t) {
    const std::string_view form = doc_.Form(t);
    const std::string word = Lower(form);
    if (word == "today" || word == "tonight") return Relative({t, t + 1}, 0);
    if (word == "yesterday") return Relative({t, t + 1}, -1);
    if (word == "tomorrow") return Relative({t, t + 1}, 1);
    if (const auto day = ParseIsoDay(form); day && form.size() >= 10) {
      return Add({t, t + 1}, *day, *day, TimeMention::Precision::kDay);
    }
    if (const int weekday = WeekdayOf(word, form); weekday != 0) return Weekday(t, weekday);
    if (const int month = MonthOf(t, word, form); month != 0) return MonthDay(t, month);
    if (const TokenId next = Period(t, word); next > t) return next;
    if (const TokenId next = BareYear(t); next > t) return next;
    if (const TokenId next = Ago(t); next > t) return next;
    if (const int day = NumberAt(t, 31); day > 0 && t + 1 < doc_.token_count()) {
      const std::string next = Lower(doc_.Form(t + 1));
      if (const int month = MonthOf(t + 1, next, doc_.Form(t + 1)); month != 0) {
        return Date({t, t + 2}, month, day);
      }
    }
    return t;
  }

  int WeekdayOf(std::string_view word, std::string_view form) const {
    if (form.empty() || form[0] < 'A' || form[0] > 'Z' || word.size() < 3) return 0;
    for (size_t i = 0; i < 7; ++i) {
      const std::string_view day = kWeekdays[i];
      if (word == day || word == std::string(day) + "s") return static_cast<int>(i + 1);
      if (word.back() == '.' && day.substr(0, word.size() - 1) == word.substr(0, word.size() - 1)) {
        return static_cast<int>(i + 1);
      }
    }
    return 0;
  }

  int MonthOf(TokenId t, std::string_view word, std::string_view form) const {
    if (form.empty() || form[0] < 'A' || form[0] > 'Z' || word.size() < 3) return 0;
    if (word == "may" && syntax_.form(t) == Form::kModal) return 0;
    if (word.back() == '.') word.remove_suffix(1);
    if (word.size() < 3) return 0;
    for (size_t i = 0; i < 12; ++i) {
      if (word == kMonths[i]) return static_cast<int>(i + 1);
      if (word.size() <= 4 && kMonths[i].substr(0, word.size()) == word && word != "mar") {
        return static_cast<int>(i + 1);
      }
    }
    return 0;
  }

  // The number that `t` writes in figures ("3", "3rd"), 0 if it isn't in [1, most].
  int NumberAt(TokenId t, int most) const {
    if (t >= doc_.token_count()) return 0;
    std::string_view form = doc_.Form(t);
    int value = 0;
    const auto parsed = std::from_chars(form.data(), form.data() + form.size(), value);
    if (parsed.ec != std::errc()) return 0;
    const std::string_view rest(parsed.ptr,
                                static_cast<size_t>(form.data() + form.size() - parsed.ptr));
    const bool ordinal = rest == "st" || rest == "nd" || rest == "rd" || rest == "th";
    return (rest.empty() || ordinal) && value >= 1 && value <= most ? value : 0;
  }

  // True if the clause around `t` speaks of what is to come.
  bool LooksAhead(TokenId t) const {
    for (int steps = 0; steps < 12 && !syntax_.is_root(t); ++steps) {
      t = syntax_.head(t);
      if (!syntax_.IsVerb(t)) continue;
      for (const TokenId child : syntax_.tree().Children(t)) {
        if (syntax_.dep(child) != Dep::kAux) continue;
        const std::string_view aux = doc_.Norm(child);
        if (aux == "will" || aux == "shall" || aux == "to" || aux == "would" || aux == "'ll")
          return true;
      }
      return false;
    }
    return false;
  }

  TokenId Weekday(TokenId t, int weekday) {
    TokenRange range{t, t + 1};
    bool ahead = LooksAhead(t);
    int weeks = 0;
    if (t > 0) {
      const std::string before = Lower(doc_.Form(t - 1));
      if (before == "last") {
        ahead = false;
        range.begin = t - 1;
      } else if (before == "next" || before == "coming") {
        ahead = true;
        range.begin = t - 1;
      }
    }
    if (!published_) return Add(range, std::nullopt, std::nullopt, TimeMention::Precision::kDay);
    const int today = avviso::Weekday(*published_);
    int shift = weekday - today;
    if (ahead) {
      if (shift <= 0) shift += 7;
    } else if (shift > 0) {
      shift -= 7;
    }
    const Day day{published_->since_epoch + shift + 7 * weeks};
    return Add(range, day, day, TimeMention::Precision::kDay);
  }

  TokenId Relative(TokenRange range, int shift) {
    if (!published_) return Add(range, std::nullopt, std::nullopt, TimeMention::Precision::kDay);
    const Day day{published_->since_epoch + shift};
    return Add(range, day, day, TimeMention::Precision::kDay);
  }

  // "September 29", "Sept. 29, 2023", "September 2023", "September".
  TokenId MonthDay(TokenId t, int month) {
    if (const int day = NumberAt(t + 1, 31); day > 0) return Date({t, t + 2}, month, day);
    int year = NumberAt(t + 1, kLastYear);
    TokenRange range{t, t + 1};
    if (year >= kFirstYear) range.end = t + 2;
    if (year < kFirstYear) {
      if (!published_)
        return Add(range, std::nullopt, std::nullopt, TimeMention::Precision::kMonth);
      const CivilDate now = ToCivil(*published_);
      year = now.year;
      if (month > now.month && !LooksAhead(t)) --year;
    }
    const Day first = FromCivil({year, month, 1});
    const Day after = month == 12 ? FromCivil({year + 1, 1, 1}) : FromCivil({year, month + 1, 1});
    return Add(range, first, Day{after.since_epoch - 1}, TimeMention::Precision::kMonth);
  }

  // "last week", "this month", "next year".
  TokenId Period(TokenId t, std::string_view word) {
    const int shift = word == "last" ? -1 : word == "next" ? 1 : word == "this" ? 0 : 2;
    if (shift == 2 || t + 1 >= doc_.token_count()) return t;
    const std::string unit = Lower(doc_.Form(t + 1));
    const TokenRange range{t, t + 2};
    if (unit == "morning" || unit == "afternoon" || unit == "evening") {
      return shift == 0 ? Relative(range, 0) : t;
    }
    if (unit == "night") return Relative(range, shift);
    if (unit != "week" && unit != "month" && unit != "year") return t;
    const auto precision = unit == "week"    ? TimeMention::Precision::kWeek
                           : unit == "month" ? TimeMention::Precision::kMonth
                                             : TimeMention::Precision::kYear;
    if (!published_) return Add(range, std::nullopt, std::nullopt, precision);
    const CivilDate now = ToCivil(*published_);
    if (unit == "week") {
      const Day monday{published_->since_epoch - avviso::Weekday(*published_) + 1 + 7 * shift};
      return Add(range, monday, Day{monday.since_epoch + 6}, precision);
    }
    if (unit == "year") return AddYear(range, now.year + shift);
    const int month = now.year * 12 + now.month - 1 + shift;  // counted from year 0
    const Day first = FromCivil({month / 12, month % 12 + 1, 1});
    const Day after = FromCivil({(month + 1) / 12, (month + 1) % 12 + 1, 1});
    return Add(range, first, Day{after.since_epoch - 1}, precision);
  }

  TokenId AddYear(TokenRange range, int year) {
    return Add(range, FromCivil({year, 1, 1}), FromCivil({year, 12, 31}),
               TimeMention::Precision::kYear);
  }

  // "in 2014", "since 1999": a year after a preposition.
  TokenId BareYear(TokenId t) {
    const int year = NumberAt(t, kLastYear);
    if (year < kFirstYear || doc_.Form(t).size() != 4 || syntax_.is_root(t)) return t;
    const TokenId above = syntax_.head(t);
    if (syntax_.dep(t) != Dep::kPobj || syntax_.dep(above) != Dep::kPrep) return t;
    const std::string_view prep = doc_.Norm(above);
    if (prep != "in" && prep != "since" && prep != "during" && prep != "of" && prep != "until" &&
        prep != "by" && prep != "before" && prep != "after") {
      return t;
    }
    return AddYear({t, t + 1}, year);
  }

  // "three days ago", "two years ago".
  TokenId Ago(TokenId t) {
    if (t + 2 >= doc_.token_count() || !syntax_.Is(t + 2, "ago")) return t;
    int count = NumberAt(t, 1000);
    const std::string word = Lower(doc_.Form(t));
    for (size_t i = 0; i < kNumbers.size() && count == 0; ++i) {
      if (word == kNumbers[i]) count = static_cast<int>(i + 1);
    }
    if (word == "a" || word == "an") count = 1;
    if (count == 0) return t;
    const std::string unit = Lower(doc_.Form(t + 1));
    const TokenRange range{t, t + 3};
    if (unit.starts_with("day")) return Relative(range, -count);
    if (unit.starts_with("week")) return Relative(range, -7 * count);
    if (!published_) return t;
    const CivilDate now = ToCivil(*published_);
    if (unit.starts_with("year")) return AddYear(range, now.year - count);
    if (!unit.starts_with("month")) return t;
    const int month = now.year * 12 + now.month - 1 - count;
    const Day first = FromCivil({month / 12, month % 12 + 1, 1});
    const Day after = FromCivil({(month + 1) / 12, (month + 1) % 12 + 1, 1});
    return Add(range, first, Day{after.since_epoch - 1}, TimeMention::Precision::kMonth);
  }

  // A day of a month, with a year if one follows.
  TokenId Date(TokenRange range, int month, int day) {
    if (day > kDaysIn[static_cast<size_t>(month - 1)]) return range.begin;
    TokenId next = range.end;
    if (next < doc_.token_count() && doc_.Form(next) == ",") ++next;
    if (const int year = NumberAt(next, kLastYear); year >= kFirstYear) {
      const Day exact = FromCivil({year, month, day});
      if (ToCivil(exact).day != day) return range.begin;
      return Add({range.begin, next + 1}, exact, exact, TimeMention::Precision::kDay);
    }
    if (!published_) return Add(range, std::nullopt, std::nullopt, TimeMention::Precision::kDay);
    const int year = ToCivil(*published_).year;
    Day best = FromCivil({year, month, day});
    const auto distance = [&](Day d) {
      const int gap = d.since_epoch - published_->since_epoch;
      return gap < 0 ? -gap : gap;
    };
    for (const int other : {year - 1, year + 1}) {
      const Day candidate = FromCivil({other, month, day});
      if (distance(candidate) < distance(best)) best = candidate;
    }
    return Add(range, best, best, TimeMention::Precision::kDay);
  }

  TokenId Add(TokenRange range, std::optional<Day> start, std::optional<Day> end,
              TimeMention::Precision precision) {
    TimeMention time;
    time.tokens = range;
    time.start = start;
    time.end = end;
    time.precision = precision;
    if (start) {
      time.value = FormatDay(*start);
      if (precision == TimeMention::Precision::kMonth) time.value.resize(time.value.size() - 3);
      if (precision == TimeMention::Precision::kYear) time.value.resize(time.value.size() - 6);
      if (precision == TimeMention::Precision::kWeek) time.value = WeekValue(*start);
    }
    times_.push_back(std::move(time));
    return range.end;
  }

  const Syntax& syntax_;
  const Document& doc_;
  const std::optional<Day> published_;
  std::vector<TimeMention> times_;
};

}  // namespace

std::vector<TimeMention> FindTimes(const Syntax& syntax, std::optional<Day> published) {
  return TimeFinder(syntax, published).Run();
}

}  // namespace avviso
