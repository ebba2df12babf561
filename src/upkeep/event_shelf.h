// EventShelf: the merged events of one go.
//
//   new articles -> events of the store near them -> EventDrafts -> changed events
//
// Holds the new articles, and those whose records stand in an event that a new record may
// join: of the same days, published within 45 days. Made for each go and then let go.

#ifndef AVVISO_UPKEEP_EVENT_SHELF_H_
#define AVVISO_UPKEEP_EVENT_SHELF_H_

#include <cstdint>
#include <deque>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/result.h"
#include "lexicon/type_pairs.h"
#include "store/store_writer.h"
#include "store/story_rows.h"
#include "stories/event_drafts.h"
#include "upkeep/story_shelf.h"
#include "views/merged_json.h"

namespace avviso {

struct EventCounts {
  size_t added = 0, changed = 0, gone = 0;
};

class EventShelf {
 public:
  // All must outlive this.
  EventShelf(StoreWriter* store, StoryShelf* stories, const TypePairs& types,
             const MergeOptions& options);

  // An article of this go, in the order of publication.
  struct NewNews {
    PendingArticle pending;
    const CodedNews* news = nullptr;
  };
  // Places the records of these and writes what has changed into the store's batch.
  Result<EventCounts> Place(const std::vector<NewNews>& news);

 private:
  Status FindEvents(const std::vector<NewNews>& news);
  Status LoadReports();
  Status Load(int64_t revision);
  Status AddArticle(int64_t revision, int64_t article, const CodedNews* news);
  void RestoreDrafts();
  std::vector<EventReport> RowsOf(const std::vector<std::string>& records, bool* changed) const;
  MergedSources Sources() const;
  Status WriteDraft(uint32_t draft, const MergedSources& sources, EventCounts* counts);
  Status Bury(uint32_t draft);

  StoreWriter* store_;
  StoryShelf* stories_;
  StoryRows rows_;
  EventDrafts drafts_;

  std::set<std::string> wanted_;  // events to be put back
  std::vector<EventState> states_;
  size_t first_new_ = 0;  // the articles from here on are of this go
  size_t restored_ = 0;   // the first drafts are those put back
  std::deque<CodedNews> loaded_;
  std::vector<const CodedNews*> news_;  // by row of the drafts' articles
  std::vector<int64_t> articles_;       // of them
  std::map<int64_t, uint32_t> row_of_revision_;
  std::map<std::string, EventReport> records_;  // by id
};

}  // namespace avviso

#endif  // AVVISO_UPKEEP_EVENT_SHELF_H_
