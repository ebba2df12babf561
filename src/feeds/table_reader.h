// TableReader: the rows of a CSV or TSV file, one at a time.
//
// Fields may be quoted, and then hold separators, line ends and doubled quotes (RFC
// 4180). A quote within a field that doesn't start with one is an ordinary character.
// Memory: one row, at most `most` bytes; a longer one is passed over.

#ifndef AVVISO_FEEDS_TABLE_READER_H_
#define AVVISO_FEEDS_TABLE_READER_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/byte_source.h"

namespace avviso {

// The separator that a table's first line shows: tab, comma or semicolon, whichever it
// holds most of outside quotes; 0 if none.
char SniffSeparator(std::string_view start);

class TableReader {
 public:
  TableReader(std::unique_ptr<ByteSource> source, char separator, uint64_t most);

  // The next row that isn't empty; none at the end. Errors: kExhausted for a row
  // over the limit (the next call goes on after it); the source's, and then the end.
  std::optional<Result<std::vector<std::string>>> Next();

  uint64_t number() const { return number_; }  // of the row last returned, from 1

 private:
  bool Fill();
  bool TakeRow(std::vector<std::string>* row);  // false if it was too long
  int Peek();

  std::unique_ptr<ByteSource> source_;
  char separator_;
  uint64_t most_;
  std::string buffer_;
  size_t at_ = 0;
  uint64_t number_ = 0;
  bool ended_ = false;
  std::optional<Error> failure_;
};

}  // namespace avviso

#endif  // AVVISO_FEEDS_TABLE_READER_H_
