#include "lexicon/common_words.h"

#include <charconv>

#include "base/file_system.h"
#include "lexicon/table.h"

namespace avviso {

Result<std::vector<CommonWord>> LoadCommonWords(const std::string& data_dir) {
  AVVISO_ASSIGN(const Table table, Table::Load(JoinPath(data_dir, "common_words/common_words.tsv"),
                                               {"word", "percent"}));
  std::vector<CommonWord> words;
  words.reserve(table.rows());
  for (size_t row = 0; row < table.rows(); ++row) {
    const std::string_view cell = table.Cell(row, 1);
    int percent = 0;
    const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), percent);
    if (error != std::errc() || end != cell.data() + cell.size() || percent < 1 || percent > 100) {
      return table.Fault(row, "percent must be from 1 to 100");
    }
    words.push_back({std::string(table.Cell(row, 0)), percent / 100.0});
  }
  return words;
}

}  // namespace avviso
