// The words of the tables that a document's tokens are.

#ifndef AVVISO_EVENTS_INTERNAL_WORDS_H_
#define AVVISO_EVENTS_INTERNAL_WORDS_H_

#include <vector>

#include "lexicon/lexicon.h"
#include "nlp/syntax.h"

namespace avviso {

// The word of each token's lemma; kNoWord if no table speaks of it. What the
// tokenizer parts at a hyphen and a table has is one word, at the head of the parts.
std::vector<WordId> WordsOf(const Syntax& syntax, const Lexicon& lexicon);

}  // namespace avviso

#endif  // AVVISO_EVENTS_INTERNAL_WORDS_H_
