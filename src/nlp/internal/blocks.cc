#include "nlp/internal/blocks.h"

#include <algorithm>

#include "base/utf8.h"

namespace avviso {
namespace {

constexpr size_t kLeastWrap = 50;  // code points of the longest line of a wrapped paragraph
constexpr size_t kMostWrap = 120;

bool IsBlank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\v' || c == '\f'; }

Span Trim(std::string_view text, Span span) {
  while (span.begin < span.end && (IsBlank(text[span.begin]) || text[span.begin] == '\n')) {
    ++span.begin;
  }
  while (span.begin < span.end && (IsBlank(text[span.end - 1]) || text[span.end - 1] == '\n')) {
    --span.end;
  }
  return span;
}

// A line that begins like an item of a list.
bool IsItem(std::string_view line) {
  size_t pos = 0;
  const char32_t first = DecodeUtf8(line, &pos);
  if (first == U'-' || first == U'*' || first == U'•' || first == U'–' || first == U'·' ||
      first == U'▪' || first == U'►') {
    return true;
  }
  size_t digits = 0;
  while (digits < line.size() && line[digits] >= '0' && line[digits] <= '9') ++digits;
  return digits > 0 && digits <= 3 && digits + 1 < line.size() &&
         (line[digits] == '.' || line[digits] == ')') && line[digits + 1] == ' ';
}

// Whether lines[begin, end), which have no blank line between them, are one
// hard-wrapped paragraph.
bool IsWrapped(std::string_view text, const std::vector<Span>& lines, size_t begin, size_t end) {
  size_t width = 0;
  for (size_t i = begin; i < end; ++i) {
    width = std::max(width, CountCodePoints(lines[i].In(text)));
  }
  if (width < kLeastWrap || width > kMostWrap) return false;
  for (size_t i = begin; i + 1 < end; ++i) {
    const std::string_view next = lines[i + 1].In(text);
    const std::string_view word = next.substr(0, next.find(' '));
    if (IsItem(next)) return false;
    if (CountCodePoints(lines[i].In(text)) + 1 + CountCodePoints(word) <= width) return false;
  }
  return true;
}

}  // namespace

std::vector<Span> FindBlocks(std::string_view text) {
  std::vector<Span> blocks;
  std::vector<Span> run;  // lines since the last blank one
  const auto end_run = [&] {
    if (run.size() > 1 && IsWrapped(text, run, 0, run.size())) {
      blocks.push_back({run.front().begin, run.back().end});
    } else {
      blocks.insert(blocks.end(), run.begin(), run.end());
    }
    run.clear();
  };
  size_t begin = 0;
  while (begin < text.size()) {
    const size_t end = std::min(text.find('\n', begin), text.size());
    const Span line = Trim(text, {static_cast<uint32_t>(begin), static_cast<uint32_t>(end)});
    if (line.empty()) {
      end_run();
    } else {
      run.push_back(line);
    }
    begin = end + 1;
  }
  end_run();
  return blocks;
}

void CutBlock(std::string_view text, Span block, size_t most, std::vector<Span>* pieces) {
  while (block.size() > most) {
    const std::string_view window = text.substr(block.begin, most);
    size_t cut = 0;
    for (size_t i = most - 1; i > most / 4 * 3; --i) {
      if (IsBlank(window[i]) &&
          (window[i - 1] == '.' || window[i - 1] == '!' || window[i - 1] == '?')) {
        cut = i;
        break;
      }
    }
    if (cut == 0) cut = window.find_last_of(" \t\n\r");
    if (cut == std::string_view::npos || cut == 0) {
      cut = most;
      while ((static_cast<unsigned char>(text[block.begin + cut]) & 0xC0) == 0x80) --cut;
    }
    const auto at = static_cast<uint32_t>(block.begin + cut);
    const Span piece = Trim(text, {block.begin, at});
    if (!piece.empty()) pieces->push_back(piece);
    block = Trim(text, {at, block.end});
  }
  if (!block.empty()) pieces->push_back(block);
}

}  // namespace avviso
