// Database and Statement: SQLite, as the rest of the store sees it. With
// zstd_bytes.cc the only code that knows a library of others in this room.
//
// Every failure is an Error whose message names the file and says in plain words
// what the system refused:
//
//   kNotFound     no such file, and none was to be made
//   kPermission   file or folder may not be written, or not be read
//   kIo           disk full, read or write failed, locked by another program
//   kCorrupt      no SQLite file, or a damaged one
//   kInvalid      a search expression that SQLite can't parse
//   kExhausted    out of memory, or a value over SQLite's limit (1 GB)
//
// Thread safety: a Database and its Statements belong to one thread at a time.

#ifndef AVVISO_STORE_DATABASE_H_
#define AVVISO_STORE_DATABASE_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/result.h"

struct sqlite3;
struct sqlite3_stmt;

namespace avviso {

// A prepared statement: bind, step, read columns, reset, and again.
class Statement {
 public:
  Statement() = default;

  // Places are counted from 1. Bytes are copied.
  void Bind(int place, int64_t value);
  void BindNumber(int place, double value);
  void BindText(int place, std::string_view value);
  void BindTextOrNull(int place, std::string_view value);  // null if it is empty
  void BindBytes(int place, std::string_view value);
  void BindNull(int place);

  // Binds all places, from the first on; OrNull{text} is null if the text is empty.
  struct OrNull {
    std::string_view text;
  };
  template <typename... Values>
  void BindAll(const Values&... values) {
    int place = 0;
    (Put(++place, values), ...);
  }

  // True if there is a row, false at the end.
  Result<bool> Step();
  // Steps to the end and resets, so that it can be bound again.
  Status Run();
  void Reset();

  // Of the row at hand; columns are counted from 0. Views hold until the next Step
  // or Reset.
  int64_t Integer(int column) const;
  double Number(int column) const;
  std::string_view Text(int column) const;
  std::string_view Bytes(int column) const;
  bool IsNull(int column) const;

 private:
  friend class Database;
  void Put(int place, int64_t value) { Bind(place, value); }
  void Put(int place, double value) { BindNumber(place, value); }
  void Put(int place, std::string_view value) { BindText(place, value); }
  void Put(int place, const std::string& value) { BindText(place, value); }
  void Put(int place, OrNull value) { BindTextOrNull(place, value.text); }
  void Put(int place, std::optional<double> value) {
    if (value) {
      BindNumber(place, *value);
    } else {
      BindNull(place);
    }
  }
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const;
  };
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
  std::string path_;
};

class Database {
 public:
  enum class Mode { kRead, kWrite, kCreate };

  // Opens the file and reads its first page. `vfs` names a registered VFS, "" is
  // the default. A copy in a folder that can't be written opens for reading if it
  // has no write-ahead log beside it.
  static Result<Database> Open(const std::string& path, Mode mode, const std::string& vfs);

  // Runs statements that give no rows.
  Status Execute(const char* sql);
  // `sql` is one statement.
  Result<Statement> Prepare(std::string_view sql);
  // The same, kept for the next time that `sql` (the same pointer) is asked for.
  Result<Statement*> Cached(const char* sql);
  // The first column of the first row as a number; 0 if there is none.
  Result<int64_t> AskInteger(std::string_view sql);

  int64_t last_row() const;
  const std::string& path() const { return path_; }

 private:
  struct Close {
    void operator()(sqlite3* handle) const;
  };
  static Result<Database> OpenOnce(const std::string& path, const std::string& name, int flags,
                                   const std::string& vfs);
  std::unique_ptr<sqlite3, Close> handle_;
  std::string path_;
  std::unordered_map<const char*, Statement> cache_;  // gone before the handle
};

}  // namespace avviso

#endif  // AVVISO_STORE_DATABASE_H_
