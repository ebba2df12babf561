// The layers of BERT over one chunk, with 8-bit weights.

#ifndef AVVISO_ENCODER_INTERNAL_FORWARD_H_
#define AVVISO_ENCODER_INTERNAL_FORWARD_H_

#include <cstdint>
#include <vector>

#include "encoder/internal/encoder_file.h"
#include "nn/int8_kernels.h"
#include "nn/matrix.h"

namespace avviso {

// Rows of floats as the kernels want them in products.
struct QuantisedRows {
  std::vector<uint8_t, AlignedAllocator<uint8_t>> values;
  Floats scales;
};

// Views both; holds the scratch memory of one thread.
class Forward {
 public:
  Forward(const encoder_file::View& view, const Int8Kernels& kernels)
      : view_(view), kernels_(kernels) {}

  // The last layer's rows, of `view.header.width` floats, for the given pieces. Requires no more
  // pieces than the file has positions, and ids below its count. Valid until the next call.
  const Floats& Rows(const std::vector<uint32_t>& pieces);

  // out = x * matrix, for `rows` rows of floats `ldx` apart.
  void Multiply(const float* x, size_t ldx, size_t rows, const Int8Matrix& matrix, Int8After after,
                Floats* out);

 private:
  void Embed(const std::vector<uint32_t>& pieces);
  void RunLayer(const encoder_file::Layer& layer, size_t rows);

  const encoder_file::View& view_;
  const Int8Kernels& kernels_;
  Floats x_, wide_, y_;
  QuantisedRows quantised_;
  std::vector<uint8_t> attention_;
};

}  // namespace avviso

#endif  // AVVISO_ENCODER_INTERNAL_FORWARD_H_
