#include "nlp/internal/blocks.h"

#include <algorithm>

#include "base/utf8.h"

namespace avviso {
namespace {

constexpr size_t kLeastWrap = 50;  // code points of the longest line of a wrapped paragraph
constexpr size_t kMostWrap = 120;
constexpr size_t kLongestDateline = 90;  // bytes
constexpr size_t kLeastLead = 60;        // bytes of the sentence that follows one

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

bool EndsSentence(std::string_view line) {
  const size_t last = line.find_last_not_of("\"')]");
  return last != std::string_view::npos &&
         std::string_view(".!?:").find(line[last]) != std::string_view::npos;
}

bool IsUpper(char c) { return c >= 'A' && c <= 'Z'; }

bool IsDash(std::string_view word) {
  return word == "-" || word == "--" || word == "–" || word == "—";
}

// The first word of a dateline: a place in capitals.
bool IsPlaceInCapitals(std::string_view word) {
  size_t letters = 0;
  for (const char c : word) {
    if (c >= 'a' && c <= 'z') return false;
    letters += IsUpper(c) || static_cast<unsigned char>(c) >= 0x80;
  }
  return letters > 1 && word.back() != ':';
}

// The bytes of "GENEVA, Sept. 30 (Agency) -" at the head of a block: a place in capitals, then
// names, days and brackets up to a dash that stands alone, before a sentence. 0 if it has none.
// The parser takes such words for the subject of the sentence.
size_t DatelineLength(std::string_view block) {
  bool bracket = false;
  for (size_t begin = 0; begin < std::min(block.size(), kLongestDateline);) {
    const size_t end = std::min(block.find(' ', begin), block.size());
    const std::string_view word = block.substr(begin, end - begin);
    if (word.empty()) return 0;
    if (IsDash(word)) {
      if (begin == 0 || block.size() < end + kLeastLead) return 0;
      return IsUpper(block[end + 1]) || static_cast<unsigned char>(block[end + 1]) >= 0x80 ||
                     block[end + 1] == '"'
                 ? end
                 : 0;
    }
    bracket |= word.front() == '(';
    const bool fits = begin == 0 ? IsPlaceInCapitals(word)
                                 : bracket || IsUpper(word.front()) ||
                                       (word.front() >= '0' && word.front() <= '9');
    if (!fits) return 0;
    if (word.find(')') != std::string_view::npos) bracket = false;
    begin = end + 1;
  }
  return 0;
}

// A line with its length in code points.
struct Line {
  Span span;
  size_t length = 0;
};

using Run = std::vector<Line>;  // lines without a blank one between them

bool MayWrap(size_t width) { return width >= kLeastWrap && width <= kMostWrap; }

bool NearlyFull(const Line& line, size_t width) { return line.length * 5 >= width * 4; }

// The line length of a hard-wrapped text; 0 if it isn't one.
size_t WrapWidth(std::string_view text, const std::vector<Run>& runs) {
  size_t width = 0, followed = 0, wrapped = 0;
  for (const Run& run : runs) {
    for (const Line& line : run) width = std::max(width, line.length);
  }
  if (!MayWrap(width)) return 0;
  for (const Run& run : runs) {
    for (size_t i = 0; i + 1 < run.size(); ++i) {
      ++followed;
      wrapped += NearlyFull(run[i], width) && !EndsSentence(run[i].span.In(text));
    }
  }
  return followed >= 3 && wrapped * 3 >= followed * 2 ? width : 0;
}

// Whether each line of the run was full to its longest line's length.
bool IsWrapped(std::string_view text, const Run& run) {
  size_t width = 0, ends = 0;
  for (const Line& line : run) width = std::max(width, line.length);
  if (run.size() < 2 || !MayWrap(width)) return false;
  for (size_t i = 0; i + 1 < run.size(); ++i) {
    const std::string_view next = run[i + 1].span.In(text);
    ends += EndsSentence(run[i].span.In(text));
    if (run[i].length + 1 + CountCodePoints(next.substr(0, next.find(' '))) <= width) return false;
  }
  return ends * 2 < run.size();
}

// The run's blocks: lines, joined where one wraps into the next.
void AddBlocks(std::string_view text, const Run& run, size_t width, std::vector<Span>* blocks) {
  const bool all = IsWrapped(text, run);
  bool join = false;
  for (const Line& line : run) {
    if (join && !IsItem(line.span.In(text))) {
      blocks->back().end = line.span.end;
    } else {
      blocks->push_back(line.span);
    }
    join = all || (width > 0 && NearlyFull(line, width));
  }
}

}  // namespace

std::vector<Span> FindBlocks(std::string_view text) {
  std::vector<Run> runs(1);
  size_t begin = 0;
  while (begin < text.size()) {
    const size_t end = std::min(text.find('\n', begin), text.size());
    const Span line = Trim(text, {static_cast<uint32_t>(begin), static_cast<uint32_t>(end)});
    if (!line.empty()) {
      runs.back().push_back({line, CountCodePoints(line.In(text))});
    } else if (!runs.back().empty()) {
      runs.emplace_back();
    }
    begin = end + 1;
  }
  const size_t width = WrapWidth(text, runs);
  std::vector<Span> blocks;
  for (const Run& run : runs) AddBlocks(text, run, width, &blocks);
  std::vector<Span> parted;
  for (const Span block : blocks) {
    const auto dateline = static_cast<uint32_t>(DatelineLength(block.In(text)));
    if (dateline > 0) parted.push_back({block.begin, block.begin + dateline});
    parted.push_back(Trim(text, {block.begin + dateline, block.end}));
  }
  return parted;
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
