// WarcReader: the records of a web archive, one at a time.
//
//   plain bytes (of a .warc, or of a GzipSource or ZstdSource) -> records
//
// Takes WARC 0.18 to 1.1. A record whose header or length is broken is passed over:
// it gives an Error in its place, and reading goes on at the next line that starts
// with "WARC/". Bodies of records that aren't wanted are passed over without being
// held. Memory: one record, at most `most_body` and 1 MB.
// Source: ISO 28500:2017 (WARC 1.1).

#ifndef AVVISO_ARCHIVE_WARC_READER_H_
#define AVVISO_ARCHIVE_WARC_READER_H_

#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "archive/header_fields.h"
#include "base/byte_source.h"

namespace avviso {

enum class WarcType {
  kOther = 0,
  kWarcinfo = 1,
  kResponse = 2,
  kResource = 4,
  kRequest = 8,
  kMetadata = 16,
  kRevisit = 32,
  kConversion = 64,
  kContinuation = 128
};

struct WarcOptions {
  // Bits of WarcType; the others' bodies are empty.
  unsigned bodies = static_cast<unsigned>(WarcType::kResponse) |
                    static_cast<unsigned>(WarcType::kResource) |
                    static_cast<unsigned>(WarcType::kConversion);
  bool only_those = true;         // pass over the other records altogether
  uint64_t most_body = 64 << 20;  // bytes of a body that are held
};

// Views into the reader's buffer, valid until its next call.
struct WarcRecord {
  WarcType type = WarcType::kOther;
  uint64_t offset = 0;  // of the record, in plain bytes
  uint64_t length = 0;  // as its Content-Length says
  HeaderFields fields;
  std::string_view body;  // empty if not wanted; shorter than `length` if over the limit
  // WARC-Target-URI without the brackets that some writers put round it.
  std::string_view uri() const;
};

class WarcReader {
 public:
  WarcReader(std::unique_ptr<ByteSource> plain, WarcOptions options = {});

  // Moves to the next record. False at the end. Errors: kCorrupt, kTruncated for
  // a record that was passed over (the next call goes on after it); others are the
  // source's, and the end follows.
  Result<bool> Next(WarcRecord* record);

  // Revisits passed over: pages that an earlier record holds.
  uint64_t revisits() const { return revisits_; }

 private:
  struct Head {
    size_t size = 0;  // of the header, with its empty line
    uint64_t length = 0;
    WarcType type = WarcType::kOther;
  };

  Status Refill(size_t wanted);
  Result<Head> ReadHead();
  Status Skip(uint64_t count);
  Error Broken(ErrorCode code, const std::string& what, size_t resume);
  Status FindRecord();
  bool LostBefore(uint64_t end) const { return !losses_.empty() && losses_.front() < end; }
  std::string_view ahead() const { return {buffer_.data() + at_, end_ - at_}; }
  uint64_t position() const { return base_ + at_; }

  std::unique_ptr<ByteSource> source_;
  WarcOptions options_;
  std::vector<char> buffer_;
  size_t at_ = 0;           // of buffer_, what is read
  size_t end_ = 0;          // of buffer_, what is filled
  uint64_t base_ = 0;       // position of buffer_[0] in the stream
  size_t given_ = 0;        // bytes at at_ that belong to the record handed out
  uint64_t rest_ = 0;       // bytes of that record beyond the limit
  bool ended_ = false;      // of the source
  bool searching_ = false;  // for the start of a record
  uint64_t revisits_ = 0;
  std::deque<uint64_t> losses_;  // positions where bytes were lost
};

}  // namespace avviso

#endif  // AVVISO_ARCHIVE_WARC_READER_H_
