// MessagePack in: a cursor over untrusted bytes, as spaCy and thinc write them.
//
//   Msgpack in(bytes, "parser/model");
//   AVVISO_ASSIGN(uint32_t members, in.Map());
//   for (...) { AVVISO_ASSIGN(std::string_view key, in.String()); ... in.Skip(); }
//
// Nothing is copied: strings and binaries are views into the bytes. Counts are
// checked against the bytes left, so a hostile count can't make a caller reserve
// more memory than the input's own size. Skip() doesn't recurse.
//
// Errors of all calls: kTruncated if the bytes end early, kCorrupt if the next
// value is of another type. The cursor's place is then undefined.
// Source: the MessagePack specification; ext types 1 and 2 as in msgpack-numpy
// are not used by spaCy: arrays are maps {nd, type, shape, data}.

#ifndef AVVISO_NLP_INTERNAL_MSGPACK_H_
#define AVVISO_NLP_INTERNAL_MSGPACK_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace avviso {

// A numpy array of float32 as thinc stores it, little endian, C order.
struct FloatArray {
  std::vector<int64_t> shape;
  std::string_view bytes;  // 4 bytes a number, maybe unaligned
  size_t count() const { return bytes.size() / 4; }
};

class Msgpack {
 public:
  enum class Type { kNil, kBool, kInteger, kFloat, kString, kBinary, kArray, kMap, kEnd };

  // `name` is what messages call the bytes; both must outlive the cursor.
  Msgpack(std::string_view bytes, std::string_view name) : bytes_(bytes), name_(name) {}

  Type Peek() const;         // kEnd at the end; kNil for an ext type, which no call accepts
  Result<uint32_t> Map();    // enters a map: that many pairs of values follow
  Result<uint32_t> Array();  // enters an array: that many values follow
  Result<std::string_view> String();
  Result<std::string_view> Binary();
  // A whole number. Those above INT64_MAX come back as the same 64 bits.
  Result<int64_t> Integer();
  Result<uint64_t> Unsigned();  // the same bits
  Result<double> Number();      // integer or float
  Result<bool> Bool();
  // A numpy array of float32. Nil gives an empty one with no shape.
  Result<FloatArray> Floats();
  Status Skip();  // passes one value with all that it holds

 private:
  // How a type writes its count: in the first byte where that lies within
  // [fix_low, fix_low + fix_most], or in 2 or 4 bytes behind code16 or code16 + 1.
  struct CountFormat {
    uint8_t fix_low, fix_most, code16;
    size_t bytes_each;  // the least that one of the counted can take
    const char* what;
  };

  Error Fail(const std::string& what) const;
  Error Cut() const;
  bool Take(size_t count, std::string_view* out);
  bool TakeBigEndian(size_t count, uint64_t* out);
  Result<uint32_t> Count(const CountFormat& format);

  std::string_view bytes_;
  std::string_view name_;
  size_t pos_ = 0;
};

}  // namespace avviso

#endif  // AVVISO_NLP_INTERNAL_MSGPACK_H_
