// Floats of 16 bits (IEEE binary16), as weights are kept on disk.

#ifndef AVVISO_NN_HALF_H_
#define AVVISO_NN_HALF_H_

#include <bit>
#include <cstdint>

namespace avviso {

inline float FromHalf(uint16_t half) {
  const uint32_t sign = static_cast<uint32_t>(half & 0x8000u) << 16;
  const uint32_t exponent = (half >> 10) & 0x1Fu;
  const uint32_t fraction = half & 0x3FFu;
  if (exponent == 0) {  // subnormal: fraction * 2^-24
    const float size = static_cast<float>(fraction) * 0x1p-24f;
    return sign != 0 ? -size : size;
  }
  if (exponent == 31) return std::bit_cast<float>(sign | 0x7F800000u | fraction << 13);
  return std::bit_cast<float>(sign | (exponent + 112) << 23 | fraction << 13);
}

// To the nearest, ties to even; what is too large becomes infinite.
inline uint16_t ToHalf(float value) {
  const auto bits = std::bit_cast<uint32_t>(value);
  const auto sign = static_cast<uint16_t>(bits >> 16 & 0x8000u);
  const uint32_t size = bits & 0x7FFFFFFFu;
  if (size > 0x7F800000u) return sign | 0x7E00u;
  if (size >= 0x477FF000u) return sign | 0x7C00u;
  if (size < 0x38800000u) {  // subnormal: adding 0.5 leaves fraction * 2^-24 in the low bits
    const float shifted = std::bit_cast<float>(size) + 0.5f;
    return static_cast<uint16_t>(sign | (std::bit_cast<uint32_t>(shifted) - 0x3F000000u));
  }
  const uint32_t odd = size >> 13 & 1u;
  return static_cast<uint16_t>(sign | ((size - 0x38000000u + 0xFFFu + odd) >> 13));
}

}  // namespace avviso

#endif  // AVVISO_NN_HALF_H_
