// Fuzz target: the JSON-LD of pages.
// room: reader
//
// Scripts are parted by NUL; the first part is the page's title. What comes out is well
// formed, bounded in number, and the same again.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/check.h"
#include "base/utf8.h"
#include "reader/internal/json_ld.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  // Scripts come out of a Dom: they are well-formed UTF-8.
  const std::string input =
      avviso::RepairUtf8(std::string_view(reinterpret_cast<const char*>(data), size));
  std::vector<std::string_view> parts;
  for (size_t at = 0; at <= input.size();) {
    const size_t end = std::min(input.find('\0', at), input.size());
    parts.push_back(std::string_view(input).substr(at, end - at));
    at = end + 1;
  }
  const std::string_view title = parts.front();
  parts.erase(parts.begin());
  const avviso::JsonLdArticle read = avviso::ReadJsonLd(parts, title, "https://a.example/1");
  for (const std::string* text :
       {&read.headline, &read.published, &read.created, &read.modified, &read.publisher, &read.body,
        &read.section, &read.language, &read.url, &read.site}) {
    AVVISO_CHECK(avviso::IsValidUtf8(*text));
    AVVISO_CHECK(text->size() <= 4 * input.size());
  }
  for (const auto* list : {&read.authors, &read.tags, &read.images, &read.based_on}) {
    AVVISO_CHECK(list->size() <= 64);
    for (const std::string& text : *list) AVVISO_CHECK(avviso::IsValidUtf8(text));
  }
  const avviso::JsonLdArticle again = avviso::ReadJsonLd(parts, title, "https://a.example/1");
  AVVISO_CHECK(again.headline == read.headline && again.authors == read.authors &&
               again.published == read.published && again.body == read.body);
  return 0;
}
