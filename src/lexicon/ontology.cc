#include "lexicon/ontology.h"

#include <algorithm>
#include <charconv>

#include "base/file_system.h"
#include "lexicon/table.h"

namespace avviso {
namespace {

Result<std::vector<TypeRow>> LoadTypes(const std::string& path) {
  AVVISO_ASSIGN(const Table table, Table::Load(path, {"type", "quad", "planned", "planned_by_other",
                                                      "content", "verbal", "symmetric"}));
  std::vector<TypeRow> types;
  for (size_t row = 0; row < table.rows(); ++row) {
    TypeRow type;
    type.name = table.Cell(row, 0);
    type.quad = table.Cell(row, 1);
    type.planned = table.Cell(row, 2);
    type.planned_by_other = table.Cell(row, 3);
    const std::string_view content = table.Cell(row, 4);
    if (content == "swallow") {
      type.content = TypeRow::Content::kSwallow;
    } else if (content == "claim") {
      type.content = TypeRow::Content::kClaim;
    } else if (content != "own") {
      return table.Fault(row, "content is none of own, swallow, claim");
    }
    type.verbal = table.Cell(row, 5) == "yes";
    type.symmetric = table.Cell(row, 6) == "yes";
    if (type.name.empty() || type.quad.empty() || type.planned.empty() ||
        type.planned_by_other.empty()) {
      return table.Fault(row, "empty cell");
    }
    types.push_back(std::move(type));
  }
  return types;
}

}  // namespace

Result<Ontology> Ontology::Load(const std::string& data_dir) {
  const std::string dir = JoinPath(data_dir, "ontology");
  Ontology ontology;
  AVVISO_ASSIGN(ontology.types_, LoadTypes(JoinPath(dir, "types.tsv")));
  for (const TypeRow& type : ontology.types_) {
    if (ontology.FindQuad(type.quad) == 0) ontology.quads_.push_back(type.quad);
  }
  AVVISO_ASSIGN(const Table modes, Table::Load(JoinPath(dir, "modes.tsv"), {"type", "mode"}));
  for (size_t row = 0; row < modes.rows(); ++row) {
    const TypeId type = ontology.Find(modes.Cell(row, 0));
    if (type == kNoType) return modes.Fault(row, "no such type");
    ontology.modes_.emplace_back(type, std::string(modes.Cell(row, 1)));
  }
  AVVISO_ASSIGN(const Table contents,
                Table::Load(JoinPath(dir, "content_modes.tsv"), {"type", "content", "mode"}));
  for (size_t row = 0; row < contents.rows(); ++row) {
    const TypeId type = ontology.Find(contents.Cell(row, 0));
    const TypeId content = ontology.Find(contents.Cell(row, 1));
    if (type == kNoType || content == kNoType) return contents.Fault(row, "no such type");
    if (!ontology.HasMode(type, contents.Cell(row, 2))) {
      return contents.Fault(row, "no such mode of the type");
    }
    ontology.content_modes_.push_back({type, content, std::string(contents.Cell(row, 2))});
  }
  AVVISO_ASSIGN(const Table codes, Table::Load(JoinPath(dir, "codes.tsv"),
                                               {"type", "mode", "status", "cameo", "goldstein"}));
  for (size_t row = 0; row < codes.rows(); ++row) {
    CodeRow code;
    code.type = codes.Cell(row, 0);
    code.mode = codes.Cell(row, 1);
    code.status = codes.Cell(row, 2);
    code.codes.cameo = codes.Cell(row, 3);
    const std::string_view value = codes.Cell(row, 4);
    const auto parsed =
        std::from_chars(value.data(), value.data() + value.size(), code.codes.goldstein);
    if (parsed.ec != std::errc() || parsed.ptr != value.data() + value.size()) {
      return codes.Fault(row, "goldstein is no number");
    }
    const TypeId type = ontology.Find(code.type);
    if (type == kNoType) return codes.Fault(row, "no such type");
    if (!code.mode.empty() && !ontology.HasMode(type, code.mode)) {
      return codes.Fault(row, "no such mode of the type");
    }
    ontology.codes_.push_back(std::move(code));
  }
  return ontology;
}

TypeId Ontology::Find(std::string_view name) const {
  for (size_t i = 0; i < types_.size(); ++i) {
    if (types_[i].name == name) return static_cast<TypeId>(i + 1);
  }
  return kNoType;
}

uint32_t Ontology::FindQuad(std::string_view quad) const {
  const auto found = std::find(quads_.begin(), quads_.end(), quad);
  return found == quads_.end() ? 0 : static_cast<uint32_t>(found - quads_.begin() + 1);
}

bool Ontology::HasMode(TypeId id, std::string_view mode) const {
  return std::any_of(modes_.begin(), modes_.end(),
                     [&](const auto& row) { return row.first == id && row.second == mode; });
}

std::string_view Ontology::ModeOfContent(TypeId type, TypeId content) const {
  for (const ContentRow& row : content_modes_) {
    if (row.type == type && row.content == content) return row.mode;
  }
  return "";
}

Ontology::Codes Ontology::CodesOf(std::string_view type, std::string_view mode,
                                  std::string_view status) const {
  const CodeRow* best = nullptr;
  int best_score = -1;
  for (const CodeRow& row : codes_) {
    if (row.type != type) continue;
    if (!row.mode.empty() && row.mode != mode) continue;
    if (!row.status.empty() && row.status != status) continue;
    const int score = (row.mode.empty() ? 0 : 2) + (row.status.empty() ? 0 : 1);
    if (score > best_score) {
      best_score = score;
      best = &row;
    }
  }
  return best == nullptr ? Codes{} : best->codes;
}

}  // namespace avviso
