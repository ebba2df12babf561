// Item: what an input gives before anything heavy is done with it.
//
// An Article that is whole, or a page with what is known of its article from outside:
// its url, the feed's title and date, the archive's record id.

#ifndef AVVISO_ENGINE_ITEM_H_
#define AVVISO_ENGINE_ITEM_H_

#include <cstdint>
#include <optional>
#include <string>

#include "base/result.h"
#include "reader/article.h"
#include "reader/reader.h"

namespace avviso {

enum class PageForm { kHtml, kTextDump };

struct Page {
  PageForm form = PageForm::kHtml;
  std::string bytes;
  std::string charset;  // as the transport says, in lower case; or empty
  std::string place;    // what messages call it, e.g. "pages.jsonl:3"; or empty
};

struct Item {
  Article article;
  std::optional<Page> page;
  std::string archive;          // the web archive that holds the page; or empty
  uint64_t archive_offset = 0;  // of its record there, in plain bytes
};

struct ItemLimits {
  std::string published;           // for items that don't give their own; ISO 8601 or empty
  uint64_t most_text = 2 << 20;    // bytes of an article; more is cut with a note
  const Reader* reader = nullptr;  // for pages; must outlive the limits
};

// Reads the page, if there is one; marks what stands around the story in bare text. Safe on many
// threads. What the item says of its title, day and authors stands; the page fills in the rest.
// Without a reader, since its tables weren't found, lines of text are taken as they are. Errors:
// kNotFound for an HTML page without a reader.
Result<Article> ArticleOf(Item item, const ItemLimits& limits, ReadTrace* trace = nullptr);

}  // namespace avviso

#endif  // AVVISO_ENGINE_ITEM_H_
