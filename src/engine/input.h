// Input: what the user named, as a stream of Articles.
//
//   paths -> files (folders walked, sorted by name) -> items -> Articles
//
// An item is a text file, standard input, or a line of a JSON Lines file. One
// that can't be read gives an Error in its place, and the stream goes on.
// Memory: the item at hand and the names in the folders on the way to it.

#ifndef AVVISO_ENGINE_INPUT_H_
#define AVVISO_ENGINE_INPUT_H_

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "engine/line_reader.h"
#include "reader/article.h"

namespace avviso {

struct InputOptions {
  std::vector<std::string> paths;  // files and folders; "-" is standard input
  bool json_lines = false;         // files are JSON Lines whatever their names end in
  std::string published;           // for items that don't give their own; ISO 8601 or empty
  uint64_t most_text = 2 << 20;    // bytes of an article; more is cut with a note
};

class Input {
 public:
  // No paths means standard input.
  explicit Input(InputOptions options);

  // The next item: an Article, or why there is none. None at the end. In a folder,
  // hidden files, special files and those whose names end as binary files' do are
  // passed over; a page or an archive is refused, since it would be news that
  // this version can't read.
  // Errors: kNotFound, kPermission, kIo, kInvalid (not text), kCorrupt (not JSON),
  // kUnsupported (pages, archives), kExhausted (a line over the limit).
  std::optional<Result<Article>> Next();

  // Bytes read so far. May be asked from another thread than Next's.
  uint64_t consumed() const { return consumed_; }

 private:
  struct Place {
    std::string path;
    bool in_folder = false;  // found in a folder, not named by the user
  };

  std::optional<Result<Article>> NextLine();
  Status Walk(const std::string& folder);
  Status OpenLines(const std::string& path);
  Result<Article> ReadText(const std::string& path);

  InputOptions options_;
  std::vector<Place> pending_;  // the next one is last
  std::unique_ptr<LineReader> lines_;
  std::atomic<uint64_t> consumed_ = 0;
};

}  // namespace avviso

#endif  // AVVISO_ENGINE_INPUT_H_
