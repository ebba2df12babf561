// Judgement: learned weights, for what patterns alone can't tell apart.
//
//   types.tsv       for each feature of an act a weight for each type, and for
//                   "none": that it is no act
//   confidence.tsv  for each feature of a record a weight of its being right
//
// Read from data/judgement, made by tools/train_judgement.py. What the features
// are is told in src/events/internal/judge.h. Tables without rows are allowed:
// then patterns have the only say, and confidence is even.
//
// A feature is looked up by the hash of its name: O(1), and no string is kept.

#ifndef AVVISO_LEXICON_JUDGEMENT_H_
#define AVVISO_LEXICON_JUDGEMENT_H_

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "lexicon/ontology.h"

namespace avviso {

class Judgement {
 public:
  // Errors: those of Table::Load; kCorrupt for a type that the ontology lacks, a
  // feature that stands twice, or a weight that is no number.
  static Result<Judgement> Load(const std::string& data_dir, const Ontology& ontology);

  // The hash of a feature's name.
  static uint64_t KeyOf(std::string_view feature);

  // True if nothing was learned about types.
  bool empty() const { return rows_.empty(); }
  // The types that weights are for; the class after the last is "none".
  const std::vector<TypeId>& types() const { return types_; }
  size_t classes() const { return types_.size() + 1; }
  // A weight for each class, or nothing if the feature isn't known.
  std::span<const double> TypeWeights(uint64_t key) const;
  double ConfidenceWeight(std::string_view feature) const;

  // The bytes of both tables.
  const std::string& bytes() const { return bytes_; }

 private:
  Status ReadTypes(const std::string& path, const Ontology& ontology);
  Status ReadConfidence(const std::string& path);

  std::vector<TypeId> types_;
  std::unordered_map<uint64_t, uint32_t> rows_;  // hash of a feature -> first weight
  std::vector<double> weights_;
  std::unordered_map<uint64_t, double> confidence_;
  std::string bytes_;
};

}  // namespace avviso

#endif  // AVVISO_LEXICON_JUDGEMENT_H_
