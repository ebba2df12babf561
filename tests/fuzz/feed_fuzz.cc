// Fuzz target: feeds, sitemaps, OPML, NewsML and ninjs from strangers.
// room: feeds
//
// What comes out is well-formed UTF-8, without entities' expansion making it larger than
// a small multiple of what came in, and the same the second time.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.h"
#include "base/utf8.h"
#include "feeds/feed.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto feed = avviso::ParseFeed(bytes, "", "fuzz");
  const auto again = avviso::ParseFeed(bytes, "", "fuzz");
  AVVISO_CHECK(feed.ok() == again.ok());
  if (!feed.ok()) return 0;
  AVVISO_CHECK(feed.value().items.size() == again.value().items.size());
  size_t total = 0;
  for (size_t i = 0; i < feed.value().items.size(); ++i) {
    const avviso::FeedItem& item = feed.value().items[i];
    AVVISO_CHECK(item.content == again.value().items[i].content);
    for (const std::string* text : {&item.id, &item.url, &item.title, &item.summary, &item.content,
                                    &item.published, &item.outlet}) {
      AVVISO_CHECK(avviso::IsValidUtf8(*text));
      total += text->size();
    }
  }
  AVVISO_CHECK(total <= 64 * (size + 64));
  return 0;
}
