#include "store/writer_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "base/file_system.h"

namespace avviso {
namespace {

// False if the name has come to stand for another file since it was opened: who
// held the lock has removed it.
bool StillThere(int fd, const std::string& name) {
  struct stat open{}, named{};
  return ::fstat(fd, &open) == 0 && ::stat(name.c_str(), &named) == 0 &&
         open.st_ino == named.st_ino && open.st_dev == named.st_dev;
}

}  // namespace

Result<WriterLock> WriterLock::Take(const std::string& path) {
  const std::string name = path + "-writer";
  while (true) {
    const int fd = ::open(name.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (fd < 0) return SystemError(errno, "write", name);
    WriterLock lock(fd, name);
    if (::flock(fd, LOCK_EX | LOCK_NB) != 0) {
      const int number = errno;
      lock.name_.clear();  // it is the other's
      if (number != EWOULDBLOCK) return SystemError(number, "lock", name);
      return Error{ErrorCode::kIo, path + ": another program is writing to it (readers may read)"};
    }
    if (StillThere(fd, name)) return lock;
    lock.name_.clear();
  }
}

WriterLock::WriterLock(WriterLock&& other) noexcept
    : fd_(std::exchange(other.fd_, -1)), name_(std::move(other.name_)) {}

WriterLock& WriterLock::operator=(WriterLock&& other) noexcept {
  std::swap(fd_, other.fd_);
  std::swap(name_, other.name_);
  return *this;
}

WriterLock::~WriterLock() {
  if (fd_ < 0) return;
  if (!name_.empty()) ::unlink(name_.c_str());
  ::close(fd_);
}

}  // namespace avviso
