#include <gtest/gtest.h>

#include "stories/copies.h"
#include "stories/passages.h"
#include "stories/term_weights.h"
#include "stories/text_words.h"

namespace avviso {
namespace {

constexpr std::string_view kDispatch =
    "Striking dockers blocked the port of Varna on Tuesday, and customs officers counted forty "
    "lorries waiting at the gate. The harbour master said the cranes would stand still until "
    "Thursday at least. Two ferries were sent on to Burgas.";

TermWeights Weights() { return TermWeights({{"port", 0.05}, {"officer", 0.05}}); }

Fingerprints PrintsOf(std::string_view text) { return FingerprintsOf(SplitText(text)); }

CopySide Side(std::string_view text, std::string outlet, int64_t minute) {
  CopySide side;
  side.text = text;
  side.words = SplitText(text);
  side.outlet = std::move(outlet);
  side.minute = minute;
  return side;
}

TEST(TextWords, CutsWordsNumbersAndSentences) {
  const std::string_view text = "Vucic's plan costs 1,200.50 euros. It failed!\nA headline";
  const TextWords words = SplitText(text);
  ASSERT_EQ(words.words.size(), 9u);
  EXPECT_EQ(words.words[0].span.In(text), "Vucic's");
  EXPECT_EQ(words.words[3].span.In(text), "1,200.50");
  ASSERT_EQ(words.sentences.size(), 3u);
  EXPECT_EQ(words.sentences[1].span.In(text), "It failed");
  EXPECT_EQ(words.words[0].stem, WordStem("vucic"));
  EXPECT_EQ(WordStem("protests"), WordStem("protested"));
  EXPECT_NE(WordKey("protests"), WordKey("protest"));
}

TEST(TextWords, KnowsQuotesAndNames) {
  const std::string_view text =
      "He said \"no way\" to Borrell. \xE2\x80\x9Cyes\xE2\x80\x9D he wrote.";
  const TextWords words = SplitText(text);
  EXPECT_FALSE(words.words[0].capital);  // the first of a sentence
  EXPECT_TRUE(words.words[2].quoted);
  EXPECT_FALSE(words.words[4].quoted);
  EXPECT_TRUE(words.words[5].capital);
  EXPECT_TRUE(words.words[6].quoted);
}

TEST(TextWords, TakesAnything) {
  EXPECT_TRUE(SplitText("").words.empty());
  EXPECT_TRUE(SplitText("... !!! \n\n\"").sentences.empty());
  EXPECT_EQ(SplitText("a b c d", 2).words.size(), 2u);
  EXPECT_EQ(WordKey("VUČIĆ"), WordKey("vucic"));
}

TEST(Passages, GiveSpansOnBothSides) {
  const std::string copy =
      "Port at a standstill\nCUSTOMS officers counted forty lorries, waiting at the gate, and it "
      "rained.";
  const auto passages = SharedPassages(SplitText(kDispatch), SplitText(copy));
  ASSERT_EQ(passages.size(), 1u);
  EXPECT_EQ(passages[0].earlier.In(kDispatch),
            "customs officers counted forty lorries waiting at the gate");
  EXPECT_EQ(passages[0].later.In(copy),
            "CUSTOMS officers counted forty lorries, waiting at the gate");
  EXPECT_EQ(passages[0].words, 9u);
}

TEST(Passages, QuotedWordsAreNobodysCopy) {
  const std::string_view speech =
      "The minister told workers, \"we shall never close the yards of this city while I hold the "
      "office that you gave me\". Shipbuilders cheered.";
  const std::string_view other =
      "Opposition benches laughed at the phrase \"we shall never close the yards of this city "
      "while "
      "I hold the office that you gave me\" on Friday.";
  const Derivation derived = DeriveFrom(SplitText(speech), SplitText(other), Weights());
  EXPECT_LT(derived.share, 0.2);
}

TEST(Copies, IndexFindsWhatHeadlinesHide) {
  CopyIndex index;
  index.Add(PrintsOf("Rain is expected in the mountains and the passes will be closed to cars."));
  index.Add(PrintsOf(kDispatch));
  const std::string copy = "Chaos!\n\n" + std::string(kDispatch.substr(0, 116));
  const auto found = index.Find(PrintsOf(copy));
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].article, 1u);
  EXPECT_TRUE(index.Find(PrintsOf("Nothing like it was ever seen in the town of Sliven.")).empty());
}

TEST(Copies, IndexFindsAnyRunOfTwelveWords) {
  // The promise of winnowing, tried at every place of a text of different words.
  std::string text;
  std::vector<std::string> words;
  for (int i = 0; i < 80; ++i) {
    words.push_back("w" + std::to_string(i * 7919 % 1000));
    text += words.back() + " ";
  }
  CopyIndex index;
  index.Add(PrintsOf(text));
  for (size_t at = 0; at + CopyIndex::kSureRun <= words.size(); ++at) {
    std::string run;
    for (size_t i = at; i < at + CopyIndex::kSureRun; ++i) run += words[i] + " ";
    const auto found = index.Find(PrintsOf(run), 8, 0);
    EXPECT_EQ(found.size(), 1u) << at;
  }
}

TEST(Copies, TellsCopyFromOwnReport) {
  const TermWeights weights = Weights();
  const CopySide agency = Side(kDispatch, "harbour-wire.example", 100);
  const std::string cut(kDispatch.substr(0, 116));
  const auto copy = JudgeCopy(agency, Side(cut, "varna-news.example", 130), weights);
  ASSERT_TRUE(copy);
  EXPECT_TRUE(copy->verbatim);
  EXPECT_FALSE(copy->credited);
  const auto own = JudgeCopy(
      agency,
      Side("Dockers in Varna went on strike on Tuesday. Our reporter saw men playing cards by a "
           "fire of pallets while the union's lawyer drafted a letter to the ministry.",
           "varna-news.example", 130),
      weights);
  EXPECT_FALSE(own);
}

TEST(Copies, CreditLowersTheBar) {
  const TermWeights weights = Weights();
  const CopySide agency = Side(kDispatch, "harbour-wire.example", 100);
  const std::string reworded =
      "Forty lorries waited at the gate of Varna's port on Tuesday, which dockers on strike had "
      "blocked. Passengers grumbled in the cold hall and bought tea from a machine that had run "
      "out of cups";
  EXPECT_FALSE(JudgeCopy(agency, Side(reworded + ".", "varna-news.example", 130), weights));
  const std::string credited = reworded + ", Harbour Wire reported.";
  const auto link = JudgeCopy(agency, Side(credited, "varna-news.example", 130), weights);
  ASSERT_TRUE(link);
  EXPECT_TRUE(link->credited);
  EXPECT_FALSE(JudgeCopy(agency, Side(credited, "harbour-wire.example", 130), weights));
}

TEST(Copies, TooOldIsNoOriginal) {
  const CopySide agency = Side(kDispatch, "harbour-wire.example", 0);
  EXPECT_TRUE(JudgeCopy(agency, Side(kDispatch, "b.example", 13 * 1440), Weights()));
  EXPECT_FALSE(JudgeCopy(agency, Side(kDispatch, "b.example", 15 * 1440), Weights()));
}

TEST(Copies, OutletNames) {
  EXPECT_EQ(JoinedName("www.danube-wire.example"), "danubewire");
  EXPECT_EQ(JoinedName("The Danube Wire"), "danubewire");
  const std::string_view text = "So the Danube Wire said.";
  EXPECT_TRUE(NamesOutlet(text, SplitText(text), "danube-wire.example"));
  EXPECT_FALSE(NamesOutlet(text, SplitText(text), "danube.example"));
  EXPECT_EQ(OutletNamedIn(text, {{"danubewire", "danube-wire.example"}}, ""),
            "danube-wire.example");
  EXPECT_EQ(OutletNamedIn(text, {{"danubewire", "danube-wire.example"}}, "danube-wire.example"),
            "");
}

TEST(Copies, PublishedMinutes) {
  bool whole_day = false;
  EXPECT_EQ(PublishedMinute("1970-01-02", &whole_day), 1440);
  EXPECT_TRUE(whole_day);
  EXPECT_EQ(PublishedMinute("1970-01-02T03:04:05Z", &whole_day), 1440 + 184);
  EXPECT_FALSE(whole_day);
  EXPECT_EQ(PublishedMinute("1970-01-02T03:04+02:00", &whole_day), 1440 + 64);
  EXPECT_EQ(PublishedMinute("1970-01-02T03:04:05-0530", &whole_day), 1440 + 184 + 330);
  EXPECT_FALSE(PublishedMinute("yesterday", &whole_day));
}

}  // namespace
}  // namespace avviso
