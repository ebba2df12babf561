// Vectors: a pipeline's table of static word vectors, `vocab/vectors` (a .npy
// file) with `vocab/key2row` (a MessagePack map from string id to row).

#ifndef AVVISO_NLP_INTERNAL_VECTORS_H_
#define AVVISO_NLP_INTERNAL_VECTORS_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/result.h"
#include "nn/matrix.h"

namespace avviso {

class Vectors {
 public:
  Vectors() = default;  // no vectors

  // Errors: kTruncated, kCorrupt; kUnsupported for a .npy version or number type
  // that this build can't read.
  static Result<Vectors> Load(std::string_view npy, std::string_view key2row,
                              const std::string& path);

  size_t width() const { return width_; }
  // `width()` floats; null if the table has no such word.
  const float* Find(uint64_t orth) const;

 private:
  size_t width_ = 0;
  Floats data_;
  std::unordered_map<uint64_t, uint32_t> rows_;
};

}  // namespace avviso

#endif  // AVVISO_NLP_INTERNAL_VECTORS_H_
