// Messages to the user, on standard error.

#ifndef AVVISO_CLI_MESSAGES_H_
#define AVVISO_CLI_MESSAGES_H_

#include <chrono>
#include <cstdint>
#include <string>

#include "base/result.h"

namespace avviso {

// "avviso: error[not-found]: cannot open x.txt: …", on one line.
void ReportError(const Error& error);

// How far long work has come. On a terminal one line that is rewritten four times
// a second, from the second second on; with `lines` a line every ten seconds.
class Progress {
 public:
  // `total` bytes of input, 0 if not known.
  Progress(bool bar, bool lines, uint64_t total);
  // One more article; `bytes` of input are read by now. `more` stands behind the rest.
  void Count(uint64_t bytes, const std::string& more = "");
  // Takes the bar away, so that other text can be written.
  void Clear();
  uint64_t articles() const { return articles_; }
  double seconds() const;

 private:
  using Clock = std::chrono::steady_clock;
  bool bar_;
  bool lines_;
  uint64_t total_;
  uint64_t articles_ = 0;
  bool shown_ = false;
  Clock::time_point start_ = Clock::now();
  Clock::time_point last_ = start_;
};

}  // namespace avviso

#endif  // AVVISO_CLI_MESSAGES_H_
