// Fuzz target: addresses and references from strangers.
// room: fetch
//
// A normal form is the normal form of itself, is of the web, and has a path.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.h"
#include "fetch/url.h"

namespace {

void Check(const avviso::Result<avviso::Url>& url) {
  if (!url.ok()) return;
  AVVISO_CHECK(url.value().scheme == "http" || url.value().scheme == "https");
  AVVISO_CHECK(!url.value().host.empty());
  AVVISO_CHECK(url.value().path.front() == '/');
  for (const char c : url.value().text) AVVISO_CHECK(c != '\r' && c != '\n' && c != '\0');
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto url = avviso::ParseUrl(bytes);
  Check(url);
  if (url.ok() && url.value().text.size() < 8000) {
    const auto again = avviso::ParseUrl(url.value().text);
    AVVISO_CHECK(again.ok() && again.value().text == url.value().text);
  }
  const avviso::Url base = avviso::ParseUrl("https://a.example/b/c?d").value();
  Check(avviso::ResolveUrl(base, bytes));
  return 0;
}
