// The tables of data/numbers: words that make numbers, and what numbers count.

#ifndef AVVISO_LEXICON_NUMBER_WORDS_H_
#define AVVISO_LEXICON_NUMBER_WORDS_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/result.h"

namespace avviso {

class NumberWords {
 public:
  enum class Kind : uint8_t { kCardinal, kScale, kVague, kLeast, kMost, kNearly, kAbout };
  struct Word {
    Kind kind = Kind::kCardinal;
    double value = 0;
    double low = 0;  // of a vague word that stands by itself
  };
  enum class Counts : uint8_t { kAct, kDoer, kActNoun, kState, kThing, kMoney, kSign, kCrowd };

  // Reads numbers/*.tsv below `data_dir` and appends their bytes to `*bytes`. Errors: those
  // of ReadFile; kCorrupt with file and line for an unknown kind, a value that is no number
  // or a word that stands twice.
  static Result<NumberWords> Load(const std::string& data_dir, std::string* bytes);

  // In lower case; words of a phrase with one space between. nullptr if there is none.
  const Word* Find(std::string_view words) const;
  // What `lemma` counts in this way, e.g. "killed"; none if the tables don't say.
  std::optional<std::string_view> What(Counts how, std::string_view lemma) const;

 private:
  std::map<std::string, Word, std::less<>> words_;
  std::map<std::pair<Counts, std::string>, std::string, std::less<>> counted_;
};

}  // namespace avviso

#endif  // AVVISO_LEXICON_NUMBER_WORDS_H_
