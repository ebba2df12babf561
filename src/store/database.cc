#include "store/database.h"

#include <sqlite3.h>

#include <filesystem>
#include <utility>

#include "base/check.h"
#include "base/file_system.h"

namespace avviso {
namespace {

constexpr int kWaitMilliseconds = 2000;  // for a lock that another program holds briefly

Error ErrorOf(int code, const std::string& detail, const std::string& path) {
  switch (code & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return {ErrorCode::kIo, path + ": locked by another program (try again later)"};
    case SQLITE_FULL: return {ErrorCode::kIo, path + ": the disk is full"};
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return {ErrorCode::kPermission, path + ": can't be written (file or folder is read-only)"};
    case SQLITE_CANTOPEN:
      if (!FileExists(path)) return {ErrorCode::kNotFound, path + ": no such file or folder"};
      return {ErrorCode::kPermission, path + ": can't be opened (file or folder is protected)"};
    case SQLITE_NOTADB: return {ErrorCode::kCorrupt, path + ": not a store (no SQLite file)"};
    case SQLITE_CORRUPT: return {ErrorCode::kCorrupt, path + ": damaged: " + detail};
    case SQLITE_NOMEM:
    case SQLITE_TOOBIG: return {ErrorCode::kExhausted, path + ": " + detail};
    case SQLITE_ERROR:
      if (detail.find("fts5:") != std::string::npos ||
          detail.find("unterminated string") != std::string::npos) {
        return {ErrorCode::kInvalid, "the search can't be understood: " + detail};
      }
      break;
    default: break;
  }
  return {ErrorCode::kIo, path + ": " + detail};
}

// What is there but is no file of bytes is refused; to read a pipe might take for ever.
Status CheckIsFile(const std::string& path) {
  std::error_code failure;
  const std::filesystem::file_type type = std::filesystem::status(path, failure).type();
  switch (type) {
    case std::filesystem::file_type::directory:
      return Error{ErrorCode::kInvalid, path + ": a folder, not a store"};
    case std::filesystem::file_type::fifo:
    case std::filesystem::file_type::socket:
    case std::filesystem::file_type::character:
      return Error{ErrorCode::kInvalid, path + ": not a store, for it is no file"};
    default: return Ok();
  }
}

// The name as a URI, for the parameter that says that nobody writes to the file.
std::string ImmutableUri(const std::string& path) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string uri = "file:";
  for (const char c : path) {
    if (c == '%' || c == '?' || c == '#') {
      const auto byte = static_cast<unsigned char>(c);
      uri += std::string("%") + kHex[byte >> 4] + kHex[byte & 15];
    } else {
      uri.push_back(c);
    }
  }
  return uri + "?immutable=1";
}

}  // namespace

void Statement::Finalize::operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }

// Binding fails only for a place that isn't there or for want of memory.
void Statement::Bind(int place, int64_t value) {
  AVVISO_CHECK(sqlite3_bind_int64(statement_.get(), place, value) == SQLITE_OK);
}

void Statement::BindNumber(int place, double value) {
  AVVISO_CHECK(sqlite3_bind_double(statement_.get(), place, value) == SQLITE_OK);
}

void Statement::BindText(int place, std::string_view value) {
  const char* text = value.empty() ? "" : value.data();
  AVVISO_CHECK(sqlite3_bind_text64(statement_.get(), place, text, value.size(), SQLITE_TRANSIENT,
                                   SQLITE_UTF8) == SQLITE_OK);
}

void Statement::BindTextOrNull(int place, std::string_view value) {
  if (value.empty()) {
    BindNull(place);
  } else {
    BindText(place, value);
  }
}

void Statement::BindBytes(int place, std::string_view value) {
  const char* bytes = value.empty() ? "" : value.data();
  AVVISO_CHECK(sqlite3_bind_blob64(statement_.get(), place, bytes, value.size(),
                                   SQLITE_TRANSIENT) == SQLITE_OK);
}

void Statement::BindNull(int place) {
  AVVISO_CHECK(sqlite3_bind_null(statement_.get(), place) == SQLITE_OK);
}

Result<bool> Statement::Step() {
  const int code = sqlite3_step(statement_.get());
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  const Error error = ErrorOf(code, sqlite3_errmsg(sqlite3_db_handle(statement_.get())), path_);
  sqlite3_reset(statement_.get());
  return error;
}

Status Statement::Run() {
  while (true) {
    AVVISO_ASSIGN(const bool more, Step());
    if (!more) break;
  }
  Reset();
  return Ok();
}

void Statement::Reset() {
  sqlite3_reset(statement_.get());
  sqlite3_clear_bindings(statement_.get());
}

int64_t Statement::Integer(int column) const {
  return sqlite3_column_int64(statement_.get(), column);
}

double Statement::Number(int column) const {
  return sqlite3_column_double(statement_.get(), column);
}

std::string_view Statement::Text(int column) const {
  const unsigned char* text = sqlite3_column_text(statement_.get(), column);
  if (text == nullptr) return {};
  return {reinterpret_cast<const char*>(text),
          static_cast<size_t>(sqlite3_column_bytes(statement_.get(), column))};
}

std::string_view Statement::Bytes(int column) const {
  const void* bytes = sqlite3_column_blob(statement_.get(), column);
  if (bytes == nullptr) return {};
  return {static_cast<const char*>(bytes),
          static_cast<size_t>(sqlite3_column_bytes(statement_.get(), column))};
}

bool Statement::IsNull(int column) const {
  return sqlite3_column_type(statement_.get(), column) == SQLITE_NULL;
}

void Database::Close::operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }

Result<Database> Database::OpenOnce(const std::string& path, const std::string& name, int flags,
                                    const std::string& vfs) {
  Database database;
  database.path_ = path;
  sqlite3* handle = nullptr;
  int code = sqlite3_open_v2(name.c_str(), &handle, flags | SQLITE_OPEN_NOMUTEX,
                             vfs.empty() ? nullptr : vfs.c_str());
  database.handle_.reset(handle);
  if (code == SQLITE_OK) {
    sqlite3_extended_result_codes(handle, 1);
    sqlite3_busy_timeout(handle, kWaitMilliseconds);
    // Nothing is read before the first statement.
    code = sqlite3_exec(handle, "PRAGMA schema_version", nullptr, nullptr, nullptr);
  }
  if (code != SQLITE_OK) {
    return ErrorOf(code, handle == nullptr ? "no memory" : sqlite3_errmsg(handle), path);
  }
  return database;
}

Result<Database> Database::Open(const std::string& path, Mode mode, const std::string& vfs) {
  AVVISO_TRY(CheckIsFile(path));
  // A name of SQLite's own, such as ":memory:", is a file's like any other.
  const std::string name = !path.empty() && path.front() == '/' ? path : "./" + path;
  if (mode == Mode::kCreate) {
    return OpenOnce(path, name, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, vfs);
  }
  if (!FileExists(path)) return Error{ErrorCode::kNotFound, path + ": no such file"};
  if (mode == Mode::kWrite) return OpenOnce(path, name, SQLITE_OPEN_READWRITE, vfs);
  Result<Database> opened = OpenOnce(path, name, SQLITE_OPEN_READONLY, vfs);
  if (opened.ok() || opened.error().code != ErrorCode::kPermission) return opened;
  if (FileExists(path + "-wal")) return opened;
  return OpenOnce(path, ImmutableUri(name), SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, vfs);
}

Status Database::Execute(const char* sql) {
  const int code = sqlite3_exec(handle_.get(), sql, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return ErrorOf(code, sqlite3_errmsg(handle_.get()), path_);
  return Ok();
}

Result<Statement> Database::Prepare(std::string_view sql) {
  Statement statement;
  statement.path_ = path_;
  sqlite3_stmt* raw = nullptr;
  const int code =
      sqlite3_prepare_v2(handle_.get(), sql.data(), static_cast<int>(sql.size()), &raw, nullptr);
  statement.statement_.reset(raw);
  if (code != SQLITE_OK) return ErrorOf(code, sqlite3_errmsg(handle_.get()), path_);
  return statement;
}

Result<Statement*> Database::Cached(const char* sql) {
  const auto found = cache_.find(sql);
  if (found != cache_.end()) return &found->second;
  AVVISO_ASSIGN(Statement made, Prepare(sql));
  return &cache_.emplace(sql, std::move(made)).first->second;
}

Result<int64_t> Database::AskInteger(std::string_view sql) {
  AVVISO_ASSIGN(Statement statement, Prepare(sql));
  AVVISO_ASSIGN(const bool there, statement.Step());
  return there ? statement.Integer(0) : int64_t{0};
}

int64_t Database::last_row() const { return sqlite3_last_insert_rowid(handle_.get()); }

}  // namespace avviso
