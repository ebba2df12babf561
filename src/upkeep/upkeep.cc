#include "upkeep/upkeep.h"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>

#include "store/story_rows.h"
#include "stories/copies.h"
#include "upkeep/event_shelf.h"
#include "upkeep/story_shelf.h"
#include "views/record_read.h"

namespace avviso {
namespace {

// The earliest first; those without a time come last, as they were stored.
void SortByTime(std::vector<PendingArticle>* pending) {
  const auto minute = [](const PendingArticle& article) {
    bool whole_day = false;
    return PublishedMinute(article.published, &whole_day).value_or(INT64_MAX);
  };
  std::stable_sort(
      pending->begin(), pending->end(),
      [&](const PendingArticle& a, const PendingArticle& b) { return minute(a) < minute(b); });
}

class Run {
 public:
  Run(StoreWriter* store, const TypePairs& types, const UpkeepOptions& options)
      : store_(store), types_(types), options_(options) {}

  Status Start(const std::vector<CommonWord>& words) {
    AVVISO_ASSIGN(shelf_, StoryShelf::Open(store_, words, options_.merge.groups));
    return Ok();
  }

  Status Place(const std::vector<PendingArticle>& pending, UpkeepCounts* counts) {
    std::vector<CodedNews> news;
    news.reserve(pending.size());
    StoryRows rows(store_->database());
    for (const PendingArticle& article : pending) {
      AVVISO_ASSIGN(const std::string record, rows.RecordOf(article.revision));
      AVVISO_ASSIGN(ReadRecord read,
                    RecordFromJson(record, "revision " + std::to_string(article.revision)));
      news.push_back({std::move(read.article), std::move(read.events)});
    }
    std::vector<StoryShelf::NewArticle> articles;
    std::vector<EventShelf::NewNews> coded;
    for (size_t i = 0; i < pending.size(); ++i) {
      articles.push_back({pending[i], &news[i].article});
      coded.push_back({pending[i], &news[i]});
    }
    AVVISO_TRY(shelf_->Place(articles));
    EventShelf events(store_, shelf_.get(), types_, options_.merge);
    AVVISO_ASSIGN(const EventCounts changed, events.Place(coded));
    AVVISO_TRY(shelf_->Write());
    AVVISO_TRY(store_->Commit());
    counts->articles += pending.size();
    counts->added += changed.added;
    counts->changed += changed.changed;
    counts->gone += changed.gone;
    return Ok();
  }

 private:
  StoreWriter* store_;
  const TypePairs& types_;
  const UpkeepOptions& options_;
  std::unique_ptr<StoryShelf> shelf_;
};

}  // namespace

Result<UpkeepCounts> BringUpToDate(StoreWriter* store, const std::vector<CommonWord>& words,
                                   const TypePairs& types, const UpkeepOptions& options) {
  UpkeepCounts counts;
  StoryRows rows(store->database());
  AVVISO_ASSIGN(std::vector<PendingArticle> pending, rows.Pending());
  if (pending.empty()) return counts;
  SortByTime(&pending);
  Run run(store, types, options);
  AVVISO_TRY(run.Start(words));
  for (size_t begin = 0; begin < pending.size(); begin += options.at_once) {
    const size_t end = std::min(pending.size(), begin + options.at_once);
    AVVISO_TRY(run.Place({pending.begin() + static_cast<std::ptrdiff_t>(begin),
                          pending.begin() + static_cast<std::ptrdiff_t>(end)},
                         &counts));
    if (options.progress) options.progress(end, pending.size());
  }
  return counts;
}

Status ForgetStories(StoreWriter* store) {
  std::vector<std::string> events;
  AVVISO_ASSIGN(Statement statement,
                store->database()->Prepare(
                    "SELECT event FROM merged_events WHERE replaced_batch IS NULL ORDER BY event"));
  while (true) {
    AVVISO_ASSIGN(const bool more, statement.Step());
    if (!more) break;
    events.emplace_back(statement.Text(0));
  }
  statement.Reset();
  AVVISO_TRY(store->Change(
      [](Database* database, int64_t) -> Status { return StoryRows(database).ForgetAll(); }));
  for (const std::string& event : events) AVVISO_TRY(store->BuryEvent(event, "made anew", ""));
  return store->Commit();
}

}  // namespace avviso
