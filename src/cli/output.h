// Output: where results go. Each Write is handed to the system at once, so that a
// reader of a pipe sees a record as soon as it is made.

#ifndef AVVISO_CLI_OUTPUT_H_
#define AVVISO_CLI_OUTPUT_H_

#include <cstddef>
#include <string>
#include <string_view>

#include "base/result.h"

namespace avviso {

class Output {
 public:
  // Standard output if `path` is empty, else that file, emptied first.
  // Errors: kNotFound (no such folder), kPermission, kInvalid (a folder), kIo.
  static Result<Output> Open(const std::string& path);

  // The same, but what the file holds stays, and more is put behind it.
  static Result<Output> Append(const std::string& path);

  Output(Output&& other) noexcept;
  Output& operator=(Output&&) = delete;
  ~Output();

  // Errors: kPermission, kIo. If the reader of a pipe has gone it is kIo and
  // closed() is true.
  Status Write(std::string_view bytes);
  // Tells of errors that the system had put off. Call once, last.
  Status Close();

  bool closed() const { return closed_; }
  bool terminal() const;
  // Of the terminal, or $COLUMNS, or 100.
  size_t width() const;

 private:
  static Result<Output> OpenFile(const std::string& path, int mode);
  Output(int fd, std::string name) : fd_(fd), name_(std::move(name)) {}
  int fd_;
  std::string name_;
  bool closed_ = false;
};

// Writes `text` to standard output and returns the exit code: kExitFine, or what
// is due after an error, which it has reported.
int Print(std::string_view text);

// True if colour is wanted: `when` is auto, always or never; auto asks the
// output and $NO_COLOR.
bool WantsColor(const std::string& when, const Output& output);

}  // namespace avviso

#endif  // AVVISO_CLI_OUTPUT_H_
