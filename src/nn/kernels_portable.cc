#define AVVISO_ISA portable
#define AVVISO_ISA_NAME "portable"
#define AVVISO_LANES 4
#define AVVISO_ROWS 4
#include "nn/internal/kernels_impl.h"
