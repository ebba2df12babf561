#if defined(__x86_64__)
#define AVVISO_ISA int8_avx512
#define AVVISO_LANES 16
#include "nn/internal/int8_lanes.h"
#include "nn/internal/int8_vnni.h"
// The kernels are made of the above.
#include "nn/internal/int8_impl.h"

namespace avviso::AVVISO_ISA {

const Int8Kernels& Table() {
  static constexpr Int8Kernels kTable = {"avx512-vnni", Quantise, Linear, AddNorm, Attend};
  return kTable;
}

}  // namespace avviso::AVVISO_ISA
#endif
