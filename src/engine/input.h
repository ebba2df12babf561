// Input: what the user named, as a stream of Articles.
//
//   paths and web addresses -> bytes -> items (engine/item_stream.h) -> Articles
//
// An item that can't be read gives an Error in its place, and the stream goes on.
// Folders are walked, sorted by name. Memory: the item at hand and the names in the
// folders on the way to it.

#ifndef AVVISO_ENGINE_INPUT_H_
#define AVVISO_ENGINE_INPUT_H_

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "engine/column_map.h"
#include "engine/item.h"
#include "engine/item_stream.h"
#include "reader/article.h"

namespace avviso {

// What came from a web address.
struct Fetched {
  std::string url;  // the last of the redirects
  std::string content_type;
  std::string body;  // plain
  std::vector<Note> notes;
};

struct InputOptions {
  std::vector<std::string> paths;  // files, folders, http(s) addresses; "-" is standard input
  bool json_lines = false;         // files are JSON Lines whatever their names end in
  std::string published;           // for items that don't give their own; ISO 8601 or empty
  uint64_t most_text = 2 << 20;    // bytes of an article; more is cut with a note
  ColumnMap columns;
  // Without it web addresses are refused.
  std::function<Result<Fetched>(const std::string& url)> fetch;
  const Reader* reader = nullptr;  // for pages
  bool text_pages = false;         // bare text is a page laid out in lines
};

class Input {
 public:
  // No paths means standard input.
  explicit Input(InputOptions options);

  // The next item, or why there is none in its place; none at the end. In a folder,
  // hidden files, special files and those whose names end as binary files' do are
  // passed over.
  // Errors: kNotFound, kPermission, kIo, kInvalid (not text), kCorrupt (a broken line,
  // feed or record), kTruncated, kUnsupported, kExhausted (over a limit); those of fetch.
  std::optional<Result<Item>> NextItem();

  // The same, and ArticleOf of it. That may take a while: who has threads calls the two
  // apart.
  std::optional<Result<Article>> Next();
  ItemLimits limits() const { return {options_.published, options_.most_text, options_.reader}; }

  // Bytes of files read so far. May be asked from another thread than Next's.
  uint64_t consumed() const { return consumed_; }

 private:
  struct Place {
    std::string path;
    bool in_folder = false;  // found in a folder, not named by the user
  };

  Status Walk(const std::string& folder);
  Result<ItemStream> Open(const std::string& path);
  Result<ItemStream> OpenUrl(const std::string& url);

  InputOptions options_;
  std::vector<Place> pending_;  // the next one is last
  std::optional<ItemStream> items_;
  std::vector<Note> fetch_notes_;  // for the items of what was fetched
  std::atomic<uint64_t> consumed_ = 0;
};

}  // namespace avviso

#endif  // AVVISO_ENGINE_INPUT_H_
