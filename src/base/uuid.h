// UUIDs made of names: RFC 9562, version 5. The same name gives the same UUID everywhere.

#ifndef AVVISO_BASE_UUID_H_
#define AVVISO_BASE_UUID_H_

#include <string>
#include <string_view>

namespace avviso {

// `space` is the UUID of the names' kind in its usual form; 36 lower-case characters come out.
// Not for anything that must be safe: it rests on SHA-1.
std::string NameUuid(std::string_view space, std::string_view name);

}  // namespace avviso

#endif  // AVVISO_BASE_UUID_H_
