#include "fetch/http_client.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <mutex>

#include "fetch/address.h"

namespace avviso {
namespace {

constexpr size_t kMostHeader = 256 << 10;

struct FreeEasy {
  void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
};
struct FreeList {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using List = std::unique_ptr<curl_slist, FreeList>;

void Append(const std::string& line, List* list) {
  curl_slist* longer = curl_slist_append(list->get(), line.c_str());
  AVVISO_CHECK(longer != nullptr);
  static_cast<void>(list->release());
  list->reset(longer);
}

bool IsPrivate(const sockaddr* address) {
  if (address->sa_family == AF_INET) {
    sockaddr_in v4;
    std::memcpy(&v4, address, sizeof v4);
    return IsPrivateIpv4(ntohl(v4.sin_addr.s_addr));
  }
  if (address->sa_family == AF_INET6) {
    sockaddr_in6 v6;
    std::memcpy(&v6, address, sizeof v6);
    std::array<uint8_t, 16> bytes{};
    std::memcpy(bytes.data(), &v6.sin6_addr, bytes.size());
    return IsPrivateIpv6(bytes);
  }
  return true;
}

bool SameName(std::string_view a, std::string_view b) {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) {
           return (x | 0x20) == (y | 0x20);
         });
}

}  // namespace

std::string_view HttpExchange::Get(std::string_view name) const {
  for (const auto& [field, value] : fields) {
    if (SameName(field, name)) return value;
  }
  return {};
}

struct HttpClient::Impl {
  HttpOptions options;
  std::unique_ptr<CURL, FreeEasy> easy;
  HttpExchange exchange;
  size_t header_bytes = 0;
  bool too_long = false;
  bool refused = false;  // an address was

  static size_t TakeHeader(char* data, size_t, size_t size, void* self) {
    return static_cast<Impl*>(self)->Header({data, size}) ? size : 0;
  }
  static size_t TakeBody(char* data, size_t, size_t size, void* self) {
    Impl* impl = static_cast<Impl*>(self);
    impl->too_long = impl->exchange.body.size() + size > impl->options.most_bytes;
    if (impl->too_long) return 0;
    impl->exchange.body.append(data, size);
    return size;
  }
  static curl_socket_t OpenSocket(void* self, curlsocktype, curl_sockaddr* address) {
    Impl* impl = static_cast<Impl*>(self);
    if (!impl->options.allow_private && IsPrivate(&address->addr)) {
      impl->refused = true;
      return CURL_SOCKET_BAD;
    }
    return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
  }
  static int Go(void* self, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
    const std::atomic<bool>* stop = static_cast<Impl*>(self)->options.stop;
    return stop != nullptr && *stop ? 1 : 0;
  }

  bool Header(std::string_view line) {
    header_bytes += line.size();
    if (header_bytes > kMostHeader) return false;
    while (!line.empty() && (line.back() == '\r' || line.back() == '\n')) line.remove_suffix(1);
    if (line.substr(0, 5) == "HTTP/") {  // after "100 Continue" another one comes
      exchange.status_line = line;
      exchange.fields.clear();
      return true;
    }
    const size_t colon = line.find(':');
    if (colon == std::string_view::npos || colon == 0) return true;
    std::string_view value = line.substr(colon + 1);
    while (!value.empty() && (value.front() == ' ' || value.front() == '\t'))
      value.remove_prefix(1);
    exchange.fields.emplace_back(line.substr(0, colon), value);
    return true;
  }

  void Set() {
    CURL* to = easy.get();
    curl_easy_setopt(to, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(to, CURLOPT_PROXY, "");
    curl_easy_setopt(to, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(to, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_2TLS));
    curl_easy_setopt(to, CURLOPT_USERAGENT, options.user_agent.c_str());
    curl_easy_setopt(to, CURLOPT_TIMEOUT, static_cast<long>(options.timeout_seconds));
    curl_easy_setopt(to, CURLOPT_CONNECTTIMEOUT, static_cast<long>(options.connect_seconds));
    curl_easy_setopt(to, CURLOPT_HEADERFUNCTION, &TakeHeader);
    curl_easy_setopt(to, CURLOPT_HEADERDATA, this);
    curl_easy_setopt(to, CURLOPT_WRITEFUNCTION, &TakeBody);
    curl_easy_setopt(to, CURLOPT_WRITEDATA, this);
    curl_easy_setopt(to, CURLOPT_OPENSOCKETFUNCTION, &OpenSocket);
    curl_easy_setopt(to, CURLOPT_OPENSOCKETDATA, this);
    curl_easy_setopt(to, CURLOPT_XFERINFOFUNCTION, &Go);
    curl_easy_setopt(to, CURLOPT_XFERINFODATA, this);
    curl_easy_setopt(to, CURLOPT_NOPROGRESS, 0L);
  }

  Error ErrorOf(CURLcode code, const std::string& url) const {
    if (refused && code == CURLE_COULDNT_CONNECT) {
      return {ErrorCode::kPermission,
              url + ": its address is private (--allow-private would let it be fetched)"};
    }
    if (too_long) {
      return {ErrorCode::kExhausted,
              url + ": larger than " + std::to_string(options.most_bytes) + " bytes"};
    }
    if (code == CURLE_OPERATION_TIMEDOUT) {
      return {ErrorCode::kExhausted, url + ": took longer than allowed"};
    }
    return {ErrorCode::kIo, url + ": " + curl_easy_strerror(code)};
  }
};

HttpClient::HttpClient(HttpOptions options) : impl_(std::make_unique<Impl>()) {
  static std::once_flag started;
  std::call_once(started, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
  impl_->options = std::move(options);
  impl_->easy.reset(curl_easy_init());
  AVVISO_CHECK(impl_->easy != nullptr);
  impl_->Set();
}

HttpClient::HttpClient(HttpClient&&) noexcept = default;
HttpClient& HttpClient::operator=(HttpClient&&) noexcept = default;
HttpClient::~HttpClient() = default;

Result<HttpExchange> HttpClient::Get(const HttpRequest& request) {
  Impl& impl = *impl_;
  CURL* easy = impl.easy.get();
  impl.exchange = HttpExchange();
  impl.exchange.url = request.url.text;
  impl.header_bytes = 0;
  impl.too_long = impl.refused = false;
  List lines;
  Append(
      "Accept: text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, "
      "application/feed+json, application/xml;q=0.9, */*;q=0.5",
      &lines);
  if (!request.plain) Append("Accept-Encoding: gzip, deflate, br, zstd", &lines);
  if (!request.etag.empty()) Append("If-None-Match: " + request.etag, &lines);
  if (!request.last_modified.empty()) {
    Append("If-Modified-Since: " + request.last_modified, &lines);
  }
  curl_easy_setopt(easy, CURLOPT_HTTPHEADER, lines.get());
  curl_easy_setopt(easy, CURLOPT_URL, request.url.text.c_str());
  const CURLcode code = curl_easy_perform(easy);
  if (code != CURLE_OK) return impl.ErrorOf(code, request.url.text);
  long status = 0;
  curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
  impl.exchange.status = static_cast<int>(status);
  char* address = nullptr;
  curl_easy_getinfo(easy, CURLINFO_PRIMARY_IP, &address);
  if (address != nullptr) impl.exchange.address = address;
  curl_easy_getinfo(easy, CURLINFO_TOTAL_TIME, &impl.exchange.seconds);
  return std::move(impl.exchange);
}

}  // namespace avviso
