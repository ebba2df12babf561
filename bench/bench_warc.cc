// Reads a WARC file as the engine does and prints what it found and how fast: records
// of pages, bytes of their bodies, a hash of them, CPU seconds, MB/s of plain bytes.
//
//     bench_warc FILE [RUNS]

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <memory>
#include <string>

#include "archive/gzip.h"
#include "archive/http_message.h"
#include "archive/warc_reader.h"
#include "base/hash.h"

namespace {

class File : public avviso::ByteSource {
 public:
  explicit File(const char* path) : fd_(::open(path, O_RDONLY)) {}
  ~File() override { ::close(fd_); }
  avviso::Result<size_t> Read(char* to, size_t size) override {
    const ssize_t got = ::read(fd_, to, size);
    if (got < 0) return avviso::Error{avviso::ErrorCode::kIo, "cannot read"};
    return static_cast<size_t>(got);
  }

 private:
  int fd_;
};

struct Found {
  size_t records = 0;
  size_t bytes = 0;  // of bodies
  uint64_t hash = 0;
  uint64_t plain = 0;  // bytes of the records, with headers
};

Found ReadAll(const char* path) {
  std::unique_ptr<avviso::ByteSource> source = std::make_unique<File>(path);
  if (std::string_view(path).substr(std::max<size_t>(std::string_view(path).size(), 3) - 3) ==
      ".gz") {
    source = std::make_unique<avviso::GzipSource>(std::move(source));
  }
  avviso::WarcOptions options;
  options.bodies = static_cast<unsigned>(avviso::WarcType::kResponse);
  avviso::WarcReader reader(std::move(source), options);
  avviso::WarcRecord record;
  Found found;
  while (true) {
    const auto more = reader.Next(&record);
    if (!more.ok()) std::fprintf(stderr, "%s\n", more.error().message.c_str());
    if (!more.ok()) continue;
    if (!more.value()) break;
    const auto response = avviso::ParseHttpResponse(record.body);
    if (!response.ok()) continue;
    ++found.records;
    found.bytes += response.value().body.size();
    found.hash = found.hash * 31 + avviso::MurmurHash64A(response.value().body, 1);
    found.plain = record.offset + record.length;
  }
  return found;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return 2;
  const int runs = argc > 2 ? std::atoi(argv[2]) : 5;
  double best = 1e9;
  Found found;
  for (int run = 0; run < runs; ++run) {
    const std::clock_t start = std::clock();
    found = ReadAll(argv[1]);
    best = std::min(best, static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC);
  }
  std::printf(
      "{\"records\": %zu, \"bytes\": %zu, \"hash\": \"%016llx\", \"seconds\": %.4f, "
      "\"mb_per_s\": %.0f}\n",
      found.records, found.bytes, static_cast<unsigned long long>(found.hash), best,
      static_cast<double>(found.plain) / 1e6 / best);
  return 0;
}
