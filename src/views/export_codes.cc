#include "views/export_codes.h"

#include <vector>

namespace avviso {
namespace {

std::vector<std::string> Cells(std::string_view line) {
  std::vector<std::string> cells;
  while (true) {
    const size_t tab = line.find('\t');
    cells.emplace_back(line.substr(0, tab));
    if (tab == std::string_view::npos) return cells;
    line.remove_prefix(tab + 1);
  }
}

}  // namespace

Result<CountryCodes> CountryCodes::Parse(std::string_view tsv, const std::string& name) {
  CountryCodes codes;
  size_t number = 0;
  while (!tsv.empty()) {
    const size_t end = tsv.find('\n');
    const std::string_view line = tsv.substr(0, end);
    tsv.remove_prefix(end == std::string_view::npos ? tsv.size() : end + 1);
    if (++number == 1 || line.empty() || line.front() == '#') continue;
    const std::vector<std::string> cells = Cells(line);
    if (cells.size() != 5) {
      return Error{ErrorCode::kCorrupt, name + ":" + std::to_string(number) + ": not five cells"};
    }
    codes.by_code_[cells[0]] = {cells[1], cells[2], cells[3], cells[4]};
  }
  return codes;
}

const CountryCode& CountryCodes::Of(std::string_view code) const {
  const auto found = by_code_.find(code);
  return found == by_code_.end() ? none_ : found->second;
}

}  // namespace avviso
