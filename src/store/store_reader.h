// StoreReader: answers from a store, beside a writer or from a copy.
//
// Each call sees the store as it is at that moment. A walk over pages goes on from
// the last row of the page before, whatever was written meanwhile: no row comes
// twice, and none that was there is left out.
//
// Cost: a page is O(log n + rows looked at); an index on day, type, actor and pair,
// full text over texts and sentences, an R-tree over places. With Order::kBestFit
// every match is weighed, but of a search by words alone only the newest 2,000: so a
// word that is everywhere costs no more than others.
// Thread safety: one thread at a time; open one for each.

#ifndef AVVISO_STORE_STORE_READER_H_
#define AVVISO_STORE_STORE_READER_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "store/database.h"
#include "store/record_query.h"

namespace avviso {

struct StoredRevision {
  std::string key;
  int64_t number = 0;
  bool current = false;
  std::string input_sha256;
  std::string record;               // byte for byte as it was put
  std::string raw_sha256, archive;  // empty if there is no raw page
  int64_t archive_offset = 0;
};

struct StoredStory {
  std::string id;
  int64_t articles = 0, outlets = 0;
  std::string first, last;  // times of publication
  std::string headline;     // of the article that founded it
};

class StoreReader {
 public:
  // Errors: those of Database and CheckSchema.
  static Result<StoreReader> Open(const std::string& path, const std::string& vfs = "");

  // Errors: kInvalid for a search, a cursor or a time that can't be understood.
  Result<RecordPage> Find(const RecordQuery& query);

  // The records that a query finds, counted. Errors: as of Find. Cost: linear in these records.
  Result<Series> Count(const SeriesQuery& query);

  // From the roll-ups, in the order of days, then types.
  Result<std::vector<DailyCount>> CountByDay(const DailyQuery& query);

  // True if the store holds a revision of this key made of this input.
  Result<bool> Holds(const std::string& key, const std::string& input_sha256);

  // All revisions in the order of keys, then numbers, until `each` returns an error,
  // which is handed on. Errors: kCorrupt.
  Status ForEachRevision(const std::function<Status(const StoredRevision&)>& each);

  // The merged events as they stand, in the order of their first day.
  Status ForEachEvent(const std::function<Status(const std::string& json)>& each);
  // In the order of their first article.
  Status ForEachStory(const std::function<Status(const StoredStory&)>& each);
  // The event of this id, or that a record of this id tells of or contests; none if there
  // is none.
  Result<std::optional<std::string>> EventWith(const std::string& id);

  // That version of a merged event; "" if there is none.
  Result<std::string> EventAt(const std::string& id, int64_t version);

  // The bytes of the page that a revision was read from; none if they aren't here.
  Result<std::optional<std::string>> RawPageOf(const std::string& key, int64_t number);

  Database& database() { return database_; }

 private:
  explicit StoreReader(Database database) : database_(std::move(database)) {}
  Database database_;
};

// `given` as FTS5 understands it: words that all must be there, "phrases", begin*;
// OR, AND and NOT join them.
std::string SearchExpression(const std::string& given);

}  // namespace avviso

#endif  // AVVISO_STORE_STORE_READER_H_
