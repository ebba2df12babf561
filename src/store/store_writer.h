// StoreWriter: the one way into a store.
//
//   record + raw page -> article, revision, text, records, claims, places, roll-ups
//
// Promises
//   * Atomic: all that belongs to an article appears with its batch or not at all.
//   * Idempotent: an article that the store has seen changes nothing. One that says
//     something else is a new revision; the records of the old one stay, marked as
//     replaced, and those that the new one no longer holds get tombstones.
//   * Durable: once Commit returns ok the batch survives loss of power. Before it, a
//     kill loses the batch at hand and nothing else.
//   * The same articles in the same order give the same store, whatever the batches
//     (but for the tables runs and batches, which hold the time).
//
// After an error the batch at hand is lost and the writer only fails.
// Thread safety: one thread at a time. Readers in other threads and processes see
// the store as of the last commit.

#ifndef AVVISO_STORE_STORE_WRITER_H_
#define AVVISO_STORE_STORE_WRITER_H_

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "store/database.h"

namespace avviso {

// The bytes that the article was read from.
struct RawPage {
  std::string bytes;
  std::string archive;  // the web archive that holds them, or empty
  int64_t offset = 0;   // of the archive's record, in plain bytes
};

struct ArticleToStore {
  std::string key;           // ArticleKey
  std::string input_sha256;  // ArticleHash
  std::string record;        // as avviso code writes it, without the end of line
  std::optional<RawPage> raw;
};

// What made the records of a run.
struct RunStamp {
  std::string program, model, lexicon;
};

struct WriterOptions {
  std::function<std::string()> clock;  // now, as "2023-09-29T18:20:00Z"
  bool keep_raw = true;                // pages as they were; those in archives are only referred to
  bool recode = false;  // a seen article whose records have changed is a revision too
  std::string vfs;      // of SQLite; for tests
};

enum class PutOutcome { kAdded, kRevised, kUnchanged };

// A merged event, as the code that merges makes it.
struct EventToStore {
  std::string id, type;
  std::string first_day, last_day;     // ISO 8601, or empty
  std::vector<std::string> reports;    // ids of records
  std::vector<std::string> contested;  // ids of records that deny it
  int64_t origins = 0;
  std::string json;
};

class StoreWriter {
 public:
  // Opens or makes the store and takes it for writing. Errors: those of Database
  // and MakeSchema; kIo if another process writes to it.
  static Result<StoreWriter> Open(const std::string& path, const RunStamp& run,
                                  WriterOptions options);
  StoreWriter(StoreWriter&&) noexcept;
  ~StoreWriter();  // drops what isn't committed

  // Errors: those of SplitRecord, and then the article is passed over and the
  // writer goes on; those of Database.
  Result<PutOutcome> Put(const ArticleToStore& article);

  // A new version of an event; none if it is as it was. Errors: those of Database.
  Result<PutOutcome> PutEvent(const EventToStore& event);
  // An event that is no more; `merged_into` is the one that took its place, or "".
  Status BuryEvent(const std::string& id, const std::string& reason,
                   const std::string& merged_into);

  // Lets `change` write to the tables of stories, in the batch at hand. An error that it
  // returns ends the writer's work.
  Status Change(const std::function<Status(Database* database, int64_t batch)>& change);
  // For reading what is stored and what the batch at hand holds.
  Database* database();

  // Makes all since the last Commit durable. Does nothing if there is nothing.
  Status Commit();

  // True if an error has ended the writer's work.
  bool failed() const;

 private:
  struct Impl;
  explicit StoreWriter(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace avviso

#endif  // AVVISO_STORE_STORE_WRITER_H_
