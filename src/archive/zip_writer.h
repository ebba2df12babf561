// A zip file with one member, as bytes: the same for the same content.

#ifndef AVVISO_ARCHIVE_ZIP_WRITER_H_
#define AVVISO_ARCHIVE_ZIP_WRITER_H_

#include <string>
#include <string_view>

#include "base/result.h"

namespace avviso {

// `name` is the member's; its time is 1980-01-01. Errors: kExhausted (no memory).
Result<std::string> ZipOf(const std::string& name, std::string_view content);

}  // namespace avviso

#endif  // AVVISO_ARCHIVE_ZIP_WRITER_H_
