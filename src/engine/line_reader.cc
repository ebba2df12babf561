#include "engine/line_reader.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "base/file_system.h"

namespace avviso {
namespace {

constexpr size_t kPiece = 1 << 18;

// read() that isn't cut short by a signal.
ssize_t ReadSome(int fd, char* to, size_t size) {
  while (true) {
    const ssize_t got = ::read(fd, to, size);
    if (got >= 0 || errno != EINTR) return got;
  }
}

}  // namespace

OpenFile::OpenFile(OpenFile&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}

OpenFile& OpenFile::operator=(OpenFile&& other) noexcept {
  std::swap(fd_, other.fd_);
  return *this;
}

OpenFile::~OpenFile() {
  if (fd_ > STDERR_FILENO) ::close(fd_);
}

Result<OpenFile> OpenFile::Read(const std::string& path) {
  if (path == "-") return OpenFile(STDIN_FILENO);
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return SystemError(errno, "open", path);
  OpenFile file(fd);
  struct stat info;
  if (::fstat(fd, &info) != 0) return SystemError(errno, "read", path);
  if (S_ISDIR(info.st_mode)) return SystemError(EISDIR, "read", path);
  return file;
}

Result<size_t> FileSource::Read(char* to, size_t size) {
  const ssize_t got = ReadSome(file_.fd(), to, size);
  if (got < 0) return SystemError(errno, "read", name_);
  if (count_ != nullptr) *count_ += static_cast<uint64_t>(got);
  return static_cast<size_t>(got);
}

Status ReadUpTo(ByteSource* source, uint64_t most, std::string* out, bool* lost) {
  uint64_t left = most;
  while (left > 0) {
    const size_t size = out->size();
    const size_t want = static_cast<size_t>(std::min<uint64_t>(left, kPiece));
    out->resize(size + want);
    const Result<size_t> got = source->Read(out->data() + size, want);
    out->resize(size + (got.ok() ? got.value() : 0));
    if (!got.ok()) return got.error();
    *lost = *lost || source->lost_bytes();
    if (got.value() == 0) break;
    left -= got.value();
  }
  return Ok();
}

LineReader::LineReader(std::unique_ptr<ByteSource> source, std::string name, uint64_t most)
    : source_(std::move(source)), name_(std::move(name)), most_(most) {}

LineReader::LineReader(OpenFile file, const std::string& name, uint64_t most)
    : LineReader(std::make_unique<FileSource>(std::move(file), name), name, most) {}

bool LineReader::Fill() {
  buffer_.resize(kPiece);
  at_ = 0;
  const Result<size_t> got = source_->Read(buffer_.data(), kPiece);
  if (!got.ok()) failure_ = got.error();
  buffer_.resize(got.ok() ? got.value() : 0);
  return !buffer_.empty();
}

std::optional<Result<std::string>> LineReader::Next() {
  if (failure_) return std::nullopt;
  std::string line;
  bool any = false;
  bool over = false;
  while (at_ < buffer_.size() || Fill()) {
    any = true;
    const size_t end = std::min(buffer_.find('\n', at_), buffer_.size());
    over = over || line.size() + (end - at_) > most_;
    if (over) {
      line = std::string();
    } else {
      line.append(buffer_, at_, end - at_);
    }
    at_ = std::min(end + 1, buffer_.size());
    if (end < buffer_.size()) break;
  }
  if (failure_) return Result<std::string>(*failure_);
  if (!any) return std::nullopt;
  ++number_;
  if (over) {
    return Result<std::string>(
        Error{ErrorCode::kExhausted, name_ + ":" + std::to_string(number_) +
                                         ": the line is longer than the limit of " +
                                         std::to_string(most_) + " bytes"});
  }
  if (!line.empty() && line.back() == '\r') line.pop_back();
  return Result<std::string>(std::move(line));
}

}  // namespace avviso
