// Result<T> and Status: how a call tells its caller that the outside world
// refused.
//
// Three kinds of trouble, three tools:
//
//   the input is odd        not an error. A sentence may have no verb, bytes may
//                           be ill-formed. The stage returns what it found and
//                           says the rest in notes (base/note.h).
//   the world refused       Result<T> / Status: a file is missing, a model is cut
//                           short, a table's row is malformed.
//   the program is wrong    AVVISO_CHECK (base/check.h): a broken precondition.
//                           Ends the process in every build, since going on
//                           could store lies.
//
// No exception crosses a room's boundary. A message names the thing that failed
// (path, offset, version), since the reader of a log has no debugger.
//
// Thread safety: as for any value type.

#ifndef AVVISO_BASE_RESULT_H_
#define AVVISO_BASE_RESULT_H_

#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "base/check.h"

namespace avviso {

// A caller may branch on these; docs/errors.md says what a user can do about
// each. Add one only when some caller will treat it differently from all others.
enum class ErrorCode {
  kNotFound,     // no such file, model or key, where one was required
  kPermission,   // the operating system refused access
  kIo,           // the operating system failed: disk full, broken pipe, read error
  kTruncated,    // bytes end before the format says so
  kCorrupt,      // bytes break their format or fail their checksum
  kWrongShape,   // a weight matrix isn't of the shape its layer needs
  kUnsupported,  // well formed, but of a version or kind this build can't read
  kInvalid,      // the user's argument or input line is not what is asked for
  kExhausted,    // a limit set in options was reached
};

// The code's name in messages and JSON, e.g. "not-found".
std::string_view ErrorName(ErrorCode code);

struct Error {
  ErrorCode code;
  std::string message;  // one line, UTF-8, no newline at its end
};

template <typename T>
class [[nodiscard]] Result {
 public:
  // Implicit on purpose: `return value;` and `return Error{...};` both read as
  // what they are.
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

  bool ok() const { return state_.index() == 0; }

  // Requires ok().
  T& value() & {
    AVVISO_CHECK(ok());
    return *std::get_if<0>(&state_);
  }
  const T& value() const& {
    AVVISO_CHECK(ok());
    return *std::get_if<0>(&state_);
  }
  T&& value() && {
    AVVISO_CHECK(ok());
    return std::move(*std::get_if<0>(&state_));
  }

  // Requires !ok().
  const Error& error() const& {
    AVVISO_CHECK(!ok());
    return *std::get_if<1>(&state_);
  }
  const Error& error() && = delete;  // would dangle

 private:
  std::variant<T, Error> state_;
};

// The result of a call that has nothing to hand back.
using Status = Result<std::monostate>;
inline Status Ok() { return std::monostate{}; }

}  // namespace avviso

// Hands an error up. `expr` is a Status or Result; its value is dropped.
#define AVVISO_TRY(expr)                                                \
  do {                                                                  \
    auto avviso_try_ = (expr);                                          \
    if (!avviso_try_.ok()) return ::avviso::Error(avviso_try_.error()); \
  } while (0)

// Hands an error up, else binds the value: AVVISO_ASSIGN(auto x, Load(path));
#define AVVISO_ASSIGN(lhs, expr) AVVISO_ASSIGN_(lhs, expr, AVVISO_JOIN_(avviso_result_, __LINE__))
#define AVVISO_ASSIGN_(lhs, expr, tmp)                \
  auto tmp = (expr);                                  \
  if (!tmp.ok()) return ::avviso::Error(tmp.error()); \
  lhs = std::move(tmp).value()
#define AVVISO_JOIN_(a, b) AVVISO_JOIN2_(a, b)
#define AVVISO_JOIN2_(a, b) a##b

#endif  // AVVISO_BASE_RESULT_H_
