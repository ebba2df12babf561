#include "reader/internal/line_page.h"

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include "reader/internal/page_block.h"

namespace avviso {
namespace {

struct NoMemory final : Dom::Memory {};

struct Line {
  std::string_view text;
  uint32_t words = 0;
  bool ends_sentence = false;
};

bool IsBlank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\v'; }

std::vector<Line> LinesOf(std::string_view text) {
  std::vector<Line> lines;
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find('\n', at), text.size());
    std::string_view line = text.substr(at, end - at);
    while (!line.empty() && IsBlank(line.front())) line.remove_prefix(1);
    while (!line.empty() && IsBlank(line.back())) line.remove_suffix(1);
    if (!line.empty()) lines.push_back({line, CountWords(line), EndsSentence(line)});
    at = end + 1;
  }
  return lines;
}

bool IsProse(const Line& line) {
  return line.words >= 25 || (line.words >= 10 && line.ends_sentence);
}

// The headline: of the lines before the first two of running text, the longest that is no
// sentence; SIZE_MAX if the page starts with its story.
size_t HeadlineOf(const std::vector<Line>& lines) {
  size_t best = SIZE_MAX;
  for (size_t i = 0; i < lines.size(); ++i) {
    const bool story = IsProse(lines[i]) && (i + 1 == lines.size() || lines[i + 1].words >= 10);
    if (story) break;
    const bool fits = lines[i].words >= 4 && lines[i].words <= 30;
    if (!fits || lines[i].text.ends_with('.')) continue;
    if (best == SIZE_MAX || lines[i].words >= lines[best].words + 3) best = i;
  }
  return best;
}

bool IsBullet(std::string_view line) {
  for (const std::string_view mark : {"- ", "* ", "• ", "· ", "– "}) {
    if (line.starts_with(mark)) return true;
  }
  return false;
}

}  // namespace

Dom DomOfLines(std::string_view text) {
  const std::vector<Line> lines = LinesOf(text);
  const size_t headline = HeadlineOf(lines);
  std::vector<Node> nodes;
  nodes.reserve(2 * lines.size() + 2);
  const NodeId end = static_cast<NodeId>(2 * lines.size() + 2);
  nodes.push_back({kNoNode, end, 0, 0, Tag::kDocument, {}});
  nodes.push_back({0, end, 0, 0, Tag::kBody, {}});
  for (size_t i = 0; i < lines.size(); ++i) {
    const Tag tag = i == headline             ? Tag::kH1
                    : IsBullet(lines[i].text) ? Tag::kLi
                    : IsProse(lines[i])       ? Tag::kP
                                              : Tag::kDiv;
    const NodeId at = static_cast<NodeId>(nodes.size());
    nodes.push_back({1, at + 2, 0, 0, tag, {}});
    nodes.push_back({at, at + 2, 0, 0, Tag::kText, lines[i].text});
  }
  return Dom(std::make_unique<NoMemory>(), std::move(nodes), {});
}

}  // namespace avviso
