// A parsed text as a table for a person: a row a token, an empty line after
// each sentence. `head` is the row's number in the sentence, as in CoNLL-U, with
// white-space tokens counted.

#ifndef AVVISO_VIEWS_PARSE_TABLE_H_
#define AVVISO_VIEWS_PARSE_TABLE_H_

#include <string>

#include "nlp/document.h"
#include "reader/article.h"

namespace avviso {

// Appends the table. Columns are as wide as each sentence needs.
void AppendParseTable(const Article& article, const Document& document, bool color,
                      std::string* out);

}  // namespace avviso

#endif  // AVVISO_VIEWS_PARSE_TABLE_H_
