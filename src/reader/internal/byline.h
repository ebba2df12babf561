// Names of authors out of what pages write where their authors belong.

#ifndef AVVISO_READER_INTERNAL_BYLINE_H_
#define AVVISO_READER_INTERNAL_BYLINE_H_

#include <string>
#include <string_view>
#include <vector>

#include "reader/internal/tables.h"

namespace avviso {

// "By Ana Petrova and JOHN MUNRO, Staff Writer | 29 September 2023" ->
// {"Ana Petrova", "JOHN MUNRO"}. What can't be a name is left out: addresses, dates,
// roles, sentences. `trusted`: the text comes from where only names belong, so that a
// name of one word or of five is taken.
std::vector<std::string> NamesIn(std::string_view byline, bool trusted, const ReaderTables& tables);

// The names after "By" at the start of a line, as above; empty if it doesn't start so.
std::vector<std::string> NamesOfLine(std::string_view line, const ReaderTables& tables);

}  // namespace avviso

#endif  // AVVISO_READER_INTERNAL_BYLINE_H_
