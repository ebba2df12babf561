// EventDrafts: records of many articles, each with those that tell of the same act.
//
//   articles in the order of publication -> records -> drafts -> MergedEvent
//
// A record joins the draft that it fits best on the average of its records, and none that it
// contradicts in one (event_match.h). A record that denies an act is no report of it: it
// contests the draft that tells it, or stands alone until one does.
//
// Drafts of before can be put back with Restore; then only what is new is placed.
//
// Cost: a record is compared with the drafts of the same days that share a telling word, a
// verb or a count with it, and with at most 64 records of each. Deterministic.

#ifndef AVVISO_STORIES_EVENT_DRAFTS_H_
#define AVVISO_STORIES_EVENT_DRAFTS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "events/event.h"
#include "lexicon/type_pairs.h"
#include "reader/article.h"
#include "stories/article_groups.h"
#include "stories/event_match.h"
#include "stories/merged_event.h"
#include "stories/origins.h"

namespace avviso {

struct CodedNews {
  Article article;
  std::vector<Event> events;
};

struct MergeOptions {
  MatchOptions match;
  double contest = 1.9;  // score from which a denial is of this act; it asks for less than
                         // `merge`, since the words of a denial are others
  GroupOptions groups;
};

// An article with what its neighbours say of it.
struct PlacedNews {
  const CodedNews* news = nullptr;
  uint32_t story = 0;        // any number, the same for all of one story
  uint32_t family = 0;       // the same for all copies of one article
  std::string first_outlet;  // of the article at the end of the copies
};

// The outlet, or the host of the URL; empty if neither is known.
std::string OutletOf(const Article& article);

class EventDrafts {
 public:
  struct Draft {
    std::string id;
    std::vector<uint32_t> views;      // rows of the reports, as they came
    std::vector<uint32_t> contested;  // rows of the records that deny it
    bool denied = false;              // nobody tells it but to deny it
    bool changed = false;             // since it was put back
  };

  // All must outlive this.
  EventDrafts(const TypePairs& types, const TermWeights& weights, const MergeOptions& options);

  // Adds an article, whose records stand nowhere yet. Requires that those that aren't put
  // back come in the order of publication. Returns its row.
  uint32_t AddArticle(PlacedNews item);

  // Puts back a draft. Its reports and what contests it are rows of articles and events; it
  // is `changed` if some of them are no more. Returns its row.
  uint32_t Restore(std::string id, const std::vector<EventReport>& reports,
                   const std::vector<EventReport>& contested, bool changed);

  // Places all records that stand nowhere: those that tell an act, then those that deny one.
  void Place();

  size_t size() const { return drafts_.size(); }
  // One without views is no more: its denial contests another now.
  const Draft& draft(uint32_t row) const { return drafts_[row]; }
  MergedEvent Make(uint32_t row) const;
  // Whether a record is a report of the draft, or contests it.
  bool Holds(uint32_t row, const EventReport& report) const;

  VoiceBook* book() { return &book_; }

 private:
  struct ViewPlace {
    uint32_t event = 0;  // of its article
    bool stands = false;
  };

  std::vector<uint64_t> Buckets(const MatchView& view, bool around) const;
  std::vector<uint32_t> KeysOf(const MatchView& view) const;
  std::vector<uint32_t> Candidates(const MatchView& view) const;
  std::optional<double> ScoreWith(const MatchView& view, const std::vector<uint32_t>& others) const;
  std::optional<uint32_t> Best(uint32_t view, bool denied, double least) const;
  uint32_t Found(uint32_t view);
  void Join(uint32_t view, uint32_t draft);
  void Index(uint32_t view, uint32_t draft);
  void PlaceTold(uint32_t view);
  void PlaceDenial(uint32_t view);
  void RetryDenials();
  uint32_t ViewAt(const EventReport& report) const;
  bool Denies(uint32_t view) const { return views_[view].event->status == EventStatus::kDenied; }

  const TypePairs& types_;
  const TermWeights& weights_;
  const MergeOptions& options_;
  std::vector<PlacedNews> news_;
  std::vector<uint32_t> first_view_;  // of each article
  std::vector<int64_t> minutes_;      // of publication, of each article; the greatest if not known
  std::vector<MatchView> views_;
  std::vector<ViewPlace> places_;  // of the views
  std::vector<Draft> drafts_;
  std::unordered_map<uint64_t, std::vector<uint32_t>> index_;  // days and words -> drafts
  VoiceBook book_;
};

}  // namespace avviso

#endif  // AVVISO_STORIES_EVENT_DRAFTS_H_
