// RulerProgram: the patterns of an attribute ruler, compiled for a pipeline's labels.

#ifndef AVVISO_NLP_INTERNAL_RULER_PROGRAM_H_
#define AVVISO_NLP_INTERNAL_RULER_PROGRAM_H_

#include <bitset>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "nlp/document.h"
#include "nlp/internal/regex.h"

namespace avviso {

// What one attribute of a token must be.
struct RulerCondition {
  enum class Attribute {
    kOrth,
    kLower,
    kNorm,
    kShape,
    kPrefix,
    kSuffix,
    kLemma,  // strings, by their ids
    kTag,
    kDep,
    kPos,  // rows of a table
    kIsSpace,
    kIsAlpha  // flags
  };
  Attribute attribute = Attribute::kOrth;
  bool wanted = true;            // false: the value must not be among these (or the flag's)
  std::vector<uint64_t> ids;     // of a string attribute
  std::vector<uint8_t> accepts;  // of a table attribute: by row, `wanted` applied already
  const Regex* regex = nullptr;  // of kOrth or kLower, instead of ids
};
using RulerToken = std::vector<RulerCondition>;  // all must hold

struct RulerPattern {
  uint32_t rule = 0;
  int32_t target = 0;   // the token that the rule sets; always within `tokens`
  uint32_t anchor = 0;  // the token that it is found by
  std::vector<RulerToken> tokens;
};

// What a rule sets.
struct RulerAction {
  std::optional<LabelId> tag;
  std::optional<Upos> pos;
  std::optional<LabelId> morph;
  std::optional<LabelId> dep;
  std::optional<std::string> lemma;
  std::optional<std::string> norm;
};

struct RulerProgram {
  using Index = std::vector<std::vector<uint32_t>>;  // rows of `patterns`

  // Errors: as AttributeRuler::Load.
  static Result<std::unique_ptr<const RulerProgram>> Load(std::string_view bytes,
                                                          std::string_view name, Labels* labels);

  std::vector<RulerPattern> patterns;
  std::vector<RulerAction> actions;  // by rule
  RegexSet regexes;

  // Patterns by what their anchor asks for; each pattern is in one of these, in each row
  // that may match.
  std::unordered_map<uint64_t, std::vector<uint32_t>> by_lower;
  // A bit for the low bits of each key of by_lower: most words are none of them.
  std::bitset<4096> maybe_lower;
  Index by_tag;
  Index by_dep;
  std::vector<uint32_t> for_spaces;
  std::vector<uint32_t> for_all;
};

}  // namespace avviso

#endif  // AVVISO_NLP_INTERNAL_RULER_PROGRAM_H_
