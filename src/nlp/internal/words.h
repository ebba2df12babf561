// Words: what the models know of a token from its spelling alone.
//
// A Word is a spelling together with a normal form. Its features are the 64-bit
// string ids that spaCy gives them (strings.pyx: MurmurHash64A, seed 1, with the
// small fixed ids of symbols), since those are what the embedding tables hash.
//
// A WordTable belongs to one thread's workspace and only grows, until its owner
// clears it between two texts to bound memory. Which words it holds never
// changes a result.

#ifndef AVVISO_NLP_INTERNAL_WORDS_H_
#define AVVISO_NLP_INTERNAL_WORDS_H_

#include <cstdint>
#include <string_view>

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

}  // namespace avviso

#endif  // AVVISO_NLP_INTERNAL_WORDS_H_
