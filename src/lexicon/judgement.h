// Judgement: learned weights, for what patterns alone can't tell apart.
//
//   types.tsv       for each feature of an act a weight for each type, and for
//                   "none": that it is no act
//   confidence.tsv  for each feature of a record a weight of its being right
//   claims.tsv      for each feature of a possible claim a weight of its being one
//
// Read from data/judgement, made by tools/train_judgement.py and tools/train_claims.py.
// What the features are is told in src/events/internal/judge.h and in
// src/claims/internal/weigh.h. Tables without rows are allowed: then patterns have
// the only say, and confidence is even.
//
// A feature is looked up by the hash of its name: O(1), and no string is kept.

#ifndef AVVISO_LEXICON_JUDGEMENT_H_
#define AVVISO_LEXICON_JUDGEMENT_H_

#include <cstdint>
#include <initializer_list>
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

  // True if something was learned about claims.
  bool knows_claims() const { return claim_count_ > 0; }
  // The key of a feature of claims, by its words; empty ones don't count.
  static uint64_t KeyOf(std::initializer_list<std::string_view> words);
  // The key of a feature that is told together with a word of that key.
  static uint64_t Join(uint64_t key, uint64_t word) {
    key = (key ^ (word + 0x9e3779b97f4a7c15ull)) * 0xff51afd7ed558ccdull;
    return key ^ (key >> 32);
  }
  // nullptr if the feature isn't known.
  const float* ClaimWeight(uint64_t key) const {
    for (size_t slot = key & claim_mask_; claim_keys_[slot] != 0; slot = (slot + 1) & claim_mask_) {
      if (claim_keys_[slot] == key) return &claim_weights_[slot];
    }
    return nullptr;
  }

  // The bytes of all tables.
  const std::string& bytes() const { return bytes_; }

 private:
  Status ReadTypes(const std::string& path, const Ontology& ontology);
  Status ReadConfidence(const std::string& path);
  Status ReadClaims(const std::string& path);

  std::vector<TypeId> types_;
  std::unordered_map<uint64_t, uint32_t> rows_;  // hash of a feature -> first weight
  std::vector<double> weights_;
  std::unordered_map<uint64_t, double> confidence_;
  // Open addressing: a table of keys with free slots, 0, and the weights beside it.
  std::vector<uint64_t> claim_keys_ = {0};
  std::vector<float> claim_weights_ = {0};
  size_t claim_mask_ = 0, claim_count_ = 0;
  std::string bytes_;
};

}  // namespace avviso

#endif  // AVVISO_LEXICON_JUDGEMENT_H_
