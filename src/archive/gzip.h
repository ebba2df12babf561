// gzip: streams of one or more members in, members out.
//
//   compressed bytes -> GzipSource -> plain bytes
//
// A file of several members, as crawlers write (a member a record), is read as one
// stream. Damage (a broken member, a wrong checksum, bytes between members) costs
// the member it is in: the source goes on at the next member and says so by
// lost_bytes(). Checksums are checked. Memory: 350 kB.
// Source: RFC 1951, RFC 1952.

#ifndef AVVISO_ARCHIVE_GZIP_H_
#define AVVISO_ARCHIVE_GZIP_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/byte_source.h"

namespace avviso {

// Against bombs: a member that has given more than `free` bytes may not be
// larger than `ratio` times what it was made from.
struct ExpansionLimit {
  uint64_t free = 64 << 20;
  uint64_t ratio = 200;
  bool Allows(uint64_t in, uint64_t out) const { return out <= free || out / ratio <= in; }
};

class GzipSource : public ByteSource {
 public:
  explicit GzipSource(std::unique_ptr<ByteSource> compressed, ExpansionLimit limit = {});
  ~GzipSource() override;

  // Errors: kExhausted if a member breaks the limit; those of what is behind.
  Result<size_t> Read(char* to, size_t size) override;
  bool lost_bytes() const override { return lost_; }

 private:
  struct State;
  bool FindMember();
  Result<bool> Fill();

  std::unique_ptr<ByteSource> compressed_;
  ExpansionLimit limit_;
  std::unique_ptr<State> state_;
  bool lost_ = false;
  bool damaged_ = false;  // to be told with the next bytes
};

enum class DeflateForm { kGzip, kZlib, kRaw };

// All of `in`, a single stream, to `*out` in place of what it held, at most `most`
// bytes of it. Errors: kCorrupt, kTruncated (`*out` has what came before);
// kExhausted (`*out` has the first `most` bytes).
Status Inflate(std::string_view in, DeflateForm form, size_t most, std::string* out);

// Appends `bytes` as one gzip member without a time stamp.
void AppendGzipMember(std::string_view bytes, std::string* out);

}  // namespace avviso

#endif  // AVVISO_ARCHIVE_GZIP_H_
