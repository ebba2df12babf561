// What BERT's uncased normaliser makes of a character, as the `tokenizers` library has it.
//
// Two questions: what becomes of a character of the text, and, if it stays, which parts it
// falls into (Unicode's canonical decomposition, in lower case). The only code of this room
// that knows the library behind it (utf8proc). Pure; 10 to 40 ns a character.

#ifndef AVVISO_ENCODER_INTERNAL_BERT_CHARACTERS_H_
#define AVVISO_ENCODER_INTERNAL_BERT_CHARACTERS_H_

#include <array>
#include <cstddef>
#include <cstdint>

namespace avviso {

enum class BertFate : uint8_t {
  kDropped,    // as if it weren't there: controls, formats, private use, U+FFFD
  kSpace,      // ends a word
  kIdeograph,  // a word of its own; its parts follow
  kText        // its parts follow
};

enum class BertPartKind : uint8_t {
  kLetter,       // whatever isn't one of the others
  kPunctuation,  // a word of its own
  kAccent        // dropped, but counts when marks are put in order
};

struct BertPart {
  char32_t c = 0;
  uint8_t combining_class = 0;
  BertPartKind kind = BertPartKind::kLetter;
};

struct BertParts {
  std::array<BertPart, 4> part;  // no decomposition is longer
  size_t count = 0;
};

BertFate FateOf(char32_t c);

// Requires that `c` isn't dropped and no space.
BertParts PartsOf(char32_t c);

}  // namespace avviso

#endif  // AVVISO_ENCODER_INTERNAL_BERT_CHARACTERS_H_
