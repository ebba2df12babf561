#include "base/sha256.h"

#include <fcntl.h>
#include <openssl/evp.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <memory>

#include "base/check.h"
#include "base/file_system.h"

namespace avviso {
namespace {

struct FreeContext {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

// OpenSSL's digest calls fail only for want of memory or of the algorithm, and
// neither leaves anything to go on with.
class Digest {
 public:
  Digest() : context_(EVP_MD_CTX_new()) {
    AVVISO_CHECK(context_ != nullptr);
    AVVISO_CHECK(EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr) == 1);
  }
  void Add(const char* bytes, size_t size) {
    AVVISO_CHECK(EVP_DigestUpdate(context_.get(), bytes, size) == 1);
  }
  std::string Hex() {
    std::array<unsigned char, EVP_MAX_MD_SIZE> hash{};
    unsigned int size = 0;
    AVVISO_CHECK(EVP_DigestFinal_ex(context_.get(), hash.data(), &size) == 1);
    constexpr std::string_view kHex = "0123456789abcdef";
    std::string out;
    for (unsigned int i = 0; i < size; ++i) {
      out.push_back(kHex[hash[i] >> 4]);
      out.push_back(kHex[hash[i] & 15]);
    }
    return out;
  }

 private:
  std::unique_ptr<EVP_MD_CTX, FreeContext> context_;
};

}  // namespace

std::string Sha256Hex(std::string_view bytes) {
  Digest digest;
  digest.Add(bytes.data(), bytes.size());
  return digest.Hex();
}

Result<std::string> Sha256HexOfFile(const std::string& path) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return SystemError(errno, "open", path);
  Digest digest;
  std::string piece(1 << 18, '\0');
  while (true) {
    const ssize_t got = ::read(fd, piece.data(), piece.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) {
      const Error error = SystemError(errno, "read", path);
      ::close(fd);
      return error;
    }
    if (got == 0) break;
    digest.Add(piece.data(), static_cast<size_t>(got));
  }
  ::close(fd);
  return digest.Hex();
}

}  // namespace avviso
