#include "lexicon/judgement.h"

#include <charconv>
#include <optional>

#include "base/file_system.h"
#include "base/hash.h"
#include "lexicon/table.h"

namespace avviso {
namespace {

std::optional<double> WeightOf(std::string_view cell) {
  double value = 0;
  const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
  if (error != std::errc() || end != cell.data() + cell.size()) return std::nullopt;
  return value;
}

}  // namespace

uint64_t Judgement::KeyOf(std::string_view feature) { return MurmurHash64A(feature, 0); }

// Weights of one feature stand in one cell, in the order of the row "types".
Status Judgement::ReadTypes(const std::string& path, const Ontology& ontology) {
  AVVISO_ASSIGN(const Table table, Table::Load(path, {"feature", "weights"}));
  bytes_ += table.bytes();
  for (size_t row = 0; row < table.rows(); ++row) {
    const auto cells = SplitCell(table.Cell(row, 1), ' ');
    if (row == 0) {
      if (table.Cell(row, 0) != "types") return table.Fault(row, "the first row names no types");
      for (const auto name : cells) {
        types_.push_back(ontology.Find(name));
        if (types_.back() == kNoType) return table.Fault(row, "no type " + std::string(name));
      }
      continue;
    }
    if (cells.size() != classes()) return table.Fault(row, "not a weight for each class");
    const auto first = static_cast<uint32_t>(weights_.size());
    if (!rows_.try_emplace(KeyOf(table.Cell(row, 0)), first).second) {
      return table.Fault(row, "feature twice");
    }
    for (const auto cell : cells) {
      const auto weight = WeightOf(cell);
      if (!weight) return table.Fault(row, "no number: " + std::string(cell));
      weights_.push_back(*weight);
    }
  }
  return Ok();
}

Status Judgement::ReadConfidence(const std::string& path) {
  AVVISO_ASSIGN(const Table table, Table::Load(path, {"feature", "weight"}));
  bytes_ += table.bytes();
  for (size_t row = 0; row < table.rows(); ++row) {
    const auto weight = WeightOf(table.Cell(row, 1));
    if (!weight) return table.Fault(row, "the weight is no number");
    if (!confidence_.try_emplace(KeyOf(table.Cell(row, 0)), *weight).second) {
      return table.Fault(row, "feature twice");
    }
  }
  return Ok();
}

uint64_t Judgement::KeyOf(std::initializer_list<std::string_view> words) {
  uint64_t key = 1;
  for (const std::string_view word : words) {
    if (!word.empty()) key = Join(key, KeyOf(word));
  }
  return key;
}

// A name is words parted by spaces, with " & shape" behind it if it is told with a shape.
Status Judgement::ReadClaims(const std::string& path) {
  AVVISO_ASSIGN(const Table table, Table::Load(path, {"feature", "weight"}));
  bytes_ += table.bytes();
  size_t slots = 1;
  while (slots < table.rows() * 2 + 1) slots *= 2;
  claim_keys_.assign(slots, 0);
  claim_weights_.assign(slots, 0);
  claim_mask_ = slots - 1;
  for (size_t row = 0; row < table.rows(); ++row) {
    const auto weight = WeightOf(table.Cell(row, 1));
    if (!weight) return table.Fault(row, "the weight is no number");
    uint64_t key = 1;
    for (const std::string_view word : SplitCell(table.Cell(row, 0), ' ')) {
      if (word != "&") key = Join(key, KeyOf(word));
    }
    if (ClaimWeight(key) != nullptr || key == 0) return table.Fault(row, "feature twice");
    size_t slot = key & claim_mask_;
    while (claim_keys_[slot] != 0) slot = (slot + 1) & claim_mask_;
    claim_keys_[slot] = key;
    claim_weights_[slot] = static_cast<float>(*weight);
    ++claim_count_;
  }
  return Ok();
}

Result<Judgement> Judgement::Load(const std::string& data_dir, const Ontology& ontology) {
  Judgement out;
  AVVISO_TRY(out.ReadTypes(JoinPath(data_dir, "judgement/types.tsv"), ontology));
  AVVISO_TRY(out.ReadConfidence(JoinPath(data_dir, "judgement/confidence.tsv")));
  AVVISO_TRY(out.ReadClaims(JoinPath(data_dir, "judgement/claims.tsv")));
  return out;
}

std::span<const double> Judgement::TypeWeights(uint64_t key) const {
  const auto it = rows_.find(key);
  if (it == rows_.end()) return {};
  return {weights_.data() + it->second, classes()};
}

double Judgement::ConfidenceWeight(std::string_view feature) const {
  const auto it = confidence_.find(KeyOf(feature));
  return it == confidence_.end() ? 0 : it->second;
}

}  // namespace avviso
