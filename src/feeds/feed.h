// Feed: what a feed, a news sitemap, a list of feeds or a news message holds.
//
//   bytes -> ParseFeed -> Feed of items
//
// Reads RSS 0.9 to 2.0 (RDF too), Atom, JSON Feed, news sitemaps and sitemap indexes,
// OPML, NewsML-G2 (messages, item sets, single items) and ninjs (one or an array).
// Documents that declare entities are refused, and none is ever expanded, so neither
// bombs nor files of this machine come in. Pure; memory: a small multiple of the bytes.
// Sources: rssboard.org RSS 2.0, RFC 4287, jsonfeed.org 1.1, sitemaps.org, OPML 2.0,
// IPTC NewsML-G2 2.x and ninjs 1.x to 3.x.

#ifndef AVVISO_FEEDS_FEED_H_
#define AVVISO_FEEDS_FEED_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace avviso {

enum class FeedKind { kRss, kAtom, kJsonFeed, kSitemap, kSitemapIndex, kOpml, kNewsml, kNinjs };

// Strings are well-formed UTF-8, without markup and entities, empty if not given.
struct FeedItem {
  std::string id;   // guid, atom:id, …; else the url
  std::string url;  // of the item; of a feed in OPML; of a sitemap in an index
  std::string title;
  std::string summary;
  std::string content;       // the whole text, in blocks with an empty line between
  std::string content_html;  // the markup that `content` was made from, if it was
  std::vector<std::string> authors;
  std::vector<std::string> credits;  // agencies, sources, credit lines
  std::string published;             // ISO 8601, else as it was written
  std::string updated;
  std::string language;
  std::string outlet;
};

struct Feed {
  FeedKind kind = FeedKind::kRss;
  std::string title;
  std::string language;
  int minutes = 0;  // how long it asks to be left alone (ttl, sy:update…); 0 if not said
  std::vector<FeedItem> items;
};

// The kind of feed that `start`, the first kilobytes of a document, begins. None if it
// is something else. JSON must be complete enough to show a telling member.
std::optional<FeedKind> SniffFeed(std::string_view start);

// `charset` is what the transport says, or empty; `name` is for messages. Errors:
// kCorrupt (not well formed), kUnsupported (no feed; entities declared; a character set
// that isn't known).
Result<Feed> ParseFeed(std::string_view bytes, std::string_view charset, std::string_view name);

}  // namespace avviso

#endif  // AVVISO_FEEDS_FEED_H_
