#include "upkeep/event_shelf.h"

#include <algorithm>

#include "views/record_read.h"

namespace avviso {
namespace {

constexpr int32_t kMostDaysAgo = 45;  // between reports of one act
constexpr int32_t kMostDays = 31;     // of an act that are looked at

struct DayRange {
  int32_t first = 0, last = 0;
};

// The days on which an act may lie that one of these records tells of, as few ranges as
// can be; `*no_day` if some record has none.
std::vector<DayRange> DaysOf(const std::vector<EventShelf::NewNews>& news, bool* no_day) {
  std::vector<DayRange> days;
  for (const EventShelf::NewNews& item : news) {
    for (const Event& event : item.news->events) {
      std::optional<Day> first = item.news->article.published_day;
      std::optional<Day> last = first;
      if (event.time && event.time->start && event.time->end) {
        first = event.time->start;
        last = event.time->end;
      }
      if (!first) {
        *no_day = true;
        continue;
      }
      const int32_t end = std::min(last->since_epoch, first->since_epoch + kMostDays);
      days.push_back({first->since_epoch - 1, end + 1});
    }
  }
  std::sort(days.begin(), days.end(),
            [](const DayRange& a, const DayRange& b) { return a.first < b.first; });
  std::vector<DayRange> joined;
  for (const DayRange& range : days) {
    if (!joined.empty() && range.first <= joined.back().last + 1) {
      joined.back().last = std::max(joined.back().last, range.last);
    } else {
      joined.push_back(range);
    }
  }
  return joined;
}

StoryRows::Days TextOf(DayRange range) {
  return {FormatDay(Day{range.first}), FormatDay(Day{range.last})};
}

}  // namespace

EventShelf::EventShelf(StoreWriter* store, StoryShelf* stories, const TypePairs& types,
                       const MergeOptions& options)
    : store_(store),
      stories_(stories),
      rows_(store->database()),
      drafts_(types, stories->weights(), options) {}

Status EventShelf::FindEvents(const std::vector<NewNews>& news) {
  const auto add = [this](const std::vector<std::string>& events) {
    wanted_.insert(events.begin(), events.end());
  };
  StoryRows::Days published = {"0000", "9999"};
  std::optional<DayRange> span;
  for (const NewNews& item : news) {
    if (const std::optional<Day>& day = item.news->article.published_day) {
      const int32_t at = day->since_epoch;
      span =
          span ? DayRange{std::min(span->first, at), std::max(span->last, at)} : DayRange{at, at};
    }
    AVVISO_ASSIGN(const auto old, rows_.EventsOfOldRevisions(item.pending.article));
    add(old);
  }
  if (span) published = TextOf({span->first - kMostDaysAgo, span->last + kMostDaysAgo});
  bool no_day = false;
  for (const DayRange& range : DaysOf(news, &no_day)) {
    AVVISO_ASSIGN(const auto events, rows_.EventsWithin(TextOf(range), published));
    add(events);
  }
  if (no_day) {
    AVVISO_ASSIGN(const auto events, rows_.EventsWithoutDay());
    add(events);
  }
  return Ok();
}

Status EventShelf::AddArticle(int64_t revision, int64_t article, const CodedNews* news) {
  PlacedNews placed;
  placed.news = news;
  AVVISO_ASSIGN(const int64_t story, stories_->StoryOf(article));
  AVVISO_ASSIGN(const int64_t family, stories_->FamilyOf(article));
  placed.story = static_cast<uint32_t>(story);
  placed.family = static_cast<uint32_t>(family);
  placed.first_outlet = OutletOf(news->article);
  if (family != article) {
    AVVISO_ASSIGN(placed.first_outlet, stories_->OutletAt(family));
  }
  const uint32_t row = drafts_.AddArticle(std::move(placed));
  news_.push_back(news);
  articles_.push_back(article);
  row_of_revision_[revision] = row;
  for (uint32_t i = 0; i < news->events.size(); ++i) {
    records_.emplace(news->events[i].id, EventReport{row, i});
  }
  return Ok();
}

Status EventShelf::Load(int64_t revision) {
  if (row_of_revision_.contains(revision)) return Ok();
  AVVISO_ASSIGN(const std::string record, rows_.RecordOf(revision));
  AVVISO_ASSIGN(ReadRecord read, RecordFromJson(record, "revision " + std::to_string(revision)));
  AVVISO_ASSIGN(const int64_t article, rows_.ArticleOf(revision));
  loaded_.push_back({std::move(read.article), std::move(read.events)});
  return AddArticle(revision, article, &loaded_.back());
}

// Loads the articles of the events to be put back, but for those of this go.
Status EventShelf::LoadReports() {
  std::set<int64_t> revisions;
  for (const std::string& event : wanted_) {
    AVVISO_ASSIGN(EventState state, rows_.ReportsOf(event));
    for (const auto* records : {&state.reports, &state.contested}) {
      for (const std::string& record : *records) {
        AVVISO_ASSIGN(const std::optional<int64_t> revision, rows_.RevisionWith(record));
        if (revision) revisions.insert(*revision);
      }
    }
    states_.push_back(std::move(state));
  }
  AVVISO_ASSIGN(const std::vector<PendingArticle> pending, rows_.Pending());
  for (const PendingArticle& article : pending) revisions.erase(article.revision);
  for (const int64_t revision : revisions) AVVISO_TRY(Load(revision));
  return Ok();
}

// `*changed` if some are no more, or stand in a new revision.
std::vector<EventReport> EventShelf::RowsOf(const std::vector<std::string>& records,
                                            bool* changed) const {
  std::vector<EventReport> rows;
  for (const std::string& record : records) {
    const auto held = records_.find(record);
    *changed |= held == records_.end() || held->second.article >= first_new_;
    if (held != records_.end()) rows.push_back(held->second);
  }
  return rows;
}

void EventShelf::RestoreDrafts() {
  for (const EventState& state : states_) {
    bool changed = false;
    const std::vector<EventReport> reports = RowsOf(state.reports, &changed);
    const std::vector<EventReport> contested = RowsOf(state.contested, &changed);
    // What denied an event without reports looks for another.
    drafts_.Restore(state.id, reports, reports.empty() ? std::vector<EventReport>() : contested,
                    changed);
  }
  restored_ = drafts_.size();
}

MergedSources EventShelf::Sources() const {
  MergedSources sources;
  for (const CodedNews* item : news_) {
    sources.articles.push_back(&item->article);
    sources.events.push_back(&item->events);
    sources.originals.push_back(-1);
  }
  return sources;
}

Status EventShelf::WriteDraft(uint32_t draft, const MergedSources& sources, EventCounts* counts) {
  const MergedEvent event = drafts_.Make(draft);
  EventToStore stored;
  stored.id = event.id;
  stored.type = event.type;
  if (event.start) stored.first_day = FormatDay(*event.start);
  if (event.end) stored.last_day = FormatDay(*event.end);
  const auto add = [this](const std::vector<EventReport>& reports, std::vector<std::string>* ids) {
    for (const EventReport& report : reports) {
      ids->push_back(news_[report.article]->events[report.event].id);
    }
  };
  add(event.reports, &stored.reports);
  add(event.contested, &stored.contested);
  stored.origins = static_cast<int64_t>(event.origins.size());
  AppendMergedJson(event, sources, &stored.json);
  AVVISO_ASSIGN(const PutOutcome outcome, store_->PutEvent(stored));
  counts->added += outcome == PutOutcome::kAdded ? 1 : 0;
  counts->changed += outcome == PutOutcome::kRevised ? 1 : 0;
  return Ok();
}

// An event that was put back and has no report any more.
Status EventShelf::Bury(uint32_t draft) {
  const EventState& state = states_[draft];
  std::string into;
  for (const std::string& record : state.reports) {
    const auto held = records_.find(record);
    if (held == records_.end()) continue;
    for (uint32_t other = 0; other < drafts_.size() && into.empty(); ++other) {
      if (drafts_.Holds(other, held->second)) into = drafts_.draft(other).id;
    }
  }
  return store_->BuryEvent(state.id, into.empty() ? "no report is left" : "merged", into);
}

Result<EventCounts> EventShelf::Place(const std::vector<NewNews>& news) {
  AVVISO_TRY(FindEvents(news));
  AVVISO_TRY(LoadReports());
  for (const std::string& outlet : stories_->outlets()) {
    drafts_.book()->outlets.emplace(JoinedName(outlet), outlet);
  }
  first_new_ = news_.size();
  for (const NewNews& item : news) {
    AVVISO_TRY(AddArticle(item.pending.revision, item.pending.article, item.news));
  }
  RestoreDrafts();
  drafts_.Place();
  MergedSources sources = Sources();
  for (const int64_t article : articles_) {
    AVVISO_ASSIGN(const int64_t story, stories_->StoryOf(article));
    AVVISO_ASSIGN(std::string name, stories_->StoryName(story));
    sources.stories.push_back(std::move(name));
  }
  EventCounts counts;
  for (uint32_t draft = 0; draft < drafts_.size(); ++draft) {
    if (drafts_.draft(draft).views.empty()) {
      if (draft >= restored_) continue;
      AVVISO_TRY(Bury(draft));
      ++counts.gone;
    } else if (drafts_.draft(draft).changed) {
      AVVISO_TRY(WriteDraft(draft, sources, &counts));
    }
  }
  return counts;
}

}  // namespace avviso
