// LineReader: the lines of a stream, one at a time, in bounded memory.

#ifndef AVVISO_ENGINE_LINE_READER_H_
#define AVVISO_ENGINE_LINE_READER_H_

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "base/byte_source.h"
#include "base/result.h"

namespace avviso {

// Closes its descriptor when it goes.
class OpenFile {
 public:
  OpenFile() = default;
  explicit OpenFile(int fd) : fd_(fd) {}
  OpenFile(OpenFile&& other) noexcept;
  OpenFile& operator=(OpenFile&& other) noexcept;
  ~OpenFile();

  // Opens `path` to read; "-" is standard input. Errors: kNotFound, kPermission,
  // kInvalid for a folder, kIo.
  static Result<OpenFile> Read(const std::string& path);

  int fd() const { return fd_; }

 private:
  int fd_ = -1;
};

// The bytes of a file. `name` is for messages; `*count`, if given, goes up by what is
// read and must outlive this.
class FileSource : public ByteSource {
 public:
  FileSource(OpenFile file, std::string name, std::atomic<uint64_t>* count = nullptr)
      : file_(std::move(file)), name_(std::move(name)), count_(count) {}

  Result<size_t> Read(char* to, size_t size) override;  // errors: kIo

 private:
  OpenFile file_;
  std::string name_;
  std::atomic<uint64_t>* count_;
};

// Appends up to `most` bytes to `*out`; less only at the end. `*lost` is set if damage
// was passed over. Errors: the source's.
Status ReadUpTo(ByteSource* source, uint64_t most, std::string* out, bool* lost);

class LineReader {
 public:
  // `name` is for messages; lines longer than `most` bytes are passed over.
  LineReader(std::unique_ptr<ByteSource> source, std::string name, uint64_t most);
  LineReader(OpenFile file, const std::string& name, uint64_t most);

  // Moves to the next line, without its "\n" (or "\r\n"). None at the end. Errors:
  // kExhausted if the line is longer than allowed (the next call goes on after
  // it); the source's, after which the end follows. Memory: one line and 256 kB.
  std::optional<Result<std::string>> Next();

  uint64_t number() const { return number_; }  // of the line last returned, from 1
  const std::string& name() const { return name_; }

 private:
  bool Fill();  // false at the end or on an error, which is then in failure_

  std::unique_ptr<ByteSource> source_;
  std::string name_;
  uint64_t most_;
  std::string buffer_;
  size_t at_ = 0;  // of buffer_, not yet handed out
  uint64_t number_ = 0;
  std::optional<Error> failure_;
};

}  // namespace avviso

#endif  // AVVISO_ENGINE_LINE_READER_H_
