// TextWords: a text as a row of words with sentences, found by characters alone.
//
//   text -> words (span, key, flags) and sentences (span, words)
//
// Copies and stories are found from this, so no parser need run. A word is a run of
// letters and digits, with an inner apostrophe ("Vucic's"), or a number with inner
// points and commas ("1,200"). Its `key` is a hash of the folded form; its `stem` is
// the same for common endings (s, ed, ing, e). A sentence ends at . ! ? followed by a
// blank and an upper-case letter, and at a line end; "U.S." may end one too many, which
// does no harm here. Total on any well-formed UTF-8; cost: linear.

#ifndef AVVISO_STORIES_TEXT_WORDS_H_
#define AVVISO_STORIES_TEXT_WORDS_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/span.h"

namespace avviso {

struct TextWord {
  Span span;
  uint32_t key = 0;      // hash of the folded word
  uint32_t stem = 0;     // hash of its stem
  bool capital = false;  // begins with an upper-case letter, and not as the first of a sentence
  bool number = false;   // begins with a digit
  bool quoted = false;   // inside quotation marks
};

struct TextSentence {
  Span span;
  uint32_t first = 0;  // rows of words, [first, end)
  uint32_t end = 0;
};

struct TextWords {
  std::vector<TextWord> words;
  std::vector<TextSentence> sentences;
};

// At most `most` words are taken; the rest of the text is passed over.
TextWords SplitText(std::string_view text, size_t most = 20000);

// The key and the stem of one word as SplitText would make them.
uint32_t WordKey(std::string_view word);
uint32_t WordStem(std::string_view word);

}  // namespace avviso

#endif  // AVVISO_STORIES_TEXT_WORDS_H_
