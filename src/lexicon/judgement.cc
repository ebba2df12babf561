#include "lexicon/judgement.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "base/file_system.h"
#include "base/hash.h"
#include "lexicon/table.h"

namespace avviso {
namespace {

constexpr std::array<std::string_view, kWeighed> kModels = {
    "act", "type", "status", "historical", "source", "target", "merge", "confidence", "alone"};

std::optional<double> WeightOf(std::string_view cell) {
  double value = 0;
  const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
  if (error != std::errc() || end != cell.data() + cell.size()) return std::nullopt;
  return value;
}

}  // namespace

uint64_t Judgement::KeyOf(std::string_view feature) { return MurmurHash64A(feature, 0); }

Status Judgement::ReadRecords(const std::string& path) {
  AVVISO_ASSIGN(const Table table, Table::Load(path, {"model", "feature", "weight"}));
  bytes_ += table.bytes();
  for (size_t row = 0; row < table.rows(); ++row) {
    const auto* model = std::find(kModels.begin(), kModels.end(), table.Cell(row, 0));
    if (model == kModels.end()) return table.Fault(row, "no such model");
    const auto weight = WeightOf(table.Cell(row, 2));
    if (!weight) return table.Fault(row, "the weight is no number");
    const auto number = static_cast<uint64_t>(model - kModels.begin());
    if (!records_.try_emplace(MurmurHash64A(table.Cell(row, 1), number), *weight).second) {
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

Result<Judgement> Judgement::Load(const std::string& data_dir) {
  Judgement out;
  AVVISO_TRY(out.ReadRecords(JoinPath(data_dir, "judgement/records.tsv")));
  AVVISO_TRY(out.ReadClaims(JoinPath(data_dir, "judgement/claims.tsv")));
  return out;
}

double Judgement::Weight(Weighed model, std::string_view feature) const {
  const auto it = records_.find(MurmurHash64A(feature, static_cast<uint64_t>(model)));
  return it == records_.end() ? 0 : it->second;
}

}  // namespace avviso
