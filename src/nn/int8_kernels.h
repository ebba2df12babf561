// Inference kernels over 8-bit integers, for the encoder: one version a processor family,
// equal bytes from all of them.
//
//   floats -> Quantise -> u8 rows -> linear (exact 32-bit sums) -> floats -> …
//
// Products are sums of u8 * s8 in 32 bits, which no order of addition can change. All floats
// are computed one element at a time, or summed in sixteen lanes in a fixed order, without
// fused multiply-add, so that AVX-512, AVX2 and portable code give the same bits. A result row
// depends on its own input row alone.
//
// Activations are symmetric, with a scale a row, its greatest magnitude / 127: q is the integer
// nearest to x * (127 / greatest), ties to even, and kept as q + 128. Weights are symmetric, with a
// scale an output column. So
//
//   sum of x * w = row scale * column scale * (sum of (q + 128) * v - 128 * sum of v)
//
// Strange numbers never crash or hang, nor touch other rows but in attention. An infinity or NaN in
// a row to quantise makes its scale NaN, and so its products. In attention, one in a query makes
// that row and head's result NaN; in a key or value, that head's results of the whole chunk.
// Finite numbers beyond 1e30 may overflow to infinities and NaN. Which bits a NaN has is not said.
// Rows whose magnitudes are all under 2^-100 count as zeros.
//
// Versions: amx, avx512-vnni, avx2 and portable. The AMX version has been compiled but never run by
// its authors: it is taken only if the processor and the kernel have it and its products equal
// the portable ones on a few shapes, when the tables are first asked for.
//
// Cost on a Zen 4 core at 3.7 GHz with avx512-vnni, whose peak is 470 GOP/s: `linear` 440 to 465
// GOP/s from 14 rows on, 395 with GELU; a row of 384 floats 0.03 microseconds to quantise and 0.09
// to add and normalise; attention of 12 heads of 32 1.4 microseconds a row in a chunk of 128
// rows, 2.0 in one of 192 (bench/bench_int8.cc).
//
// Thread safety: the tables are constant.

#ifndef AVVISO_NN_INT8_KERNELS_H_
#define AVVISO_NN_INT8_KERNELS_H_

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace avviso {

// Weights [depth, width] of a linear layer: a view, e.g. into a mapped file. `values` is packed
// in panels of 16 columns, each with four depths side by side, as VNNI and AMX read them:
//
//   values[column / 16][depth / 4][column % 16][depth % 4]
//
// Requires depth % 64 == 0 and width % 16 == 0 (the maker pads with zeros), and every pointer
// aligned to 64 bytes.
struct Int8Matrix {
  static constexpr size_t kPanel = 16;

  size_t depth = 0;
  size_t width = 0;
  const int8_t* values = nullptr;
  const int32_t* shift = nullptr;  // [width]: 128 * the sum of the column's values
  const float* scale = nullptr;    // [width]
  const float* bias = nullptr;     // [width]
};

// What is done to an element of a product, in floats. kGelu is x / 2 * (1 + erf(x / sqrt 2)), to
// 6e-7 or the last place.
enum class Int8After { kNothing, kGelu };

// The shape of self-attention over one chunk.
struct AttentionShape {
  size_t rows = 0;
  size_t heads = 0;
  size_t width = 0;  // of a head
};

// The greatest head.
constexpr size_t kInt8WidestHead = 256;

// Bytes that `attend` needs for its work.
constexpr size_t Int8AttendScratch(const AttentionShape& shape) {
  const size_t padded = (shape.rows + 31) / 32 * 32;
  return 64 + padded * (4 * shape.width + 80) + 8 * shape.width;
}

struct Int8Kernels {
  std::string_view name;

  // Quantises `rows` rows of n floats, `ldx` apart, into rows of n bytes, one after another, and
  // the rows' scales. A row of zeros has scale 1. `values` isn't `x`. Requires n % 64 == 0.
  void (*quantise)(const float* x, size_t ldx, size_t rows, size_t n, uint8_t* values,
                   float* scales);

  // out[r][c] = after((sum - shift[c]) * (scales[r] * b.scale[c]) + b.bias[c]), rows `ldo` apart.
  void (*linear)(const uint8_t* values, const float* scales, size_t rows, const Int8Matrix& b,
                 Int8After after, float* out, size_t ldo);

  // x[r] = layer normalisation of x[r] + residual[r], with gamma and beta; rows of n floats one
  // after another; eps is added to the variance. `residual` may be null. Requires n % 16 == 0.
  void (*add_norm)(float* x, const float* residual, const float* gamma, const float* beta,
                   float eps, size_t rows, size_t n);

  // Self-attention of one chunk, each query to all keys. Queries and keys are quantised to bytes
  // with a scale a row and head, values to 11 bits with a scale a column, and the weights to 12
  // bits of the row's greatest: 1.2 % from exact on normally distributed input with scores of
  // deviation 1.7, nearly all of it from the bytes of queries and keys.
  //
  // `qkv` has rows of 3 * heads * width floats: queries, keys, values,
  // head after head; `out` rows of heads * width. Scores are scaled by 1 / sqrt(width).
  // `scratch` has Int8AttendScratch(shape) bytes, whose content doesn't matter. Requires at most
  // 512 rows and width % 32 == 0, up to kInt8WidestHead.
  void (*attend)(const float* qkv, const AttentionShape& shape, uint8_t* scratch, float* out);
};

// The fastest version that this processor runs and that passes a check of its products.
const Int8Kernels& BestInt8Kernels();

// All versions that this processor runs, the fastest first; the last is portable.
const std::vector<const Int8Kernels*>& AllInt8Kernels();

}  // namespace avviso

#endif  // AVVISO_NN_INT8_KERNELS_H_
