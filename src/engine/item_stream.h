// ItemStream: the items in a stream of bytes, whatever form they come in.
//
//   bytes -> unpacked (gzip, zstd, zip) -> recognised by content, then by the name's
//   ending, then by the content type -> items
//
// Text, HTML, JSON Lines, CSV and TSV, feeds (feeds/feed.h), WARC. docs/inputs.md says
// how each is recognised and what becomes of it. Memory: an item; for feeds the
// document, up to 64 MB; for a zip from a pipe the archive, up to 256 MB.

#ifndef AVVISO_ENGINE_ITEM_STREAM_H_
#define AVVISO_ENGINE_ITEM_STREAM_H_

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/byte_source.h"
#include "base/result.h"
#include "engine/column_map.h"
#include "engine/item.h"
#include "feeds/feed.h"

namespace avviso {

// Each call gives the next item, or why there is none in its place; none at the end.
using ItemStream = std::function<std::optional<Result<Item>>()>;

struct InputOrigin {
  std::string name;          // for messages, and for the id of a lone item
  std::string path;          // of the file, if it is one
  std::string url;           // empty if not known
  std::string content_type;  // as the transport says, or empty
};

struct StreamOptions {
  ItemLimits limits;
  bool json_lines = false;  // JSON Lines whatever it looks like
  bool text_pages = false;  // bare text is a page laid out in lines
  ColumnMap columns;
};

// Errors: kInvalid (not text), kUnsupported, kCorrupt, kExhausted, the source's.
Result<ItemStream> OpenItems(std::unique_ptr<ByteSource> bytes, const InputOrigin& origin,
                             const StreamOptions& options);

// A name for an item that has neither id nor address, the same for the same words.
std::string IdOfWords(const FeedItem& item);

// The article of a feed's item, with its own words or its summary (note summary-only).
// kInvalid if it holds neither.
Result<Item> ItemOfFeed(const FeedItem& feed_item, const std::string& name,
                        const ItemLimits& limits);

// True for the names of files that hold no article: pictures, programs, …
bool IsBinaryName(std::string_view name);

// "a.example" of "https://www.a.example:8080/x"; "" if it isn't a web address.
std::string OutletOfUrl(std::string_view url);

}  // namespace avviso

#endif  // AVVISO_ENGINE_ITEM_STREAM_H_
