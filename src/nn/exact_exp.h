// The exponential function in 32-bit floats, with the same bits on every machine: no fused
// multiply-add, no library's own. Relative error below 2e-7.

#ifndef AVVISO_NN_EXACT_EXP_H_
#define AVVISO_NN_EXACT_EXP_H_

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>

namespace avviso {

// Below -87 it is that of -87, above 88 that of 88; of NaN that of -87.
inline float ExactExp(float x) {
  x = x > -87.0f ? std::min(x, 88.0f) : -87.0f;
  constexpr float kRound = 12582912.0f;  // 1.5 * 2^23: adding it rounds to a whole number
  const float whole = (x * 1.44269504f + kRound) - kRound;
  const float rest = (x - whole * 0.693359375f) - whole * -2.12194440e-4f;
  float sum = 1.9875691500e-4f;
  for (const float c :
       {1.3981999507e-3f, 8.3334519073e-3f, 4.1665795894e-2f, 1.6666665459e-1f, 5.0000001201e-1f}) {
    sum = sum * rest + c;
  }
  sum = sum * rest * rest + rest + 1.0f;
  const int32_t power = static_cast<int32_t>(whole);
  return sum * std::bit_cast<float>(static_cast<uint32_t>(power + 127) << 23);
}

inline float ExactLogistic(float x) { return 1.0f / (1.0f + ExactExp(-x)); }

// In place.
inline void ExactSoftmax(float* x, size_t n) {
  const float most = *std::max_element(x, x + n);
  float sum = 0;
  for (size_t i = 0; i < n; ++i) sum += x[i] = ExactExp(x[i] - most);
  for (size_t i = 0; i < n; ++i) x[i] /= sum;
}

}  // namespace avviso

#endif  // AVVISO_NN_EXACT_EXP_H_
