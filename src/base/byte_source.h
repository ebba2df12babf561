// ByteSource: bytes that come one piece after another, from a file, a decoder or
// a string. Readers of archives take one, so that they need no files and hold no
// more than they ask for.

#ifndef AVVISO_BASE_BYTE_SOURCE_H_
#define AVVISO_BASE_BYTE_SOURCE_H_

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <string_view>

#include "base/result.h"

namespace avviso {

class ByteSource {
 public:
  virtual ~ByteSource() = default;

  // Puts 1 to `size` bytes at `to` and says how many; 0 at the end, and again
  // 0 after it. Requires size > 0. Errors: those of what is behind; kExhausted if
  // a decoder's limit is reached. After an error the source has ended.
  virtual Result<size_t> Read(char* to, size_t size) = 0;

  // True if damage was passed over just before the bytes that the last Read
  // gave (or before the end, if it gave none).
  virtual bool lost_bytes() const { return false; }
};

// The bytes of a string that outlives it.
class ViewSource : public ByteSource {
 public:
  explicit ViewSource(std::string_view bytes) : left_(bytes) {}

  Result<size_t> Read(char* to, size_t size) override {
    const size_t count = std::min(size, left_.size());
    if (count > 0) std::memcpy(to, left_.data(), count);
    left_.remove_prefix(count);
    return count;
  }

 private:
  std::string_view left_;
};

}  // namespace avviso

#endif  // AVVISO_BASE_BYTE_SOURCE_H_
