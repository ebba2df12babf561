// A record (a line of `avviso code`) taken apart, so that the store holds its text
// and its events once, each where it can be searched, and put together again to
// the same bytes.

#ifndef AVVISO_STORE_RECORD_PARTS_H_
#define AVVISO_STORE_RECORD_PARTS_H_

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace avviso {

struct RecordParts {
  std::string envelope;             // the record with null for its text and [] for its events
  std::string text;                 // plain, not as JSON
  std::vector<std::string> events;  // JSON objects
};

// Errors: kCorrupt if `record` isn't JSON; kInvalid if it has no text or events, or
// isn't written as avviso writes records, so that JoinRecord would give other bytes.
Result<RecordParts> SplitRecord(std::string_view record, const std::string& name);

// Requires parts of SplitRecord; of others the result is some string.
std::string JoinRecord(const RecordParts& parts);

}  // namespace avviso

#endif  // AVVISO_STORE_RECORD_PARTS_H_
