// A table of data/: tab-separated text with a header row.
//
//   # a comment             lines that start with '#' and empty lines are skipped
//   id<TAB>lemmas<TAB>when  the first other line names the columns
//   a.b<TAB>go|come<TAB>    cells may be empty; '|' separates values in a cell
//
// Errors name the file and the line.

#ifndef AVVISO_LEXICON_TABLE_H_
#define AVVISO_LEXICON_TABLE_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace avviso {

class Table {
 public:
  // Reads `path`, whose header must name every one of `columns`; columns beyond
  // them are allowed. Errors: those of ReadFile; kCorrupt: not UTF-8, a missing
  // or doubled column, a row of another width than the header.
  static Result<Table> Load(const std::string& path, const std::vector<std::string>& columns);

  size_t rows() const { return lines_.size(); }
  // The cell of the i-th of the `columns` given to Load.
  std::string_view Cell(size_t row, size_t column) const {
    return cells_[row * width_ + place_[column]];
  }
  // The line of the file, from 1.
  size_t Line(size_t row) const { return lines_[row]; }
  // kCorrupt with file and line.
  Error Fault(size_t row, std::string_view what) const;
  const std::string& bytes() const { return bytes_; }

 private:
  std::string path_;
  std::string bytes_;
  std::vector<std::string> cells_;
  std::vector<size_t> lines_;
  std::vector<size_t> place_;
  size_t width_ = 0;
};

// The parts of `text` between `separator`s, without blanks around them; no
// empty parts.
std::vector<std::string_view> SplitCell(std::string_view text, char separator);

}  // namespace avviso

#endif  // AVVISO_LEXICON_TABLE_H_
