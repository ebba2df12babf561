// Url: a web address, taken apart and normalised.

#ifndef AVVISO_FETCH_URL_H_
#define AVVISO_FETCH_URL_H_

#include <string>
#include <string_view>

#include "base/result.h"

namespace avviso {

struct Url {
  std::string scheme;  // "http" or "https"
  std::string host;    // lower case; an IPv6 address in brackets
  std::string port;    // always given: "80"
  std::string path;    // with its query: "/a?b"; never empty
  std::string text;    // the whole, without the port if it is the scheme's own
  std::string origin() const { return scheme + "://" + host + ":" + port; }
};

// Takes http and https; blanks and the like are escaped, a fragment is dropped.
// Errors: kInvalid for all else, for names with a password, and for addresses over
// 8,192 bytes.
Result<Url> ParseUrl(std::string_view text);

// `reference` as it stands on the page at `base`. Errors: as ParseUrl.
Result<Url> ResolveUrl(const Url& base, std::string_view reference);

}  // namespace avviso

#endif  // AVVISO_FETCH_URL_H_
