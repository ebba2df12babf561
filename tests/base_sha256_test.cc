#include <gtest/gtest.h>

#include "base/file_system.h"
#include "base/sha256.h"

namespace avviso {
namespace {

// Vectors of FIPS 180-4.
TEST(Sha256, KnownVectors) {
  EXPECT_EQ(Sha256Hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(Sha256Hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Sha256, FileEqualsItsBytes) {
  const std::string path = testing::TempDir() + "sha256_test.bin";
  const std::string bytes(700001, 'x');  // more than one piece
  ASSERT_TRUE(WriteFile(path, bytes).ok());
  const auto hash = Sha256HexOfFile(path);
  ASSERT_TRUE(hash.ok());
  EXPECT_EQ(hash.value(), Sha256Hex(bytes));
}

TEST(Sha256, RefusesWhatIsNoFile) {
  const auto missing = Sha256HexOfFile("/nonexistent/x");
  EXPECT_EQ(missing.error().code, ErrorCode::kNotFound);
  const auto folder = Sha256HexOfFile("/");
  EXPECT_EQ(folder.error().code, ErrorCode::kInvalid);
}

}  // namespace
}  // namespace avviso
