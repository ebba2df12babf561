#include "store/zstd_bytes.h"

#include <zstd.h>

#include "base/check.h"

namespace avviso {
namespace {

constexpr int kLevel = 3;
constexpr unsigned long long kMost = 1ULL << 31;  // a frame that claims more is no page of ours

}  // namespace

std::string PackZstd(std::string_view bytes) {
  std::string packed(ZSTD_compressBound(bytes.size()), '\0');
  const size_t size =
      ZSTD_compress(packed.data(), packed.size(), bytes.data(), bytes.size(), kLevel);
  AVVISO_CHECK(ZSTD_isError(size) == 0);
  packed.resize(size);
  return packed;
}

Result<std::string> UnpackZstd(std::string_view packed, const std::string& name) {
  const unsigned long long size = ZSTD_getFrameContentSize(packed.data(), packed.size());
  if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN || size > kMost) {
    return Error{ErrorCode::kCorrupt, name + ": no zstd frame of known size"};
  }
  std::string bytes(static_cast<size_t>(size), '\0');
  const size_t got = ZSTD_decompress(bytes.data(), bytes.size(), packed.data(), packed.size());
  if (ZSTD_isError(got) != 0 || got != bytes.size()) {
    return Error{ErrorCode::kCorrupt, name + ": a damaged zstd frame"};
  }
  return bytes;
}

}  // namespace avviso
