// utf8proc's tables, corrected where Python 3.11 differs. The corrections were found by
// asking both about every code point; a test asks again about a sample of them.

#include "nlp/internal/unicode.h"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <iterator>

#include "base/utf8.h"

namespace avviso {
namespace {

struct CodeRange {
  char32_t first;
  char32_t last;
};

// Assigned after Unicode 14.0: nothing is known of them here.
constexpr CodeRange kLaterThan14[] = {
    {0xCF3, 0xCF3},     {0xECE, 0xECE},     {0x10EFD, 0x10EFF}, {0x1123F, 0x11241},
    {0x11B00, 0x11B09}, {0x11F00, 0x11F10}, {0x11F12, 0x11F3A}, {0x11F3E, 0x11F59},
    {0x1342F, 0x1342F}, {0x13439, 0x13455}, {0x1B132, 0x1B132}, {0x1B155, 0x1B155},
    {0x1D2C0, 0x1D2D3}, {0x1DF25, 0x1DF2A}, {0x1E030, 0x1E06D}, {0x1E08F, 0x1E08F},
    {0x1E4D0, 0x1E4F9}, {0x1F6DC, 0x1F6DC}, {0x1F774, 0x1F776}, {0x1F77B, 0x1F77F},
    {0x1F7D9, 0x1F7D9}, {0x1FA75, 0x1FA77}, {0x1FA87, 0x1FA88}, {0x1FAAD, 0x1FAAF},
    {0x1FABB, 0x1FABD}, {0x1FABF, 0x1FABF}, {0x1FACE, 0x1FACF}, {0x1FADA, 0x1FADB},
    {0x1FAE8, 0x1FAE8}, {0x1FAF7, 0x1FAF8}, {0x2B739, 0x2B739}, {0x31350, 0x323AF}};

// Digits (Numeric_Type=Digit) that aren't decimal digits.
constexpr CodeRange kOtherDigits[] = {
    {0xB2, 0xB3},       {0xB9, 0xB9},       {0x1369, 0x1371},   {0x19DA, 0x19DA},
    {0x2070, 0x2070},   {0x2074, 0x2079},   {0x2080, 0x2089},   {0x2460, 0x2468},
    {0x2474, 0x247C},   {0x2488, 0x2490},   {0x24EA, 0x24EA},   {0x24F5, 0x24FD},
    {0x24FF, 0x24FF},   {0x2776, 0x277E},   {0x2780, 0x2788},   {0x278A, 0x2792},
    {0x10A40, 0x10A43}, {0x10E60, 0x10E68}, {0x11052, 0x1105A}, {0x1F100, 0x1F10A}};

// Lower case since Unicode 15 only.
constexpr CodeRange kLaterLower[] = {{0x10FC, 0x10FC}, {0xA7F2, 0xA7F4}, {0xAB69, 0xAB69}};

// Punctuation that a final sigma may have on either side without ending the word.
constexpr CodeRange kIgnorablePunctuation[] = {
    {0x27, 0x27},     {0x2E, 0x2E},     {0x3A, 0x3A},     {0xB7, 0xB7},
    {0x387, 0x387},   {0x55F, 0x55F},   {0x5F4, 0x5F4},   {0x2018, 0x2019},
    {0x2024, 0x2024}, {0x2027, 0x2027}, {0xFE13, 0xFE13}, {0xFE52, 0xFE52},
    {0xFE55, 0xFE55}, {0xFF07, 0xFF07}, {0xFF0E, 0xFF0E}, {0xFF1A, 0xFF1A}};

constexpr char32_t kCapitalSigma = 0x3A3;
constexpr char32_t kSmallSigma = 0x3C3;
constexpr char32_t kFinalSigma = 0x3C2;
constexpr char32_t kDottedCapitalI = 0x130;

template <size_t n>
bool In(const CodeRange (&ranges)[n], char32_t c) {
  const CodeRange* range =
      std::upper_bound(std::begin(ranges), std::end(ranges), c,
                       [](char32_t value, const CodeRange& r) { return value < r.first; });
  return range != std::begin(ranges) && c <= (range - 1)->last;
}

utf8proc_category_t Category(char32_t c) {
  if (c >= 0xCF3 && In(kLaterThan14, c)) return UTF8PROC_CATEGORY_CN;
  return utf8proc_category(static_cast<utf8proc_int32_t>(c));
}

bool IsAsciiLetter(char32_t c) { return (c | 0x20) - 'a' < 26; }

bool IsCaseIgnorable(char32_t c) {
  switch (Category(c)) {
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_ME:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_SK: return true;
    default: return In(kIgnorablePunctuation, c);
  }
}

// Whether the sigma at [begin, end) ends a word: a cased letter before it and none
// behind, where case-ignorable characters are looked through.
bool SigmaIsFinal(std::string_view text, size_t begin, size_t end) {
  bool cased_before = false;
  while (begin > 0) {
    const char32_t c = DecodeUtf8Back(text, &begin);
    if (IsCaseIgnorable(c)) continue;
    cased_before = IsCased(c);
    break;
  }
  if (!cased_before) return false;
  while (end < text.size()) {
    const char32_t c = DecodeUtf8(text, &end);
    if (!IsCaseIgnorable(c)) return !IsCased(c);
  }
  return true;
}

}  // namespace

bool IsAlpha(char32_t c) {
  if (c < 0x80) return IsAsciiLetter(c);
  const utf8proc_category_t category = Category(c);
  return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO;
}

bool IsDecimal(char32_t c) { return c < 0x80 ? c - '0' < 10 : Category(c) == UTF8PROC_CATEGORY_ND; }

bool IsDigit(char32_t c) { return IsDecimal(c) || (c >= 0x80 && In(kOtherDigits, c)); }

bool IsAlnum(char32_t c) {
  if (c < 0x80) return IsAsciiLetter(c) || c - '0' < 10;
  const utf8proc_category_t category = Category(c);
  return (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO) ||
         (category >= UTF8PROC_CATEGORY_ND && category <= UTF8PROC_CATEGORY_NO);
}

bool IsSpace(char32_t c) {
  if (c < 0x80) return (c >= 0x9 && c <= 0xD) || (c >= 0x1C && c <= 0x20);
  return c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 ||
         c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

bool IsUpper(char32_t c) {
  if (c < 0x80) return c - 'A' < 26;
  return utf8proc_isupper(static_cast<utf8proc_int32_t>(c)) != 0;
}

bool IsLower(char32_t c) {
  if (c < 0x80) return c - 'a' < 26;
  return utf8proc_islower(static_cast<utf8proc_int32_t>(c)) != 0 && !In(kLaterLower, c) &&
         !In(kLaterThan14, c);
}

bool IsCased(char32_t c) { return IsUpper(c) || IsLower(c) || Category(c) == UTF8PROC_CATEGORY_LT; }

char32_t SimpleLower(char32_t c) {
  if (c < 0x80) return c - 'A' < 26 ? c + 32 : c;
  return static_cast<char32_t>(utf8proc_tolower(static_cast<utf8proc_int32_t>(c)));
}

char32_t SimpleUpper(char32_t c) {
  if (c < 0x80) return c - 'a' < 26 ? c - 32 : c;
  return static_cast<char32_t>(utf8proc_toupper(static_cast<utf8proc_int32_t>(c)));
}

bool IsAlpha(std::string_view text) {
  for (size_t pos = 0; pos < text.size();) {
    if (!IsAlpha(DecodeUtf8(text, &pos))) return false;
  }
  return !text.empty();
}

bool IsSpace(std::string_view text) {
  for (size_t pos = 0; pos < text.size();) {
    if (!IsSpace(DecodeUtf8(text, &pos))) return false;
  }
  return !text.empty();
}

void AppendLower(std::string_view text, std::string* out) {
  // Sigmas ask their neighbours. In a run of many, where all but the first and the last
  // have a cased one close by, that is a step or two; case-ignorable runs are walked.
  for (size_t pos = 0; pos < text.size();) {
    const uint8_t byte = static_cast<uint8_t>(text[pos]);
    if (byte < 0x80) {
      out->push_back(static_cast<char>(SimpleLower(byte)));
      ++pos;
      continue;
    }
    const size_t begin = pos;
    const char32_t c = DecodeUtf8(text, &pos);
    if (c == kCapitalSigma) {
      AppendUtf8(SigmaIsFinal(text, begin, pos) ? kFinalSigma : kSmallSigma, out);
    } else if (c == kDottedCapitalI) {
      out->append("i\u0307");
    } else {
      AppendUtf8(SimpleLower(c), out);
    }
  }
}

}  // namespace avviso
