// Inference kernels in 32-bit floats, in one version a processor family.
//
// The versions come from one source (internal/kernels_impl.h) compiled with other
// register widths, so they do the same sums in the same order. AVX2 and AVX-512
// have fused multiply-add and give equal bits; the portable one may differ in
// the last bit. A result row depends on its own input row alone, not on how many
// rows are done in one call or by which thread.
//
// An int8 kernel would stand beside `multiply` in the table, with a packed
// matrix type of its own.
//
// Thread safety: the tables are constant.

#ifndef AVVISO_NN_KERNELS_H_
#define AVVISO_NN_KERNELS_H_

#include <cstddef>
#include <string_view>
#include <vector>

#include "nn/matrix.h"

namespace avviso {

// What follows a maxout layer's product. `gamma` and `beta` have `width` floats.
struct MaxoutShape {
  size_t width = 0;
  size_t pieces = 0;
  const float* gamma = nullptr;
  const float* beta = nullptr;
};

struct Kernels {
  std::string_view name;

  // c = a * b + bias. `a` has `rows` rows of b.depth floats, `lda` floats apart
  // (they may overlap: a convolution's window is lda shorter than its depth); `c`
  // has rows of b.padded_width() floats, `ldc` apart. `bias` has padded_width()
  // floats, or is null for none.
  void (*multiply)(const float* a, size_t lda, size_t rows, const PackedMatrix& b,
                   const float* bias, float* c, size_t ldc);

  // For each of `rows` rows: the maximum over pieces, layer normalisation with
  // scale and shift, plus the row of `residual` (null for none). The input's row
  // is piece after piece: in[piece * width + unit], `ldin` floats apart.
  // `residual` and `out` have rows of `width` floats, one after another.
  void (*maxout_norm)(const float* in, size_t ldin, size_t rows, const MaxoutShape& shape,
                      const float* residual, float* out);

  // out[i] = sum over `count` vectors of n floats, first to last.
  void (*sum)(const float* const* vectors, size_t count, size_t n, float* out);

  // out[i] = max over pieces of in[piece * n + i].
  void (*max_pieces)(const float* in, size_t n, size_t pieces, float* out);
};

// The fastest version that this processor runs.
const Kernels& BestKernels();

// All versions that this processor runs, the fastest first; the last is portable.
const std::vector<const Kernels*>& AllKernels();

}  // namespace avviso

#endif  // AVVISO_NN_KERNELS_H_
