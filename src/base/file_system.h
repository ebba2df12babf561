// Files, as the engine sees them.

#ifndef AVVISO_BASE_FILE_SYSTEM_H_
#define AVVISO_BASE_FILE_SYSTEM_H_

#include <cstdint>
#include <string>

#include "base/result.h"

namespace avviso {

// The whole of a regular file. Errors: kNotFound; kPermission; kInvalid if it is
// a folder; kIo; kExhausted if it is larger than `max_bytes`.
Result<std::string> ReadFile(const std::string& path, uint64_t max_bytes = UINT64_MAX);

// Writes `bytes` to `path` through a temporary file and a rename, so that a
// reader sees the old file or the new one. Errors: kPermission, kIo, kNotFound
// (no such folder).
Status WriteFile(const std::string& path, const std::string& bytes);

bool FileExists(const std::string& path);

// "dir/name". `dir` may end in a slash or be empty.
std::string JoinPath(const std::string& dir, const std::string& name);

// An Error for the errno of a failed call on `path`.
Error SystemError(int error_number, const std::string& action, const std::string& path);

}  // namespace avviso

#endif  // AVVISO_BASE_FILE_SYSTEM_H_
