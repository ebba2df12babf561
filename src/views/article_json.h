// An article as a line of JSON: what `avviso read --json` prints.
//
//   {"id", "url", "outlet", "title", "authors", "published", "language",
//    "modified", "canonical_url", "amp_url", "section", "tags", "images",
//    "credits": [{"kind", "name", "text"}], "blocks": [{"kind", "span"}],
//    "text", "text_sha256", "notes"}
//
// Names as in the record of `avviso code`. What isn't known is null or empty. Spans are
// code points of `text`, which begins with the title and a blank line.

#ifndef AVVISO_VIEWS_ARTICLE_JSON_H_
#define AVVISO_VIEWS_ARTICLE_JSON_H_

#include <string>
#include <string_view>

#include "base/json_writer.h"
#include "reader/article.h"

namespace avviso {

// Writes an array of {"kind", "name", "text"}.
void WriteCredits(const std::vector<Credit>& credits, JsonWriter* json);

// Appends the object, without a line end.
void AppendArticleJson(const Article& article, std::string* out);

}  // namespace avviso

#endif  // AVVISO_VIEWS_ARTICLE_JSON_H_
