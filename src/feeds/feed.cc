#include "feeds/feed.h"

#include <array>
#include <utility>

#include "feeds/feed_date.h"
#include "feeds/internal/parsers.h"

namespace avviso {
namespace {

constexpr std::array<std::pair<std::string_view, FeedKind>, 9> kRoots = {
    {{"rss", FeedKind::kRss},
     {"RDF", FeedKind::kRss},
     {"feed", FeedKind::kAtom},
     {"urlset", FeedKind::kSitemap},
     {"sitemapindex", FeedKind::kSitemapIndex},
     {"opml", FeedKind::kOpml},
     {"newsMessage", FeedKind::kNewsml},
     {"itemSet", FeedKind::kNewsml},
     {"newsItem", FeedKind::kNewsml}}};

bool Holds(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

}  // namespace

namespace internal {

std::string DateOrAsWritten(std::string_view text) {
  std::string iso = IsoOfFeedDate(text);
  return iso.empty() ? std::string(text) : iso;
}

std::string_view RootName(std::string_view start) {
  if (start.substr(0, 3) == "\xEF\xBB\xBF") start.remove_prefix(3);
  while (true) {
    const size_t tag = start.find_first_not_of(" \t\r\n");
    if (tag == std::string_view::npos || start[tag] != '<') return {};
    start.remove_prefix(tag + 1);
    size_t end = 0;
    if (start.substr(0, 3) == "!--") {
      end = start.find("-->", 3);
      end = end == std::string_view::npos ? end : end + 3;
    } else if (!start.empty() && (start[0] == '?' || start[0] == '!')) {
      // A declaration with an inner subset ends at "]>".
      const bool subset = start.find('[') < start.find('>');
      end = subset ? start.find("]>") : start.find('>');
      end = end == std::string_view::npos ? end : end + (subset ? 2 : 1);
    } else {
      std::string_view root = start.substr(0, start.find_first_of(" \t\r\n/>"));
      const size_t colon = root.find(':');
      return colon == std::string_view::npos ? root : root.substr(colon + 1);
    }
    if (end == std::string_view::npos) return {};
    start.remove_prefix(end);
  }
}

}  // namespace internal

std::optional<FeedKind> SniffFeed(std::string_view start) {
  const std::string_view root = internal::RootName(start);
  for (const auto& [name, kind] : kRoots) {
    if (root == name) return kind;
  }
  if (start.substr(0, 3) == "\xEF\xBB\xBF") start.remove_prefix(3);
  const size_t first = start.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos || (start[first] != '{' && start[first] != '[')) {
    return std::nullopt;
  }
  if (Holds(start, "jsonfeed.org/version")) return FeedKind::kJsonFeed;
  const bool ninjs = Holds(start, "\"uri\"") &&
                     (Holds(start, "\"versioncreated\"") || Holds(start, "\"versionCreated\"") ||
                      Holds(start, "\"body_text\"") || Holds(start, "\"body_html\"") ||
                      Holds(start, "\"body_xhtml\"") || Holds(start, "\"bodies\"") ||
                      Holds(start, "\"headlines\""));
  if (ninjs) return FeedKind::kNinjs;
  return std::nullopt;
}

Result<Feed> ParseFeed(std::string_view bytes, std::string_view charset, std::string_view name) {
  AVVISO_ASSIGN(const std::string utf8, internal::ToUtf8(bytes, charset, name));
  const std::optional<FeedKind> kind = SniffFeed(std::string_view(utf8).substr(0, 1 << 16));
  if (!kind) {
    return Error{ErrorCode::kUnsupported, std::string(name) + ": not a feed that is known"};
  }
  if (*kind == FeedKind::kJsonFeed || *kind == FeedKind::kNinjs) {
    return internal::ParseJsonFeed(utf8, *kind, name);
  }
  return internal::ParseXmlFeed(utf8, *kind, name);
}

}  // namespace avviso
