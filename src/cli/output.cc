#include "cli/output.h"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <utility>

#include "base/file_system.h"
#include "cli/command_line.h"
#include "cli/messages.h"

namespace avviso {

Result<Output> Output::Open(const std::string& path) {
  if (path.empty()) return Output(STDOUT_FILENO, "standard output");
  return OpenFile(path, O_TRUNC);
}

Result<Output> Output::Append(const std::string& path) { return OpenFile(path, O_APPEND); }

Result<Output> Output::OpenFile(const std::string& path, int mode) {
  const int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | mode, 0644);
  if (fd < 0) return SystemError(errno, "write", path);
  return Output(fd, path);
}

Output::Output(Output&& other) noexcept
    : fd_(std::exchange(other.fd_, -1)), name_(std::move(other.name_)), closed_(other.closed_) {}

Output::~Output() {
  if (fd_ > STDERR_FILENO) ::close(fd_);
}

Status Output::Write(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t put = ::write(fd_, bytes.data(), bytes.size());
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) {
      closed_ = errno == EPIPE;
      return SystemError(errno, "write", name_);
    }
    bytes.remove_prefix(static_cast<size_t>(put));
  }
  return Ok();
}

Status Output::Close() {
  const int fd = std::exchange(fd_, -1);
  if (fd >= 0 && ::close(fd) != 0) return SystemError(errno, "write", name_);
  return Ok();
}

bool Output::terminal() const { return ::isatty(fd_) == 1; }

size_t Output::width() const {
  winsize size{};
  if (::ioctl(fd_, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  const char* columns = std::getenv("COLUMNS");
  const long given = columns == nullptr ? 0 : std::strtol(columns, nullptr, 10);
  return given > 0 ? static_cast<size_t>(std::min(given, 1000L)) : 100;
}

int Print(std::string_view text) {
  Result<Output> output = Output::Open("");
  Status done = output.value().Write(text);
  if (done.ok()) done = output.value().Close();
  if (done.ok()) return kExitFine;
  if (output.value().closed()) return kExitClosedPipe;
  ReportError(done.error());
  return kExitOutput;
}

bool WantsColor(const std::string& when, const Output& output) {
  if (when != "auto") return when == "always";
  const char* refused = std::getenv("NO_COLOR");
  return output.terminal() && (refused == nullptr || *refused == '\0');
}

}  // namespace avviso
