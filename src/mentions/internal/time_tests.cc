#include "mentions/internal/time_tests.h"

#include <algorithm>
#include <initializer_list>
#include <string_view>

namespace avviso {
namespace {

// The words around an expression, within its sentence.
class Around {
 public:
  Around(const Syntax& syntax, std::span<const TimeCapture> words)
      : doc_(syntax.doc()),
        range_{words.front().item->tokens.begin, words.back().item->tokens.end},
        sentence_(doc_.sentences[syntax.tree().SentenceOf(range_.begin)]) {}

  TokenId last() const { return range_.end - 1; }
  Upos Last() const { return doc_.upos[last()]; }
  bool has_next() const { return range_.end < sentence_.end; }
  bool has_before() const { return range_.begin > sentence_.begin; }
  Upos Next() const { return has_next() ? doc_.upos[range_.end] : Upos::kPunct; }
  Upos Before() const { return has_before() ? doc_.upos[range_.begin - 1] : Upos::kPunct; }
  bool NextIs(std::initializer_list<std::string_view> words) const {
    return has_next() && Is(range_.end, words);
  }
  bool BeforeIs(std::initializer_list<std::string_view> words) const {
    return has_before() && Is(range_.begin - 1, words);
  }
  bool IsAfterShift() const {
    return range_.begin >= sentence_.begin + 2 && Is(range_.begin - 1, {"in"}) &&
           Is(range_.begin - 2, {"earlier", "later", "early", "late"});
  }
  bool NounFollows() const { return Next() == Upos::kNoun || Next() == Upos::kPropn; }

 private:
  bool Is(TokenId t, std::initializer_list<std::string_view> words) const {
    const std::string_view norm = doc_.Norm(t);
    return std::find(words.begin(), words.end(), norm) != words.end();
  }

  const Document& doc_;
  const TokenRange range_;
  const TokenRange sentence_;
};

// A month, weekday or holiday: with a capital, and "May" no verb.
bool IsName(const Syntax& syntax, const TimeGrammar& grammar, std::span<const TimeCapture> words) {
  for (const char* name : {"month", "weekday", "weekdays", "name", "newyear", "nameday", "goodday",
                           "valentine", "saintday", "parentday"}) {
    const TimeSymbol symbol = grammar.Class(name);
    for (const TimeCapture& word : words) {
      if (word.sense.symbol != symbol) continue;
      const TokenId t = word.item->tokens.begin;
      const char first = syntax.doc().Form(t).front();
      if (first < 'A' || first > 'Z') return false;
      if (syntax.form(t) == Form::kModal || syntax.IsVerb(t)) return false;
      // "Theresa May", "March Madness", "Jan van Eyck".
      if (words.size() == 1 && syntax.dep(t) == Dep::kCompound &&
          syntax.doc().upos[syntax.head(t)] == Upos::kPropn && syntax.Is(t, "jan")) {
        return false;
      }
      if (syntax.Is(t, "may") && words.size() == 1 && t > 0 &&
          syntax.doc().upos[t - 1] == Upos::kPropn && syntax.head(t - 1) == t) {
        return false;
      }
    }
  }
  // "Easter Island"
  if (words.back().sense.symbol == grammar.Class("name")) {
    const TokenId next = words.back().item->tokens.end;
    if (next < syntax.doc().token_count() && syntax.doc().upos[next] == Upos::kPropn &&
        syntax.head(next - 1) == next) {
      return false;
    }
  }
  // "in this Dec. 31 photo": no December alone.
  const TokenId after = words.back().item->tokens.end;
  if (words.back().sense.symbol != grammar.Class("month") || after >= syntax.doc().token_count()) {
    return true;
  }
  const char first = syntax.doc().Form(after).front();
  return first < '0' || first > '9' || syntax.doc().upos[after] != Upos::kNum;
}

bool IsBareYear(const Syntax& syntax, const Around& around, std::span<const TimeCapture> words) {
  const int year = words.front().sense.value;
  // "Massachusetts/2/2012" is no year.
  const char first = syntax.doc().Form(around.last()).front();
  if ((first < '0' || first > '9') && first != '-') return false;
  if (around.BeforeIs({"$", "£", "€", "#", "no.", "us$", "number", "flight", "route", "room",
                       "highway", "-", "/"})) {
    return around.BeforeIs({"-", "/"}) && year >= 1900 && year < 2100;
  }
  if (around.NextIs({"%", "percent", "people", "dollars", "euros", "men", "women", "troops", "km",
                     "miles", "soldiers", "meters", "metres", "feet", "square", "hours", "gmt",
                     "points"})) {
    return false;
  }
  const bool placed =
      around.BeforeIs({"in",      "since",  "of",    "until", "till",  "by",  "from", "during",
                       "before",  "after",  "the",   "(",     "and",   "to",  "for",  "between",
                       "through", "around", "about", "late",  "early", "this"});
  if (year < 1900 || year >= 2100)
    return placed && around.BeforeIs({"in", "since", "until"}) && !around.NounFollows();
  const TokenId t = around.last();
  if (syntax.dep(t) == Dep::kNummod && around.NounFollows()) {
    const TokenId head = syntax.head(t);
    const bool plural = syntax.doc().Tag(head) == "NNS";
    const bool counted = !placed || around.BeforeIs({"by", "for", "to", "around", "about"});
    if (plural && (year % 100 == 0 || counted) && year != 2000) return false;
    if (plural && year == 2000 && !around.BeforeIs({"in", "the"})) return false;
  }
  return true;
}

bool IsBareUnits(const Syntax& syntax, const Around& around) {
  const TokenId t = around.last();
  if (syntax.form(t) != Form::kNoun || syntax.dep(t) == Dep::kCompound) return false;
  if (around.NounFollows() || around.NextIs({"-", "old"})) return false;
  const Upos before = around.Before();
  return before != Upos::kAdj && before != Upos::kNoun && before != Upos::kPropn &&
         before != Upos::kNum && before != Upos::kDet && before != Upos::kPron &&
         !around.BeforeIs({"-", "'s", "’s", "per", "minutes"});
}

// "50 barrels a day", "$3 million a year", "twice as many a month".
bool IsRate(const Syntax& syntax, const Around& around) {
  if (!around.has_before() || around.NounFollows()) return false;
  const Upos before = around.Before();
  if (before == Upos::kNum || around.BeforeIs({"%", "percent", "times", "million", "billion"})) {
    return true;
  }
  const TokenId unit = around.last();
  const TokenId above = syntax.head(unit);
  return before == Upos::kNoun && syntax.dep(unit) == Dep::kNpadvmod &&
         (syntax.doc().upos[above] == Upos::kNoun || syntax.doc().upos[above] == Upos::kNum ||
          syntax.doc().upos[above] == Upos::kSym);
}

bool IsSeason(const Syntax& syntax, const Around& around) {
  const TokenId t = around.last();
  if (syntax.form(t) != Form::kNoun && syntax.form(t) != Form::kProper) return false;
  if (syntax.Is(t, "fall") || syntax.Is(t, "spring")) {
    return !around.NextIs({"of", "in", "from", "-"}) && !around.NounFollows() &&
           syntax.dep(t) != Dep::kDobj && syntax.dep(t) != Dep::kRoot &&
           (around.BeforeIs({"in", "by", "until", "since", "during"}) ||
            around.Before() == Upos::kAdp);
  }
  return syntax.dep(t) != Dep::kRoot;
}

}  // namespace

bool HoldsTimeTest(TimeTest test, const Syntax& syntax, const TimeGrammar& grammar,
                   std::span<const TimeCapture> words) {
  const Around around(syntax, words);
  switch (test) {
    case TimeTest::kNone: return true;
    case TimeTest::kBareUnits: return IsBareUnits(syntax, around);
    case TimeTest::kBareYear: return IsBareYear(syntax, around, words);
    case TimeTest::kEnd:
      return !around.NounFollows() && around.Next() != Upos::kAdj && around.Next() != Upos::kVerb &&
             around.Next() != Upos::kPron && around.Next() != Upos::kDet &&
             !around.NextIs({"the", "a", "-", "century"});
    case TimeTest::kModifier:
      return (around.Last() == Upos::kAdj || around.Last() == Upos::kNoun) &&
             syntax.dep(around.last()) != Dep::kAttr &&
             (around.Last() == Upos::kNoun ? syntax.doc().Tag(around.last()) == "NNS"
                                           : around.NounFollows() || around.Next() == Upos::kAdj ||
                                                 around.Next() == Upos::kCconj);
    case TimeTest::kName: return IsName(syntax, grammar, words);
    case TimeTest::kNoun:
      return syntax.form(around.last()) == Form::kNoun
                 ? !around.NounFollows()
                 : around.Last() == Upos::kNum &&
                       (around.BeforeIs({"at", "by", "from", "until", "till", "since", "before",
                                         "after", "around", "to", "about", "(", "-", "between"}));
    case TimeTest::kNoOf:
      // "earlier in the year after a trip"
      if (around.IsAfterShift()) return !around.NounFollows();
      return !around.NounFollows() && around.Next() != Upos::kAdj &&
             !around.NextIs({"of", "that", "when", "-", "which", "in", "after", "before"});
    case TimeTest::kRate: return IsRate(syntax, around);
    case TimeTest::kTimeOfYear: return IsSeason(syntax, around);
  }
  return false;
}

}  // namespace avviso
