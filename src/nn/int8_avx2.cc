// AVX2 multiplies u8 by s8 only with saturation, so bytes are widened to 16 bits, whose products
// are exact.

#if defined(__x86_64__)
#define AVVISO_ISA int8_avx2
#define AVVISO_LANES 8
#include "nn/internal/int8_lanes.h"

namespace avviso {
namespace AVVISO_ISA {
namespace {

constexpr size_t kRows = 3;  // 3 x 4 sums, and registers for operands

// A panel of bytes: four columns a register, two halves of a column's sum side by side.
template <size_t R>
[[gnu::always_inline]] inline void PanelOfBytes(const Operands& in, const int8_t* b,
                                                __m256i (&sum)[R][4]) {
  const uint8_t* a = in.a;
  for (size_t step = 0; step < in.steps; ++step, a += 4, b += 64) {
    __m256i x[R];
#pragma GCC unroll 4
    for (size_t r = 0; r < R; ++r) {
      int32_t four;
      std::memcpy(&four, a + r * in.lda, sizeof(four));
      x[r] = _mm256_cvtepu8_epi16(_mm_set1_epi32(four));
    }
#pragma GCC unroll 4
    for (size_t i = 0; i < 4; ++i) {
      const __m256i w =
          _mm256_cvtepi8_epi16(_mm_loadu_si128(reinterpret_cast<const __m128i*>(b + i * 16)));
#pragma GCC unroll 4
      for (size_t r = 0; r < R; ++r) {
        sum[r][i] = _mm256_add_epi32(sum[r][i], _mm256_madd_epi16(x[r], w));
      }
    }
  }
}

// A panel of 16-bit numbers: eight columns a register.
template <size_t R>
[[gnu::always_inline]] inline void PanelOfShorts(const Operands& in, const int8_t* b,
                                                 Ints (&sum)[R][2]) {
  const uint8_t* a = in.a;
  for (size_t step = 0; step < in.steps; ++step, a += 4, b += 64) {
#pragma GCC unroll 4
    for (size_t i = 0; i < 2; ++i) {
      const __m256i w = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(b + i * 32));
#pragma GCC unroll 4
      for (size_t r = 0; r < R; ++r) {
        int32_t two;
        std::memcpy(&two, a + r * in.lda, sizeof(two));
        sum[r][i] += std::bit_cast<Ints>(_mm256_madd_epi16(_mm256_set1_epi32(two), w));
      }
    }
  }
}

// The sums of eight columns from two registers of four columns' halves.
inline Ints Joined(__m256i a, __m256i b) {
  return std::bit_cast<Ints>(_mm256_permute4x64_epi64(_mm256_hadd_epi32(a, b), 0xd8));
}

template <Elements elements, size_t R, size_t P>
[[gnu::always_inline]] inline void Products(const Operands& in, Ints (&sums)[R][P * kParts]) {
  for (size_t p = 0; p < P; ++p) {
    const int8_t* b = in.b + p * in.stride;
    Ints sum[R][2] = {};
    if constexpr (elements == Elements::kBytes) {
      __m256i halves[R][4] = {};
      PanelOfBytes<R>(in, b, halves);
      for (size_t r = 0; r < R; ++r) {
        sum[r][0] = Joined(halves[r][0], halves[r][1]);
        sum[r][1] = Joined(halves[r][2], halves[r][3]);
      }
    } else {
      PanelOfShorts<R>(in, b, sum);
    }
    for (size_t r = 0; r < R; ++r) {
      for (size_t i = 0; i < 2; ++i) {
        if (in.shift != nullptr) sum[r][i] -= Load(in.shift + p * kPanel + i * kLanes);
        sums[r][p * 2 + i] = sum[r][i];
      }
    }
  }
}

}  // namespace
}  // namespace AVVISO_ISA
}  // namespace avviso

#include "nn/internal/int8_impl.h"

namespace avviso::AVVISO_ISA {

const Int8Kernels& Table() {
  static constexpr Int8Kernels kTable = {"avx2", Quantise, Linear, AddNorm, Attend};
  return kTable;
}

}  // namespace avviso::AVVISO_ISA
#endif
