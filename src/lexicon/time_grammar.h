// The grammar of time expressions: data/times, compiled for matching.
//
//   words.tsv   words and the classes that they are in, each with a number
//   rules.tsv   patterns over words and classes, and what each makes
//   tense.tsv   words that tell whether a clause speaks of what is to come
//
// A pattern is written as
//   word        this word, in small letters
//   @class      a word of the class
//   x?          x or nothing
//   ( x | y )   either
//   $name       a pattern that is named above
//   < x >       x is the expression, the rest of the pattern its surroundings
// Patterns are unfolded into the sequences that they allow, and these into one
// trie; so a look-up costs a step a word however many rules there are.
// docs/times.md tells the classes, the makes and the conditions to those who
// write tables. Immutable after Load.

#ifndef AVVISO_LEXICON_TIME_GRAMMAR_H_
#define AVVISO_LEXICON_TIME_GRAMMAR_H_

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"

namespace avviso {

class Table;

using TimeSymbol = uint16_t;  // a word or a class of a pattern; 0 is none

// How a match gets its value; the normaliser has a function for each.
enum class TimeMake : uint8_t {
  kAge,
  kAgo,
  kCentury,
  kClock,
  kDate,
  kDayOfMonth,
  kDayRef,
  kDecade,
  kDuration,
  kFiscal,
  kFuture,
  kHalf,
  kHoliday,
  kMonth,
  kNumeric,
  kOften,
  kPart,
  kPast,
  kPresent,
  kQuarter,
  kRefPart,
  kRefShift,
  kRefUnit,
  kSeason,
  kSet,
  kUnit,
  kWeekday,
  kWeekOf,
  kYear,
};

// What must hold besides the words.
enum class TimeTest : uint8_t {
  kNone,
  kBareUnits,   // a plural unit that no other word narrows
  kBareYear,    // four figures that don't count anything
  kEnd,         // no noun goes on from here: "the 29th", not "the 29th floor"
  kModifier,    // an adjective before a noun
  kName,        // written with a capital, and not as a verb
  kNoun,        // used as a noun
  kNoOf,        // not narrowed by "of", "that", "when" …
  kRate,        // after an amount: "50 barrels a day"
  kTimeOfYear,  // a season, not a verb or a spring of water
};

struct TimeRule {
  std::string id;
  TimeMake make = TimeMake::kDate;
  TimeTest test = TimeTest::kNone;
};

enum class TenseCue : uint8_t {
  kFutureAux,   // will
  kFutureVerb,  // governs an infinitive or participle to come: expect, due
  kSameTense,   // its infinitive happens when it does: manage, begin
  kSchedule,    // told in the present of what is to come: start, meet
};

class TimeGrammar {
 public:
  // Reads `data_dir`/times. Errors: those of reading; kCorrupt with file and line
  // for an unknown class, make or test, a pattern that doesn't close or unfolds
  // into more than kMaxSequences.
  static Result<TimeGrammar> Load(const std::string& data_dir);

  struct Sense {
    TimeSymbol symbol = 0;
    int32_t value = 0;
  };
  // The word itself, if a pattern names it, and the classes that it is in. Empty
  // for a word that no table speaks of. Requires small letters.
  std::span<const Sense> Find(std::string_view word) const;
  // 0 if no pattern asks for it.
  TimeSymbol Class(std::string_view name) const;
  TimeSymbol Literal(std::string_view word) const;

  static constexpr uint32_t kRoot = 0;
  // The node after `symbol`; kRoot if no sequence goes on so.
  uint32_t Next(uint32_t node, TimeSymbol symbol) const;
  struct Accept {
    uint32_t rule = 0;
    uint8_t begin = 0;  // the part of the sequence that is the expression
    uint8_t end = 0;
  };
  // What ends at `node`, in the order of the table.
  std::span<const Accept> AcceptsAt(uint32_t node) const;
  const TimeRule& rule(uint32_t row) const { return rules_[row]; }
  size_t rule_count() const { return rules_.size(); }
  size_t node_count() const { return accepts_.size(); }

  bool HasCue(TenseCue cue, std::string_view lemma) const;

  // The bytes of all tables, for the version of the lexicon.
  const std::string& bytes() const { return bytes_; }

  static constexpr size_t kMaxSequences = 20000;
  static constexpr size_t kMaxLength = 16;  // symbols of a sequence

 private:
  friend class TimeGrammarLoader;
  struct Hash {
    using is_transparent = void;
    size_t operator()(std::string_view s) const { return std::hash<std::string_view>()(s); }
  };
  template <typename T>
  using ByWord = std::unordered_map<std::string, T, Hash, std::equal_to<>>;

  ByWord<std::vector<Sense>> words_;
  ByWord<TimeSymbol> symbols_;  // "word" and "@class"
  ByWord<uint8_t> cues_;        // by lemma, a bit a cue
  std::unordered_map<uint64_t, uint32_t> edges_;
  std::vector<std::vector<Accept>> accepts_;  // by node
  std::vector<TimeRule> rules_;
  std::string bytes_;
};

}  // namespace avviso

#endif  // AVVISO_LEXICON_TIME_GRAMMAR_H_
