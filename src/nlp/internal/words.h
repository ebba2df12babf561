// Words: what the models know of a token from its spelling alone.
//
// A Word is a spelling together with a normal form. Its features are the 64-bit
// string ids that spaCy gives them (strings.h), since those are what the embedding
// tables hash.
//
// A WordTable belongs to one thread's workspace and only grows, until its owner
// clears it between two texts to bound memory. Which words it holds never
// changes a result. Strings handed out are views into its own arena and stay valid
// until Clear().
// Cost: about 20 ns for a word that is known, 300 ns for a new one.

#ifndef AVVISO_NLP_INTERNAL_WORDS_H_
#define AVVISO_NLP_INTERNAL_WORDS_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "base/span.h"

namespace avviso {

using WordId = uint32_t;  // row of a WordTable

struct Word {
  std::string_view text;   // the spelling
  std::string_view lower;  // Python's str.lower() of it
  std::string_view norm;   // the tokenizer exception's NORM, else lexeme_norm's, else lower
  // spaCy's string ids.
  uint64_t orth = 0;
  uint64_t lower_id = 0;
  uint64_t norm_id = 0;
  uint64_t prefix_id = 0;  // first code point
  uint64_t suffix_id = 0;  // last three code points
  uint64_t shape_id = 0;
  bool is_space = false;
  bool is_alpha = false;
};

// A token as the tokenizer makes it.
struct RawToken {
  Span span;
  WordId word = 0;
  bool space_after = false;  // one ' ' follows that belongs to no token
};

// The normal forms of a model's vocabulary. Immutable; shared by all threads.
class Vocab {
 public:
  Vocab() = default;  // no table: a word's norm is its lower case

  // Reads the bytes of vocab/lookups.bin, of which only the table lexeme_norm is
  // used. No bytes at all give a Vocab without a table, since spaCy writes none for
  // some models. Errors: kTruncated, kCorrupt.
  static Result<Vocab> Load(std::string_view bytes, std::string_view name);

  // The norm of a spelling whose string id is `orth`; none if the table lacks it.
  const std::string* Norm(uint64_t orth) const;

 private:
  std::unordered_map<uint64_t, std::string> norms_;
};

class WordTable {
 public:
  explicit WordTable(const Vocab* vocab);  // which must outlive the table
  WordTable(WordTable&&) noexcept;
  WordTable& operator=(WordTable&&) noexcept;
  ~WordTable();

  // The id of a spelling, made on first sight. A `norm` that isn't empty overrides
  // the vocabulary's; the same spelling with another norm is another word.
  // Requires a spelling of well-formed UTF-8 that isn't empty.
  WordId Intern(std::string_view spelling, std::string_view norm = {});

  // The reference is valid until the next Intern or Clear.
  const Word& operator[](WordId id) const { return words_[id]; }
  size_t size() const { return words_.size(); }

  // Forgets all words: ids and views handed out are void.
  void Clear();
  // Changes with every Clear, so that caches of ids can tell that they are stale.
  uint64_t generation() const { return generation_; }

 private:
  struct Arena;
  WordId Make(std::string_view spelling, std::string_view norm);
  void Grow();

  const Vocab* vocab_;
  std::vector<Word> words_;
  std::vector<uint64_t> keys_;     // hash of (spelling, override), a row a word
  std::vector<uint8_t> override_;  // 1 if the word's norm was given
  std::vector<uint32_t> slots_;    // open addressing: word + 1, or 0 for a free slot
  std::unique_ptr<Arena> arena_;
  std::string scratch_;
  uint64_t generation_ = 0;
};

}  // namespace avviso

#endif  // AVVISO_NLP_INTERNAL_WORDS_H_
