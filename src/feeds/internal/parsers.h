// The parsers behind ParseFeed, one a family of formats.

#ifndef AVVISO_FEEDS_INTERNAL_PARSERS_H_
#define AVVISO_FEEDS_INTERNAL_PARSERS_H_

#include <string>
#include <string_view>

#include "base/result.h"
#include "feeds/feed.h"

namespace avviso::internal {

// `utf8` is well formed. Errors: kCorrupt, kUnsupported.
Result<Feed> ParseXmlFeed(std::string_view utf8, FeedKind kind, std::string_view name);
Result<Feed> ParseJsonFeed(std::string_view utf8, FeedKind kind, std::string_view name);

// The name of the root element of a document that starts with `start`, without its
// prefix; "" if it isn't XML.
std::string_view RootName(std::string_view start);

// The bytes as well-formed UTF-8, from the character set of the byte order mark, of
// `charset` or of the XML declaration, in this order; UTF-8 if there is none. Bytes
// that are ill formed become U+FFFD. Errors: kUnsupported for a set that isn't known.
Result<std::string> ToUtf8(std::string_view bytes, std::string_view charset, std::string_view name);

// What a date says, or as it was written.
std::string DateOrAsWritten(std::string_view text);

}  // namespace avviso::internal

#endif  // AVVISO_FEEDS_INTERNAL_PARSERS_H_
