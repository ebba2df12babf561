// AVVISO_CHECK(condition): ends the process with file and line if a
// precondition is broken. In every build: going on could store lies.

#ifndef AVVISO_BASE_CHECK_H_
#define AVVISO_BASE_CHECK_H_

namespace avviso {
[[noreturn]] void CheckFailed(const char* file, int line, const char* condition);
}  // namespace avviso

#define AVVISO_CHECK(condition) \
  ((condition) ? static_cast<void>(0) : ::avviso::CheckFailed(__FILE__, __LINE__, #condition))

#endif  // AVVISO_BASE_CHECK_H_
