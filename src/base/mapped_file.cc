#include "base/mapped_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "base/file_system.h"

namespace avviso {

Result<MappedFile> MappedFile::Open(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return SystemError(errno, "open", path);
  struct stat info;
  MappedFile mapped;
  int failed = ::fstat(file, &info) != 0 ? errno : 0;
  if (failed == 0 && !S_ISREG(info.st_mode)) failed = EISDIR;
  if (failed == 0 && info.st_size > 0) {
    const auto size = static_cast<size_t>(info.st_size);
    void* map = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file, 0);
    if (map == MAP_FAILED) {
      failed = errno;
    } else {
      mapped.map_ = map;
      mapped.size_ = size;
    }
  }
  ::close(file);
  if (failed != 0) return SystemError(failed, "read", path);
  return mapped;
}

MappedFile::MappedFile(MappedFile&& other) noexcept
    : map_(std::exchange(other.map_, nullptr)), size_(std::exchange(other.size_, 0)) {}

MappedFile& MappedFile::operator=(MappedFile&& other) noexcept {
  std::swap(map_, other.map_);
  std::swap(size_, other.size_);
  return *this;
}

MappedFile::~MappedFile() {
  if (map_ != nullptr) ::munmap(map_, size_);
}

}  // namespace avviso
