#include "fetch/fetcher.h"

#include <curl/curl.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstdlib>
#include <ctime>
#include <map>
#include <mutex>
#include <optional>
#include <utility>

#include "fetch/robots.h"

namespace avviso {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int kMostRobotsRedirects = 5;
constexpr double kMostCrawlDelay = 60;
constexpr size_t kMostRobots = 512 << 10;

Clock::duration Seconds(double seconds) {
  return std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(seconds));
}

bool IsRedirect(int status) {
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

}  // namespace

int RetryAfterSeconds(const std::string& value) {
  char* end = nullptr;
  const long seconds = std::strtol(value.c_str(), &end, 10);
  if (end != value.c_str() && *end == '\0') {
    return static_cast<int>(std::clamp(seconds, 0L, 30L * 24 * 3600));
  }
  const std::time_t date = curl_getdate(value.c_str(), nullptr);
  if (date < 0) return 0;
  return static_cast<int>(
      std::clamp<double>(std::difftime(date, std::time(nullptr)), 0, 30 * 24 * 3600));
}

struct Fetcher::Site {
  std::mutex robots_mutex;  // held while robots.txt is fetched
  Robots robots;
  bool robots_known = false;
  Clock::time_point robots_until;
  // Guarded by State::mutex:
  int under_way = 0;
  double interval = 0;
  Clock::time_point next;
};

struct Fetcher::State {
  std::mutex mutex;
  std::condition_variable turn;
  std::map<std::string, Site> sites;  // by origin; nodes stay where they are
  std::vector<HttpClient> idle;
};

// A site's turn: waits for it, and gives it back at the end.
class Fetcher::Turn {
 public:
  Turn(Fetcher* fetcher, Site* site) : fetcher_(fetcher), site_(site) {
    State& state = *fetcher_->state_;
    const std::atomic<bool>* stop = fetcher_->options_.http.stop;
    std::unique_lock<std::mutex> lock(state.mutex);
    while (stop == nullptr || !*stop) {
      const auto now = Clock::now();
      if (site_->under_way < fetcher_->options_.at_once && site_->next <= now) break;
      // Short waits, so that a stop is seen.
      state.turn.wait_for(
          lock, std::clamp<Clock::duration>(site_->next - now, Seconds(0.01), Seconds(0.1)));
    }
    ++site_->under_way;
    site_->next =
        Clock::now() + Seconds(std::max(site_->interval, fetcher_->options_.interval_seconds));
  }
  ~Turn() {
    State& state = *fetcher_->state_;
    const std::lock_guard<std::mutex> lock(state.mutex);
    --site_->under_way;
    state.turn.notify_all();
  }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;

 private:
  Fetcher* fetcher_;
  Site* site_;
};

Fetcher::Fetcher(FetchOptions options)
    : options_(std::move(options)), state_(std::make_unique<State>()) {}

Fetcher::~Fetcher() = default;

Fetcher::Site* Fetcher::SiteOf(const Url& url) {
  const std::lock_guard<std::mutex> lock(state_->mutex);
  return &state_->sites[url.origin()];
}

Result<HttpExchange> Fetcher::RequestOnce(Site* site, const HttpRequest& request) {
  const Turn turn(this, site);
  std::optional<HttpClient> client;
  {
    const std::lock_guard<std::mutex> lock(state_->mutex);
    if (!state_->idle.empty()) {
      client = std::move(state_->idle.back());
      state_->idle.pop_back();
    }
  }
  if (!client) client.emplace(options_.http);
  Result<HttpExchange> got = client->Get(request);
  const std::lock_guard<std::mutex> lock(state_->mutex);
  state_->idle.push_back(std::move(*client));
  return got;
}

// Again, after as long as the site asks for, if it is busy.
Result<HttpExchange> Fetcher::Request(Site* site, const HttpRequest& request) {
  for (int tries = 1;; ++tries) {
    Result<HttpExchange> got = RequestOnce(site, request);
    if (!got.ok()) return got;
    const int status = got.value().status;
    if (status != 429 && status != 503) return got;
    const std::string after(got.value().Get("Retry-After"));
    const int wait = after.empty() ? 5 * tries : RetryAfterSeconds(after);
    {
      const std::lock_guard<std::mutex> lock(state_->mutex);
      const int held = std::min(wait, options_.most_wait_seconds);
      site->next = std::max(site->next, Clock::now() + Seconds(held));
    }
    if (tries >= options_.most_tries || wait > options_.most_wait_seconds) return got;
  }
}

// RFC 9309, 2.3.1: no such file means that all is allowed, no answer that nothing is.
void Fetcher::LoadRobots(Site* site, const Url& url) {
  site->robots_known = true;
  site->robots_until = Clock::now() + std::chrono::hours(24);
  site->robots = Robots::DisallowAll();
  Result<Url> at = ParseUrl(url.origin() + "/robots.txt");
  for (int hops = 0; at.ok() && hops <= kMostRobotsRedirects; ++hops) {
    HttpRequest request;
    request.url = at.value();
    request.plain = true;
    const Result<HttpExchange> got = RequestOnce(SiteOf(at.value()), request);
    if (!got.ok() || got.value().status >= 500 || got.value().status == 429) {
      site->robots_until = Clock::now() + std::chrono::minutes(10);
      return;
    }
    if (IsRedirect(got.value().status)) {
      at = ResolveUrl(at.value(), got.value().Get("Location"));
      continue;
    }
    if (got.value().status < 200 || got.value().status >= 300) break;
    const std::string_view text = std::string_view(got.value().body).substr(0, kMostRobots);
    site->robots = Robots::Parse(text, options_.agent);
    const std::lock_guard<std::mutex> lock(state_->mutex);
    site->interval = std::min(site->robots.crawl_delay(), kMostCrawlDelay);
    return;
  }
  site->robots = Robots::AllowAll();
}

Status Fetcher::CheckRobots(Site* site, const Url& url) {
  const std::lock_guard<std::mutex> lock(site->robots_mutex);
  if (!site->robots_known || Clock::now() > site->robots_until) LoadRobots(site, url);
  if (site->robots.Allows(url.path)) return Ok();
  return Error{ErrorCode::kPermission, url.text + ": the site's robots.txt asks not to fetch it"};
}

Result<FetchedPage> Fetcher::Get(const FetchRequest& request) {
  AVVISO_ASSIGN(Url url, ParseUrl(request.url));
  FetchedPage page;
  page.moved_for_good = true;
  while (true) {
    Site* const site = SiteOf(url);
    AVVISO_TRY(CheckRobots(site, url));
    // Validators belong to the address that was asked for, wherever it leads.
    AVVISO_ASSIGN(HttpExchange exchange,
                  Request(site, {url, request.etag, request.last_modified, false}));
    const int status = exchange.status;
    const std::string location(exchange.Get("Location"));
    page.exchanges.push_back(std::move(exchange));
    if (!IsRedirect(status) || location.empty()) break;
    page.moved_for_good = page.moved_for_good && (status == 301 || status == 308);
    if (page.exchanges.size() > static_cast<size_t>(options_.most_redirects)) {
      return Error{
          ErrorCode::kExhausted,
          request.url + ": more than " + std::to_string(options_.most_redirects) + " redirects"};
    }
    AVVISO_ASSIGN(url, ResolveUrl(url, location));
  }
  page.moved_for_good = page.moved_for_good && page.redirects() > 0;
  return page;
}

}  // namespace avviso
