// Words: small numbers for the words that the tables speak of, so that rules
// compare numbers and not strings. kNoWord is any other word.

#ifndef AVVISO_LEXICON_WORDS_H_
#define AVVISO_LEXICON_WORDS_H_

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace avviso {

using WordId = uint32_t;
inline constexpr WordId kNoWord = 0;

class Words {
 public:
  // Ids count from 1 in the order of first use.
  WordId Add(std::string_view word) {
    const auto [it, added] = ids_.try_emplace(std::string(word), next_);
    if (added) ++next_;
    return it->second;
  }
  // Requires lower case, as lemmas are.
  WordId Find(std::string_view word) const {
    const auto it = ids_.find(word);
    return it == ids_.end() ? kNoWord : it->second;
  }
  // One more than the largest id.
  WordId size() const { return next_; }

 private:
  struct Hash {
    using is_transparent = void;
    size_t operator()(std::string_view s) const { return std::hash<std::string_view>()(s); }
  };
  std::unordered_map<std::string, WordId, Hash, std::equal_to<>> ids_;
  WordId next_ = 1;
};

// A set of words: one of the classes of data/patterns/classes.tsv.
class WordSet {
 public:
  void Add(WordId word) {
    if (word >= bits_.size()) bits_.resize(word + 1);
    bits_[word] = true;
  }
  bool Has(WordId word) const { return word != kNoWord && word < bits_.size() && bits_[word]; }

 private:
  std::vector<bool> bits_;
};

}  // namespace avviso

#endif  // AVVISO_LEXICON_WORDS_H_
