#include "base/utf8.h"

#include "base/check.h"

namespace avviso {
namespace {

bool IsContinuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

}  // namespace

char32_t DecodeUtf8(std::string_view text, size_t* pos) {
  const auto byte = [&](size_t i) { return static_cast<unsigned char>(text[i]); };
  const size_t begin = *pos;
  const unsigned char lead = byte(begin);
  *pos = begin + 1;
  if (lead < 0x80) return lead;
  int more = 0;
  unsigned char low = 0x80, high = 0xBF;  // bounds of the second byte
  char32_t value = 0;
  if (lead >= 0xC2 && lead <= 0xDF) {
    more = 1;
    value = lead & 0x1Fu;
  } else if (lead >= 0xE0 && lead <= 0xEF) {
    more = 2;
    value = lead & 0x0Fu;
    if (lead == 0xE0) low = 0xA0;
    if (lead == 0xED) high = 0x9F;
  } else if (lead >= 0xF0 && lead <= 0xF4) {
    more = 3;
    value = lead & 0x07u;
    if (lead == 0xF0) low = 0x90;
    if (lead == 0xF4) high = 0x8F;
  } else {
    return kReplacement;
  }
  for (int i = 0; i < more; ++i) {
    if (*pos >= text.size() || byte(*pos) < low || byte(*pos) > high) return kReplacement;
    value = value << 6 | (byte(*pos) & 0x3Fu);
    low = 0x80;
    high = 0xBF;
    ++*pos;
  }
  return value;
}

char32_t DecodeUtf8Back(std::string_view text, size_t* pos) {
  size_t begin = *pos - 1;
  while (begin > 0 && *pos - begin < 4 && IsContinuation(text[begin])) --begin;
  *pos = begin;
  size_t at = begin;
  return DecodeUtf8(text, &at);
}

void AppendUtf8(char32_t c, std::string* out) {
  const auto put = [out](char32_t byte) { out->push_back(static_cast<char>(byte)); };
  if (c < 0x80) {
    put(c);
  } else if (c < 0x800) {
    put(0xC0 | c >> 6);
    put(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    put(0xE0 | c >> 12);
    put(0x80 | (c >> 6 & 0x3F));
    put(0x80 | (c & 0x3F));
  } else {
    put(0xF0 | c >> 18);
    put(0x80 | (c >> 12 & 0x3F));
    put(0x80 | (c >> 6 & 0x3F));
    put(0x80 | (c & 0x3F));
  }
}

bool IsValidUtf8(std::string_view text) {
  size_t pos = 0;
  while (pos < text.size()) {
    const size_t begin = pos;
    if (DecodeUtf8(text, &pos) == kReplacement && text.substr(begin, 3) != "\xEF\xBF\xBD") {
      return false;
    }
  }
  return true;
}

std::string RepairUtf8(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  size_t pos = 0;
  while (pos < text.size()) AppendUtf8(DecodeUtf8(text, &pos), &out);
  return out;
}

size_t CountCodePoints(std::string_view text) {
  size_t count = 0;
  for (char c : text) count += !IsContinuation(c);
  return count;
}

CodePointMap::CodePointMap(std::string_view text) : text_(text) {
  uint32_t count = 0;
  std::vector<uint32_t> before;
  before.reserve(text.size() / 64 + 1);
  for (size_t i = 0; i < text.size(); ++i) {
    if (i % 64 == 0) before.push_back(count);
    count += !IsContinuation(text[i]);
  }
  if (count != text.size()) before_ = std::move(before);
}

uint32_t CodePointMap::At(size_t byte) const {
  AVVISO_CHECK(byte <= text_.size());
  if (before_.empty()) return static_cast<uint32_t>(byte);
  const size_t block = byte == text_.size() && byte % 64 == 0 ? byte / 64 - 1 : byte / 64;
  uint32_t count = before_[block];
  for (size_t i = block * 64; i < byte; ++i) count += !IsContinuation(text_[i]);
  return count;
}

}  // namespace avviso
