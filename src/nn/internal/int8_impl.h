// The kernels over 8-bit integers but for attention: one source for all versions. The file that
// includes it has included int8_lanes.h and has defined kRows, the rows of a register block, and
//
//   template <Elements elements, size_t R, size_t P>
//   void Products(const Operands& in, Ints (&sums)[R][P * kParts]);
//
// the exact sums, less the shift, of R rows by P panels: of unsigned by signed bytes, four to a
// step, or of signed 16-bit numbers, two to a step.

// Arrays come as pointer and distance, as is usual for such kernels.
// NOLINTBEGIN(readability-function-size)

namespace avviso {
namespace AVVISO_ISA {
namespace {

// Calls call(blocks[R], first row) so that blocks of R <= kRows rows cover all rows, as even as can
// be.
template <typename Function, size_t N>
inline void ForBlocks(size_t rows, const Function (&blocks)[N], auto&& call) {
  const size_t count = (rows + kRows - 1) / kRows;
  size_t row = 0;
  for (size_t i = 0; i < count; ++i) {
    const size_t r = rows / count + (i < rows % count ? 1 : 0);
    call(blocks[r], row);
    row += r;
  }
}

void Quantise(const float* x, size_t ldx, size_t rows, size_t n, uint8_t* values, float* scales) {
  for (size_t r = 0; r < rows; ++r, x += ldx, values += n) {
    Ints peaks[4] = {};
    for (size_t i = 0; i < n; i += 4 * kLanes) {
      for (size_t j = 0; j < 4; ++j) {
        peaks[j] = Max(peaks[j], Magnitude(Load(x + i + j * kLanes)));
      }
    }
    const int32_t peak = Greatest(Max(Max(peaks[0], peaks[1]), Max(peaks[2], peaks[3])));
    const Scaling scaling = ScalingOf(peak, 127.0f);
    scales[r] = scaling.scale;
    if (!IsFinite(peak)) {
      std::memset(values, 128, n);
      continue;
    }
    for (size_t i = 0; i < n; i += kLanes) {
      SaveBytes(values + i, Bits(Load(x + i) * scaling.inverse + (kRounder + 128.0f)));
    }
  }
}

struct LinearCall {
  const uint8_t* values;
  const float* scales;
  const Int8Matrix* b;
  Int8After after;
  float* out;
  size_t ldo;
  const int8_t* next;  // weights to fetch
};

// R rows by P panels.
template <size_t R, size_t P>
void LinearBlock(const LinearCall& call, size_t row, size_t column) {
  const Int8Matrix& b = *call.b;
  Ints sums[R][P * kParts];
  Products<Elements::kBytes, R, P>(
      {call.values + row * b.depth, b.depth, b.values + column * b.depth, b.depth * kPanel,
       b.depth / 4, b.shift + column, call.next},
      sums);
  float* out = call.out + row * call.ldo + column;
#pragma GCC unroll 16
  for (size_t r = 0; r < R; ++r) {
    const float scale = call.scales[row + r];
#pragma GCC unroll 8
    for (size_t i = 0; i < P * kParts; ++i) {
      const size_t at = column + i * kLanes;
      Save(out + r * call.ldo + i * kLanes,
           Convert(sums[r][i]) * (scale * Load(b.scale + at)) + Load(b.bias + at));
    }
  }
  if (call.after == Int8After::kNothing) return;
  for (size_t r = 0; r < R; ++r, out += call.ldo) {
    for (size_t i = 0; i < P * kPanel; i += kLanes) Save(out + i, Gelu(Load(out + i)));
  }
}

using LinearFunction = void (*)(const LinearCall&, size_t, size_t);

// All rows by P panels. Meanwhile the next panels come to the L2 cache, a line a step, in the first
// P blocks: a model's weights are more than the cache holds.
template <size_t P, size_t... R>
inline void LinearPanels(LinearCall& call, size_t rows, size_t column, std::index_sequence<R...>) {
  static constexpr LinearFunction kBlocks[] = {nullptr, LinearBlock<R + 1, P>...};
  const size_t bytes = kPanel * call.b->depth;  // of a panel
  const int8_t* const panels = call.b->values + column / kPanel * bytes;
  size_t panel = column / kPanel + P < call.b->width / kPanel ? P : 2 * P;
  ForBlocks(rows, kBlocks, [&](LinearFunction block, size_t row) {
    call.next = panel < 2 * P ? panels + panel * bytes : panels;
    ++panel;
    block(call, row, column);
  });
}

[[maybe_unused]] void Linear(const uint8_t* values, const float* scales, size_t rows,
                             const Int8Matrix& b, Int8After after, float* out, size_t ldo) {
  LinearCall call = {values, scales, &b, after, out, ldo, b.values};
  constexpr auto kSizes = std::make_index_sequence<kRows>();
  size_t column = 0;
  for (; column + 2 * kPanel <= b.width; column += 2 * kPanel) {
    LinearPanels<2>(call, rows, column, kSizes);
  }
  if (column < b.width) LinearPanels<1>(call, rows, column, kSizes);
}

void AddNorm(float* x, const float* residual, const float* gamma, const float* beta, float eps,
             size_t rows, size_t n) {
  for (size_t r = 0; r < rows; ++r, x += n) {
    Sum16 sum, squares;
    for (size_t i = 0; i < n; i += 16) {
      for (size_t j = 0; j < kParts; ++j) {
        const size_t at = i + j * kLanes;
        Vec v = Load(x + at);
        if (residual != nullptr) v += Load(residual + r * n + at);
        Save(x + at, v);
        sum.part[j] += v;
      }
    }
    const float mean = Total(sum) / static_cast<float>(n);
    for (size_t i = 0; i < n; i += 16) {
      for (size_t j = 0; j < kParts; ++j) {
        const Vec d = Load(x + i + j * kLanes) - mean;
        squares.part[j] += d * d;
      }
    }
    const float scale = 1.0f / std::sqrt(Total(squares) / static_cast<float>(n) + eps);
    for (size_t i = 0; i < n; i += kLanes) {
      Save(x + i, (Load(x + i) - mean) * scale * Load(gamma + i) + Load(beta + i));
    }
  }
}

}  // namespace
}  // namespace AVVISO_ISA
}  // namespace avviso

// NOLINTEND(readability-function-size)

#include "nn/internal/int8_attend.h"
