// Regex: Python's `re` semantics over translated text, in linear time.
//
//   pattern -> RegexTree -> program;   text -> classes (char_classes.h) -> matches
//
// The first alternative that lets the rest match wins, as in Python (not the longest).
// A set of expressions shares one translation of the text. Positions are code points.
// Immutable; scratch memory is the caller's RegexScratch.
// Cost: a few nanoseconds a character where nothing matches; at worst
// O(program * text) for one search, since a place (instruction, position) that was
// found not to match isn't tried again.

#ifndef AVVISO_NLP_INTERNAL_REGEX_H_
#define AVVISO_NLP_INTERNAL_REGEX_H_

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "nlp/internal/char_classes.h"
#include "nlp/internal/regex_tree.h"

namespace avviso {

struct RegexMatch {
  uint32_t begin = 0;
  uint32_t end = 0;
  friend bool operator==(RegexMatch, RegexMatch) = default;
};

// Scratch memory of one thread, for any number of expressions.
struct RegexScratch {
  struct Thread {
    uint32_t instruction;
    uint32_t position;
  };
  std::vector<Thread> threads;
  std::vector<uint64_t> failed;  // a bit for each (choice, position)
};

class Regex {
 public:
  using Text = std::span<const CharClass>;

  Regex() = default;

  // re.search: the leftmost match, if any, that begins at `from` or later. What stands
  // before `from` is seen by look-behinds.
  std::optional<RegexMatch> Search(Text text, uint32_t from, RegexScratch* scratch) const;
  // re.match: a match that begins at 0.
  std::optional<RegexMatch> MatchAtStart(Text text, RegexScratch* scratch) const;
  // re.finditer: all matches one after another. Requires !can_be_empty().
  void FindAll(Text text, RegexScratch* scratch, std::vector<RegexMatch>* out) const;

  bool can_be_empty() const { return can_be_empty_; }
  // Whether all matches end at the end of the text (or before a newline there).
  bool ends_at_end() const { return ends_at_end_; }
  // For ends_at_end(): a place so near to the end that no match begins before it. It
  // depends on what stands there and behind alone, unless it is 0.
  uint32_t EarliestBegin(Text text) const;
  // How many characters before the place where it begins a match may depend on;
  // kUnbounded if it depends on where the text begins.
  uint32_t reach_behind() const { return reach_behind_; }

 private:
  friend struct RegexSet;
  friend class RegexCompiler;

  enum class Op : uint8_t {
    kSet,       // one character of set `a`
    kChoice,    // the instructions of the list that table `a` has for the next character
    kLoop,      // try the next instruction if filter `b` has the character, then `a`
    kLazyLoop,  // try `a`, then the next instruction
    kJump,      // go to `a`
    kLook,      // body follows, goes on at `a`; `b` is the width of a look-behind
    kLookSet,   // the next or the last character is in set `a`
    kLineStart,
    kLineEnd,
    kTextEnd,
    kWordEdge,  // `a` is \w
    kMatch,     // the end of the expression, or of a look's body
  };
  struct Instruction {
    Op op = Op::kMatch;
    bool negated = false;
    bool behind = false;
    uint32_t a = 0;
    uint32_t b = 0;
    uint32_t choice = 0;  // number of a kChoice or a loop, for `failed`
  };
  // The targets of a choice: a list by character class, and one for the end of the text.
  struct Table {
    std::vector<uint32_t> list_of;
  };
  struct List {
    uint32_t begin;
    uint32_t end;
  };
  struct Run;

  const CharClasses* classes_ = nullptr;
  std::vector<Instruction> program_;
  std::vector<Table> tables_;
  std::vector<List> lists_;
  std::vector<uint32_t> targets_;
  std::vector<uint8_t> filters_;  // a row of classes each: first characters of a loop's body
  std::vector<uint8_t> first_;    // by class: whether a match may begin with it
  std::vector<uint8_t> needed_;   // by class; empty if no class is needed in every match
  std::vector<uint8_t> looping_;  // by class: whether an unbounded loop may eat it
  uint32_t choices_ = 0;
  uint32_t longest_ = 0;  // characters of a match outside unbounded loops
  uint32_t reach_behind_ = 0;
  bool can_be_empty_ = false;
  bool starts_at_start_ = false;
  bool ends_at_end_ = false;
};

// Expressions that share one translation of the text.
struct RegexSet {
  struct Source {
    std::string name;
    std::string pattern;
  };
  CharClasses classes;
  std::vector<Regex> expressions;  // in the order of the sources

  RegexSet() = default;
  RegexSet(const RegexSet&) = delete;  // expressions point to `classes`
  RegexSet& operator=(const RegexSet&) = delete;

  // Fills an empty set. Errors: kCorrupt, kUnsupported.
  Status Compile(const std::vector<Source>& sources);
};

}  // namespace avviso

#endif  // AVVISO_NLP_INTERNAL_REGEX_H_
