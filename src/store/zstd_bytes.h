// Bytes packed with zstd, for the columns of the store that are called zstd.

#ifndef AVVISO_STORE_ZSTD_BYTES_H_
#define AVVISO_STORE_ZSTD_BYTES_H_

#include <string>
#include <string_view>

#include "base/result.h"

namespace avviso {

// One frame that states its size. The same bytes give the same frame.
std::string PackZstd(std::string_view bytes);

// Errors: kCorrupt, with `name`, if it isn't what PackZstd makes.
Result<std::string> UnpackZstd(std::string_view packed, const std::string& name);

}  // namespace avviso

#endif  // AVVISO_STORE_ZSTD_BYTES_H_
