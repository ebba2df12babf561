#include "cli/messages.h"

#include <algorithm>
#include <cstdio>

#include "views/terminal_text.h"

namespace avviso {
namespace {

void Say(const std::string& text) { std::fwrite(text.data(), 1, text.size(), stderr); }

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

void Progress::Count(uint64_t bytes) {
  ++articles_;
  if (!bar_ && !lines_) return;
  const auto now = Clock::now();
  const double since = std::chrono::duration<double>(now - last_).count();
  if (lines_ ? since < 10 : since < 0.25 || seconds() < 1) return;
  last_ = now;
  std::string text = std::to_string(articles_) + " articles, " +
                     std::to_string(static_cast<uint64_t>(static_cast<double>(articles_) /
                                                          std::max(seconds(), 0.001))) +
                     " a second";
  if (total_ > 0) {
    const uint64_t done = std::min<uint64_t>(bytes * 20 / total_, 20);
    const std::string bar = std::string(done, '#').append(20 - done, '.');
    text = std::string("[").append(bar).append("] ").append(text);
  }
  Say(bar_ ? std::string("\r\x1b[K").append(text)
           : std::string("avviso: ").append(text).append("\n"));
  shown_ = bar_;
}

void Progress::Clear() {
  if (shown_) Say("\r\x1b[K");
  shown_ = false;
}

}  // namespace avviso
