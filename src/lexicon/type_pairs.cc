#include "lexicon/type_pairs.h"

#include <algorithm>

#include "base/file_system.h"
#include "lexicon/table.h"

namespace avviso {

Result<TypePairs> TypePairs::Load(const std::string& data_dir, const Ontology& ontology) {
  AVVISO_ASSIGN(const Table table,
                Table::Load(JoinPath(data_dir, "merging/compatible_types.tsv"), {"type", "other"}));
  TypePairs pairs;
  for (size_t row = 0; row < table.rows(); ++row) {
    for (const size_t column : {0u, 1u}) {
      if (ontology.Find(table.Cell(row, column)) == kNoType) {
        return table.Fault(row, std::string(table.Cell(row, column)) + " is no type");
      }
    }
    pairs.pairs_.emplace_back(table.Cell(row, 0), table.Cell(row, 1));
  }
  for (const TypeRow& type : ontology.types()) {
    if (type.verbal) pairs.verbal_.push_back(type.name);
    if (type.symmetric) pairs.symmetric_.push_back(type.name);
  }
  return pairs;
}

TypePairs::Fit TypePairs::Of(std::string_view a, std::string_view b) const {
  if (a == b) return Fit::kSame;
  for (const auto& [first, second] : pairs_) {
    if ((first == a && second == b) || (first == b && second == a)) return Fit::kCompatible;
  }
  return Fit::kNone;
}

bool TypePairs::Verbal(std::string_view type) const {
  return std::find(verbal_.begin(), verbal_.end(), type) != verbal_.end();
}

bool TypePairs::Symmetric(std::string_view type) const {
  return std::find(symmetric_.begin(), symmetric_.end(), type) != symmetric_.end();
}

}  // namespace avviso
