// Fuzz target: robots.txt from strangers.
// room: fetch
//
// The last line of the input is the path that is asked for. Any answer will do, if it is
// the same each time and robots.txt itself is always allowed.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.h"
#include "fetch/robots.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const size_t line = bytes.rfind('\n');
  const std::string_view path = line == std::string_view::npos ? "/" : bytes.substr(line + 1);
  const avviso::Robots robots = avviso::Robots::Parse(bytes, "avviso");
  AVVISO_CHECK(robots.Allows("/robots.txt"));
  AVVISO_CHECK(robots.Allows(path) == robots.Allows(path));
  AVVISO_CHECK(robots.crawl_delay() >= 0);
  return 0;
}
