// Picks the int8 kernels for the processor that the program runs on.

#include "nn/int8_kernels.h"

#if defined(__x86_64__) && defined(__linux__)
#include <cpuid.h>
#include <sys/syscall.h>
#include <unistd.h>
#endif

namespace avviso {

#if defined(__x86_64__)
namespace int8_amx {
const Int8Kernels& Table();
}
namespace int8_avx512 {
const Int8Kernels& Table();
}
namespace int8_avx2 {
const Int8Kernels& Table();
}
#endif
namespace int8_portable {
const Int8Kernels& Table();
}

namespace {

// Whether `kernels` gives the portable products, on a few shapes.
[[maybe_unused]] bool ProductsAreRight(const Int8Kernels& kernels) {
  constexpr size_t kDepth = 192, kWidth = 80, kRows = 49;
  alignas(64) static int8_t values[kDepth * kWidth];
  alignas(64) static int32_t shift[kWidth];
  alignas(64) static float scale[kWidth], bias[kWidth];
  static uint8_t rows[kRows * kDepth];
  float scales[kRows], want[kRows * kWidth], got[kRows * kWidth];
  uint32_t state = 1;
  const auto random = [&state] { return (state = state * 1664525u + 1013904223u) >> 24; };
  for (int8_t& v : values) v = static_cast<int8_t>(static_cast<int>(random()) - 128);
  for (uint8_t& v : rows) v = static_cast<uint8_t>(random());
  for (size_t i = 0; i < kWidth; ++i) {
    shift[i] = static_cast<int32_t>(random());
    scale[i] = 1.0f;
    bias[i] = 0.0f;
  }
  for (float& v : scales) v = 1.0f;
  const Int8Matrix b = {kDepth, kWidth, values, shift, scale, bias};
  for (const size_t count : {size_t{1}, size_t{15}, size_t{16}, size_t{17}, size_t{32}, kRows}) {
    for (float& v : got) v = -1.0f;
    const auto multiply = [&](const Int8Kernels& by, float* out) {
      by.linear(rows, scales, count, b, Int8After::kNothing, out, kWidth);
    };
    multiply(int8_portable::Table(), want);
    multiply(kernels, got);
    for (size_t i = 0; i < count * kWidth; ++i) {
      if (want[i] != got[i]) return false;
    }
  }
  return true;
}

#if defined(__x86_64__)
// Whether the processor has AMX for bytes, and the kernel lets this process use it.
bool HasAmx() {
#if defined(__linux__)
  unsigned a = 0, b = 0, c = 0, d = 0;
  if (__get_cpuid_count(7, 0, &a, &b, &c, &d) == 0) return false;
  constexpr unsigned kTile = 1u << 24, kInt8 = 1u << 25;
  if ((d & kTile) == 0 || (d & kInt8) == 0) return false;
  constexpr long kRequestPermission = 0x1023, kTileData = 18;  // ARCH_REQ_XCOMP_PERM
  return syscall(SYS_arch_prctl, kRequestPermission, kTileData) == 0;
#else
  return false;
#endif
}
#endif

}  // namespace

const std::vector<const Int8Kernels*>& AllInt8Kernels() {
  static const std::vector<const Int8Kernels*> kAll = [] {
    std::vector<const Int8Kernels*> all;
#if defined(__x86_64__)
    const bool avx2 = __builtin_cpu_supports("avx2") != 0;
    const bool avx512 = avx2 && __builtin_cpu_supports("avx512f") &&
                        __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl") &&
                        __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vnni");
    if (avx512 && HasAmx() && ProductsAreRight(int8_amx::Table())) {
      all.push_back(&int8_amx::Table());
    }
    if (avx512) all.push_back(&int8_avx512::Table());
    if (avx2) all.push_back(&int8_avx2::Table());
#endif
    all.push_back(&int8_portable::Table());
    return all;
  }();
  return kAll;
}

const Int8Kernels& BestInt8Kernels() { return *AllInt8Kernels().front(); }

}  // namespace avviso
