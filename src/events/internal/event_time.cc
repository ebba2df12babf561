// Of several times in one clause that which hangs from its head goes first, then
// the finer one, then the first. "Between May and July", "from 3 to 9 June" and
// "in August and September" are one stretch.

#include "events/internal/event_time.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "events/internal/circumstances.h"

namespace avviso {
namespace {

constexpr TokenId kFrameTokens = 8;     // a time that opens a sentence stands in these
constexpr uint32_t kNarrativeBack = 3;  // sentences
constexpr uint32_t kStoryBack = 2;      // sentences from which a deed goes on
constexpr int kStillNews = 31;          // days

bool TellsWhen(const TimeMention& time) {
  return time.type == TimeMention::Type::kDate || time.type == TimeMention::Type::kTime;
}

class TimeChooser {
 public:
  TimeChooser(const Grammar& grammar, const Mentions& mentions)
      : grammar_(grammar), syntax_(grammar.syntax()), doc_(syntax_.doc()), times_(mentions.times) {}

  // The best among the times that `tokens` touch; times_.size() if there is none.
  size_t InClause(TokenId top, const std::vector<TokenId>& tokens) const {
    size_t best = times_.size();
    for (size_t i = 0; i < times_.size(); ++i) {
      if (!TellsWhen(times_[i]) || !times_[i].start) continue;
      const bool inside = std::any_of(tokens.begin(), tokens.end(),
                                      [&](TokenId t) { return times_[i].tokens.Contains(t); });
      if (!inside) continue;
      if (best == times_.size() || Better(i, best, top)) best = i;
    }
    return best;
  }

  // The time that opens the sentence, before its verb.
  size_t OfFrame(uint32_t sentence) const {
    const TokenRange range = doc_.sentences[sentence];
    for (size_t i = 0; i < times_.size(); ++i) {
      const TimeMention& time = times_[i];
      if (time.tokens.begin < range.begin) continue;
      if (time.tokens.begin >= range.end || time.tokens.begin > range.begin + kFrameTokens) break;
      if (!TellsWhen(time) || !time.start) continue;
      for (TokenId t = range.begin; t < time.tokens.begin; ++t) {
        if (syntax_.IsVerb(t) || syntax_.dep(t) == Dep::kNsubj) return times_.size();
      }
      return i;
    }
    return times_.size();
  }

  // The time nearest to the trigger in the rest of its sentence, but for those that say when
  // something was said or belong to a description ("who was jailed in 2010").
  size_t InSentence(TokenId trigger) const {
    const TokenRange range = doc_.sentences[syntax_.tree().SentenceOf(trigger)];
    size_t best = times_.size();
    TokenId least = range.size();
    for (size_t i = 0; i < times_.size(); ++i) {
      const TimeMention& time = times_[i];
      if (time.tokens.begin >= range.end) break;
      if (time.tokens.begin < range.begin || !TellsWhen(time) || !time.start) continue;
      if (!IsOfTheAct(time, trigger)) continue;
      const TokenId t = time.tokens.begin;
      const TokenId far = t > trigger ? t - trigger : trigger - t;
      if (far >= least) continue;
      best = i;
      least = far;
    }
    return best;
  }

  // The day that the main clause of a sentence tells, if it is news.
  size_t OfMainClause(uint32_t sentence, std::optional<Day> published) const {
    const TokenRange range = doc_.sentences[sentence];
    for (size_t i = 0; i < times_.size(); ++i) {
      const TimeMention& time = times_[i];
      if (time.tokens.begin >= range.end) break;
      if (time.tokens.begin < range.begin || !TellsWhen(time) || time.start != time.end) continue;
      if (!time.start || !IsOfTheAct(time, range.end)) continue;
      const int ago = published ? published->since_epoch - time.start->since_epoch : 0;
      if (ago >= 0 && ago <= kStillNews) return i;
    }
    return times_.size();
  }

  EventTime Make(size_t i) const {
    const TimeMention& time = times_[i];
    EventTime found;
    TokenRange words = time.tokens;
    found.start = time.start;
    found.end = time.end;
    found.precision = time.precision;
    if (i + 1 < times_.size() && IsRange(time, times_[i + 1])) {
      found.end = times_[i + 1].end;
      words.end = times_[i + 1].tokens.end;
    }
    found.text = doc_.SpanOf(words);
    return found;
  }

 private:
  // False if the time says when something was said, or if it and the trigger stand apart in that
  // one of them describes somebody ("a man who was jailed in 2010"). A `trigger` beyond the
  // sentence stands for its main clause.
  bool IsOfTheAct(const TimeMention& time, TokenId trigger) const {
    TokenId t = time.tokens.begin;
    while (!syntax_.is_root(t) && time.tokens.Contains(syntax_.head(t))) t = syntax_.head(t);
    if (IsDescriptionWithout(t, trigger)) return false;
    const bool main = !doc_.sentences[syntax_.tree().SentenceOf(t)].Contains(trigger);
    if (!main && IsDescriptionWithout(trigger, t)) return false;
    while (!syntax_.is_root(t) && !syntax_.IsVerb(t)) t = syntax_.head(t);
    return t == trigger || grammar_.lexicon().patterns().Reporting(grammar_.lemma(t)) == nullptr;
  }

  // True if `t` is in a relative clause that doesn't hold `other`.
  bool IsDescriptionWithout(TokenId t, TokenId other) const {
    for (; !syntax_.is_root(t); t = syntax_.head(t)) {
      if (syntax_.dep(t) == Dep::kRelcl && !syntax_.tree().Subtree(t).Contains(other)) return true;
    }
    return false;
  }

  bool Hangs(size_t i, TokenId top) const {
    for (TokenId t = times_[i].tokens.begin; t < times_[i].tokens.end; ++t) {
      const TokenId above = syntax_.head(t);
      if (times_[i].tokens.Contains(above)) continue;
      return above == top || (syntax_.dep(above) == Dep::kPrep && syntax_.head(above) == top);
    }
    return false;
  }

  bool Better(size_t a, size_t b, TokenId top) const {
    const bool hangs_a = Hangs(a, top), hangs_b = Hangs(b, top);
    if (hangs_a != hangs_b) return hangs_a;
    using Precision = TimeMention::Precision;
    const auto rank = [](Precision p) {
      return p == Precision::kUnknown ? 99 : static_cast<int>(p);
    };
    return rank(times_[a].precision) < rank(times_[b].precision);
  }

  bool IsRange(const TimeMention& first, const TimeMention& second) const {
    if (!second.end || !TellsWhen(second) || second.tokens.begin != first.tokens.end + 1) {
      return false;
    }
    if (*second.end < *first.end) return false;
    const std::string_view link = doc_.Norm(first.tokens.end);
    const std::string_view before =
        first.tokens.begin > 0 ? doc_.Norm(first.tokens.begin - 1) : std::string_view();
    if (link == "to" || link == "until" || link == "till" || link == "through") return true;
    if (link == "-" || link == "–") return true;
    return link == "and" &&
           (before == "between" || first.end->since_epoch + 1 == second.start->since_epoch);
  }

  const Grammar& grammar_;
  const Syntax& syntax_;
  const Document& doc_;
  const std::vector<TimeMention>& times_;
};

}  // namespace

std::optional<EventTime> TimeOf(const Grammar& grammar, const Mentions& mentions,
                                const TimedAct& act, std::optional<Day> published) {
  const TokenId trigger = act.trigger;
  const Syntax& syntax = grammar.syntax();
  const TimeChooser chooser(grammar, mentions);
  const size_t none = mentions.times.size();
  for (const TokenId top : CircumstanceTops(grammar, trigger)) {
    const size_t i = chooser.InClause(top, CircumstanceTokens(syntax, top));
    if (i != none) return chooser.Make(i);
  }
  const uint32_t sentence = syntax.tree().SentenceOf(trigger);
  if (const size_t i = chooser.OfFrame(sentence); i != none) return chooser.Make(i);
  const bool deed = grammar.lexicon().ontology().type(act.type).quad.starts_with("material");
  if (deed) {
    if (const size_t i = chooser.InSentence(trigger); i != none) return chooser.Make(i);
  }
  for (uint32_t back = 1; back <= kNarrativeBack && back <= sentence; ++back) {
    size_t i = chooser.OfFrame(sentence - back);
    if (i == none && deed && !act.to_come && back <= kStoryBack) {
      i = chooser.OfMainClause(sentence - back, published);
    }
    if (i == none) continue;
    EventTime found = chooser.Make(i);
    found.inferred = true;
    return found;
  }
  if (!published) return std::nullopt;
  EventTime found;
  found.start = found.end = published;
  found.precision = TimeMention::Precision::kDay;
  found.inferred = true;
  return found;
}

}  // namespace avviso
