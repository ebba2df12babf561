#include "engine/watcher.h"

#include <algorithm>
#include <cstdio>
#include <utility>

#include "archive/header_fields.h"
#include "base/hash.h"
#include "engine/item_stream.h"
#include "engine/web.h"

namespace avviso {
namespace {

constexpr int64_t kDay = 24 * 3600;
constexpr size_t kMostSeen = 5000;  // of a feed; feeds are far shorter

std::string KeyOf(const FeedItem& item) {
  std::string name = item.url.empty() ? item.id : item.url;
  if (name.empty()) name = IdOfWords(item);
  char hex[24];
  std::snprintf(hex, sizeof hex, "%016llx",
                static_cast<unsigned long long>(MurmurHash64A(name, 20230929)));
  return hex;
}

}  // namespace

Watcher::Watcher(Fetcher* fetcher, UrlStates* states, int64_t every_seconds)
    : fetcher_(fetcher), states_(states), every_seconds_(every_seconds) {
  for (const auto& [url, state] : *states_) seen_.insert(state.seen.begin(), state.seen.end());
}

bool Watcher::Due(const std::string& url, int64_t now) const {
  const auto found = states_->find(url);
  return found == states_->end() || (!found->second.gone && found->second.due <= now);
}

bool Watcher::IsNew(const FeedItem& item, UrlState* state) {
  std::string key = KeyOf(item);
  if (!seen_.insert(key).second) return false;
  state->seen.push_back(std::move(key));
  return true;
}

Result<Polled> Watcher::Take(const FetchedPage& page, const std::string& url, UrlState* state,
                             int64_t now) {
  Polled polled;
  const HttpExchange& answer = page.answer();
  if (page.moved_for_good) polled.moved_to = answer.url;
  if (answer.status == 304) return polled;
  const Fetched fetched = FetchedOf(page);
  AVVISO_ASSIGN(Feed feed, ParseFeed(fetched.body, CharsetOf(fetched.content_type), url));
  // Kept only now: what couldn't be read is to be fetched again.
  state->etag = answer.Get("ETag");
  state->last_modified = answer.Get("Last-Modified");
  state->due = std::max(state->due, now + int64_t{feed.minutes} * 60);
  if (feed.kind == FeedKind::kOpml || feed.kind == FeedKind::kSitemapIndex) {
    for (const FeedItem& item : feed.items) polled.feeds.push_back(item.url);
    state->etag = state->last_modified = "";  // its list must be had in each run
    return polled;
  }
  // Feeds have the newest first.
  for (auto item = feed.items.rbegin(); item != feed.items.rend(); ++item) {
    if (IsNew(*item, state)) polled.items.push_back(std::move(*item));
  }
  const size_t most = std::max(kMostSeen, 2 * feed.items.size());
  if (state->seen.size() > most) {
    state->seen.erase(state->seen.begin(), state->seen.end() - static_cast<std::ptrdiff_t>(most));
  }
  return polled;
}

Result<Polled> Watcher::Poll(const std::string& url, int64_t now) {
  UrlState& state = (*states_)[url];
  state.due = now + every_seconds_;
  const Result<FetchedPage> page = fetcher_->Get({url, state.etag, state.last_modified});
  const int status = page.ok() ? page.value().answer().status : 0;
  Result<Polled> polled = Polled();
  if (!page.ok()) {
    polled = page.error();
  } else if (status == 200 || status == 304) {
    polled = Take(page.value(), url, &state, now);
  } else {
    state.gone = status == 410;
    const std::string after(page.value().answer().Get("Retry-After"));
    state.due = std::max(state.due, now + int64_t{RetryAfterSeconds(after)});
    polled = Error{status == 404 || status == 410 ? ErrorCode::kNotFound : ErrorCode::kIo,
                   url + ": the server answered " + std::to_string(status)};
  }
  state.failures = polled.ok() ? 0 : std::min<int64_t>(state.failures + 1, 30);
  if (!polled.ok()) {
    const int64_t later = every_seconds_ << std::min<int64_t>(state.failures - 1, 10);
    state.due = std::max(state.due, now + std::min(later, kDay));
  }
  return polled;
}

}  // namespace avviso
