#include "html/double_encoding.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "base/utf8.h"

namespace avviso {
namespace {

// What windows-1252 has for the bytes 0x80 to 0x9F; 0 where it has nothing.
constexpr std::array<char16_t, 32> kWindows = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

// The byte that a character was; 0 if it can't have been a byte within a sequence.
unsigned char ByteOf(char32_t c) {
  if (c >= 0x80 && c <= 0xBF) return static_cast<unsigned char>(c);
  const auto* found = std::find(kWindows.begin(), kWindows.end(), c);
  if (c == 0 || found == kWindows.end()) return 0;
  return static_cast<unsigned char>(0x80 + (found - kWindows.begin()));
}

struct Sequence {
  std::string bytes;  // what it was; empty if it is none
  size_t end = 0;     // in the text
  bool certain = false;
};

// The sequence that begins at `at`, where a character from U+00C0 to U+00FF stands.
Sequence SequenceAt(std::string_view text, size_t at) {
  Sequence sequence;
  const char32_t lead = DecodeUtf8(text, &at);
  if (lead < 0xC2 || lead > 0xF4) return sequence;
  const size_t more = lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
  std::string bytes(1, static_cast<char>(lead));
  while (bytes.size() <= more) {
    if (at >= text.size()) return sequence;
    const char32_t c = DecodeUtf8(text, &at);
    const unsigned char byte = ByteOf(c);
    if (byte == 0) return sequence;
    const bool control = c >= 0x80 && c < 0xA0;
    if (control || (lead == 0xE2 && bytes.size() == 1 && c == 0x20AC)) sequence.certain = true;
    bytes.push_back(static_cast<char>(byte));
  }
  if (!IsValidUtf8(bytes)) return sequence;
  sequence.bytes = std::move(bytes);
  sequence.end = at;
  return sequence;
}

constexpr char kLead = '\xC3';  // of the characters from U+00C0 to U+00FF

bool HasCertain(std::string_view text) {
  for (size_t at = text.find(kLead); at != std::string_view::npos; at = text.find(kLead, at + 1)) {
    const Sequence sequence = SequenceAt(text, at);
    if (sequence.certain && !sequence.bytes.empty()) return true;
  }
  return false;
}

}  // namespace

bool MendDoubleEncoding(std::string* text) {
  if (!HasCertain(*text)) return false;
  const std::string_view from = *text;
  std::string out;
  out.reserve(from.size());
  for (size_t at = 0; at < from.size();) {
    const size_t next = std::min(from.find(kLead, at), from.size());
    out += from.substr(at, next - at);
    if (next == from.size()) break;
    const Sequence sequence = SequenceAt(from, next);
    if (sequence.bytes.empty()) {
      out += from.substr(next, 2);
      at = next + 2;
    } else {
      out += sequence.bytes;
      at = sequence.end;
    }
  }
  *text = std::move(out);
  return true;
}

}  // namespace avviso
