// WordPieces with a small vocabulary: what comes of hard characters, and where it stands.

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "base/utf8.h"
#include "encoder/internal/bert_characters.h"
#include "encoder/word_pieces.h"

namespace avviso {
namespace {

const std::vector<std::string>& Lines() {
  static const std::vector<std::string> lines = [] {
    std::vector<std::string> all = {
        "[PAD]", "[UNK]", "[CLS]", "[SEP]",  "[MASK]", "the",  "cafe",   "min", "##ister",
        "##is",  "istan", "##bul", "cl",     "##s",    "ß",    "ﬁ",      "中",  "国",
        "co",    "##op",  "##er",  "un",     "##a",    "##ff", "##able", "ᄒ",  "##ᅡ",
        "##ᆫ",   "##ᄀ",  "##ᅮ",   "##ᆨ",    "н",      "##иш", "👍",     "“",   "—",
        "’",     "σ",     "##σ",   "\u8C48", "##minx", "``",   "##—",    "🏽"};
    for (char c = '!'; c < 0x7F; ++c) {
      if (c >= 'A' && c <= 'Z') continue;
      all.emplace_back(1, c);
    }
    return all;
  }();
  return lines;
}

std::string Joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

const WordPieces& Pieces() {
  static const Result<WordPieces> pieces = WordPieces::FromVocabulary(Joined(Lines()));
  return pieces.value();
}

std::vector<WordPiece> Split(std::string_view text) {
  std::vector<WordPiece> out;
  Pieces().Split(text, &out);
  uint32_t begin = 0;
  uint32_t end = 0;
  for (const WordPiece& piece : out) {
    EXPECT_LT(piece.span.begin, piece.span.end);
    EXPECT_LE(piece.span.end, text.size());
    EXPECT_LE(begin, piece.span.begin);
    EXPECT_LE(end, piece.span.end);
    EXPECT_TRUE(IsValidUtf8(piece.span.In(text)));
    begin = piece.span.begin;
    end = piece.span.end;
  }
  return out;
}

// "un|##a|##ff|##able": the pieces' lines.
std::string Names(std::string_view text) {
  std::string names;
  for (const WordPiece& piece : Split(text)) {
    const std::string& line = Lines()[piece.id];
    if (!names.empty()) names += '|';
    names += line;
    EXPECT_EQ(piece.first, !line.starts_with("##"));
  }
  return names;
}

// "0-2 2-6": the pieces' spans.
std::string Spans(std::string_view text) {
  std::string spans;
  for (const WordPiece& piece : Split(text)) {
    if (!spans.empty()) spans += ' ';
    spans += std::to_string(piece.span.begin) + "-" + std::to_string(piece.span.end);
  }
  return spans;
}

std::string Times(size_t count, std::string_view text) {
  std::string all;
  for (size_t i = 0; i < count; ++i) all += text;
  return all;
}

TEST(WordPieces, LongestFromTheLeft) {
  EXPECT_EQ(Names("The minister, UNAFFABLE."), "the|min|##ister|,|un|##a|##ff|##able|.");
  EXPECT_EQ(Spans("The minister, UNAFFABLE."), "0-3 4-7 7-12 12-13 14-16 16-17 17-19 19-23 23-24");
  EXPECT_EQ(Names("minis"), "min|##is");
  EXPECT_EQ(Names(""), "");
  EXPECT_EQ(Names(" \t\r\n\u00A0\u2028\u3000"), "");
}

TEST(WordPieces, WordsThatCannotBeCoveredAreUnknown) {
  EXPECT_EQ(Names("the minx, co"), "the|[UNK]|,|co");
  EXPECT_EQ(Spans("the minx, co"), "0-3 4-8 8-9 10-12");
  EXPECT_EQ(Names("bul"), "[UNK]");  // goes on only
  EXPECT_EQ(Names("ж"), "[UNK]");
  EXPECT_TRUE(Split("ж")[0].first);
}

TEST(WordPieces, AppendsOnly) {
  std::vector<WordPiece> out(1);
  Pieces().Split("minx", &out);
  ASSERT_EQ(out.size(), 2u);
  EXPECT_EQ(out[1].id, Pieces().unknown_id());
}

TEST(WordPieces, PunctuationStandsAlone) {
  EXPECT_EQ(Names("$+<=>^`|~_#"), "$|+|<|=|>|^|`|||~|_|#");
  EXPECT_EQ(Names("##a"), "#|#|a");
  EXPECT_EQ(Names("``"), "`|`");
  EXPECT_EQ(Names("“co—co’s”"), "“|co|—|co|’|s|[UNK]");
  EXPECT_EQ(Spans("“co—co’s”"), "0-3 3-5 5-8 8-10 10-13 13-14 14-17");
}

// By decomposition: "≠" is "=" with an accent, U+037E a semicolon, U+1FEF a grave.
TEST(WordPieces, PunctuationThatComesOfNormalising) {
  EXPECT_EQ(Names("co≠co\u037E\u1FEF"), "co|=|co|;|`");
  EXPECT_EQ(Spans("co≠co\u037E\u1FEF"), "0-2 2-5 5-7 7-9 9-12");
}

TEST(WordPieces, CommandsAreText) {
  EXPECT_EQ(Names("[CLS]"), "[|cl|##s|]");
  EXPECT_EQ(Names("[UNK]"), "[|[UNK]|]");
  EXPECT_EQ(Spans("a [SEP]"), "0-1 2-3 3-6 6-7");
}

TEST(WordPieces, Accents) {
  EXPECT_EQ(Names("Café"), "cafe");
  EXPECT_EQ(Spans("Café s"), "0-5 6-7");
  EXPECT_EQ(Names("Cafe\u0301"), "cafe");
  EXPECT_EQ(Spans("Cafe\u0301 s"), "0-4 7-8");  // the accent ends no piece
  EXPECT_EQ(Spans("Ca\u0301fe s"), "0-6 7-8");  // but lies in one
  EXPECT_EQ(Names("\u0301\u0302"), "");
  EXPECT_EQ(Spans("\u0301the"), "2-5");
  EXPECT_EQ(Names("İSTANBUL"), "istan|##bul");
  EXPECT_EQ(Spans("İSTANBUL"), "0-6 6-9");
}

TEST(WordPieces, LettersThatStay) {
  EXPECT_EQ(Names("ß ﬁ"), "ß|ﬁ");
  EXPECT_EQ(Names("ẞ"), "ß");
  EXPECT_EQ(Names("ΣΣ"), "σ|##σ");  // no final sigma
  EXPECT_EQ(Names("НИШ н"), "н|##иш|н");
  EXPECT_EQ(Spans("НИШ н"), "0-2 2-6 7-9");
}

TEST(WordPieces, IdeographsStandAlone) {
  EXPECT_EQ(Names("the中国co"), "the|中|国|co");
  EXPECT_EQ(Spans("the中国co"), "0-3 3-6 6-9 9-11");
  EXPECT_EQ(Names("\uF900"), "\u8C48");  // a compatibility ideograph
}

TEST(WordPieces, SyllablesShareTheirSpan) {
  EXPECT_EQ(Names("한국"), "ᄒ|##ᅡ|##ᆫ|##ᄀ|##ᅮ|##ᆨ");
  EXPECT_EQ(Spans("한국"), "0-3 0-3 0-3 3-6 3-6 3-6");
}

TEST(WordPieces, WhatIsDropped) {
  EXPECT_EQ(Names("co\u00ADop"), "co|##op");
  EXPECT_EQ(Spans("co\u00ADop"), "0-2 4-6");
  EXPECT_EQ(Spans("caf\u200Be"), "0-7");
  EXPECT_EQ(Names("\u202Ethe\u202C"), "the");
  EXPECT_EQ(Spans("\u202Ethe\u202C"), "3-6");
  EXPECT_EQ(Names(std::string_view("t\0h\x01\x7F\x0B\u0085e\uFFFD\uE000", 15)), "the");
  EXPECT_EQ(Names("co\u200D op"), "co|[UNK]");
  EXPECT_EQ(Names("\uFEFFthe"), "the");
}

TEST(WordPieces, Emoji) {
  EXPECT_EQ(Names("👍"), "👍");
  EXPECT_EQ(Spans("co 👍\uFE0F co"), "0-2 3-7 11-13");
  EXPECT_EQ(Names("👍🏽"), "[UNK]");
  EXPECT_EQ(Spans("👍🏽"), "0-8");
}

// U+302E is a spacing mark of class 224, so it moves before the accent of class 230 and
// takes its place in the text.
TEST(WordPieces, MarksInOrder) {
  EXPECT_EQ(Spans("a\u0301\u302E b"), "0-3 7-8");
  EXPECT_EQ(Spans("a\u302E\u0301 b"), "0-4 7-8");
  EXPECT_EQ(Spans("a\u0301\u034F\u302E b"), "0-8 9-10");  // U+034F keeps them apart
  EXPECT_EQ(Spans("中\u302E"), "0-3 3-6");
}

TEST(WordPieces, LongWords) {
  EXPECT_EQ(Split("un" + Times(98, "a")).size(), 99u);
  EXPECT_EQ(Names("un" + Times(99, "a")), "[UNK]");
  EXPECT_EQ(Spans("un" + Times(99, "a") + "!"), "0-101 101-102");
  EXPECT_EQ(Split("un" + Times(98, "a\u0301")).size(), 99u);
  EXPECT_EQ(Spans("un" + Times(99, "á") + " s"), "0-200 201-202");
  EXPECT_EQ(Spans(Times(10000, "a")), "0-10000");
  EXPECT_EQ(Spans(Times(10000, "👍")), "0-40000");
  EXPECT_EQ(Spans("co" + Times(10000, "\u0301") + "op"), "0-2 20002-20004");
  EXPECT_EQ(Spans("co" + Times(10000, "\u00AD") + "op"), "0-2 20002-20004");
  EXPECT_EQ(Spans("co" + Times(10000, "\u302E\u0301")), "0-25002");
}

// A dropped character in front of a text sends it the slow way.
TEST(WordPieces, BothWaysAgree) {
  const std::string text =
      "The minister said: co-op ##s, 'minx' (unaffable) <cafe@istanbul> 5.5% [SEP]; " +
      Times(101, "a") + " " + Times(100, "s") + "\tthe\r\nCO";
  std::string slow;
  for (const char c : text) slow += std::string("\x01") + c;
  const std::vector<WordPiece> a = Split(text);
  const std::vector<WordPiece> b = Split(slow);
  ASSERT_EQ(a.size(), b.size());
  for (size_t i = 0; i < a.size(); ++i) {
    EXPECT_EQ(a[i].id, b[i].id);
    EXPECT_EQ(a[i].first, b[i].first);
    EXPECT_EQ(2 * a[i].span.begin + 1, b[i].span.begin);
    EXPECT_EQ(2 * a[i].span.end, b[i].span.end);
  }
}

TEST(WordPieces, Vocabularies) {
  const auto code = [](std::string_view text) {
    const auto pieces = WordPieces::FromVocabulary(text);
    return pieces.ok() ? "" : pieces.error().message;
  };
  const std::string name = "vocabulary of word pieces: ";
  EXPECT_EQ(code("[PAD]\n[UNK]\n[CLS]\n[SEP]"), "");
  EXPECT_EQ(code("[PAD]\r\n[UNK]\r\n[CLS]\r\n[SEP]\r\n"), "");
  EXPECT_EQ(code("[PAD]\n[UNK]\n[CLS]\n"), name + "[SEP] is missing");
  EXPECT_EQ(code(""), name + "[CLS] is missing");
  EXPECT_EQ(code("[PAD]\n[UNK]\n[CLS]\n[SEP]\n[PAD]\n"), name + "line 5 is there already");
  EXPECT_EQ(code("##a\n##a\n"), name + "line 2 is there already");
  EXPECT_EQ(code("a\n\nb\n"), name + "line 2 is empty");
  EXPECT_EQ(code("a\xFF\n"), name + "no UTF-8");
  EXPECT_EQ(code(std::string(size_t{1} << 24, 'a')), name + "larger than 16 MB");
  const auto pieces = WordPieces::FromVocabulary("[PAD]\n[UNK]\n##\n##a\na\n[CLS]\n[SEP]\n");
  ASSERT_TRUE(pieces.ok());
  EXPECT_EQ(pieces.value().padding_id(), 0u);
  EXPECT_EQ(pieces.value().unknown_id(), 1u);
  EXPECT_EQ(pieces.value().begin_id(), 5u);
  EXPECT_EQ(pieces.value().end_id(), 6u);
  EXPECT_EQ(pieces.value().size(), 7u);
}

// What is said of every code point, in one number. The expected one was taken when all
// pieces agreed with the `tokenizers` library's; another Unicode version of utf8proc shows here.
TEST(BertCharacters, EveryCodePoint) {
  uint64_t value = 0xCBF29CE484222325;
  const auto add = [&](uint64_t more) { value = (value ^ more) * 0x100000001B3; };
  for (char32_t c = 0; c < 0x110000; ++c) {
    if (c >= 0xD800 && c < 0xE000) continue;
    const BertFate fate = FateOf(c);
    add(static_cast<uint64_t>(fate));
    if (fate == BertFate::kDropped || fate == BertFate::kSpace) continue;
    const BertParts parts = PartsOf(c);
    for (size_t i = 0; i < parts.count; ++i) {
      add(parts.part[i].c);
      add(parts.part[i].combining_class);
      add(static_cast<uint64_t>(parts.part[i].kind));
    }
  }
  EXPECT_EQ(value, 0x54508135687d115au);
}

}  // namespace
}  // namespace avviso
