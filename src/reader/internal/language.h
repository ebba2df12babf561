// The language of a text, by its script and its most frequent small words.
//
// Knows the languages of data/reader/languages.tsv and those whose script is theirs
// alone. Cost: one pass over the first 8,000 bytes.

#ifndef AVVISO_READER_INTERNAL_LANGUAGE_H_
#define AVVISO_READER_INTERNAL_LANGUAGE_H_

#include <string>
#include <string_view>

#include "reader/internal/tables.h"

namespace avviso {

// BCP 47: what the text says if it says it clearly, else the main part of `declared`
// ("de" of "de_AT"), else "" (text in no known language, and nothing declared).
std::string LanguageOf(std::string_view text, std::string_view declared,
                       const ReaderTables& tables);

}  // namespace avviso

#endif  // AVVISO_READER_INTERNAL_LANGUAGE_H_
