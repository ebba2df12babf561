// Looking after a store: what it holds, whether it is whole, making it smaller, and
// a canonical dump to compare stores by.

#ifndef AVVISO_STORE_STORE_CARE_H_
#define AVVISO_STORE_STORE_CARE_H_

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "store/store_reader.h"

namespace avviso {

struct StoreInfo {
  int64_t version = 0;                                  // of the schema
  int64_t bytes = 0;                                    // of the file, without its log
  std::vector<std::pair<std::string, int64_t>> counts;  // "articles", "records", …
  std::string first_stored, last_stored;                // times of batches
  std::string first_day, last_day;                      // of records
  std::vector<std::string> engines;  // "0.1.0 en_core_web_sm-3.8.0 4f…", each once
};

Result<StoreInfo> DescribeStore(StoreReader* reader);

// What is wrong with a store, a line each; empty if nothing is. Looks at SQLite's own
// structure, that what belongs together is there, the hash of every text and record,
// and the roll-ups against a fresh count. `check_record` may add a check of its own
// (name, record). Errors: only those that end the checking.
Result<std::vector<std::string>> CheckStore(
    StoreReader* reader,
    const std::function<Status(const std::string& name, std::string_view record)>& check_record);

// Rebuilds the file without its holes and brings the planner's statistics up to
// date. Needs as much free room as the store takes. Errors: kIo if another program
// writes to it; those of Database.
Status VacuumStore(const std::string& path);

// The whole content as JSON Lines in an order of its own, without rows' numbers and
// without times of storing: equal stores give equal bytes. Revisions first, then
// merged events, tombstones and roll-ups. `write` may stop it with an error.
Status DumpStore(StoreReader* reader, const std::function<Status(const std::string&)>& write);

}  // namespace avviso

#endif  // AVVISO_STORE_STORE_CARE_H_
