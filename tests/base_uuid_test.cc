#include <gtest/gtest.h>

#include "base/uuid.h"

namespace avviso {
namespace {

// The vector of RFC 9562, A.4, and one that Python's documentation gives.
TEST(NameUuid, KnownVectors) {
  const std::string dns = "6ba7b810-9dad-11d1-80b4-00c04fd430c8";
  EXPECT_EQ(NameUuid(dns, "www.example.com"), "2ed6657d-e927-568b-95e1-2665a8aea6a2");
  EXPECT_EQ(NameUuid(dns, "python.org"), "886313e1-3b8a-5372-9b90-0c9aee199e5d");
}

}  // namespace
}  // namespace avviso
