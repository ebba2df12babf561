#include "lexicon/table.h"

#include <algorithm>

#include "base/file_system.h"
#include "base/utf8.h"

namespace avviso {
namespace {

std::vector<std::string_view> SplitLine(std::string_view line) {
  std::vector<std::string_view> cells;
  size_t begin = 0;
  while (true) {
    const size_t end = line.find('\t', begin);
    if (end == std::string_view::npos) {
      cells.push_back(line.substr(begin));
      return cells;
    }
    cells.push_back(line.substr(begin, end - begin));
    begin = end + 1;
  }
}

Error At(const std::string& path, size_t line, std::string_view what) {
  return Error{ErrorCode::kCorrupt, path + ":" + std::to_string(line) + ": " + std::string(what)};
}

}  // namespace

Result<Table> Table::Load(const std::string& path, const std::vector<std::string>& columns) {
  Table table;
  table.path_ = path;
  AVVISO_ASSIGN(table.bytes_, ReadFile(path));
  if (!IsValidUtf8(table.bytes_)) return At(path, 1, "not well-formed UTF-8");
  const std::string_view all = table.bytes_;
  size_t number = 0;
  for (size_t begin = 0; begin < all.size();) {
    size_t end = all.find('\n', begin);
    if (end == std::string_view::npos) end = all.size();
    std::string_view line = all.substr(begin, end - begin);
    begin = end + 1;
    ++number;
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    if (line.empty() || line.front() == '#') continue;
    const auto cells = SplitLine(line);
    if (table.width_ == 0) {
      table.width_ = cells.size();
      for (const std::string& column : columns) {
        const auto found = std::find(cells.begin(), cells.end(), column);
        if (found == cells.end()) return At(path, number, "no column \"" + column + "\"");
        if (std::count(cells.begin(), cells.end(), column) > 1) {
          return At(path, number, "column \"" + column + "\" twice");
        }
        table.place_.push_back(static_cast<size_t>(found - cells.begin()));
      }
      continue;
    }
    if (cells.size() != table.width_) {
      return At(path, number,
                std::to_string(cells.size()) + " cells under a header of " +
                    std::to_string(table.width_));
    }
    table.lines_.push_back(number);
    table.cells_.insert(table.cells_.end(), cells.begin(), cells.end());
  }
  if (table.width_ == 0) return At(path, 1, "no header");
  return table;
}

Error Table::Fault(size_t row, std::string_view what) const { return At(path_, lines_[row], what); }

std::vector<std::string_view> SplitCell(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  size_t begin = 0;
  while (begin <= text.size()) {
    size_t end = text.find(separator, begin);
    if (end == std::string_view::npos) end = text.size();
    std::string_view part = text.substr(begin, end - begin);
    while (!part.empty() && part.front() == ' ') part.remove_prefix(1);
    while (!part.empty() && part.back() == ' ') part.remove_suffix(1);
    if (!part.empty()) parts.push_back(part);
    begin = end + 1;
  }
  return parts;
}

}  // namespace avviso
