#include <gtest/gtest.h>

#include <string>

#include "nlp/internal/blocks.h"

namespace avviso {
namespace {

std::vector<std::string> Blocks(const std::string& text) {
  std::vector<std::string> out;
  for (Span block : FindBlocks(text)) out.emplace_back(block.In(text));
  return out;
}

using Strings = std::vector<std::string>;

TEST(Blocks, ALineIsABlock) {
  EXPECT_EQ(Blocks("Title\n\nFirst.  \r\n  Second.\n"), (Strings{"Title", "First.", "Second."}));
  EXPECT_EQ(Blocks(""), Strings{});
  EXPECT_EQ(Blocks(" \n\t\n\r\n"), Strings{});
}

TEST(Blocks, AHardWrappedParagraphIsOneBlock) {
  const std::string wrapped =
      "The ministry said on Monday that two border posts were closed\n"
      "after shots were heard near the bridge. Nobody was hurt, and a\n"
      "patrol stayed overnight.";
  EXPECT_EQ(Blocks(wrapped + "\n\nNext."), (Strings{wrapped, "Next."}));
}

TEST(Blocks, ListItemsAndShortLinesStayApart) {
  EXPECT_EQ(Blocks("- one\n- two\n- three").size(), 3u);
  EXPECT_EQ(Blocks("1. The first demand is the opening of the crossing at the river\n"
                   "2. The second demand is the release of all who were detained in May\n"
                   "3. The third is an apology")
                .size(),
            3u);
  EXPECT_EQ(Blocks("Read also\nFive dead in border clash\nMinister resigns").size(), 3u);
}

TEST(Blocks, ALineThatHadRoomEndsItsBlock) {
  EXPECT_EQ(Blocks("A paragraph that is a good deal longer than any line of a wrapped one could\n"
                   "Short.\n"
                   "Another paragraph here.")
                .size(),
            3u);
}

TEST(Blocks, ADatelineStandsApart) {
  const std::string lead =
      "Envoys of the two neighbours will meet on the ferry next week, officials said.";
  for (const std::string dateline : {"GENEVA —", "PORT VILA, Vanuatu, Sept. 30 (Agency) --",
                                     "OSLO (AP) -", "SAINT-DENIS, 4 May –"}) {
    EXPECT_EQ(Blocks(dateline + " " + lead), (Strings{dateline, lead}));
  }
  for (const std::string none :
       {"Geneva — ", "- ", "NATO is - as ever - slow: ", "NELSON: ", "GENEVA, "}) {
    EXPECT_EQ(Blocks(none + lead).size(), 1u) << none;
  }
  EXPECT_EQ(Blocks("GENEVA — Talks resume").size(), 1u);
}

TEST(CutBlock, CutsAfterASentenceElseAtASpaceElseAnywhere) {
  const auto cut = [](const std::string& text, size_t most) {
    std::vector<Span> pieces;
    CutBlock(text, {0, static_cast<uint32_t>(text.size())}, most, &pieces);
    Strings out;
    for (Span piece : pieces) out.emplace_back(piece.In(text));
    return out;
  };
  EXPECT_EQ(cut("One two. Three four", 10), (Strings{"One two.", "Three four"}));
  EXPECT_EQ(cut("aaaa bbbb cccc", 10), (Strings{"aaaa bbbb", "cccc"}));
  EXPECT_EQ(cut("\xC4\x8D\xC4\x8D\xC4\x8D", 3), (Strings{"\xC4\x8D", "\xC4\x8D", "\xC4\x8D"}));
}

}  // namespace
}  // namespace avviso
