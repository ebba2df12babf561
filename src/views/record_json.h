// A coded article as one JSON object, in the form of docs/record.md.
//
// Spans are written in code points of the text, and every quoted string is cut
// out of the text at its span, so that they agree by construction. What isn't
// known is null, but for codes of actors and places, which are then "".
// No new line follows. Cost: linear in text and records.

#ifndef AVVISO_VIEWS_RECORD_JSON_H_
#define AVVISO_VIEWS_RECORD_JSON_H_

#include <string>

#include "engine/coded_article.h"

namespace avviso {

// Appends to `*out`.
void AppendRecordJson(const CodedArticle& coded, const EngineStamp& stamp, std::string* out);

}  // namespace avviso

#endif  // AVVISO_VIEWS_RECORD_JSON_H_
