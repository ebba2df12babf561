// A file mapped into memory, read-only: pages come in as they are touched, and are shared with
// other processes that map it.

#ifndef AVVISO_BASE_MAPPED_FILE_H_
#define AVVISO_BASE_MAPPED_FILE_H_

#include <cstddef>
#include <string>
#include <string_view>

#include "base/result.h"

namespace avviso {

class MappedFile {
 public:
  // Errors: kNotFound, kPermission, kInvalid for a folder, kIo.
  static Result<MappedFile> Open(const std::string& path);

  MappedFile() = default;  // no bytes
  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&& other) noexcept;
  ~MappedFile();

  // At a page's border.
  std::string_view bytes() const { return {static_cast<const char*>(map_), size_}; }

 private:
  void* map_ = nullptr;
  size_t size_ = 0;
};

}  // namespace avviso

#endif  // AVVISO_BASE_MAPPED_FILE_H_
