// utf8proc's tables, corrected where the `tokenizers` library differs. It knows the
// categories of Unicode 8 and the decompositions of Unicode 9; what came later is a letter
// to it. The corrections were found by asking both about every code point.

#include "encoder/internal/bert_characters.h"

#include <utf8proc.h>

#include <algorithm>
#include <iterator>

#include "base/check.h"

namespace avviso {
namespace {

struct CodeRange {
  char32_t first;
  char32_t last;
};

// Marks, punctuation and formats later than Unicode 8. Letters between them are in the
// ranges too, where it makes no difference.
constexpr CodeRange kLaterThan8[] = {
    {0x61D, 0x61D},     {0x7FD, 0x7FD},     {0x890, 0x8E2},     {0x9FD, 0x9FE},
    {0xA76, 0xA76},     {0xAFA, 0xAFF},     {0xB55, 0xB55},     {0xC04, 0xC3C},
    {0xC77, 0xC77},     {0xC84, 0xC84},     {0xD00, 0xD00},     {0xD3B, 0xD3C},
    {0xD81, 0xD81},     {0xEBA, 0xEBA},     {0xECE, 0xECE},     {0x1715, 0x1715},
    {0x180F, 0x1886},   {0x1ABF, 0x1ACE},   {0x1B7D, 0x1B7E},   {0x1DF6, 0x1DFB},
    {0x2E43, 0x2E5D},   {0xA82C, 0xA82C},   {0xA8C5, 0xA8C5},   {0xA8FF, 0xA8FF},
    {0xA9BD, 0xA9BD},   {0x10D24, 0x10D27}, {0x10EAB, 0x10F89}, {0x11070, 0x11074},
    {0x110C2, 0x110CD}, {0x111CF, 0x111CF}, {0x1123E, 0x11241}, {0x1133B, 0x1133B},
    {0x11438, 0x1145E}, {0x11660, 0x1166C}, {0x116B9, 0x116B9}, {0x1182F, 0x1183B},
    {0x11938, 0x11FFF}, {0x12FF1, 0x12FF2}, {0x13430, 0x13455}, {0x16E97, 0x16E9A},
    {0x16F4F, 0x16F4F}, {0x16FE2, 0x16FF1}, {0x1CF00, 0x1CF46}, {0x1E000, 0x1E4EF},
    {0x1E944, 0x1E95F}};

// Those of them that Unicode 9 brought: letters with a combining class.
constexpr CodeRange kMarksOf9[] = {{0x8D4, 0x8E1},     {0x1DFB, 0x1DFB},   {0x11442, 0x11442},
                                   {0x11446, 0x11446}, {0x11C3F, 0x11C3F}, {0x1E000, 0x1E02A},
                                   {0x1E944, 0x1E94A}};

// The ideographs of BERT. CJK's extensions E (its first 256) and F and later aren't.
constexpr CodeRange kIdeographs[] = {{0x3400, 0x4DBF},   {0x4E00, 0x9FFF},   {0xF900, 0xFAFF},
                                     {0x20000, 0x2A6DF}, {0x2A700, 0x2B81F}, {0x2B920, 0x2CEAF},
                                     {0x2F800, 0x2FA1F}};

// Of another category today than in Unicode 8.
constexpr char32_t kCanadianChi = 0x166D;      // was punctuation, is a symbol
constexpr char32_t kHanunooPamudpod = 0x1734;  // was a non-spacing mark, is a spacing one
constexpr char32_t kSharadaSandhi = 0x111C9;   // was punctuation, is a non-spacing mark

template <size_t n>
bool In(const CodeRange (&ranges)[n], char32_t c) {
  if (c < ranges[0].first) return false;
  const CodeRange* range =
      std::upper_bound(std::begin(ranges), std::end(ranges), c,
                       [](char32_t value, const CodeRange& r) { return value < r.first; });
  return c <= (range - 1)->last;
}

bool IsLaterLetter(char32_t c) { return In(kLaterThan8, c); }

utf8proc_category_t Category(char32_t c) {
  return utf8proc_category(static_cast<utf8proc_int32_t>(c));
}

BertPartKind KindOf(char32_t c) {
  if (c == kCanadianChi || c == kSharadaSandhi) return BertPartKind::kPunctuation;
  if (c == kHanunooPamudpod) return BertPartKind::kAccent;
  const utf8proc_category_t category = Category(c);
  if (category == UTF8PROC_CATEGORY_MN) return BertPartKind::kAccent;
  const bool punctuation = category >= UTF8PROC_CATEGORY_PC && category <= UTF8PROC_CATEGORY_PO;
  // Of ASCII, symbols too: $ + < = > ^ ` | ~
  const bool symbol = category >= UTF8PROC_CATEGORY_SM && category <= UTF8PROC_CATEGORY_SO;
  return punctuation || (c < 0x80 && symbol) ? BertPartKind::kPunctuation : BertPartKind::kLetter;
}

BertPart PartFor(utf8proc_int32_t c) {
  const auto code = static_cast<char32_t>(c);
  BertPart part;
  part.c = static_cast<char32_t>(utf8proc_tolower(c));
  const bool later = IsLaterLetter(code);
  part.kind = later ? BertPartKind::kLetter : KindOf(code);
  if (!later || In(kMarksOf9, code)) {
    part.combining_class = static_cast<uint8_t>(utf8proc_get_property(c)->combining_class);
  }
  return part;
}

}  // namespace

BertFate FateOf(char32_t c) {
  if (c == '\t' || c == '\n' || c == '\r') return BertFate::kSpace;
  if (In(kIdeographs, c)) return BertFate::kIdeograph;
  if (c == 0xFFFD) return BertFate::kDropped;
  switch (Category(c)) {
    case UTF8PROC_CATEGORY_ZS:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP: return BertFate::kSpace;
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_CO: return IsLaterLetter(c) ? BertFate::kText : BertFate::kDropped;
    default: return BertFate::kText;
  }
}

BertParts PartsOf(char32_t c) {
  BertParts parts;
  std::array<utf8proc_int32_t, 4> codes{static_cast<utf8proc_int32_t>(c)};
  utf8proc_ssize_t count = 1;
  if (!IsLaterLetter(c)) {
    int boundary = 0;
    count = utf8proc_decompose_char(codes[0], codes.data(), 4, UTF8PROC_DECOMPOSE, &boundary);
    AVVISO_CHECK(count >= 1 && count <= 4);
  }
  parts.count = static_cast<size_t>(count);
  for (size_t i = 0; i < parts.count; ++i) parts.part[i] = PartFor(codes[i]);
  return parts;
}

}  // namespace avviso
