// ZstdSource: Zstandard frames, one after another, as one stream of plain bytes.
//
// Knows the form of `.warc.zst`: a first skippable frame of kind 0x184D2A5D holds a
// dictionary, itself compressed or not, that all frames need. Damage ends the
// stream, since frames can't be found again for sure. Memory: the window of the
// frames, up to 128 MB; a frame that wants more is refused.
// Source: RFC 8878; the draft for Zstandard-compressed WARC files.

#ifndef AVVISO_ARCHIVE_ZSTD_SOURCE_H_
#define AVVISO_ARCHIVE_ZSTD_SOURCE_H_

#include <memory>
#include <string>
#include <string_view>

#include "archive/gzip.h"
#include "base/byte_source.h"

namespace avviso {

class ZstdSource : public ByteSource {
 public:
  explicit ZstdSource(std::unique_ptr<ByteSource> compressed, ExpansionLimit limit = {});
  ~ZstdSource() override;

  // Errors: kExhausted if the bytes grow beyond the limit; those of what is behind.
  Result<size_t> Read(char* to, size_t size) override;
  bool lost_bytes() const override { return lost_; }

 private:
  struct State;
  Result<bool> Fill();
  Status TakeDictionary();

  std::unique_ptr<ByteSource> compressed_;
  ExpansionLimit limit_;
  std::unique_ptr<State> state_;
  bool lost_ = false;
};

// All frames of `in` to `*out`, in place of what it held, as Inflate does.
Status InflateZstd(std::string_view in, size_t most, std::string* out);

}  // namespace avviso

#endif  // AVVISO_ARCHIVE_ZSTD_SOURCE_H_
