// SHA-256, for the checksums of texts in records and of model files.

#ifndef AVVISO_BASE_SHA256_H_
#define AVVISO_BASE_SHA256_H_

#include <string>
#include <string_view>

#include "base/result.h"

namespace avviso {

// 64 lower-case hexadecimal digits. About 2 ns a byte, or 0.5 with SHA instructions.
std::string Sha256Hex(std::string_view bytes);

// The same of a file's bytes, read in pieces. Errors: kNotFound, kPermission,
// kInvalid if it is a folder, kIo.
Result<std::string> Sha256HexOfFile(const std::string& path);

}  // namespace avviso

#endif  // AVVISO_BASE_SHA256_H_
