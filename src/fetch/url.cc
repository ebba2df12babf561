#include "fetch/url.h"

#include <curl/curl.h>

#include <memory>

namespace avviso {
namespace {

constexpr size_t kMostBytes = 8192;

struct FreeUrl {
  void operator()(CURLU* url) const { curl_url_cleanup(url); }
};
using Handle = std::unique_ptr<CURLU, FreeUrl>;

std::string PartOf(const Handle& url, CURLUPart part, unsigned flags = 0) {
  char* value = nullptr;
  if (curl_url_get(url.get(), part, &value, flags) != CURLUE_OK) return "";
  std::string copy(value);
  curl_free(value);
  return copy;
}

Error Refused(std::string_view text, const std::string& why) {
  return {ErrorCode::kInvalid, std::string(text.substr(0, 200)) + ": " + why};
}

Result<Url> TakeApart(const Handle& handle, std::string_view text) {
  Url url;
  url.scheme = PartOf(handle, CURLUPART_SCHEME);
  if (url.scheme != "http" && url.scheme != "https") {
    return Refused(text, "not an address of the web (http or https)");
  }
  url.host = PartOf(handle, CURLUPART_HOST);
  for (char& c : url.host) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  if (url.host.empty()) return Refused(text, "it names no host");
  curl_url_set(handle.get(), CURLUPART_HOST, url.host.c_str(), 0);
  curl_url_set(handle.get(), CURLUPART_FRAGMENT, nullptr, 0);
  url.port = PartOf(handle, CURLUPART_PORT, CURLU_DEFAULT_PORT);
  url.path = PartOf(handle, CURLUPART_PATH);
  const std::string query = PartOf(handle, CURLUPART_QUERY);
  if (!query.empty()) url.path += "?" + query;
  url.text = PartOf(handle, CURLUPART_URL, CURLU_NO_DEFAULT_PORT);
  if (url.text.empty() || url.path.empty()) return Refused(text, "not a well-formed address");
  return url;
}

Result<Url> Set(const Handle& handle, std::string_view text) {
  if (text.size() > kMostBytes) return Refused(text, "longer than 8,192 bytes");
  if (text.find('\0') != std::string_view::npos) return Refused(text, "it holds a NUL");
  constexpr unsigned kFlags = CURLU_URLENCODE | CURLU_DISALLOW_USER;
  const CURLUcode code =
      curl_url_set(handle.get(), CURLUPART_URL, std::string(text).c_str(), kFlags);
  if (code != CURLUE_OK) return Refused(text, curl_url_strerror(code));
  return TakeApart(handle, text);
}

}  // namespace

Result<Url> ParseUrl(std::string_view text) { return Set(Handle(curl_url()), text); }

Result<Url> ResolveUrl(const Url& base, std::string_view reference) {
  const Handle handle(curl_url());
  AVVISO_TRY(Set(handle, base.text));
  return Set(handle, reference);
}

}  // namespace avviso
