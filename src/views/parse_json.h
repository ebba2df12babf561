// A parsed text as one JSON object: what `avviso parse --json` prints a line a
// document.
//
//   {"id", "text", "sentences": n, "tokens": [{"text", "start", "end", "norm",
//    "tag", "pos", "morph", "lemma", "head", "dep", "sent_start", "ent_iob",
//    "ent_type", "ws"}, …], "notes": [{"code", "message"}]}
//
// `start` and `end` are code points of `text`; `head` is a row of `tokens`, a
// root's own; `ent_iob` is "B", "I" or "O"; `ws` is true if a space follows.

#ifndef AVVISO_VIEWS_PARSE_JSON_H_
#define AVVISO_VIEWS_PARSE_JSON_H_

#include <string>
#include <vector>

#include "nlp/document.h"
#include "reader/article.h"

namespace avviso {

// Appends to `*out`, without a new line. Requires the document of the article's text.
void AppendParseJson(const Article& article, const Document& document, std::string* out);

}  // namespace avviso

#endif  // AVVISO_VIEWS_PARSE_JSON_H_
