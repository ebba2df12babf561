// HttpClient: one request, one response. The only code that knows the library behind
// it (libcurl).
//
// Speaks HTTP/1.1 and, over TLS, HTTP/2. Follows no redirect. Takes no proxy, cookie,
// password or certificate setting from the environment. The address of every
// connection is checked after names are resolved, so that no name can lead into a
// private network. One thread at a time.

#ifndef AVVISO_FETCH_HTTP_CLIENT_H_
#define AVVISO_FETCH_HTTP_CLIENT_H_

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "fetch/url.h"

namespace avviso {

struct HttpOptions {
  std::string user_agent;
  int timeout_seconds = 30;  // of a whole request
  int connect_seconds = 10;
  uint64_t most_bytes = 32 << 20;           // of a body as sent
  bool allow_private = false;               // addresses that aren't of the public internet
  const std::atomic<bool>* stop = nullptr;  // ends a request that is under way
};

struct HttpRequest {
  Url url;
  std::string etag;           // for a conditional request; or empty
  std::string last_modified;  // the same
  bool plain = false;         // no content coding
};

struct HttpExchange {
  std::string url;
  int status = 0;
  std::string status_line;  // without its line end
  std::vector<std::pair<std::string, std::string>> fields;
  std::string body;     // as sent: chunks are undone, content codings aren't
  std::string address;  // of the server
  double seconds = 0;
  std::string_view Get(std::string_view name) const;  // "" if there is none; case doesn't count
};

class HttpClient {
 public:
  explicit HttpClient(HttpOptions options);
  HttpClient(HttpClient&&) noexcept;
  HttpClient& operator=(HttpClient&&) noexcept;
  ~HttpClient();

  // Errors: kPermission (a private address), kExhausted (size or time), kIo (no
  // connection, TLS, a broken response, stopped).
  Result<HttpExchange> Get(const HttpRequest& request);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace avviso

#endif  // AVVISO_FETCH_HTTP_CLIENT_H_
