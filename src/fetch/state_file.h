// StateFile: what is to be remembered of addresses from one run to the next.
//
// JSON Lines, one address a line, sorted:
//   {"url": "…", "etag": "…", "last_modified": "…", "due": 1696011600, "seen": ["…"]}
// It is written beside itself and renamed, so a crash leaves the old one or the new.

#ifndef AVVISO_FETCH_STATE_FILE_H_
#define AVVISO_FETCH_STATE_FILE_H_

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/result.h"

namespace avviso {

struct UrlState {
  std::string etag;
  std::string last_modified;
  int64_t due = 0;                // seconds since 1970: not before
  int64_t failures = 0;           // in a row
  bool gone = false;              // 410: never again
  std::vector<std::string> seen;  // hashes of its items, the oldest first
};

using UrlStates = std::map<std::string, UrlState>;

// Empty if there is no such file. Errors: kCorrupt, kPermission, kIo, kInvalid.
Result<UrlStates> LoadStates(const std::string& path);
Status SaveStates(const std::string& path, const UrlStates& states);

}  // namespace avviso

#endif  // AVVISO_FETCH_STATE_FILE_H_
