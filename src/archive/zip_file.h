// ZipFile: the members of a zip archive as sources of bytes, one at a time. The
// only code that knows the library behind it (libzip).
//
// Names are for messages alone: nothing is written anywhere. Encrypted members
// and those compressed in rare ways are refused one by one. A member is bounded by
// ExpansionLimit.

#ifndef AVVISO_ARCHIVE_ZIP_FILE_H_
#define AVVISO_ARCHIVE_ZIP_FILE_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "archive/gzip.h"
#include "base/byte_source.h"

namespace avviso {

class ZipFile {
 public:
  // The whole of a zip file's bytes. Errors: kCorrupt.
  static Result<ZipFile> FromBytes(std::string bytes);
  // Errors: kNotFound, kPermission, kIo, kCorrupt.
  static Result<ZipFile> Open(const std::string& path);

  ZipFile(ZipFile&&) noexcept;
  ZipFile& operator=(ZipFile&&) noexcept;
  ~ZipFile();

  // Names of the members that aren't folders, in the archive's order.
  const std::vector<std::string>& names() const;

  // Lives no longer than the ZipFile. Errors: kUnsupported (encrypted, another way
  // of compression), kCorrupt. Requires index < names().size().
  Result<std::unique_ptr<ByteSource>> Member(size_t index) const;

 private:
  struct Impl;
  explicit ZipFile(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace avviso

#endif  // AVVISO_ARCHIVE_ZIP_FILE_H_
