// Tokenizer: text -> tokens, as spaCy's rule-based tokenizer makes them.
//
//   text -> chunks between white space -> affixes off -> exceptions, URLs, infixes
//        -> exceptions that span several tokens
//
// White space other than one ' ' after a token is a token itself. All of the model's
// rules come from its `tokenizer` file: regular expressions (regex.h) and exceptions.
//
// Immutable and shared by all threads; a thread's memory of chunks seen is in its
// TokenizerCache. Which chunks it holds never changes a result.
// Cost: linear in the text for any input, hostile ones too. docs/performance.md has
// numbers.

#ifndef AVVISO_NLP_INTERNAL_TOKENIZER_H_
#define AVVISO_NLP_INTERNAL_TOKENIZER_H_

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "nlp/internal/words.h"

namespace avviso {

// What one thread remembers of chunks, and its scratch memory. For use with one
// tokenizer and one WordTable; forgets its chunks when that table was cleared.
class TokenizerCache {
 public:
  TokenizerCache();
  TokenizerCache(TokenizerCache&&) noexcept;
  TokenizerCache& operator=(TokenizerCache&&) noexcept;
  ~TokenizerCache();

  // Forgets all chunks.
  void Clear();

 private:
  friend class Tokenizer;
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

class Tokenizer {
 public:
  // A run of text without white space (or of white space alone) longer than this is
  // cut into pieces of this many bytes, at code points. spaCy doesn't.
  static constexpr size_t kMaxChunk = 65536;

  // Reads a model's `tokenizer` file. Errors: kTruncated; kCorrupt; kUnsupported, with
  // the construct's name, for an expression or an exception that this build can't run.
  static Result<Tokenizer> Load(std::string_view bytes, std::string_view name);

  Tokenizer(Tokenizer&&) noexcept;
  Tokenizer& operator=(Tokenizer&&) noexcept;
  ~Tokenizer();

  // Appends the tokens of `text` (well-formed UTF-8) to `*out`, with spans moved by
  // `offset`. True if a chunk was longer than kMaxChunk and so was cut.
  bool Tokenize(std::string_view text, uint32_t offset, TokenizerCache* cache, WordTable* words,
                std::vector<RawToken>* out) const;

 private:
  struct Rules;
  class Pass;
  explicit Tokenizer(std::unique_ptr<const Rules> rules);
  std::unique_ptr<const Rules> rules_;
};

}  // namespace avviso

#endif  // AVVISO_NLP_INTERNAL_TOKENIZER_H_
