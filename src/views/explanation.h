// Why an article was coded as it was: for each record the rule, its row and the
// steps that made it; for each word that looked like an act why it was turned down.
//
//   1  REQUEST yield  “asked”  0.83
//        request.ask-to (verbs.tsv:22): REQUEST, obj=actor, to
//        confidence: act +2.1, bias +0.4, target has no country -0.6
//   turned down
//     “withdraw”  retreat.retreat: only the content of another act
//   if a record is wrong
//     act: change or take out the row that named it, …: patterns/verbs.tsv:22 (1)
//
// The JSON form holds the features that weights were multiplied with, which
// tools/train_records.py learns from.

#ifndef AVVISO_VIEWS_EXPLANATION_H_
#define AVVISO_VIEWS_EXPLANATION_H_

#include <string>

#include "engine/coded_article.h"
#include "events/trace.h"
#include "views/record_table.h"

namespace avviso {

// Appends the explanation for a person, and an empty line.
void AppendExplanation(const CodedArticle& coded, const Trace& trace, const TableOptions& options,
                       std::string* out);

// Appends one JSON object, without a new line:
//   {"id", "records": [{"id", "trigger", "type", "confidence", "made_by": [text…],
//    "rows": [text…], "features": {name: value}, "leaned_on": [{"span", "text", "less"}]}],
//    "considered": [{"trigger", "rule", "act": {name: value}, "act_likely", "read", "type",
//    "roles": [{"mention", "side", "features", "likely", "taken"}], …}], "pairs": [{"first",
//    "second", "likely", "features"}], "heard": [{"cue", "sentence", "source", "content", "score",
//    "kept", "features": [name…]}], "turned_down": [{"span", "text", "why"}]}
void AppendExplanationJson(const CodedArticle& coded, const Trace& trace, std::string* out);

}  // namespace avviso

#endif  // AVVISO_VIEWS_EXPLANATION_H_
