#include "lexicon/glossary.h"

#include <algorithm>

#include "base/file_system.h"
#include "lexicon/table.h"

namespace avviso {

Result<Glossary> Glossary::Load(const std::string& data_dir) {
  const std::string path = JoinPath(JoinPath(data_dir, "ontology"), "explained.tsv");
  AVVISO_ASSIGN(const Table table, Table::Load(path, {"kind", "name", "text"}));
  Glossary glossary;
  for (size_t i = 0; i < table.rows(); ++i) {
    glossary.rows_.push_back({std::string(table.Cell(i, 0)), std::string(table.Cell(i, 1)),
                              std::string(table.Cell(i, 2))});
  }
  return glossary;
}

std::vector<std::string> Glossary::NamesOf(std::string_view kind) const {
  std::vector<std::string> names;
  for (const GlossaryRow& row : rows_) {
    if (row.kind != kind) continue;
    std::string name = row.name;
    if (kind == "mode") name.erase(0, name.find(' ') + 1);
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  }
  return names;
}

}  // namespace avviso
