#include "engine/input.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <string_view>
#include <utility>

#include "base/file_system.h"
#include "engine/json_line.h"
#include "engine/text_intake.h"

namespace avviso {
namespace {

namespace fs = std::filesystem;

// Names of files that hold news which this version can't read.
constexpr std::array<std::string_view, 8> kPages = {".html", ".htm",  ".xhtml", ".warc",
                                                    ".rss",  ".atom", ".xml",   ".gz"};
// Names of files that hold no article.
constexpr std::array<std::string_view, 38> kBinary = {
    ".7z",  ".avi",    ".bin", ".bmp", ".bz2",  ".css",  ".db",  ".dll", ".doc",  ".docx",
    ".exe", ".gif",    ".ico", ".jar", ".jpeg", ".jpg",  ".js",  ".mov", ".mp3",  ".mp4",
    ".o",   ".ods",    ".odt", ".ogg", ".otf",  ".pdf",  ".png", ".ppt", ".pptx", ".pyc",
    ".so",  ".sqlite", ".svg", ".tar", ".ttf",  ".webp", ".xls", ".zip"};

std::string LowerEnding(const std::string& path) {
  std::string ending = fs::path(path).extension().string();
  for (char& c : ending) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return ending;
}

template <size_t n>
bool Has(const std::array<std::string_view, n>& list, std::string_view item) {
  return std::find(list.begin(), list.end(), item) != list.end();
}

bool IsJsonLines(const std::string& path) {
  const std::string ending = LowerEnding(path);
  return ending == ".jsonl" || ending == ".ndjson";
}

}  // namespace

Input::Input(InputOptions options) : options_(std::move(options)) {
  if (options_.paths.empty()) options_.paths.push_back("-");
  for (auto path = options_.paths.rbegin(); path != options_.paths.rend(); ++path) {
    pending_.push_back({*path, false});
  }
}

std::optional<Result<Article>> Input::Next() {
  while (true) {
    if (lines_) {
      std::optional<Result<Article>> item = NextLine();
      if (item) return item;
      lines_.reset();
    }
    if (pending_.empty()) return std::nullopt;
    const Place place = std::move(pending_.back());
    pending_.pop_back();
    std::error_code ignored;  // what can't be looked at fails when it is opened
    if (place.path != "-" && fs::is_directory(place.path, ignored)) {
      const Status walked = Walk(place.path);
      if (!walked.ok()) return Result<Article>(walked.error());
    } else if (options_.json_lines || IsJsonLines(place.path)) {
      const Status opened = OpenLines(place.path);
      if (!opened.ok()) return Result<Article>(opened.error());
    } else if (!place.in_folder || !Has(kBinary, LowerEnding(place.path))) {
      return ReadText(place.path);
    }
  }
}

std::optional<Result<Article>> Input::NextLine() {
  while (std::optional<Result<std::string>> line = lines_->Next()) {
    if (!line->ok()) return Result<Article>(line->error());
    std::string bytes = std::move(*line).value();
    consumed_ += bytes.size() + 1;
    if (lines_->number() == 1 && bytes.compare(0, 3, "\xEF\xBB\xBF") == 0) bytes.erase(0, 3);
    if (bytes.find_first_not_of(" \t") == std::string::npos) continue;
    return ArticleFromJsonLine(std::move(bytes), lines_->name(), lines_->number(),
                               {options_.published, options_.most_text});
  }
  return std::nullopt;
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

Status Input::OpenLines(const std::string& path) {
  AVVISO_ASSIGN(OpenFile file, OpenFile::Read(path));
  // Room for a text at its limit with many escapes; a longer line is refused.
  const uint64_t most = 4 * options_.most_text + (1 << 20);
  lines_ = std::make_unique<LineReader>(std::move(file), path == "-" ? "stdin" : path, most);
  return Ok();
}

Result<Article> Input::ReadText(const std::string& path) {
  const std::string name = path == "-" ? "stdin" : path;
  if (Has(kPages, LowerEnding(path))) {
    return Error{ErrorCode::kUnsupported,
                 name + ": pages, feeds and archives aren't read yet (give text files or --jsonl)"};
  }
  AVVISO_ASSIGN(const OpenFile file, OpenFile::Read(path));
  std::string bytes;
  AVVISO_TRY(ReadUpTo(file, name, options_.most_text + 8, &bytes));
  consumed_ += bytes.size();
  AVVISO_TRY(CheckIsText(bytes, name));
  if (bytes.compare(0, 3, "\xEF\xBB\xBF") == 0) bytes.erase(0, 3);  // no part of the text
  Article article;
  article.id = fs::path(name).stem().string();
  SetPublished(options_.published, &article);
  SetText(std::move(bytes), options_.most_text, &article);
  return article;
}

}  // namespace avviso
