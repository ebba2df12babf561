// Fetcher: pages of the web, fetched with manners.
//
//   url -> robots.txt of its site -> wait for the site's turn -> request -> redirect? again
//
// Before each request, redirects too, the site's robots.txt is asked (RFC 9309; kept for
// a day), the address is checked, and the site's pace is kept: so many requests at
// once, so long between two, longer if its Crawl-delay or Retry-After says so. Safe on
// many threads.

#ifndef AVVISO_FETCH_FETCHER_H_
#define AVVISO_FETCH_FETCHER_H_

#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "fetch/http_client.h"

namespace avviso {

struct FetchOptions {
  HttpOptions http;              // with the user agent
  std::string agent = "avviso";  // the name that robots.txt knows us by
  double interval_seconds = 1;   // between the starts of two requests to a site
  int at_once = 2;               // requests to a site
  int most_redirects = 10;
  int most_wait_seconds = 60;  // for a Retry-After; longer ones are handed back
  int most_tries = 3;          // of a request that is answered by 429 or 503
};

struct FetchRequest {
  std::string url;
  std::string etag;
  std::string last_modified;
};

// What came of a request: the last exchange is the answer, those before it redirects.
struct FetchedPage {
  std::vector<HttpExchange> exchanges;  // never empty
  bool moved_for_good = false;          // all redirects were permanent
  const HttpExchange& answer() const { return exchanges.back(); }
  size_t redirects() const { return exchanges.size() - 1; }
};

class Fetcher {
 public:
  explicit Fetcher(FetchOptions options);
  ~Fetcher();

  // Any status is an answer. Errors: kInvalid (no web address, also behind a
  // redirect), kPermission (robots.txt; a private address), kExhausted (size, time, too
  // many redirects), kIo.
  Result<FetchedPage> Get(const FetchRequest& request);

 private:
  struct Site;
  class Turn;
  Result<HttpExchange> Request(Site* site, const HttpRequest& request);
  Result<HttpExchange> RequestOnce(Site* site, const HttpRequest& request);
  Status CheckRobots(Site* site, const Url& url);
  void LoadRobots(Site* site, const Url& url);
  Site* SiteOf(const Url& url);

  struct State;
  FetchOptions options_;
  std::unique_ptr<State> state_;
};

// Seconds of a Retry-After: a number, or a date compared to now. 0 if it is neither.
int RetryAfterSeconds(const std::string& value);

}  // namespace avviso

#endif  // AVVISO_FETCH_FETCHER_H_
