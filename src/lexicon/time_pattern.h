// Unfolding of the patterns of data/times/rules.tsv into plain sequences.
//
//   "the? @ord ( of | in ) @month"  ->  the @ord of @month, the @ord in @month, …

#ifndef AVVISO_LEXICON_TIME_PATTERN_H_
#define AVVISO_LEXICON_TIME_PATTERN_H_

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"

namespace avviso {

using TimeSequence = std::vector<std::string>;  // words, "@class", "<", ">"

class TimePatterns {
 public:
  // Lets "$name" stand for `pattern`. Errors as in Unfold.
  Status Define(const std::string& name, std::string_view pattern);

  // All sequences that `pattern` allows. kCorrupt: a bracket without its other,
  // an unknown name, nothing before '?', more than `most` sequences.
  Result<std::vector<TimeSequence>> Unfold(std::string_view pattern, size_t most) const;

 private:
  std::unordered_map<std::string, std::vector<TimeSequence>> named_;
};

}  // namespace avviso

#endif  // AVVISO_LEXICON_TIME_PATTERN_H_
