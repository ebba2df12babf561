#include "base/file_system.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

namespace avviso {
namespace {

// Closes its descriptor at the end of the scope.
struct Descriptor {
  int fd;
  ~Descriptor() {
    if (fd >= 0) ::close(fd);
  }
};

}  // namespace

Error SystemError(int error_number, const std::string& action, const std::string& path) {
  ErrorCode code = ErrorCode::kIo;
  if (error_number == ENOENT || error_number == ENOTDIR) code = ErrorCode::kNotFound;
  if (error_number == EACCES || error_number == EPERM || error_number == EROFS) {
    code = ErrorCode::kPermission;
  }
  if (error_number == EISDIR) code = ErrorCode::kInvalid;
  return {code, "cannot " + action + " " + path + ": " + std::strerror(error_number)};
}

Result<std::string> ReadFile(const std::string& path, uint64_t max_bytes) {
  const Descriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
  if (file.fd < 0) return SystemError(errno, "open", path);
  struct stat info;
  if (::fstat(file.fd, &info) != 0) return SystemError(errno, "read", path);
  if (S_ISDIR(info.st_mode)) return SystemError(EISDIR, "read", path);
  std::string bytes;
  if (info.st_size > 0 && static_cast<uint64_t>(info.st_size) <= max_bytes) {
    bytes.reserve(static_cast<size_t>(info.st_size));
  }
  constexpr size_t kStep = 1 << 18;
  while (true) {
    const size_t size = bytes.size();
    bytes.resize(size + kStep);
    const ssize_t got = ::read(file.fd, bytes.data() + size, kStep);
    bytes.resize(size + static_cast<size_t>(got > 0 ? got : 0));
    if (got == 0) break;
    if (got < 0 && errno != EINTR) return SystemError(errno, "read", path);
    if (bytes.size() > max_bytes) {
      return Error{ErrorCode::kExhausted,
                   path + " is larger than the limit of " + std::to_string(max_bytes) + " bytes"};
    }
  }
  return bytes;
}

Status WriteFile(const std::string& path, const std::string& bytes) {
  const std::string temporary = path + ".partial-" + std::to_string(::getpid());
  {
    const Descriptor file{
        ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644)};
    if (file.fd < 0) return SystemError(errno, "write", path);
    size_t done = 0;
    while (done < bytes.size()) {
      const ssize_t put = ::write(file.fd, bytes.data() + done, bytes.size() - done);
      if (put < 0 && errno == EINTR) continue;
      if (put < 0) {
        const Error error = SystemError(errno, "write", path);
        ::unlink(temporary.c_str());
        return error;
      }
      done += static_cast<size_t>(put);
    }
    if (::fsync(file.fd) != 0 && errno != EINVAL) return SystemError(errno, "write", path);
  }
  if (::rename(temporary.c_str(), path.c_str()) != 0) {
    const Error error = SystemError(errno, "write", path);
    ::unlink(temporary.c_str());
    return error;
  }
  return Ok();
}

bool FileExists(const std::string& path) { return ::access(path.c_str(), F_OK) == 0; }

std::string JoinPath(const std::string& dir, const std::string& name) {
  if (dir.empty()) return name;
  return dir.back() == '/' ? dir + name : dir + "/" + name;
}

}  // namespace avviso
