// WriterLock: at most one process writes to a store for as long as it runs, not
// only while a batch is under way. Readers never take it.

#ifndef AVVISO_STORE_WRITER_LOCK_H_
#define AVVISO_STORE_WRITER_LOCK_H_

#include <string>

#include "base/result.h"

namespace avviso {

class WriterLock {
 public:
  // Takes the file `path`-writer beside the store; the system gives it up when the
  // process ends, however it ends. Errors: kIo if another process has it;
  // kPermission, kNotFound (no such folder).
  static Result<WriterLock> Take(const std::string& path);

  WriterLock(WriterLock&& other) noexcept;
  WriterLock& operator=(WriterLock&& other) noexcept;
  ~WriterLock();  // removes the file

 private:
  WriterLock(int fd, std::string name) : fd_(fd), name_(std::move(name)) {}
  int fd_;
  std::string name_;
};

}  // namespace avviso

#endif  // AVVISO_STORE_WRITER_LOCK_H_
