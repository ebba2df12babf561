// Registers of floats and 32-bit integers for the int8 kernels, and the float functions whose bits
// must not depend on the machine. A file that includes it defines AVVISO_ISA (a namespace's name)
// and AVVISO_LANES (numbers a register: 16, 8 or 4).
//
// Equal bits everywhere: each element is computed by the same IEEE additions, multiplications,
// divisions and comparisons in the same order (compile with -ffp-contract=off), and sums run in
// sixteen lanes whatever the register's width.

#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <utility>

#include "nn/int8_kernels.h"

#if AVVISO_LANES > 4
#include <immintrin.h>
#endif

namespace avviso {
namespace AVVISO_ISA {
namespace {

constexpr size_t kLanes = AVVISO_LANES;
constexpr size_t kPanel = Int8Matrix::kPanel;
constexpr size_t kParts = kPanel / kLanes;  // registers for the columns of a panel

typedef float Vec __attribute__((vector_size(kLanes * sizeof(float))));
typedef int32_t Ints __attribute__((vector_size(kLanes * sizeof(int32_t))));

inline Vec Load(const float* p) {
  Vec v;
  std::memcpy(&v, p, sizeof(v));
  return v;
}

inline Ints Load(const int32_t* p) {
  Ints v;
  std::memcpy(&v, p, sizeof(v));
  return v;
}

inline void Save(float* p, Vec v) { std::memcpy(p, &v, sizeof(v)); }
inline void Save(int32_t* p, Ints v) { std::memcpy(p, &v, sizeof(v)); }

inline Ints Bits(Vec v) { return std::bit_cast<Ints>(v); }
inline Vec Floats(Ints v) { return std::bit_cast<Vec>(v); }
inline Vec Convert(Ints v) { return __builtin_convertvector(v, Vec); }
inline Vec Spread(float x) { return Vec{} + x; }  // x is never -0 here

// The second if either is NaN, or if both are zero. Compilers miss the instruction now and then.
#if AVVISO_LANES == 16
inline Vec Max(Vec a, Vec b) { return std::bit_cast<Vec>(_mm512_max_ps(a, b)); }
inline Vec Min(Vec a, Vec b) { return std::bit_cast<Vec>(_mm512_min_ps(a, b)); }
#elif AVVISO_LANES == 8
inline Vec Max(Vec a, Vec b) { return std::bit_cast<Vec>(_mm256_max_ps(a, b)); }
inline Vec Min(Vec a, Vec b) { return std::bit_cast<Vec>(_mm256_min_ps(a, b)); }
#else
inline Vec Max(Vec a, Vec b) { return a > b ? a : b; }
inline Vec Min(Vec a, Vec b) { return a < b ? a : b; }
#endif
inline Ints Max(Ints a, Ints b) { return a > b ? a : b; }

// Bits of |v|; as integers they are ordered as the magnitudes, with infinity and NaN above.
inline Ints Magnitude(Vec v) { return Bits(v) & 0x7fffffff; }
constexpr int32_t kGreatestFinite = 0x7f7fffff;

// Adding it leaves the nearest integer, ties to even, in the low bits of a float of magnitude under
// 2^22. Its own low 22 bits are zero.
constexpr float kRounder = 12582912.0f;  // 1.5 * 2^23

// What takes instructions that vector types don't reach.
//
// Lookup: table[low four bits of index], for each lane. SaveBytes: the lanes' low bytes.
// Greatest: of the lanes; numbers, not NaN.
#if AVVISO_LANES == 16
inline Vec Lookup(const float* table, Ints index) {
  return std::bit_cast<Vec>(
      _mm512_permutexvar_ps(std::bit_cast<__m512i>(index), _mm512_load_ps(table)));
}
inline void SaveBytes(uint8_t* p, Ints v) {
  _mm_storeu_si128(reinterpret_cast<__m128i*>(p), _mm512_cvtepi32_epi8(std::bit_cast<__m512i>(v)));
}
inline int32_t Greatest(Ints v) { return _mm512_reduce_max_epi32(std::bit_cast<__m512i>(v)); }
inline float Greatest(Vec v) { return _mm512_reduce_max_ps(std::bit_cast<__m512>(v)); }
#else
#if AVVISO_LANES == 8
inline Vec Lookup(const float* table, Ints index) {
  const __m256i at = std::bit_cast<__m256i>(index);
  return std::bit_cast<Vec>(
      _mm256_blendv_ps(_mm256_permutevar8x32_ps(_mm256_load_ps(table), at),
                       _mm256_permutevar8x32_ps(_mm256_load_ps(table + 8), at),
                       std::bit_cast<__m256>(index << 28)));  // bit 3 as the sign
}
inline void SaveBytes(uint8_t* p, Ints v) {
  const __m256i low = _mm256_set1_epi32(0x0c080400);
  const __m256i packed = _mm256_shuffle_epi8(std::bit_cast<__m256i>(v), low);
  _mm_storel_epi64(
      reinterpret_cast<__m128i*>(p),
      _mm_unpacklo_epi32(_mm256_castsi256_si128(packed), _mm256_extracti128_si256(packed, 1)));
}
#else
inline Vec Lookup(const float* table, Ints index) {
  Vec v = {};
  for (size_t i = 0; i < kLanes; ++i) v[i] = table[index[i] & 15];
  return v;
}
inline void SaveBytes(uint8_t* p, Ints v) {
  for (size_t i = 0; i < kLanes; ++i) p[i] = static_cast<uint8_t>(v[i] & 255);
}
#endif
template <typename Numbers>
inline auto Greatest(Numbers v) {
  auto greatest = v[0];
  for (size_t i = 1; i < kLanes; ++i) greatest = v[i] > greatest ? v[i] : greatest;
  return greatest;
}
#endif

#if AVVISO_LANES == 16
inline int32_t SumOf(Ints v) { return _mm512_reduce_add_epi32(std::bit_cast<__m512i>(v)); }
#else
inline int32_t SumOf(Ints v) {
  int32_t sum = 0;
  for (size_t i = 0; i < kLanes; ++i) sum += v[i];
  return sum;
}
#endif

// Operands of a register block of products, whose sums come out exact.
enum class Elements {
  kBytes,   // unsigned by signed bytes, four a step
  kShorts,  // signed by signed 16-bit numbers, two a step
};

struct Operands {
  const uint8_t* a;  // rows, `lda` bytes apart
  size_t lda;
  const int8_t* b;  // panels, `stride` bytes apart; 64 bytes a step
  size_t stride;
  size_t steps;
  const int32_t* shift;  // taken off the columns' sums; may be null
  const int8_t* next;    // 64 bytes a step to fetch for later
};

// Sums in sixteen lanes.
struct Sum16 {
  Vec part[kParts] = {};
};

inline float Total(const Sum16& sum) {
  alignas(64) float lane[16];
  for (size_t i = 0; i < kParts; ++i) Save(lane + i * kLanes, sum.part[i]);
  for (size_t i = 0; i < 8; ++i) lane[i] += lane[i + 8];
  for (size_t i = 0; i < 4; ++i) lane[i] += lane[i + 4];
  return (lane[0] + lane[2]) + (lane[1] + lane[3]);
}

// How a row (or a head of it, or a column) with this greatest magnitude is quantised to
// integers of at most `limit`.
struct Scaling {
  float scale;    // NaN if there was an infinity or a NaN
  float inverse;  // 0 if there was, or if all is nearly zero
};

constexpr float kNearlyZero = 0x1p-100f;

inline bool IsFinite(int32_t magnitude) { return magnitude <= kGreatestFinite; }

inline Scaling ScalingOf(int32_t magnitude, float limit) {
  if (!IsFinite(magnitude)) return {std::bit_cast<float>(0x7fc00000), 0.0f};
  const float peak = std::bit_cast<float>(magnitude);
  if (peak < kNearlyZero) return {1.0f, 0.0f};
  return {peak / limit, limit / peak};
}

// 4095 * 2^x for x in [-20, 0], to 7e-6 of it.
inline Vec Exp2(Vec x) {
  const Vec shifted = x + kRounder;
  const Vec s = x - (shifted - kRounder);
  Vec y = s * (4095.0f * 0.00965671f) + 4095.0f * 0.05583828f;
  y = y * s + 4095.0f * 0.2402253f;
  y = y * s + 4095.0f * 0.69313673f;
  y = y * s + 4095.0f;
  return Floats(Bits(y) + (Bits(shifted) << 23));
}

// GELU is max(x, 0) - h(|x|) with h(t) = t / 2 * erfc(t / sqrt 2), a small bump that is nearly zero
// from 5.2 on: sixteen pieces of degree four, about the centres 0, 1, … 15 of the stretched t.
constexpr float kGeluEnd = 5.2f;
constexpr float kGeluStretch = 2.978846f;
alignas(64) constexpr float kGelu[5][16] = {
    {0.0f, 0.12372186f, 0.16850993f, 0.158057541f, 0.120406456f, 0.078259401f, 0.0443006307f,
     0.0220635887f, 0.00972174015f, 0.00380213698f, 0.00132252253f, 0.000409671222f,
     0.000113110458f, 2.78525422e-05f, 6.11934365e-06f, 1.19992671e-06f},
    {0.167850226f, 0.0812278613f, 0.0124843596f, -0.0285384282f, -0.0428997204f, -0.0393027551f,
     -0.0280983225f, -0.0167468246f, -0.00855141971f, -0.00379329454f, -0.00147342717f,
     -0.000503665011f, -0.000152019769f, -4.0608109e-05f, -9.61639216e-06f, -2.02137016e-06f},
    {-0.044959154f, -0.0401007719f, -0.0277979095f, -0.0133448159f, -0.00179677259f, 0.00449169986f,
     0.00608209055f, 0.00500595244f, 0.00318175042f, 0.0016695268f, 0.000744225224f,
     0.000286120659f, 9.57270604e-05f, 2.8034643e-05f, 7.21566357e-06f, 1.63695859e-06f},
    {3.99448027e-06f, 0.00307925558f, 0.00475325854f, 0.00453400379f, 0.0030087987f, 0.00122980063f,
     -2.61030491e-05f, -0.000560790882f, -0.000586265873f, -0.000406183477f, -0.000220357455f,
     -9.88732281e-05f, -3.76376374e-05f, -1.23283298e-05f, -3.50546861e-06f, -8.70385691e-07f},
    {0.000834664272f, 0.00064038299f, 0.00017691149f, -0.000260582397f, -0.000457452785f,
     -0.000400447054f, -0.000220712434f, -5.64166257e-05f, 3.09932111e-05f, 5.12055667e-05f,
     3.92546281e-05f, 2.18841451e-05f, 9.7796692e-06f, 3.64285711e-06f, 1.15408716e-06f,
     3.14719898e-07f},
};

// To 6e-7 or the last place; 0 of 0, NaN of NaN, infinity of infinity and nearly 0 of its negative.
inline Vec Gelu(Vec x) {
  const Vec t = Min(Floats(Magnitude(x)), Spread(kGeluEnd)) * kGeluStretch;
  const Vec shifted = t + kRounder;
  const Vec s = t - (shifted - kRounder);
  const Ints piece = Bits(shifted);  // its low four bits
  Vec h = Lookup(kGelu[4], piece);
  for (size_t i = 4; i-- > 0;) h = h * s + Lookup(kGelu[i], piece);
  return Max(Vec{}, x) - h;
}

}  // namespace
}  // namespace AVVISO_ISA
}  // namespace avviso
