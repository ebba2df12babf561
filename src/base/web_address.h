// Web addresses, as far as reading needs them. fetch/url.h takes them apart for dialling.

#ifndef AVVISO_BASE_WEB_ADDRESS_H_
#define AVVISO_BASE_WEB_ADDRESS_H_

#include <string>
#include <string_view>

namespace avviso {

// True for "http://…" and "https://…", in any case.
bool IsWebAddress(std::string_view url);

// "a.example" of "https://user@WWW.a.example:8080/x": in lower case, without "www.".
// "" if it isn't a web address.
std::string HostOf(std::string_view url);

}  // namespace avviso

#endif  // AVVISO_BASE_WEB_ADDRESS_H_
