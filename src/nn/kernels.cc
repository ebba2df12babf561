// Picks the kernels for the processor that the program runs on.

#include "nn/kernels.h"

namespace avviso {

#if defined(__x86_64__)
namespace avx512 {
const Kernels& Table();
}
namespace avx2 {
const Kernels& Table();
}
#endif
namespace portable {
const Kernels& Table();
}

const std::vector<const Kernels*>& AllKernels() {
  static const std::vector<const Kernels*> kAll = [] {
    std::vector<const Kernels*> all;
#if defined(__x86_64__)
    const bool avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
    if (avx2 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
        __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512bw")) {
      all.push_back(&avx512::Table());
    }
    if (avx2) all.push_back(&avx2::Table());
#endif
    all.push_back(&portable::Table());
    return all;
  }();
  return kAll;
}

const Kernels& BestKernels() { return *AllKernels().front(); }

}  // namespace avviso
