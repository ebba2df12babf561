#include "views/terminal_text.h"

#include "base/utf8.h"

namespace avviso {
namespace {

bool TurnsDirection(char32_t c) {
  return c == 0x200E || c == 0x200F || c == 0x061C || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2066 && c <= 0x2069);
}

bool IsBlank(char32_t c) {
  return c <= 0x20 || (c >= 0x7F && c <= 0xA0) || c == 0x2028 || c == 0x2029 || c == 0xFEFF;
}

size_t ColumnsOf(char32_t c) {
  const bool combining = (c >= 0x300 && c <= 0x36F) || (c >= 0x200B && c <= 0x200D) ||
                         (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0x20D0 && c <= 0x20FF);
  if (combining) return 0;
  const bool wide = (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0xA4CF) ||
                    (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0xF900 && c <= 0xFAFF) ||
                    (c >= 0xFE30 && c <= 0xFE6F) || (c >= 0xFF00 && c <= 0xFF60) ||
                    (c >= 0x1F300 && c <= 0x1FAFF) || (c >= 0x20000 && c <= 0x3FFFD);
  return wide ? 2 : 1;
}

// The first byte past what fits into `width` columns of `text`; at least one code point.
size_t Fitting(std::string_view text, size_t width) {
  size_t pos = 0, columns = 0;
  while (pos < text.size()) {
    size_t next = pos;
    columns += ColumnsOf(DecodeUtf8(text, &next));
    if (columns > width && pos > 0) break;
    pos = next;
  }
  return pos;
}

}  // namespace

std::string Printable(std::string_view text) {
  std::string out;
  bool blank = false;
  for (size_t pos = 0; pos < text.size();) {
    const char32_t c = DecodeUtf8(text, &pos);
    if (TurnsDirection(c)) continue;
    if (IsBlank(c)) {
      blank = true;
      continue;
    }
    if (blank && !out.empty()) out.push_back(' ');
    blank = false;
    AppendUtf8(c, &out);
  }
  return out;
}

size_t ColumnsOf(std::string_view text) {
  size_t columns = 0;
  for (size_t pos = 0; pos < text.size();) columns += ColumnsOf(DecodeUtf8(text, &pos));
  return columns;
}

std::vector<std::string> Wrap(std::string_view text, size_t width) {
  std::vector<std::string> lines(1);
  for (size_t at = 0; at < text.size();) {
    if (text[at] == ' ') {
      ++at;
      continue;
    }
    std::string_view word = text.substr(at, text.find(' ', at) - at);
    at += word.size();
    const size_t used = ColumnsOf(lines.back());
    if (used > 0 && used + 1 + ColumnsOf(word) <= width) {
      lines.back() += " ";
      lines.back() += word;
      continue;
    }
    if (used > 0) lines.emplace_back();
    for (size_t fits = Fitting(word, width); fits < word.size(); fits = Fitting(word, width)) {
      lines.back() = word.substr(0, fits);
      lines.emplace_back();
      word.remove_prefix(fits);
    }
    lines.back() = word;
  }
  return lines;
}

std::string Pad(std::string text, size_t width) {
  const size_t columns = ColumnsOf(text);
  if (columns < width) text.append(width - columns, ' ');
  return text;
}

std::string Paint(std::string text, Ink ink, bool color) {
  if (!color || ink == Ink::kPlain || text.empty()) return text;
  const char* code = "";
  switch (ink) {
    case Ink::kPlain: break;
    case Ink::kBold: code = "1"; break;
    case Ink::kDim: code = "2"; break;
    case Ink::kRed: code = "31"; break;
    case Ink::kYellow: code = "33"; break;
    case Ink::kBlue: code = "34"; break;
  }
  return std::string("\x1b[") + code + "m" + text + "\x1b[0m";
}

}  // namespace avviso
