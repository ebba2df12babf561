#if defined(__x86_64__)
#define AVVISO_ISA avx512
#define AVVISO_ISA_NAME "avx512"
#define AVVISO_LANES 16
#define AVVISO_ROWS 14
#include "nn/internal/kernels_impl.h"
#endif
