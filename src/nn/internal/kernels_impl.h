// The kernels' one source, on GCC vector types. A file that includes it defines
// AVVISO_ISA (a namespace's name), AVVISO_LANES (floats a register) and
// AVVISO_ROWS (rows of the product's register block), and is compiled for the
// instruction set it names, with multiply-add contraction.
//
// The product keeps a block of AVVISO_ROWS rows by two registers of columns in
// registers through the whole depth: with 14 x 2 AVX-512 registers that is 28
// multiply-adds for 2 loads of B, so that the arithmetic is the limit, not the
// memory. Each element is summed over the depth from first to last.

#include <cmath>
#include <cstring>

#include "nn/kernels.h"

// Arrays come as pointer and distance, as is usual for such kernels.
// NOLINTBEGIN(readability-function-size)

namespace avviso {
namespace AVVISO_ISA {
namespace {

constexpr size_t kLanes = AVVISO_LANES;
constexpr size_t kRows = AVVISO_ROWS;
constexpr size_t kStep = 2 * kLanes;  // columns of a register block
constexpr size_t kPanel = PackedMatrix::kPanel;
static_assert(kPanel % kStep == 0);

typedef float Vec __attribute__((vector_size(kLanes * sizeof(float))));

inline Vec Load(const float* p) {
  Vec v;
  std::memcpy(&v, p, sizeof(v));
  return v;
}

inline void Save(float* p, Vec v) { std::memcpy(p, &v, sizeof(v)); }

inline Vec Max(Vec a, Vec b) { return a > b ? a : b; }

inline float SumOf(Vec v) {
  float sum = 0;
  for (size_t i = 0; i < kLanes; ++i) sum += v[i];
  return sum;
}

// One register block: R rows by two registers, over the whole depth.
template <size_t R>
inline void Block(const float* a, size_t lda, const float* b, size_t depth, const float* bias,
                  float* c, size_t ldc) {
  Vec low[R] = {};
  Vec high[R] = {};
  for (size_t k = 0; k < depth; ++k, b += kPanel) {
    const Vec b0 = Load(b);
    const Vec b1 = Load(b + kLanes);
#pragma GCC unroll 16
    for (size_t r = 0; r < R; ++r) {
      const float x = a[r * lda + k];
      low[r] += x * b0;
      high[r] += x * b1;
    }
  }
#pragma GCC unroll 16
  for (size_t r = 0; r < R; ++r) {
    if (bias != nullptr) {
      low[r] += Load(bias);
      high[r] += Load(bias + kLanes);
    }
    Save(c + r * ldc, low[r]);
    Save(c + r * ldc + kLanes, high[r]);
  }
}

// One row by as many registers of columns as keep the multiply-adds busy. Columns
// lie panel after panel, so this strides over up to kWide / kPanel panels.
constexpr size_t kWide = 8 * kLanes < kPanel ? kPanel : 8 * kLanes;  // columns at a time

inline void WideRow(const float* a, const float* b, size_t depth, const float* bias, float* c) {
  constexpr size_t kRegisters = kWide / kLanes, kInPanel = kPanel / kLanes;
  Vec sum[kRegisters] = {};
  for (size_t k = 0; k < depth; ++k) {
#pragma GCC unroll 16
    for (size_t r = 0; r < kRegisters; ++r) {
      const float* at = b + r / kInPanel * kPanel * depth + k * kPanel + r % kInPanel * kLanes;
      sum[r] += a[k] * Load(at);
    }
  }
#pragma GCC unroll 16
  for (size_t r = 0; r < kRegisters; ++r) {
    if (bias != nullptr) sum[r] += Load(bias + r * kLanes);
    Save(c + r * kLanes, sum[r]);
  }
}

using BlockFunction = void (*)(const float*, size_t, const float*, size_t, const float*, float*,
                               size_t);

// kTails[r]: the block of r rows.
template <size_t... R>
constexpr auto MakeTails(std::index_sequence<R...>) {
  struct Table {
    BlockFunction of[sizeof...(R) + 1];
  };
  return Table{{nullptr, Block<R + 1>...}};
}

void Multiply(const float* a, size_t lda, size_t rows, const PackedMatrix& b, const float* bias,
              float* c, size_t ldc) {
  static constexpr auto kTails = MakeTails(std::make_index_sequence<kRows>());
  const size_t tail = rows % kRows;
  size_t column = 0;
  if (rows == 1) {
    for (; column + kWide <= b.padded_width(); column += kWide) {
      WideRow(a, b.data.data() + column * b.depth, b.depth,
              bias == nullptr ? nullptr : bias + column, c + column);
    }
  }
  for (; column < b.padded_width(); column += kStep) {
    const float* panel = b.data.data() + column / kPanel * kPanel * b.depth + column % kPanel;
    const float* shift = bias == nullptr ? nullptr : bias + column;
    size_t row = 0;
    for (; row + kRows <= rows; row += kRows) {
      Block<kRows>(a + row * lda, lda, panel, b.depth, shift, c + row * ldc + column, ldc);
    }
    if (tail > 0) {
      kTails.of[tail](a + row * lda, lda, panel, b.depth, shift, c + row * ldc + column, ldc);
    }
  }
}

// One row into `y`: the maximum over pieces.
inline void MaxRow(const float* x, size_t n, size_t pieces, float* y) {
  size_t i = 0;
  for (; i + kLanes <= n; i += kLanes) {
    Vec v = Load(x + i);
    for (size_t p = 1; p < pieces; ++p) v = Max(v, Load(x + p * n + i));
    Save(y + i, v);
  }
  for (; i < n; ++i) {
    y[i] = x[i];
    for (size_t p = 1; p < pieces; ++p) y[i] = x[p * n + i] > y[i] ? x[p * n + i] : y[i];
  }
}

// Sums y, or the squares of its distances from `mean` if `squares`.
inline float Total(const float* y, size_t n, float mean, bool squares) {
  Vec sum = {};
  size_t i = 0;
  for (; i + kLanes <= n; i += kLanes) {
    const Vec d = Load(y + i) - mean;
    sum += squares ? d * d : d;
  }
  float total = SumOf(sum);
  for (; i < n; ++i) {
    const float d = y[i] - mean;
    total += squares ? d * d : d;
  }
  return total;
}

void MaxoutNorm(const float* in, size_t ldin, size_t rows, const MaxoutShape& shape,
                const float* residual, float* out) {
  const size_t n = shape.width;
  for (size_t r = 0; r < rows; ++r) {
    float* y = out + r * n;
    MaxRow(in + r * ldin, n, shape.pieces, y);
    const float mean = Total(y, n, 0.0f, false) / static_cast<float>(n);
    const float variance = Total(y, n, mean, true) / static_cast<float>(n) + 1e-8f;
    const float scale = 1.0f / std::sqrt(variance);
    const float* x = residual == nullptr ? nullptr : residual + r * n;
    size_t i = 0;
    for (; i + kLanes <= n; i += kLanes) {
      Vec v = (Load(y + i) - mean) * scale * Load(shape.gamma + i) + Load(shape.beta + i);
      if (x != nullptr) v += Load(x + i);
      Save(y + i, v);
    }
    for (; i < n; ++i) {
      y[i] = (y[i] - mean) * scale * shape.gamma[i] + shape.beta[i];
      if (x != nullptr) y[i] += x[i];
    }
  }
}

void Sum(const float* const* vectors, size_t count, size_t n, float* out) {
  size_t i = 0;
  for (; i + kLanes <= n; i += kLanes) {
    Vec sum = Load(vectors[0] + i);
    for (size_t v = 1; v < count; ++v) sum += Load(vectors[v] + i);
    Save(out + i, sum);
  }
  for (; i < n; ++i) {
    out[i] = vectors[0][i];
    for (size_t v = 1; v < count; ++v) out[i] += vectors[v][i];
  }
}

void MaxPieces(const float* in, size_t n, size_t pieces, float* out) { MaxRow(in, n, pieces, out); }

}  // namespace

const Kernels& Table() {
  static constexpr Kernels kTable = {AVVISO_ISA_NAME, Multiply, MaxoutNorm, Sum, MaxPieces};
  return kTable;
}

}  // namespace AVVISO_ISA
}  // namespace avviso

// NOLINTEND(readability-function-size)
