// Expressions against what Python's `re` gives, written out by hand.

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "nlp/internal/regex.h"

namespace avviso {
namespace {

struct Expression {
  explicit Expression(const std::string& pattern) {
    const Status status = set.Compile({{"test", pattern}});
    if (!status.ok()) ADD_FAILURE() << status.error().message;
    AVVISO_CHECK(status.ok());
  }
  const Regex& regex() const { return set.expressions[0]; }

  // "begin-end" in code points, or "" for no match.
  std::string Search(std::string_view text, uint32_t from = 0) {
    set.classes.Translate(text, &classes);
    return Form(regex().Search(classes, from, &scratch));
  }
  std::string Match(std::string_view text) {
    set.classes.Translate(text, &classes);
    return Form(regex().MatchAtStart(classes, &scratch));
  }
  std::string All(std::string_view text) {
    set.classes.Translate(text, &classes);
    std::vector<RegexMatch> matches;
    regex().FindAll(classes, &scratch, &matches);
    std::string forms;
    for (const RegexMatch& m : matches) forms += Form(m) + ' ';
    return forms;
  }
  static std::string Form(std::optional<RegexMatch> match) {
    if (!match) return "";
    return std::to_string(match->begin) + "-" + std::to_string(match->end);
  }

  RegexSet set;
  std::vector<CharClass> classes;
  RegexScratch scratch;
};

TEST(Regex, FirstAlternativeWins) {
  EXPECT_EQ(Expression("a|ab").Match("ab"), "0-1");
  EXPECT_EQ(Expression("(?:a|ab)$").Match("ab"), "0-2");
  EXPECT_EQ(Expression("(?:a|ab)(?:c|bcd)").Match("abcd"), "0-4");
  EXPECT_EQ(Expression("-|--").Search("x--"), "1-2");
}

TEST(Regex, IgnoringCase) {
  EXPECT_EQ(Expression("(?i)presqu'\\w").Match("PRESQU'I"), "0-8");
  EXPECT_EQ(Expression("(?iu)[a-f\u00e9]+").Match("Ab\u00c9Fg"), "0-4");
  EXPECT_EQ(Expression("(?i)[^a]").Match("A"), "");
  EXPECT_EQ(Expression("(?i:s)t").Match("\u017ft"), "0-2");  // the long s is an s
  EXPECT_EQ(Expression("(?i:s)t").Match("sT"), "");
}

TEST(Regex, Quantifiers) {
  EXPECT_EQ(Expression("a{2,3}").Match("aaaa"), "0-3");
  EXPECT_EQ(Expression("a{2,3}?").Match("aaaa"), "0-2");
  EXPECT_EQ(Expression("a{,2}b").Match("aab"), "0-3");
  EXPECT_EQ(Expression("a{x}").Match("a{x}"), "0-4");
  EXPECT_EQ(Expression("a*?b").Match("aab"), "0-3");
  EXPECT_EQ(Expression("(?:ab?)+c").Match("aababc"), "0-6");
  EXPECT_EQ(Expression("a?").Search("b"), "0-0");
}

TEST(Regex, Assertions) {
  EXPECT_EQ(Expression("(?<=[0-9])\\+$").Search("1+"), "1-2");
  EXPECT_EQ(Expression("(?<=[0-9])\\+$").Search("+"), "");
  EXPECT_EQ(Expression("(?<=[A-Z][A-Z])\\.").Search("aB. CD."), "6-7");
  EXPECT_EQ(Expression("(?<!ab)c").Search("abc c"), "4-5");
  EXPECT_EQ(Expression("(?!10|127)\\d+").Match("127"), "");
  EXPECT_EQ(Expression("a$").Search("a\n"), "0-1");
  EXPECT_EQ(Expression("a\\Z").Search("a\n"), "");
  EXPECT_EQ(Expression("\\bb").Search("ab b"), "3-4");
  EXPECT_EQ(Expression("\\Bb").Search("b ab"), "3-4");
  EXPECT_EQ(Expression("^a").Search("ba"), "");
  EXPECT_EQ(Expression("(?<=a)b").Search("ab", 1), "1-2");  // sees what stands before
}

TEST(Regex, Sets) {
  EXPECT_EQ(Expression("[^a-c]").Search("abcé"), "3-4");
  EXPECT_EQ(Expression("[]a-]+").Match("a]-b"), "0-3");
  EXPECT_EQ(Expression("[\\w.]+").Match("é_1.²x y"), "0-6");
  EXPECT_EQ(Expression("\\d+").Match("1٣²"), "0-2");
  EXPECT_EQ(Expression("\\S+").Match("a\u00A0b"), "0-1");
  EXPECT_EQ(Expression(".+").Match("ab\nc"), "0-2");
  EXPECT_EQ(Expression("(?s).+").Match("ab\nc"), "0-4");
  EXPECT_EQ(Expression("\\u00e9\\x41\\U0001F600").Match("éA😀"), "0-3");
}

TEST(Regex, FindsAllFromLeftToRight) {
  EXPECT_EQ(Expression("\\.\\.+|-").All("a..b-c...-"), "1-3 4-5 6-9 9-10 ");
  EXPECT_EQ(Expression("(?<=a)-(?=b)").All("a-b-a-b"), "1-2 5-6 ");
  EXPECT_EQ(Expression("aa").All("aaaaa"), "0-2 2-4 ");
}

TEST(Regex, BoundsWhereAMatchAtTheEndMayBegin) {
  Expression e("\\.\\.+$|(?<=[0-9])km$|s$");
  EXPECT_TRUE(e.regex().ends_at_end());
  EXPECT_EQ(e.regex().reach_behind(), 1u);
  for (const std::string text :
       {"xxxxxxxxxx5km", "xxxxxxxx......", "xs", "xxxx..x..", "", "...."}) {
    e.set.classes.Translate(text, &e.classes);
    const uint32_t earliest = e.regex().EarliestBegin(e.classes);
    EXPECT_EQ(e.Search(text), e.Search(text, earliest)) << text;
  }
  e.set.classes.Translate(std::string(1000, 'x') + "..", &e.classes);
  EXPECT_GE(e.regex().EarliestBegin(e.classes), 990u);
  EXPECT_FALSE(Expression("a$|b").regex().ends_at_end());
}

TEST(Regex, ManyWaysToFailCostNoMoreThanTheirPlaces) {
  // Exponential for a matcher without a memory.
  std::string text(3000, 'a');
  EXPECT_EQ(Expression("(?:a|aa)+$").Match(text + "b"), "");
  EXPECT_EQ(Expression("(?:a+)+b").Search(text), "");
  EXPECT_EQ(Expression("(?:a?){20}a{20}$").Match(text.substr(0, 20)), "0-20");
  EXPECT_EQ(Expression("\\S+(?::\\S*)?@x").Search(std::string(5000, ':')), "");
  // What was found while the memory was on still matches.
  EXPECT_EQ(Expression("(?:a|aa)+c|a+b").Search(text + "b"), "0-3001");
}

}  // namespace
}  // namespace avviso
