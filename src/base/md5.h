// MD5, for formats of others that ask for it. Not for anything that must be safe.

#ifndef AVVISO_BASE_MD5_H_
#define AVVISO_BASE_MD5_H_

#include <string>
#include <string_view>

namespace avviso {

// 32 lower-case hexadecimal digits.
std::string Md5Hex(std::string_view bytes);

}  // namespace avviso

#endif  // AVVISO_BASE_MD5_H_
