// Fuzz target: a line of JSON Lines from strangers.
// room: engine
//
// An Article that comes out is ready for the stages: well-formed UTF-8, within the
// limit, and the same the second time.

#include <cstddef>
#include <cstdint>
#include <string>

#include "base/check.h"
#include "base/utf8.h"
#include "engine/json_line.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string line(reinterpret_cast<const char*>(data), size);
  avviso::JsonLineOptions options;
  options.most_text = 64;
  const auto first = avviso::ArticleFromJsonLine(line, "fuzz", 1, options);
  const auto second = avviso::ArticleFromJsonLine(line, "fuzz", 1, options);
  AVVISO_CHECK(first.ok() == second.ok());
  if (!first.ok()) return 0;
  const avviso::Article& article = first.value();
  AVVISO_CHECK(article.text.size() <= options.most_text);
  AVVISO_CHECK(avviso::IsValidUtf8(article.text));
  AVVISO_CHECK(avviso::IsValidUtf8(article.id));
  AVVISO_CHECK(avviso::IsValidUtf8(article.title));
  AVVISO_CHECK(avviso::IsValidUtf8(article.published));
  AVVISO_CHECK(article.text == second.value().text);
  return 0;
}
