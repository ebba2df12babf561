#if defined(__x86_64__)
#define AVVISO_ISA avx2
#define AVVISO_ISA_NAME "avx2"
#define AVVISO_LANES 8
#define AVVISO_ROWS 6
#include "nn/internal/kernels_impl.h"
#endif
