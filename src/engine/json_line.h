// One line of `--jsonl` input as an Article.
//
//   {"id": "7", "text": "…", "title": "…", "published": "2023-09-29", "url": "…",
//    "outlet": "…", "authors": ["…"]}
//
// `text` is required and used as it is; with a `title` it is preceded by it and a
// blank line. The rest may be missing or null; members of other names are
// passed over. `html` in place of `text` is a page. A ColumnMap can give the parts
// other names.

#ifndef AVVISO_ENGINE_JSON_LINE_H_
#define AVVISO_ENGINE_JSON_LINE_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "engine/column_map.h"
#include "engine/item.h"
#include "reader/article.h"

namespace avviso {

struct JsonLineOptions {
  std::string published;         // for lines that give none; empty if not known
  uint64_t most_text = 2 << 20;  // bytes of text; more is cut, see SetText
  const ColumnMap* columns = nullptr;
};

// `name` and `number` say where the line is: "name:12: …" in messages, and
// "line-12" as the id where none is given. Bytes that aren't UTF-8 are repaired.
// Errors: kCorrupt (not JSON), kInvalid (no text, a member of another type).
Result<Item> ItemFromJsonLine(std::string line, std::string_view name, uint64_t number,
                              const JsonLineOptions& options);

// The same, and ArticleOf of it.
Result<Article> ArticleFromJsonLine(std::string line, std::string_view name, uint64_t number,
                                    const JsonLineOptions& options);

}  // namespace avviso

#endif  // AVVISO_ENGINE_JSON_LINE_H_
