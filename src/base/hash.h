// Hashes of byte strings that formats on disk depend on.

#ifndef AVVISO_BASE_HASH_H_
#define AVVISO_BASE_HASH_H_

#include <cstdint>
#include <string>
#include <string_view>

namespace avviso {

// MurmurHash64A by Austin Appleby (public domain), little endian on every machine.
// Not for keys that an attacker may choose, where collisions cost.
uint64_t MurmurHash64A(std::string_view bytes, uint64_t seed);

// 16 hexadecimal digits, lower case.
std::string HashHex(uint64_t hash);

}  // namespace avviso

#endif  // AVVISO_BASE_HASH_H_
