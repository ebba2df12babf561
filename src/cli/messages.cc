#include "cli/messages.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>

#include "views/terminal_text.h"

namespace avviso {
namespace {

void Say(const std::string& text) { std::fwrite(text.data(), 1, text.size(), stderr); }

// "4 min left"; "" if nothing can be said.
std::string Left(uint64_t done, uint64_t total, double seconds) {
  if (done == 0 || done >= total) return "";
  const double left = seconds * static_cast<double>(total - done) / static_cast<double>(done);
  const auto rounded = static_cast<uint64_t>(left) + 1;
  if (rounded < 120) return std::to_string(rounded) + " s left";
  if (rounded < 7200) return std::to_string(rounded / 60) + " min left";
  return std::to_string(rounded / 3600) + " h left";
}

// Of the terminal that messages go to.
size_t ScreenWidth() {
  winsize size{};
  return ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 1 ? size.ws_col : 80;
}

}  // namespace

void ReportError(const Error& error) {
  Say("avviso: error[" + std::string(ErrorName(error.code)) + "]: " + Printable(error.message) +
      "\n");
}

Progress::Progress(bool bar, bool lines, uint64_t total)
    : bar_(bar), lines_(lines && !bar), total_(total) {}

double Progress::seconds() const {
  return std::chrono::duration<double>(Clock::now() - start_).count();
}

void Progress::Count(uint64_t bytes, const std::string& more) {
  ++articles_;
  if (!bar_ && !lines_) return;
  const auto now = Clock::now();
  const double since = std::chrono::duration<double>(now - last_).count();
  if (lines_ ? since < 10 : since < 0.25 || seconds() < 1) return;
  last_ = now;
  std::string text = std::to_string(articles_) + (articles_ == 1 ? " article, " : " articles, ") +
                     std::to_string(static_cast<uint64_t>(static_cast<double>(articles_) /
                                                          std::max(seconds(), 0.001))) +
                     " a second";
  if (total_ > 0) {
    if (bar_) {
      const uint64_t done = std::min<uint64_t>(bytes * 20 / total_, 20);
      const std::string bar = std::string(done, '#').append(20 - done, '.');
      text = std::string("[").append(bar).append("] ").append(text);
    } else {
      text.append(", ").append(std::to_string(std::min<uint64_t>(bytes * 100 / total_, 100)));
      text.append(" %");
    }
    const std::string left = Left(bytes, total_, seconds());
    if (!left.empty()) text.append(", ").append(left);
  }
  if (!more.empty()) text.append(", ").append(more);
  // A line that is broken can't be taken back.
  if (bar_) text.resize(std::min(text.size(), ScreenWidth() - 1));
  Say(bar_ ? std::string("\r\x1b[K").append(text)
           : std::string("avviso: ").append(text).append("\n"));
  shown_ = bar_;
}

void Progress::Clear() {
  if (shown_) Say("\r\x1b[K");
  shown_ = false;
}

}  // namespace avviso
