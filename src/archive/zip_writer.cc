#include "archive/zip_writer.h"

#include <zip.h>

#include <memory>

namespace avviso {
namespace {

struct Discard {
  void operator()(zip_t* archive) const { zip_discard(archive); }
};
struct FreeSource {
  void operator()(zip_source_t* source) const { zip_source_free(source); }
};

// Takes the bytes that the archive was written to; "" if they can't be had.
std::string BytesOf(zip_source_t* source) {
  std::string bytes;
  if (zip_source_open(source) != 0) return bytes;
  zip_stat_t stat;
  zip_stat_init(&stat);
  if (zip_source_stat(source, &stat) == 0) {
    bytes.resize(stat.size);
    const zip_int64_t got = zip_source_read(source, bytes.data(), stat.size);
    if (got < 0 || static_cast<zip_uint64_t>(got) != stat.size) bytes.clear();
  }
  zip_source_close(source);
  return bytes;
}

}  // namespace

Result<std::string> ZipOf(const std::string& name, std::string_view content) {
  const Error failed{ErrorCode::kExhausted, name + ": can't be packed"};
  zip_error_t error;
  zip_error_init(&error);
  const std::unique_ptr<zip_source_t, FreeSource> target(
      zip_source_buffer_create(nullptr, 0, 0, &error));
  if (!target) return failed;
  zip_source_keep(target.get());  // the archive takes one reference, we read by the other
  std::unique_ptr<zip_t, Discard> archive(zip_open_from_source(target.get(), ZIP_TRUNCATE, &error));
  if (!archive) {
    zip_source_free(target.get());
    return failed;
  }
  zip_source_t* member = zip_source_buffer(archive.get(), content.data(), content.size(), 0);
  if (member == nullptr) return failed;
  const zip_int64_t index = zip_file_add(archive.get(), name.c_str(), member, ZIP_FL_ENC_UTF_8);
  if (index < 0) {
    zip_source_free(member);
    return failed;
  }
  constexpr zip_uint16_t kFirstDay = (0 << 9) | (1 << 5) | 1;  // 1980-01-01 in DOS form
  if (zip_file_set_dostime(archive.get(), static_cast<zip_uint64_t>(index), 0, kFirstDay, 0) != 0) {
    return failed;
  }
  if (zip_close(archive.get()) != 0) return failed;
  static_cast<void>(archive.release());  // closed: nothing is left to discard
  std::string bytes = BytesOf(target.get());
  if (bytes.empty()) return failed;
  return bytes;
}

}  // namespace avviso
