#include "base/uuid.h"

#include <openssl/evp.h>

#include <array>

#include "base/check.h"

namespace avviso {
namespace {

unsigned Digit(char c) {
  AVVISO_CHECK((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
  return static_cast<unsigned>(c <= '9' ? c - '0' : c - 'a' + 10);
}

// The 16 bytes that the digits of a UUID stand for.
std::string Bytes(std::string_view uuid) {
  std::string digits;
  for (const char c : uuid) {
    if (c != '-') digits.push_back(c);
  }
  AVVISO_CHECK(digits.size() == 32);
  std::string bytes;
  for (size_t i = 0; i < digits.size(); i += 2) {
    bytes.push_back(static_cast<char>(Digit(digits[i]) * 16 + Digit(digits[i + 1])));
  }
  return bytes;
}

}  // namespace

std::string NameUuid(std::string_view space, std::string_view name) {
  const std::string bytes = Bytes(space) + std::string(name);
  std::array<unsigned char, EVP_MAX_MD_SIZE> hash{};
  unsigned int size = 0;
  // Fails only for want of memory.
  AVVISO_CHECK(EVP_Digest(bytes.data(), bytes.size(), hash.data(), &size, EVP_sha1(), nullptr) ==
               1);
  hash[6] = static_cast<unsigned char>((hash[6] & 0x0F) | 0x50);  // version
  hash[8] = static_cast<unsigned char>((hash[8] & 0x3F) | 0x80);  // variant
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string out;
  for (size_t i = 0; i < 16; ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) out.push_back('-');
    out.push_back(kHex[hash.at(i) >> 4]);
    out.push_back(kHex[hash.at(i) & 15]);
  }
  return out;
}

}  // namespace avviso
