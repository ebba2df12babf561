// Characters and string ids as Python 3.11 and spaCy know them.

#include <gtest/gtest.h>

#include <string>

#include "nlp/internal/strings.h"
#include "nlp/internal/unicode.h"

namespace avviso {
namespace {

// A digest of what `of` says of every code point; the expected ones were computed with
// Python's own methods.
template <typename Function>
uint64_t Digest(Function of) {
  uint64_t value = 0xCBF29CE484222325;
  for (char32_t c = 0; c < 0x110000; ++c) {
    if (c >= 0xD800 && c < 0xE000) continue;
    value = (value ^ static_cast<uint64_t>(of(c))) * 0x100000001B3;
  }
  return value;
}

TEST(Unicode, EveryCodePointIsWhatPythonSays) {
  EXPECT_EQ(Digest([](char32_t c) { return IsAlpha(c); }), 0x4ed4e0fed479eab9u);
  EXPECT_EQ(Digest([](char32_t c) { return IsDigit(c); }), 0x0cc9c4363d4a5da5u);
  EXPECT_EQ(Digest([](char32_t c) { return IsDecimal(c); }), 0xa391a4f4115f88e9u);
  EXPECT_EQ(Digest([](char32_t c) { return IsAlnum(c); }), 0x1c3aa2e3e41d524au);
  EXPECT_EQ(Digest([](char32_t c) { return IsSpace(c); }), 0x7bb07f364b66b908u);
  EXPECT_EQ(Digest([](char32_t c) { return IsUpper(c); }), 0x2be58002d0ed51a4u);
  EXPECT_EQ(Digest([](char32_t c) { return IsLower(c); }), 0x0e5a49ef797d1560u);
  // U+0130 alone has two code points in lower case; Python's digest took the first.
  EXPECT_EQ(Digest([](char32_t c) { return c == 0x130 ? U'i' : SimpleLower(c); }),
            0x6cb4860dcb97926du);
}

std::string Lower(std::string_view text) {
  std::string out;
  AppendLower(text, &out);
  return out;
}

TEST(Unicode, LowerCaseOfStrings) {
  EXPECT_EQ(Lower("Quito ÉCOLE ЖЁ"), "quito école жё");
  EXPECT_EQ(Lower("ΑΣ"), "ας");
  EXPECT_EQ(Lower("Σ"), "σ");
  EXPECT_EQ(Lower("ΣΑΣΑ"), "σασα");
  EXPECT_EQ(Lower("ΑΣ'"), "ας'");    // looks through the apostrophe to the end
  EXPECT_EQ(Lower("ΑΣ'Α"), "ασ'α");  // and to a letter
  EXPECT_EQ(Lower("Α'Σ"), "α'ς");
  EXPECT_EQ(Lower("1Σ"), "1σ");
  EXPECT_EQ(Lower("İstanbul"), "i\u0307stanbul");
  EXPECT_EQ(Lower("ẞ"), "ß");
}

TEST(Unicode, Strings) {
  EXPECT_TRUE(IsAlpha(std::string_view("Ünï")));
  EXPECT_FALSE(IsAlpha(std::string_view("a1")));
  EXPECT_FALSE(IsAlpha(std::string_view("")));
  EXPECT_TRUE(IsSpace(std::string_view(" \u00A0\x1C\n")));
  EXPECT_FALSE(IsSpace(std::string_view("")));
  EXPECT_FALSE(IsSpace(std::string_view("\u200B")));
}

TEST(StringId, EqualsSpacy) {
  EXPECT_EQ(StringId(""), 0u);
  EXPECT_EQ(StringId("NORM"), 67u);
  EXPECT_EQ(StringId("PERSON"), 380u);
  EXPECT_EQ(StringId("_"), 456u);
  EXPECT_EQ(StringId("noun"), 16833663260455505849u);
  EXPECT_EQ(StringId("verb"), 6360137228241296794u);
  EXPECT_EQ(SymbolName(SymbolId("dobj")), "dobj");
  EXPECT_EQ(SymbolId("no symbol"), 0u);
  EXPECT_EQ(SymbolName(1000000), "");
}

}  // namespace
}  // namespace avviso
