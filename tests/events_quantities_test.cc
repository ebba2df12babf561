#include <gtest/gtest.h>

#include <sstream>
#include <string>

#include "events/internal/quantities.h"
#include "lexicon/number_words.h"
#include "sample_document.h"

namespace avviso {
namespace {

const NumberWords& Words() {
  static const NumberWords kWords = [] {
    std::string bytes;
    auto loaded = NumberWords::Load(std::string(AVVISO_SOURCE_DIR) + "/data", &bytes);
    EXPECT_TRUE(loaded.ok()) << loaded.error().message;
    return std::move(loaded).value();
  }();
  return kWords;
}

// "value low high | words" of the quantity that holds the token `word`.
std::string Read(const std::string& text, const std::string& word) {
  std::string rows;
  std::istringstream in(text);
  for (std::string form; in >> form;) rows += form + " " + form + " NN NOUN 0 dep -\n";
  const Document doc = SampleDocument(rows);
  for (TokenId t = 0; t < doc.token_count(); ++t) {
    if (doc.Form(t) != word) continue;
    const auto found = QuantityAt(doc, Words(), doc.sentences[0], t);
    if (!found) return "none";
    const auto show = [](std::optional<int64_t> n) { return n ? std::to_string(*n) : "-"; };
    return show(found->value) + " " + show(found->low) + " " + show(found->high) + " | " +
           std::string(doc.SpanOf(found->tokens).In(doc.text));
  }
  return "no such word";
}

TEST(Quantities, Exact) {
  EXPECT_EQ(Read("killed 5 people", "5"), "5 5 5 | 5");
  EXPECT_EQ(Read("all 46,694 arrests", "46,694"), "46694 46694 46694 | 46,694");
  EXPECT_EQ(Read("twenty - five men", "five"), "25 25 25 | twenty - five");
  EXPECT_EQ(Read("two hundred and five men", "hundred"), "205 205 205 | two hundred and five");
  EXPECT_EQ(Read("two dozen men", "dozen"), "24 24 24 | two dozen");
  EXPECT_EQ(Read("a hundred men", "hundred"), "100 100 100 | a hundred");
  EXPECT_EQ(Read("$ 1.2 billion", "billion"), "1200000000 1200000000 1200000000 | $ 1.2 billion");
  EXPECT_EQ(Read("three hundred thousand men", "three"),
            "300000 300000 300000 | three hundred thousand");
}

TEST(Quantities, Bounds) {
  EXPECT_EQ(Read("at least 40 men", "40"), "- 40 - | at least 40");
  EXPECT_EQ(Read("more than two hundred men", "two"), "- 200 - | more than two hundred");
  EXPECT_EQ(Read("no fewer than 7 men", "7"), "- 7 - | no fewer than 7");
  EXPECT_EQ(Read("up to 30 men", "30"), "- - 30 | up to 30");
  EXPECT_EQ(Read("nearly 400 men", "400"), "400 - 400 | nearly 400");
  EXPECT_EQ(Read("an estimated 60 men", "60"), "60 - - | an estimated 60");
}

TEST(Quantities, Vague) {
  EXPECT_EQ(Read("dozens of men", "dozens"), "- 24 - | dozens");
  EXPECT_EQ(Read("hundreds of men", "hundreds"), "- 200 - | hundreds");
  EXPECT_EQ(Read("tens of thousands of men", "tens"), "- 20000 - | tens of thousands");
  EXPECT_EQ(Read("hundreds of thousands of men", "thousands"),
            "- 200000 - | hundreds of thousands");
  EXPECT_EQ(Read("several hundred men", "hundred"), "- 300 - | several hundred");
}

TEST(Quantities, Ranges) {
  EXPECT_EQ(Read("10 to 15 men", "15"), "- 10 15 | 10 to 15");
  EXPECT_EQ(Read("10 - 15 men", "10"), "- 10 15 | 10 - 15");
  EXPECT_EQ(Read("between five and ten men", "ten"), "- 5 10 | between five and ten");
  EXPECT_EQ(Read("5 to 10 million men", "10"), "- 5000000 10000000 | 5 to 10 million");
}

TEST(Quantities, NoNumbersAndTooLargeOnes) {
  EXPECT_EQ(Read("many men", "many"), "none");
  EXPECT_EQ(Read("the 29th of May", "29th"), "none");
  EXPECT_EQ(Read("3rd 4x men", "4x"), "none");
  EXPECT_EQ(Read("9999999 trillion men", "trillion"), "none");
  EXPECT_EQ(Read("killed 99999999999999999999999999 men", "99999999999999999999999999"), "none");
  EXPECT_EQ(Read("worth US$1.7 billion", "billion"), "none");
  EXPECT_EQ(Read("half a million men", "million"), "none");
  // Two numbers side by side aren't one.
  EXPECT_EQ(Read("in 2019 10 men", "10"), "10 10 10 | 10");
}

}  // namespace
}  // namespace avviso
