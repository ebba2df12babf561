#include "base/check.h"

#include <cstdio>
#include <cstdlib>

namespace avviso {

void CheckFailed(const char* file, int line, const char* condition) {
  std::fprintf(stderr, "avviso: %s:%d: check failed: %s\n", file, line, condition);
  std::abort();
}

}  // namespace avviso
