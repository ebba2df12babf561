// CommonWords: the share of news articles that hold a word, read from
// data/common_words. What is known of a word's rarity before any article is read.

#ifndef AVVISO_LEXICON_COMMON_WORDS_H_
#define AVVISO_LEXICON_COMMON_WORDS_H_

#include <string>
#include <vector>

#include "base/result.h"

namespace avviso {

struct CommonWord {
  std::string word;  // lower case
  double share = 0;  // of articles, in (0, 1]
};

// In the order of the table. Errors: those of Table::Load; kCorrupt if a share isn't
// a whole number from 1 to 100.
Result<std::vector<CommonWord>> LoadCommonWords(const std::string& data_dir);

}  // namespace avviso

#endif  // AVVISO_LEXICON_COMMON_WORDS_H_
