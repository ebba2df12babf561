// PeekSource: a source whose next bytes can be looked at before they are read.

#ifndef AVVISO_ARCHIVE_PEEK_SOURCE_H_
#define AVVISO_ARCHIVE_PEEK_SOURCE_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/byte_source.h"

namespace avviso {

class PeekSource : public ByteSource {
 public:
  explicit PeekSource(std::unique_ptr<ByteSource> inner) : inner_(std::move(inner)) {}

  // The next `most` bytes, fewer only at the end. Valid until the next call. Errors: the inner
  // source's.
  Result<std::string_view> Peek(size_t most);

  Result<size_t> Read(char* to, size_t size) override;
  bool lost_bytes() const override { return lost_; }

 private:
  static constexpr size_t kNowhere = SIZE_MAX;

  std::unique_ptr<ByteSource> inner_;
  std::string ahead_;
  size_t at_ = 0;           // of ahead_, read so far
  size_t loss_ = kNowhere;  // of ahead_, where bytes were lost
  bool lost_ = false;
  bool ended_ = false;
};

}  // namespace avviso

#endif  // AVVISO_ARCHIVE_PEEK_SOURCE_H_
