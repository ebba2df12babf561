#include "engine/model_store.h"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <string_view>

#include "base/file_system.h"
#include "base/json_reader.h"
#include "base/sha256.h"

namespace avviso {
namespace {

namespace fs = std::filesystem;

// Path in the model -> sha256.
using FileList = std::map<std::string, std::string>;

std::string Environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string() : std::string(value);
}

std::string ModelsFolder() { return JoinPath(CacheFolder(), "models"); }

bool IsModel(const std::string& directory) { return FileExists(JoinPath(directory, "config.cfg")); }

Error FileSystemError(const std::error_code& error, const std::string& action,
                      const std::string& path) {
  return SystemError(error.value(), action, path);
}

// "<64 digits>  <relative path>" a line. A path may not leave the model.
Result<FileList> ReadList(const std::string& path) {
  AVVISO_ASSIGN(const std::string bytes, ReadFile(path, 1 << 20));
  FileList list;
  for (size_t at = 0, number = 1; at < bytes.size(); ++number) {
    const size_t end = std::min(bytes.find('\n', at), bytes.size());
    const std::string line = bytes.substr(at, end - at);
    at = end + 1;
    const std::string name = line.size() > 66 ? line.substr(66) : "";
    if (line.size() <= 66 || line.substr(64, 2) != "  " || name.front() == '/' ||
        line.substr(0, 64).find_first_not_of("0123456789abcdef") != std::string::npos ||
        name.find("..") != std::string::npos) {
      return Error{ErrorCode::kCorrupt,
                   path + ":" + std::to_string(number) + ": isn't a sha256, two spaces and a path"};
    }
    list[name] = line.substr(0, 64);
  }
  return list;
}

// The hashes of all files under `directory`.
Result<FileList> HashFiles(const std::string& directory) {
  FileList list;
  std::error_code error;
  fs::recursive_directory_iterator at(directory, error);
  for (const fs::recursive_directory_iterator end; !error && at != end; at.increment(error)) {
    std::error_code ignored;
    if (!at->is_regular_file(ignored)) continue;
    const std::string name = at->path().lexically_relative(directory).generic_string();
    AVVISO_ASSIGN(list[name], Sha256HexOfFile(at->path().string()));
  }
  if (error) return FileSystemError(error, "read", directory);
  return list;
}

std::string WriteList(const FileList& list) {
  std::string out;
  for (const auto& [name, hash] : list) out += hash + "  " + name + "\n";
  return out;
}

// True if every file that `wanted` names is in `found` with the same hash.
bool Matches(const FileList& found, const FileList& wanted) {
  return std::all_of(wanted.begin(), wanted.end(), [&](const auto& file) {
    const auto at = found.find(file.first);
    return at != found.end() && at->second == file.second;
  });
}

// Names of the models with a pinned list, in order.
std::vector<std::string> PinnedModels(const std::string& tables) {
  std::vector<std::string> names;
  std::error_code ignored;
  for (fs::directory_iterator at(JoinPath(tables, "models"), ignored), end; at != end;
       at.increment(ignored)) {
    if (at->path().extension() == ".sha256") names.push_back(at->path().stem().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

Result<std::string> NameOf(const std::string& directory, const std::string& tables,
                           const FileList& files) {
  for (const std::string& name : PinnedModels(tables)) {
    AVVISO_ASSIGN(const FileList pinned,
                  ReadList(JoinPath(JoinPath(tables, "models"), name + ".sha256")));
    if (Matches(files, pinned)) return name;
  }
  const std::string path = JoinPath(directory, "meta.json");
  AVVISO_ASSIGN(const std::string bytes, ReadFile(path, 1 << 24));
  AVVISO_ASSIGN(const JsonDocument meta, JsonDocument::Parse(bytes, path));
  const std::string name = std::string(meta.root()["lang"].String()) + "_" +
                           std::string(meta.root()["name"].String()) + "-" +
                           std::string(meta.root()["version"].String());
  const bool odd = name.find_first_not_of(
                       "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                       "0123456789_-.+") != std::string::npos;
  if (odd || name.front() == '_' || name.back() == '-' || name.find("_-") != std::string::npos) {
    return Error{ErrorCode::kCorrupt, path + ": lang, name and version make no name for a model"};
  }
  return name;
}

Status CopyInto(const std::string& from, const std::string& to, const FileList& files) {
  std::error_code error;
  fs::create_directories(ModelsFolder(), error);
  if (error) return FileSystemError(error, "make", ModelsFolder());
  const std::string partial = to + ".partial-" + std::to_string(::getpid());
  fs::copy(from, partial, fs::copy_options::recursive, error);
  if (!error) fs::rename(partial, to, error);
  if (error) {
    std::error_code ignored;
    fs::remove_all(partial, ignored);
    return FileSystemError(error, "copy the model to", to);
  }
  return WriteFile(to + ".sha256", WriteList(files));
}

}  // namespace

std::string CacheFolder() {
  if (const std::string given = Environment("AVVISO_DATA"); !given.empty()) return given;
  if (const std::string cache = Environment("XDG_CACHE_HOME"); !cache.empty()) {
    return JoinPath(cache, "avviso");
  }
  return JoinPath(Environment("HOME"), ".cache/avviso");
}

Result<std::string> FindTables(const std::string& given) {
  const std::string named = given.empty() ? Environment("AVVISO_TABLES") : given;
  if (!named.empty()) {
    if (FileExists(JoinPath(named, "patterns"))) return named;
    return Error{ErrorCode::kNotFound,
                 "no tables in " + named + ": it has no folder patterns/ (see --data)"};
  }
  std::error_code ignored;
  fs::path folder = fs::read_symlink("/proc/self/exe", ignored).parent_path();
  for (int up = 0; up < 4 && folder.has_relative_path(); ++up, folder = folder.parent_path()) {
    for (const char* place : {"data", "share/avviso/data"}) {
      const std::string tables = (folder / place).string();
      if (FileExists(JoinPath(tables, "patterns"))) return tables;
    }
  }
  return Error{ErrorCode::kNotFound, "no tables beside the program (give --data DIR)"};
}

std::vector<std::string> InstalledModels() {
  std::vector<std::string> names;
  std::error_code ignored;
  for (fs::directory_iterator at(ModelsFolder(), ignored), end; at != end; at.increment(ignored)) {
    const std::string name = at->path().filename().string();
    const bool unfinished = name.front() == '.' || name.find(".partial-") != std::string::npos;
    if (!unfinished && fs::is_directory(at->path(), ignored)) {
      names.push_back(name);
    }
  }
  std::sort(names.begin(), names.end());
  return names;
}

Result<std::string> FindModel(const std::string& given) {
  std::error_code ignored;
  if (!given.empty() && fs::is_directory(given, ignored)) {
    if (IsModel(given)) return given;
    return Error{ErrorCode::kNotFound, given + " isn't a model: it has no config.cfg"};
  }
  const std::string name = given.empty() ? kDefaultModel : given;
  const std::vector<std::string> installed = InstalledModels();
  std::string found;
  for (const std::string& model : installed) {
    if (model == name) found = model;
    if (found != name && model.compare(0, name.size() + 1, name + "-") == 0) found = model;
  }
  const std::string directory = JoinPath(ModelsFolder(), found.empty() ? name : found);
  if (!found.empty() && IsModel(directory)) return directory;
  return Error{ErrorCode::kNotFound,
               "no model " + name + " in " + ModelsFolder() +
                   " (fetch the default with tools/fetch_model.sh, or name one with --model)"};
}

Result<ModelCheck> CheckModel(const std::string& name, const std::string& tables) {
  ModelCheck check;
  check.name = name;
  const std::string directory = JoinPath(ModelsFolder(), name);
  std::string list = JoinPath(JoinPath(tables, "models"), name + ".sha256");
  if (!FileExists(list)) list = directory + ".sha256";
  if (!FileExists(list)) return check;
  check.known = true;
  AVVISO_ASSIGN(const FileList wanted, ReadList(list));
  for (const auto& [file, hash] : wanted) {
    const Result<std::string> found = Sha256HexOfFile(JoinPath(directory, file));
    ++check.files;
    if (!found.ok()) {
      check.problems.push_back(file + ": " + found.error().message);
    } else if (found.value() != hash) {
      check.problems.push_back(file + ": differs from its sha256");
    }
  }
  return check;
}

Result<std::string> AddModel(const std::string& directory, const std::string& tables) {
  if (!IsModel(directory)) {
    return Error{ErrorCode::kNotFound, directory + " isn't a model: it has no config.cfg"};
  }
  AVVISO_ASSIGN(const FileList files, HashFiles(directory));
  AVVISO_ASSIGN(const std::string name, NameOf(directory, tables, files));
  const std::string to = JoinPath(ModelsFolder(), name);
  if (FileExists(to)) {
    AVVISO_ASSIGN(const FileList there, HashFiles(to));
    if (Matches(there, files)) return name;
    return Error{ErrorCode::kInvalid, to + " is there with other bytes (remove it first)"};
  }
  AVVISO_TRY(CopyInto(directory, to, files));
  return name;
}

}  // namespace avviso
