// StoryRows: what a store knows of stories, copies and merged events, for those who bring it
// up to date (src/upkeep).
//
// Reads and writes the tables story_articles, stories, open_articles, term_counts,
// story_state, pending_articles and outlets on a connection of others, within their
// transaction. Numbers of articles and revisions are rows of the store. Errors: those of
// Database.

#ifndef AVVISO_STORE_STORY_ROWS_H_
#define AVVISO_STORE_STORY_ROWS_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "store/database.h"

namespace avviso {

// A current revision that was stored since stories were last brought up to date.
struct PendingArticle {
  int64_t revision = 0;
  int64_t article = 0;
  std::string published;
};

// An article in its story.
struct StoryArticle {
  int64_t article = 0;
  int64_t position = 0;  // the how-many-th that was placed
  int64_t revision = 0;
  int64_t story = 0;     // row of `stories`
  int64_t original = 0;  // the article it was made from; 0 if none
  double share = 0;
  bool verbatim = false, credited = false;
  friend bool operator==(const StoryArticle&, const StoryArticle&) = default;
};

// One that later articles may still have to do with.
struct OpenArticle {
  StoryArticle place;
  int64_t era = 0;
  std::string terms, prints;  // as bytes
  std::string name;           // its URL, or its id if it has none
  std::string published;
};

struct EventState {
  std::string id;
  std::vector<std::string> reports, contested;  // ids of records
};

struct ChangeOfStory {
  std::string kind, article, story, into;
};

class StoryRows {
 public:
  explicit StoryRows(Database* database) : database_(database) {}

  Result<std::vector<PendingArticle>> Pending();
  Result<bool> AnyPending();
  Result<std::optional<StoryArticle>> Of(int64_t article);
  Result<std::vector<std::pair<int64_t, std::string>>> OpenStories();  // row, id; in order
  Result<std::vector<int64_t>> OpenArticles();  // in the order in which they were placed
  Status ForEachOpen(const std::function<Status(const OpenArticle&)>& each);
  Status ForEachTermCount(const std::function<void(uint32_t stem, uint32_t articles)>& each);
  Result<std::optional<int64_t>> State(const char* name);
  Result<std::vector<std::string>> Outlets();
  Result<std::string> StoryName(int64_t row);

  // The record of a revision, byte for byte as it was put.
  Result<std::string> RecordOf(int64_t revision);
  // The current revision that holds a record; none if no current one does.
  Result<std::optional<int64_t>> RevisionWith(const std::string& record_id);
  // The article of a revision.
  Result<int64_t> ArticleOf(int64_t revision);

  // Ids of current events with a report whose act lies within these days, published within
  // these. For acts without any day the newest 5,000 are looked at.
  struct Days {
    std::string first, last;
  };
  Result<std::vector<std::string>> EventsWithin(const Days& acts, const Days& published);
  Result<std::vector<std::string>> EventsWithoutDay();
  // Ids of current events that a replaced revision of the article has to do with.
  Result<std::vector<std::string>> EventsOfOldRevisions(int64_t article);
  Result<EventState> ReportsOf(const std::string& event);

  Status PutStory(int64_t row, const std::string& id);
  Status PutArticle(const StoryArticle& article);  // in place of what was known of it
  Status PutOpen(int64_t position, int64_t era, std::string_view terms, std::string_view prints);
  Status DropOpen(int64_t position);
  Status PutTermCount(uint32_t stem, uint32_t articles);
  Status PutState(const char* name, std::optional<int64_t> value);
  Status PutOutlet(const std::string& outlet);
  Status PutChange(int64_t batch, const ChangeOfStory& change);
  Status DropPending(int64_t revision);
  // Forgets all stories, and makes all current articles pending.
  Status ForgetAll();

 private:
  template <typename... Values>
  Status Do(const char* sql, const Values&... values) {
    AVVISO_ASSIGN(Statement * statement, database_->Cached(sql));
    statement->BindAll(values...);
    return statement->Run();
  }
  // Runs `each` on every row.
  template <typename Each>
  Status Rows(Statement* statement, const Each& each);

  Database* database_;
};

}  // namespace avviso

#endif  // AVVISO_STORE_STORY_ROWS_H_
