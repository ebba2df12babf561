// A coded article as a table for a person at a terminal.
//
//   Serbia asked to pull back troops · hotnews.example · 2023-09-30
//   WHEN        WHO                    DID             WHOM           WHERE
//   2023-09-29  United States USAGOV   REQUEST yield   Serbia SRBGOV  Kosovo border
//               “asking Serbia to withdraw …”  on the word of: a spokesman < AFP
//
// A row an event: the day (~ if it is the day of publication that stands in), the
// actors with their codes, type and mode, the status unless it happened, the place;
// below it the words around the trigger and the chain of voices.

#ifndef AVVISO_VIEWS_RECORD_TABLE_H_
#define AVVISO_VIEWS_RECORD_TABLE_H_

#include <cstddef>
#include <string>

#include "engine/coded_article.h"

namespace avviso {

struct TableOptions {
  size_t width = 100;  // columns; no line is longer. Less than 60 counts as 60
  bool color = false;
};

// Appends the article's table, and an empty line.
void AppendRecordTable(const CodedArticle& coded, const TableOptions& options, std::string* out);

}  // namespace avviso

#endif  // AVVISO_VIEWS_RECORD_TABLE_H_
