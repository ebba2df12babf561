// The store on a failing disk: a VFS of SQLite that counts what changes files (writes,
// syncs, truncations) and goes wrong at the n-th. For every n of a short run it is
// then asked what was promised:
//
//   * the file opens, and `store check` finds nothing;
//   * all that was committed is there, and no half of what wasn't;
//   * the run again ends in the same store as if nothing had happened.

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>

#include "base/sha256.h"
#include "sample_record.h"
#include "store/store_care.h"
#include "store/store_reader.h"
#include "store/store_writer.h"

namespace avviso {
namespace {

enum class Fault {
  kFails,     // the n-th change fails, those after it don't
  kFull,      // from the n-th on the disk is full
  kShort,     // the n-th write stops half way, and the process dies there
  kPowerCut,  // the process dies at the n-th, and what wasn't synced is lost
};

// What a write replaced, to lose it again.
struct Undo {
  std::string path;
  sqlite3_int64 offset;
  std::string before;
  sqlite3_int64 size;
};

struct Disk {
  Fault fault = Fault::kFails;
  int at = 0;  // of which change; 0: never
  int changes = 0;
  bool dead = false;
  std::vector<Undo> unsynced;

  // True if this change goes wrong.
  bool Strikes() {
    if (dead) return true;
    ++changes;
    if (at == 0 || changes < at) return false;
    if (fault == Fault::kFull) return true;
    if (changes > at) return false;
    dead = fault != Fault::kFails;
    return true;
  }
  int Code(int usual) const { return fault == Fault::kFull ? SQLITE_FULL : usual; }
};

Disk disk;

struct File {
  sqlite3_file base;
  sqlite3_file* real;
  std::string* path;
};

File* Of(sqlite3_file* file) { return reinterpret_cast<File*>(file); }
sqlite3_file* Real(sqlite3_file* file) { return Of(file)->real; }

void Remember(sqlite3_file* file, sqlite3_int64 offset, int amount) {
  sqlite3_int64 size = 0;
  Real(file)->pMethods->xFileSize(Real(file), &size);
  Undo undo{*Of(file)->path, offset, std::string(static_cast<size_t>(amount), '\0'), size};
  const int there = static_cast<int>(std::clamp<sqlite3_int64>(size - offset, 0, amount));
  if (there > 0) Real(file)->pMethods->xRead(Real(file), undo.before.data(), there, offset);
  disk.unsynced.push_back(std::move(undo));
}

int Close(sqlite3_file* file) {
  const int code = Real(file)->pMethods->xClose(Real(file));
  std::free(Of(file)->real);
  delete Of(file)->path;  // made in Open; SQLite gives us raw memory to keep it in
  return code;
}

int Write(sqlite3_file* file, const void* bytes, int amount, sqlite3_int64 offset) {
  if (disk.Strikes()) {
    if (disk.fault == Fault::kShort && disk.changes == disk.at && amount > 1) {
      Real(file)->pMethods->xWrite(Real(file), bytes, amount / 2, offset);
      ++disk.changes;  // only once
    }
    return disk.Code(SQLITE_IOERR_WRITE);
  }
  if (disk.fault == Fault::kPowerCut) Remember(file, offset, amount);
  return Real(file)->pMethods->xWrite(Real(file), bytes, amount, offset);
}

int Truncate(sqlite3_file* file, sqlite3_int64 size) {
  if (disk.Strikes()) return disk.Code(SQLITE_IOERR_TRUNCATE);
  return Real(file)->pMethods->xTruncate(Real(file), size);
}

// Nothing is really synced, for speed: power goes only as far as this file tells.
int Sync(sqlite3_file* file, int) {
  if (disk.Strikes()) return disk.Code(SQLITE_IOERR_FSYNC);
  std::erase_if(disk.unsynced, [file](const Undo& undo) { return undo.path == *Of(file)->path; });
  return SQLITE_OK;
}

int Read(sqlite3_file* file, void* to, int amount, sqlite3_int64 offset) {
  return Real(file)->pMethods->xRead(Real(file), to, amount, offset);
}
int FileSize(sqlite3_file* file, sqlite3_int64* size) {
  return Real(file)->pMethods->xFileSize(Real(file), size);
}
int Lock(sqlite3_file* file, int level) { return Real(file)->pMethods->xLock(Real(file), level); }
int Unlock(sqlite3_file* file, int level) {
  return Real(file)->pMethods->xUnlock(Real(file), level);
}
int CheckReserved(sqlite3_file* file, int* out) {
  return Real(file)->pMethods->xCheckReservedLock(Real(file), out);
}
int Control(sqlite3_file* file, int op, void* argument) {
  return Real(file)->pMethods->xFileControl(Real(file), op, argument);
}
int SectorSize(sqlite3_file* file) { return Real(file)->pMethods->xSectorSize(Real(file)); }
int Characteristics(sqlite3_file* file) {
  return Real(file)->pMethods->xDeviceCharacteristics(Real(file));
}
int ShmMap(sqlite3_file* file, int page, int size, int extend, void volatile** out) {
  return Real(file)->pMethods->xShmMap(Real(file), page, size, extend, out);
}
int ShmLock(sqlite3_file* file, int offset, int n, int flags) {
  return Real(file)->pMethods->xShmLock(Real(file), offset, n, flags);
}
void ShmBarrier(sqlite3_file* file) { Real(file)->pMethods->xShmBarrier(Real(file)); }
int ShmUnmap(sqlite3_file* file, int remove) {
  return Real(file)->pMethods->xShmUnmap(Real(file), remove);
}

const sqlite3_io_methods kMethods = {
    2,        Close,         Read,    Write,      Truncate,        Sync,   FileSize, Lock,
    Unlock,   CheckReserved, Control, SectorSize, Characteristics, ShmMap, ShmLock,  ShmBarrier,
    ShmUnmap, nullptr,       nullptr};

sqlite3_vfs* Usual() { return sqlite3_vfs_find("unix"); }

int Open(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out) {
  file->pMethods = nullptr;
  auto* real = static_cast<sqlite3_file*>(std::calloc(1, static_cast<size_t>(Usual()->szOsFile)));
  const int code = Usual()->xOpen(Usual(), name, real, flags, out);
  if (code != SQLITE_OK) {
    std::free(real);
    return code;
  }
  Of(file)->real = real;
  Of(file)->path = new std::string(name == nullptr ? "" : name);
  file->pMethods = &kMethods;
  return SQLITE_OK;
}

int Delete(sqlite3_vfs*, const char* name, int sync) {
  return disk.dead ? SQLITE_IOERR_DELETE : Usual()->xDelete(Usual(), name, sync);
}

void Register() {
  static sqlite3_vfs vfs = [] {
    sqlite3_vfs made = *Usual();
    made.zName = "failing";
    made.pNext = nullptr;
    made.szOsFile = sizeof(File);
    made.xOpen = Open;
    made.xDelete = Delete;
    return made;
  }();
  sqlite3_vfs_register(&vfs, 0);
}

// What the disk holds once the power is back.
void LoseUnsynced() {
  for (auto undo = disk.unsynced.rbegin(); undo != disk.unsynced.rend(); ++undo) {
    if (!std::filesystem::exists(undo->path)) continue;
    std::fstream file(undo->path, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(undo->offset);
    file.write(undo->before.data(), static_cast<std::streamsize>(undo->before.size()));
    file.close();
    std::filesystem::resize_file(undo->path, static_cast<uintmax_t>(undo->size));
  }
  disk.unsynced.clear();
}

ArticleToStore Article(int number, bool revised) {
  SampleArticle article;
  article.id = std::to_string(number);
  article.url = "https://hotnews.example/" + article.id;
  article.events[0].id = "e" + article.id + (revised ? "r" : "");
  article.text += revised ? " Revised." : "";
  for (int i = 0; i < 10; ++i) article.text += " It was told again and again in the square.";
  ArticleToStore made;
  made.key = article.url;
  made.record = SampleRecord(article);
  made.input_sha256 = Sha256Hex(made.record);
  return made;
}

// Three batches of two articles, the last with a revision. Says how many were committed.
int Work(const std::string& path, const std::string& vfs) {
  WriterOptions options;
  options.clock = [] { return std::string("2023-10-01T00:00:00Z"); };
  options.vfs = vfs;
  Result<StoreWriter> writer = StoreWriter::Open(path, {"0.1.0", "m", "l"}, options);
  if (!writer.ok()) return 0;
  int done = 0;
  for (const auto& batch : {std::pair(Article(1, false), Article(2, false)),
                            std::pair(Article(3, false), Article(4, false)),
                            std::pair(Article(1, true), Article(5, false))}) {
    if (!writer.value().Put(batch.first).ok() || !writer.value().Put(batch.second).ok() ||
        !writer.value().Commit().ok()) {
      return done;
    }
    ++done;
  }
  return done;
}

std::string DumpOf(const std::string& path) {
  Result<StoreReader> reader = StoreReader::Open(path);
  if (!reader.ok()) return "can't open: " + reader.error().message;
  const auto faults =
      CheckStore(&reader.value(), [](const std::string&, std::string_view) { return Ok(); });
  if (!faults.ok()) return "can't check: " + faults.error().message;
  if (!faults.value().empty()) return "fault: " + faults.value().front();
  std::string dump;
  const Status done = DumpStore(&reader.value(), [&dump](const std::string& text) {
    dump += text;
    return Ok();
  });
  return done.ok() ? dump : "can't dump: " + done.error().message;
}

class Faults : public testing::TestWithParam<Fault> {
 protected:
  void SetUp() override {
    Register();
    std::string name = testing::TempDir() + "avviso-faults-XXXXXX";
    folder_ = ::mkdtemp(name.data());
  }
  void TearDown() override {
    disk = Disk();
    std::filesystem::remove_all(folder_);
  }
  std::string folder_;
};

TEST_P(Faults, NothingCommittedIsLostAndNothingIsHalfDone) {
  const std::string good = folder_ + "/good.db";
  ASSERT_EQ(Work(good, "failing"), 3);
  const std::string whole = DumpOf(good);
  int struck = 0;
  for (int n = 1;; ++n) {
    SCOPED_TRACE("change " + std::to_string(n));
    const std::string path = folder_ + "/" + std::to_string(n) + ".db";
    disk = Disk();
    disk.fault = GetParam();
    disk.at = n;
    const int committed = Work(path, "failing");
    const bool all_went = disk.changes < n;
    disk.dead = true;
    if (GetParam() == Fault::kPowerCut) LoseUnsynced();
    std::filesystem::remove(path + "-shm");  // was in memory
    disk = Disk();
    if (committed > 0) {
      const std::string dump = DumpOf(path);
      ASSERT_EQ(dump.front(), '{') << dump;
      Result<StoreReader> reader = StoreReader::Open(path);
      ASSERT_TRUE(reader.ok());
      const int64_t batches =
          reader.value().database().AskInteger("SELECT count(*) FROM batches").value();
      const int64_t revisions =
          reader.value().database().AskInteger("SELECT count(*) FROM revisions").value();
      EXPECT_GE(batches, committed);
      EXPECT_LE(batches, committed + 1);  // the answer may be lost where the work isn't
      EXPECT_EQ(revisions, 2 * batches);
    }
    // Another run brings all.
    ASSERT_EQ(Work(path, "failing"), 3);
    ASSERT_EQ(DumpOf(path), whole);
    std::filesystem::remove(path);
    if (all_went) break;
    ++struck;
  }
  EXPECT_GT(struck, 20);
}

INSTANTIATE_TEST_SUITE_P(All, Faults,
                         testing::Values(Fault::kFails, Fault::kFull, Fault::kShort,
                                         Fault::kPowerCut),
                         [](const testing::TestParamInfo<Fault>& of) {
                           switch (of.param) {
                             case Fault::kFails: return "Fails";
                             case Fault::kFull: return "Full";
                             case Fault::kShort: return "Short";
                             case Fault::kPowerCut: return "PowerCut";
                           }
                           return "";
                         });

}  // namespace
}  // namespace avviso
