// Fuzz target: web archives from strangers, packed or not.
// room: archive
//
// The first byte says how the rest is read: plain, gzip or zstd, and in which pieces.
// Reading ends, bodies keep to the limit, and a response's body can be decoded.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "archive/gzip.h"
#include "archive/http_message.h"
#include "archive/warc_reader.h"
#include "archive/zstd_source.h"
#include "base/check.h"

namespace {

class Pieces : public avviso::ByteSource {
 public:
  Pieces(std::string_view bytes, size_t step) : left_(bytes), step_(step) {}
  avviso::Result<size_t> Read(char* to, size_t size) override {
    const size_t count = std::min({size, step_, left_.size()});
    if (count > 0) std::memcpy(to, left_.data(), count);
    left_.remove_prefix(count);
    return count;
  }

 private:
  std::string_view left_;
  size_t step_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  const size_t step = (data[0] & 4) != 0 ? 3 : 4096;
  std::unique_ptr<avviso::ByteSource> source = std::make_unique<Pieces>(bytes, step);
  const avviso::ExpansionLimit limit{1 << 20, 200};
  if ((data[0] & 3) == 1) {
    source = std::make_unique<avviso::GzipSource>(std::move(source), limit);
  } else if ((data[0] & 3) == 2) {
    source = std::make_unique<avviso::ZstdSource>(std::move(source), limit);
  }
  avviso::WarcOptions options;
  options.bodies = ~0U;
  options.most_body = 1 << 16;
  avviso::WarcReader reader(std::move(source), options);
  avviso::WarcRecord record;
  uint64_t last = 0;
  for (size_t calls = 0;; ++calls) {
    AVVISO_CHECK(calls <= 8 * (size + (8 << 20)));  // ends, however it is broken
    const auto more = reader.Next(&record);
    if (!more.ok()) {
      const avviso::ErrorCode code = more.error().code;
      const bool passed_over =
          code == avviso::ErrorCode::kCorrupt || code == avviso::ErrorCode::kTruncated;
      if (!passed_over) break;
      continue;
    }
    if (!more.value()) break;
    AVVISO_CHECK(record.body.size() <= options.most_body);
    AVVISO_CHECK(record.offset >= last);
    last = record.offset;
    const auto response = avviso::ParseHttpResponse(record.body);
    if (!response.ok()) continue;
    std::string body;
    std::vector<avviso::Note> notes;
    avviso::DecodeHttpBody(response.value(), 1000, &body, &notes);
    AVVISO_CHECK(body.size() <= 1000);
  }
  return 0;
}
