#include "base/result.h"

namespace avviso {

std::string_view ErrorName(ErrorCode code) {
  switch (code) {
    case ErrorCode::kNotFound: return "not-found";
    case ErrorCode::kPermission: return "permission";
    case ErrorCode::kIo: return "io";
    case ErrorCode::kTruncated: return "truncated";
    case ErrorCode::kCorrupt: return "corrupt";
    case ErrorCode::kWrongShape: return "wrong-shape";
    case ErrorCode::kUnsupported: return "unsupported";
    case ErrorCode::kInvalid: return "invalid";
    case ErrorCode::kExhausted: return "exhausted";
  }
  return "unknown";
}

}  // namespace avviso
