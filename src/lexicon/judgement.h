// Judgement: learned weights, for what patterns alone can't tell apart.
//
//   records.tsv  for each model of a record and each of its features a weight
//   claims.tsv   for each feature of a possible claim a weight of its being one
//
// Read from data/judgement, made by tools/train_records.py and tools/train_claims.py.
// What the features are is told in src/events/internal/decision.h, roles.h and confidence.h,
// and in src/claims/internal/weigh.h. Tables without rows are allowed: then all weighs nothing.
//
// A feature is looked up by the hash of its name: O(1), and no string is kept.

#ifndef AVVISO_LEXICON_JUDGEMENT_H_
#define AVVISO_LEXICON_JUDGEMENT_H_

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"

namespace avviso {

// What is weighed of a record. The names in records.tsv are those behind the numbers.
enum class Weighed : uint8_t {
  kAct,         // act: whether a word names an act at all
  kType,        // type: of which type
  kStatus,      // status
  kHistorical,  // historical
  kSource,      // source: whether an actor is the act's source
  kTarget,      // target
  kMerge,       // merge: whether two drafts tell one act
  kConfidence,  // confidence: whether a record is right as a whole
  kAlone,       // alone: the same where the rules work without the encoder
};
inline constexpr size_t kWeighed = 9;

class Judgement {
 public:
  // Errors: those of Table::Load; kCorrupt for a model that isn't there, a feature that
  // stands twice, or a weight that is no number.
  static Result<Judgement> Load(const std::string& data_dir);

  // The hash of a feature's name.
  static uint64_t KeyOf(std::string_view feature);

  // 0 if the feature isn't known.
  double Weight(Weighed model, std::string_view feature) const;

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
  Status ReadRecords(const std::string& path);
  Status ReadClaims(const std::string& path);

  std::unordered_map<uint64_t, double> records_;  // by the hash of model and feature
  // Open addressing: a table of keys with free slots, 0, and the weights beside it.
  std::vector<uint64_t> claim_keys_ = {0};
  std::vector<float> claim_weights_ = {0};
  size_t claim_mask_ = 0, claim_count_ = 0;
  std::string bytes_;
};

}  // namespace avviso

#endif  // AVVISO_LEXICON_JUDGEMENT_H_
