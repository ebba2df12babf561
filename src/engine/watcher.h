// Watcher: polls feeds and tells what is new in them.
//
//   address of a feed -> conditional request -> items not seen before
//
// An item is known by its address, or by its id if it has none, or by its words if it has
// neither, over all feeds. What is
// known, the validators and when a feed is due again stand in UrlStates, which the
// caller keeps; the caller saves them after the items are safe, so that a crash repeats
// items and loses none.

#ifndef AVVISO_ENGINE_WATCHER_H_
#define AVVISO_ENGINE_WATCHER_H_

#include <cstdint>
#include <string>
#include <unordered_set>
#include <vector>

#include "base/result.h"
#include "feeds/feed.h"
#include "fetch/fetcher.h"
#include "fetch/state_file.h"

namespace avviso {

struct Polled {
  std::vector<FeedItem> items;     // new ones, the oldest (by the feed's order) first
  std::vector<std::string> feeds;  // that a list of feeds or a sitemap index names
  std::string moved_to;            // the feed has moved for good
};

class Watcher {
 public:
  // Both must outlive this. `every_seconds` is the pause between two polls of a feed;
  // the feed's own wish counts if it is longer.
  Watcher(Fetcher* fetcher, UrlStates* states, int64_t every_seconds);

  bool Due(const std::string& url, int64_t now) const;

  // Errors: the fetcher's and ParseFeed's, kIo for an answer that is none; the feed is
  // then due later each time, up to a day. `now` is seconds since 1970.
  Result<Polled> Poll(const std::string& url, int64_t now);

 private:
  Result<Polled> Take(const FetchedPage& page, const std::string& url, UrlState* state,
                      int64_t now);
  bool IsNew(const FeedItem& item, UrlState* state);

  Fetcher* fetcher_;
  UrlStates* states_;
  int64_t every_seconds_;
  std::unordered_set<std::string> seen_;  // of all feeds
};

}  // namespace avviso

#endif  // AVVISO_ENGINE_WATCHER_H_
