#define AVVISO_ISA int8_portable
#define AVVISO_LANES 4
#include "nn/internal/int8_lanes.h"

namespace avviso {
namespace AVVISO_ISA {
namespace {

constexpr size_t kRows = 4;

typedef int8_t Bytes __attribute__((vector_size(8)));
typedef int16_t Shorts __attribute__((vector_size(16)));

inline Ints LowHalves(Ints v) { return (v << 16) >> 16; }
inline Ints HighHalves(Ints v) { return v >> 16; }

// A panel of bytes. A product of an unsigned and a signed byte fits 16 bits.
inline void AddBytes(const uint8_t* a, const int8_t* b, size_t steps, int32_t (&sum)[kPanel]) {
  Ints halves[8] = {};  // two columns each, two halves of a column's sum side by side
  for (size_t step = 0; step < steps; ++step, a += 4, b += 64) {
    const Shorts x = {a[0], a[1], a[2], a[3], a[0], a[1], a[2], a[3]};
    for (size_t i = 0; i < 8; ++i) {
      Bytes w;
      std::memcpy(&w, b + i * 8, sizeof(w));
      const Ints products = std::bit_cast<Ints>(x * __builtin_convertvector(w, Shorts));
      halves[i] += LowHalves(products) + HighHalves(products);
    }
  }
  for (size_t c = 0; c < kPanel; ++c) {
    sum[c] += halves[c / 2][c % 2 * 2] + halves[c / 2][c % 2 * 2 + 1];
  }
}

// A panel of pairs of 16-bit numbers.
inline void AddShorts(const uint8_t* a, const int8_t* b, size_t steps, int32_t (&sum)[kPanel]) {
  Ints sums[kParts] = {};
  for (size_t step = 0; step < steps; ++step, a += 4, b += 64) {
    int32_t pair;
    std::memcpy(&pair, a, sizeof(pair));
    const Ints x = pair - Ints{};
    for (size_t i = 0; i < kParts; ++i) {
      Ints w;
      std::memcpy(&w, b + i * sizeof(w), sizeof(w));
      sums[i] += LowHalves(x) * LowHalves(w) + HighHalves(x) * HighHalves(w);
    }
  }
  for (size_t i = 0; i < kPanel; ++i) sum[i] += sums[i / kLanes][i % kLanes];
}

template <Elements elements, size_t R, size_t P>
inline void Products(const Operands& in, Ints (&sums)[R][P * kParts]) {
  for (size_t r = 0; r < R; ++r) {
    for (size_t p = 0; p < P; ++p) {
      int32_t sum[kPanel] = {};
      for (size_t c = 0; in.shift != nullptr && c < kPanel; ++c) sum[c] = -in.shift[p * kPanel + c];
      if constexpr (elements == Elements::kBytes) {
        AddBytes(in.a + r * in.lda, in.b + p * in.stride, in.steps, sum);
      } else {
        AddShorts(in.a + r * in.lda, in.b + p * in.stride, in.steps, sum);
      }
      for (size_t i = 0; i < kParts; ++i) sums[r][p * kParts + i] = Load(sum + i * kLanes);
    }
  }
}

}  // namespace
}  // namespace AVVISO_ISA
}  // namespace avviso

#include "nn/internal/int8_impl.h"

namespace avviso::AVVISO_ISA {

const Int8Kernels& Table() {
  static constexpr Int8Kernels kTable = {"portable", Quantise, Linear, AddNorm, Attend};
  return kTable;
}

}  // namespace avviso::AVVISO_ISA
