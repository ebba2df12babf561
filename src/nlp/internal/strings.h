// String ids: the 64-bit numbers by which spaCy's models know strings.
//
// Most are MurmurHash64A with seed 1 over the UTF-8 bytes; the empty string is 0,
// and about 470 names of attributes, parts of speech and labels ("NORM", "VERB",
// "PERSON") have small fixed numbers instead. A token that happens to be spelled
// so has the small number too, and trained embeddings depend on it.
// Source: spaCy 3.8 strings.pyx and symbols.pyx; the numbers are part of its file
// formats and don't change.

#ifndef AVVISO_NLP_INTERNAL_STRINGS_H_
#define AVVISO_NLP_INTERNAL_STRINGS_H_

#include <cstdint>
#include <string_view>

namespace avviso {

uint64_t StringId(std::string_view text);

// The number of a symbol, e.g. 87 for "DEP"; 0 if `name` is none.
uint64_t SymbolId(std::string_view name);
// The name of symbol `id`; empty if there is none.
std::string_view SymbolName(uint64_t id);

}  // namespace avviso

#endif  // AVVISO_NLP_INTERNAL_STRINGS_H_
