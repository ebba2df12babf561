#include "base/md5.h"

#include <openssl/evp.h>

#include <array>

#include "base/check.h"

namespace avviso {

std::string Md5Hex(std::string_view bytes) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> hash{};
  unsigned int size = 0;
  // Fails only for want of memory or where the system forbids MD5.
  AVVISO_CHECK(EVP_Digest(bytes.data(), bytes.size(), hash.data(), &size, EVP_md5(), nullptr) == 1);
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string out;
  for (unsigned int i = 0; i < size; ++i) {
    out.push_back(kHex[hash[i] >> 4]);
    out.push_back(kHex[hash[i] & 15]);
  }
  return out;
}

}  // namespace avviso
