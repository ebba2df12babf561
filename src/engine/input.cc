#include "engine/input.h"

#include <algorithm>
#include <filesystem>
#include <functional>
#include <utility>

#include "archive/header_fields.h"
#include "base/file_system.h"
#include "base/web_address.h"
#include "engine/line_reader.h"

namespace avviso {
namespace {

namespace fs = std::filesystem;

// The bytes of a string that it owns.
class StringSource : public ByteSource {
 public:
  explicit StringSource(std::string bytes) : bytes_(std::move(bytes)), view_(bytes_) {}
  Result<size_t> Read(char* to, size_t size) override { return view_.Read(to, size); }

 private:
  std::string bytes_;
  ViewSource view_;
};

}  // namespace

Input::Input(InputOptions options) : options_(std::move(options)) {
  if (options_.paths.empty()) options_.paths.push_back("-");
  for (auto path = options_.paths.rbegin(); path != options_.paths.rend(); ++path) {
    pending_.push_back({*path, false});
  }
}

std::optional<Result<Item>> Input::NextItem() {
  while (true) {
    if (items_) {
      std::optional<Result<Item>> item = (*items_)();
      if (item && item->ok()) {
        std::vector<Note>& notes = item->value().article.notes;
        notes.insert(notes.end(), fetch_notes_.begin(), fetch_notes_.end());
      }
      if (item) return item;
      items_.reset();
    }
    if (pending_.empty()) return std::nullopt;
    const Place place = std::move(pending_.back());
    pending_.pop_back();
    std::error_code ignored;  // what can't be looked at fails when it is opened
    if (place.path != "-" && fs::is_directory(place.path, ignored)) {
      const Status walked = Walk(place.path);
      if (!walked.ok()) return Result<Item>(walked.error());
    } else if (!place.in_folder || !IsBinaryName(place.path)) {
      fetch_notes_.clear();
      const bool web = !place.in_folder && IsWebAddress(place.path);
      Result<ItemStream> opened = web ? OpenUrl(place.path) : Open(place.path);
      if (!opened.ok()) return Result<Item>(opened.error());
      items_ = std::move(opened).value();
    }
  }
}

std::optional<Result<Article>> Input::Next() {
  std::optional<Result<Item>> item = NextItem();
  if (!item) return std::nullopt;
  if (!item->ok()) return Result<Article>(item->error());
  return ArticleOf(std::move(*item).value(), limits());
}

// Puts what is in the folder in front of what is pending, in the order of names'
// bytes. Folders behind links aren't entered: they may lead in a circle.
Status Input::Walk(const std::string& folder) {
  std::error_code error;
  fs::directory_iterator at(folder, error);
  if (error) return SystemError(error.value(), "read", folder);
  std::vector<std::string> found;
  for (const fs::directory_iterator end; at != end; at.increment(error)) {
    if (error) return SystemError(error.value(), "read", folder);
    const std::string name = at->path().filename().string();
    if (name.front() == '.') continue;
    std::error_code ignored;
    const bool folder_itself = fs::is_directory(at->symlink_status(ignored));
    if (folder_itself || at->is_regular_file(ignored)) found.push_back(name);
  }
  if (error) return SystemError(error.value(), "read", folder);
  std::sort(found.begin(), found.end(), std::greater<>());
  for (const std::string& name : found) pending_.push_back({JoinPath(folder, name), true});
  return Ok();
}

Result<ItemStream> Input::Open(const std::string& path) {
  const std::string name = path == "-" ? "stdin" : path;
  AVVISO_ASSIGN(OpenFile file, OpenFile::Read(path));
  return OpenItems(std::make_unique<FileSource>(std::move(file), name, &consumed_),
                   {name, path == "-" ? "" : path, "", ""},
                   {limits(), options_.json_lines, options_.text_pages, options_.columns});
}

Result<ItemStream> Input::OpenUrl(const std::string& url) {
  if (!options_.fetch) {
    return Error{ErrorCode::kUnsupported, url + ": web addresses aren't taken here"};
  }
  AVVISO_ASSIGN(Fetched fetched, options_.fetch(url));
  fetch_notes_ = std::move(fetched.notes);
  return OpenItems(std::make_unique<StringSource>(std::move(fetched.body)),
                   {fetched.url, "", fetched.url, fetched.content_type},
                   {limits(), options_.json_lines, options_.text_pages, options_.columns});
}

}  // namespace avviso
