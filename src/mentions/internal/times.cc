// At each item all sequences of the grammar that begin there are followed at once
// through the trie, with a list of open paths and no recursion. The longest whose
// test holds and which can be given a value wins.

#include "mentions/internal/times.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "base/check.h"
#include "mentions/internal/time_items.h"
#include "mentions/internal/time_normaliser.h"
#include "mentions/internal/time_tests.h"

namespace avviso {
namespace {

constexpr TokenId kDatelineTokens = 80;  // where a dateline may stand
constexpr int kDatelineDays = 45;        // how far before publication it may lie

// A way through the trie: the items taken so far.
struct Path {
  uint32_t node = TimeGrammar::kRoot;
  uint32_t parent = 0;  // row of the path without its last item
  uint32_t item = 0;
  TimeGrammar::Sense sense;
};

struct Candidate {
  uint32_t length = 0;  // items, those around the expression too
  uint32_t path = 0;
  TimeGrammar::Accept accept;
};

class TimeFinder {
 public:
  TimeFinder(const Syntax& syntax, const TimeGrammar& grammar, const TimeOptions& options)
      : syntax_(syntax),
        doc_(syntax.doc()),
        grammar_(grammar),
        reader_(grammar),
        normaliser_(grammar, syntax) {
    context_.anchor = options.published;
    context_.month_first = MonthFirst(options.home_country);
    if (const auto dateline = Dateline()) context_.anchor = dateline;
    context_.reference = context_.reference_day = context_.anchor;
  }

  std::vector<TimeMention> Run() {
    times_.clear();
    for (const TokenRange sentence : doc_.sentences) {
      if (!reader_.Read(doc_, sentence, &items_)) continue;
      context_.sentence_day.reset();
      borrower_.reset();
      for (size_t i = 0; i < items_.size();) {
        const size_t next = MatchAt(i);
        i = next > i ? next : i + 1;
      }
    }
    return std::move(times_);
  }

 private:
  // The order of "03/04/2012": that of the outlet's country, else that of the
  // dates which the text writes out in words.
  bool MonthFirst(const std::string& country) const {
    if (!country.empty()) return country == "USA" || country == "PHL";
    const TimeSymbol month = grammar_.Class("month");
    int balance = 0;
    for (TokenId t = 1; t + 1 < doc_.token_count(); ++t) {
      const char first = doc_.Form(t).front();
      if (first < 'A' || first > 'S') continue;
      std::string word(doc_.Form(t));
      word[0] = static_cast<char>(word[0] + 32);
      const auto senses = grammar_.Find(word);
      if (std::none_of(senses.begin(), senses.end(),
                       [&](const TimeGrammar::Sense& s) { return s.symbol == month; })) {
        continue;
      }
      if (IsDay(t - 1)) --balance;
      if (IsDay(t + 1)) ++balance;
    }
    return balance >= 0;
  }

  bool IsDay(TokenId t) const {
    const std::string_view form = doc_.Form(t);
    return form.size() <= 2 && form.front() >= '0' && form.front() <= '9';
  }

  // The day of "BELGRADE, Sept. 29 (AFP) -" at the head of the text, if it can be
  // that of writing.
  std::optional<Day> Dateline() {
    const std::optional<Day> published = context_.anchor;
    std::optional<Day> found;
    const TimeSymbol month = grammar_.Class("month");
    for (const TokenRange sentence : doc_.sentences) {
      if (sentence.begin > kDatelineTokens || found) break;
      if (!reader_.Read(doc_, sentence, &items_)) continue;
      for (size_t i = 0; i < items_.size() && i < kDatelineTokens && !found; ++i) {
        const size_t before = times_.size();
        MatchAt(i);
        if (times_.size() == before) continue;
        const TimeMention time = times_.back();
        const auto words = std::span(captures_);
        const bool has_month = std::any_of(words.begin(), words.end(), [&](const TimeCapture& w) {
          return w.sense.symbol == month;
        });
        if (!has_month || time.precision != TimeMention::Precision::kDay || !time.start) continue;
        if (!StandsInDateline(time.tokens, sentence)) continue;
        const int behind = published ? published->since_epoch - time.start->since_epoch : 0;
        if (behind < 0 || behind > kDatelineDays) continue;
        found = time.start;
      }
    }
    times_.clear();
    borrower_.reset();
    context_.sentence_day.reset();
    return found;
  }

  // After a name in capitals and a comma, or alone in its sentence; and before a
  // bracket, a dash or the end.
  bool StandsInDateline(TokenRange time, TokenRange sentence) const {
    const bool ends = time.end >= sentence.end || doc_.upos[time.end] == Upos::kPunct ||
                      doc_.upos[time.end] == Upos::kSpace || doc_.upos[time.end] == Upos::kSym;
    if (!ends) return false;
    if (time.begin == sentence.begin) return time.end + 1 >= sentence.end;
    TokenId t = time.begin - 1;
    if (doc_.Form(t) != "," && doc_.Form(t) != "(") return false;
    while (t > sentence.begin && doc_.upos[t] == Upos::kPunct) --t;
    const std::string_view place = doc_.Form(t);
    const bool capitals = place.size() > 1 && std::none_of(place.begin(), place.end(), [](char c) {
                            return c >= 'a' && c <= 'z';
                          });
    const std::string_view after = time.end < sentence.end ? doc_.Form(time.end) : "";
    return capitals && t < sentence.begin + 8 &&
           (after == "(" || after == "-" || after == "–" || after == "—" || after == "--" ||
            after == ":" || after == "." || after == ")");
  }

  // Follows the grammar from items_[at]; the item after the expression, or `at`.
  size_t MatchAt(size_t at) {
    paths_.clear();
    candidates_.clear();
    paths_.push_back({});
    size_t begin = 0, end = 1;
    for (size_t i = at; i < items_.size() && begin < end; ++i) {
      for (size_t p = begin; p < end; ++p) {
        for (const TimeGrammar::Sense& sense : items_[i].Senses()) {
          const uint32_t node = grammar_.Next(paths_[p].node, sense.symbol);
          if (node == TimeGrammar::kRoot) continue;
          for (const TimeGrammar::Accept& accept : grammar_.AcceptsAt(node)) {
            candidates_.push_back(
                {static_cast<uint32_t>(i + 1 - at), static_cast<uint32_t>(paths_.size()), accept});
          }
          paths_.push_back({node, static_cast<uint32_t>(p), static_cast<uint32_t>(i), sense});
        }
      }
      begin = end;
      end = paths_.size();
    }
    if (candidates_.empty()) return at;
    std::sort(candidates_.begin(), candidates_.end(), [](const Candidate& a, const Candidate& b) {
      if (a.length != b.length) return a.length > b.length;
      if (a.accept.rule != b.accept.rule) return a.accept.rule < b.accept.rule;
      return a.path < b.path;
    });
    for (const Candidate& candidate : candidates_) {
      if (Accept(candidate)) return static_cast<size_t>(captures_.back().item - items_.data()) + 1;
    }
    return at;
  }

  // Takes the match if its test holds and it has a meaning.
  bool Accept(const Candidate& candidate) {
    captures_.clear();
    for (uint32_t p = candidate.path; p != 0; p = paths_[p].parent) {
      captures_.push_back({paths_[p].sense, &items_[paths_[p].item]});
    }
    std::reverse(captures_.begin(), captures_.end());
    captures_.erase(captures_.begin() + candidate.accept.end, captures_.end());
    captures_.erase(captures_.begin(), captures_.begin() + candidate.accept.begin);
    const TimeRule& rule = grammar_.rule(candidate.accept.rule);
    if (!HoldsTimeTest(rule.test, syntax_, grammar_, captures_)) return false;
    auto value = normaliser_.Make(rule.make, captures_, context_);
    if (!value) return false;
    TimeMention time;
    time.tokens = {captures_.front().item->tokens.begin, captures_.back().item->tokens.end};
    // Two items of one token are no two expressions.
    if (!times_.empty() && times_.back().tokens.end > time.tokens.begin) return false;
    time.type = value->type;
    time.value = std::move(value->value);
    time.start = value->start;
    time.end = value->end;
    time.precision = value->precision;
    time.mod = std::move(value->mod);
    time.unresolved = value->unresolved;
    JoinStretch(&time);
    if (borrower_ && time.tokens.begin <= borrower_->tokens.end + 1) LendDay(time);
    borrower_.reset();
    if (value->borrows_day) borrower_ = time;
    if (!Captured("known")) Remember(time);
    times_.push_back(std::move(time));
    return true;
  }

  bool Captured(std::string_view name) const {
    const TimeSymbol symbol = grammar_.Class(name);
    return std::any_of(captures_.begin(), captures_.end(),
                       [&](const TimeCapture& word) { return word.sense.symbol == symbol; });
  }

  // "From June 5 to June 10, 2010", "from Friday through Monday": the year of a stretch stands
  // with its end, and the end doesn't lie before the beginning.
  void JoinStretch(TimeMention* time) {
    const bool in_year = Captured("month"), has_year = Captured("year");
    const bool yearless_before = std::exchange(yearless_, in_year && !has_year);
    if (times_.empty() || !time->start || time->type != TimeMention::Type::kDate) return;
    TimeMention& before = times_.back();
    if (before.type != time->type || !before.start || !IsStretch(before, *time)) return;
    if (in_year && has_year && yearless_before) {
      const int year = ToCivil(*time->start).year;
      InYear(year, &before);
      if (*before.start > *time->start) InYear(year - 1, &before);
    } else if (!has_year && in_year && *time->start < *before.start) {
      InYear(ToCivil(*time->start).year + 1, time);
    } else if (Captured("weekday") && !in_year && *time->start < *before.start) {
      time->start = time->end = Day{time->start->since_epoch + 7};
      time->value = FormatDay(*time->start);
    }
  }

  bool IsStretch(const TimeMention& first, const TimeMention& second) const {
    if (second.tokens.begin != first.tokens.end + 1) return false;
    const std::string_view link = doc_.Norm(first.tokens.end);
    if (link == "and")
      return first.tokens.begin > 0 && syntax_.Is(first.tokens.begin - 1, "between");
    return link == "to" || link == "through" || link == "until" || link == "till" || link == "-" ||
           link == "–" || link == "—";
  }

  static void InYear(int year, TimeMention* time) {
    CivilDate date = ToCivil(*time->start);
    date.year = year;
    TimeValue value;
    if (time->precision == TimeMention::Precision::kMonth) value = MonthValue(year, date.month);
    if (time->precision == TimeMention::Precision::kDay && IsDate(date)) {
      value = DayValue(FromCivil(date));
    }
    if (!value.start) return;
    time->value = value.value;
    time->start = value.start;
    time->end = value.end;
  }

  // "At 9:30 a.m. on March 5": the time of day before `date` is that day's.
  void LendDay(const TimeMention& date) {
    if (date.type != TimeMention::Type::kDate || !date.start || date.start != date.end) return;
    TimeMention& clock = times_.back();
    const size_t t = clock.value.find('T');
    AVVISO_CHECK(t != std::string::npos);
    clock.value = FormatDay(*date.start) + clock.value.substr(t);
    clock.start = clock.end = date.start;
    clock.unresolved = TimeMention::Unresolved::kNo;
  }

  // What "the next day" counts from.
  void Remember(const TimeMention& time) {
    if (!time.start ||
        (time.type != TimeMention::Type::kDate && time.type != TimeMention::Type::kTime)) {
      return;
    }
    context_.reference = time.start;
    context_.reference_precision = time.precision;
    if (time.start == time.end) context_.reference_day = context_.sentence_day = time.start;
  }

  const Syntax& syntax_;
  const Document& doc_;
  const TimeGrammar& grammar_;
  const TimeItemReader reader_;
  TimeNormaliser normaliser_;
  TimeContext context_;
  std::vector<TimeItem> items_;
  std::vector<Path> paths_;
  std::vector<Candidate> candidates_;
  std::vector<TimeCapture> captures_;
  std::vector<TimeMention> times_;
  bool yearless_ = false;                // the last of times_ names a month, but no year
  std::optional<TimeMention> borrower_;  // the last of times_, if it borrows its day
};

}  // namespace

std::vector<TimeMention> FindTimes(const Syntax& syntax, const TimeGrammar& grammar,
                                   const TimeOptions& options) {
  return TimeFinder(syntax, grammar, options).Run();
}

}  // namespace avviso
