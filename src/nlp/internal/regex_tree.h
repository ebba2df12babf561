// RegexTree: a Python `re` pattern, parsed.
//
// Read: literals and escapes, character sets, \d \w \s \b and their opposites, groups
// (all as non-capturing), alternatives, greedy and lazy quantifiers, ^ $ \A \Z,
// look-ahead, look-behind of fixed width, and the flags i, s and u.
// Refused as kUnsupported, by name: back references, conditions, atomic groups,
// possessive quantifiers, the flags a, L, m and x.
// Source: Python 3.11's documentation of `re`.

#ifndef AVVISO_NLP_INTERNAL_REGEX_TREE_H_
#define AVVISO_NLP_INTERNAL_REGEX_TREE_H_

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "nlp/internal/char_classes.h"

namespace avviso {

inline constexpr uint32_t kUnbounded = UINT32_MAX;

struct RegexNode {
  enum class Kind {
    kEmpty,
    kSet,           // one character of `set`
    kSequence,      // children one after another
    kAlternatives,  // the first child that lets the rest match
    kRepeat,        // its child, min to max times
    kLook,          // its child matches ahead, or behind; consumes nothing
    kLineStart,     // ^ : at the start
    kTextEnd,       // \Z : at the end
    kLineEnd,       // $ : at the end or before a newline there
    kWordEdge,      // \b : `set` is \w
  };
  Kind kind = Kind::kEmpty;
  bool negated = false;  // kLook, kWordEdge
  bool behind = false;   // kLook
  bool greedy = true;    // kRepeat
  uint32_t set = 0;      // row of RegexTree::sets
  uint32_t min = 0;
  uint32_t max = 0;
  std::vector<uint32_t> children;
};

struct RegexTree {
  std::vector<RegexNode> nodes;  // children before their parents
  uint32_t root = 0;
  std::vector<CodeSet> sets;  // normal, no two alike
};

// `name` is what messages call the pattern. Errors: kCorrupt, kUnsupported.
Result<RegexTree> ParseRegex(std::string_view pattern, std::string_view name);

}  // namespace avviso

#endif  // AVVISO_NLP_INTERNAL_REGEX_TREE_H_
