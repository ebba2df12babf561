// StoryGroups: articles gathered into stories, one after another as they come.
//
//   article's vector -> nearest story by mean similarity to its articles -> join or found
//
// An article joins the story whose articles it resembles most on average, if that is at
// least `join`; time apart lowers the likeness. Settle() looks back at the stories that
// have changed since the last time: articles move to a story that suits them better, and
// stories that have grown together are merged. Both are recorded in changes(). An id is
// made from the article that founded the story and never changes; of two merged stories
// the older id stays.
//
// Stories without news for `active_days` are closed when a new day comes. What is open
// can be written down and put back with the Restore calls; then all goes on as if there
// had been no break.
//
// Cost of Place: candidates come from an index of each story's terms, exact likeness is
// worked out for the best few; so it depends on the news of some weeks and not on all of
// the past. Deterministic: the same articles in the same order give the same stories.

#ifndef AVVISO_STORIES_STORY_GROUPS_H_
#define AVVISO_STORIES_STORY_GROUPS_H_

#include <array>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "base/day.h"
#include "stories/story.h"
#include "stories/term_sums.h"
#include "stories/term_weights.h"

namespace avviso {

// All change results.
struct StoryOptions {
  double join = 0.11;        // mean cosine from which an article joins a story
  double short_join = 0.08;  // more is asked of short texts, up to this much more …
  double short_terms = 60;   // … falling by the number of different terms, e-fold
  double time_weight = 0.5;  // share of the likeness that fades with days apart …
  double time_days = 10;     // … e-fold
  int32_t active_days = 45;  // a story without news this long is closed, unless …
  size_t candidates = 24;    // stories compared exactly
  size_t settled = 20000;    // … it is of the latest articles, which Settle looks at too
  size_t looked_back = 500;  // articles of one story, the latest, that Settle looks at
};

class StoryGroups {
 public:
  explicit StoryGroups(StoryOptions options = {}) : options_(options) {}

  struct Placed {
    uint32_t story = 0;   // a row; see id()
    double likeness = 0;  // to the story joined; 0 if it founded one
  };
  // Requires a vector of length 1 or an empty one (which founds a story of its own).
  Placed Place(const std::string& id, Terms vector, std::optional<Day> day);

  // The articles of its story that are most like it, the likest first: at most `most`, of a
  // cosine of at least `least`, among the latest 200.
  std::vector<uint32_t> Likest(uint32_t article, size_t most, double least) const;

  // Moves and merges until nothing changes, at most `rounds` times.
  void Settle(int rounds = 4);

  // Takes an article out of its story: it is no more, or says something else now.
  void Drop(uint32_t article);

  // Puts back what was placed before, before anything else: open stories in the order in
  // which they were founded, then articles in the order in which they came, those of a
  // closed story without one. `now` is the latest day seen, `changes` how many changes
  // there have been.
  uint32_t RestoreStory(const std::string& id);
  void RestoreArticle(const std::string& id, Terms vector, std::optional<Day> day,
                      std::optional<uint32_t> story);
  void RestoreTime(std::optional<Day> now, size_t changes);

  static constexpr uint32_t kNoStory = UINT32_MAX;

  std::optional<Day> now() const { return now_; }
  // Empty if its story is closed.
  const Terms& VectorOf(uint32_t article) const;

  size_t articles() const { return articles_.size(); }
  size_t stories() const { return stories_.size(); }
  // kNoStory for one that was put back without.
  uint32_t StoryOf(size_t article) const { return articles_[article].story; }
  const std::string& id(uint32_t story) const { return stories_[story].id; }
  const std::vector<uint32_t>& members(uint32_t story) const { return stories_[story].members; }
  const std::vector<StoryChange>& changes() const { return changes_; }

 private:
  struct Article {
    Terms vector;
    std::optional<Day> day;
    uint32_t story = 0;
  };
  struct Story {
    std::string id;
    std::vector<uint32_t> members;  // articles, in the order they came
    TermSums sums;
    std::optional<Day> first, last;
    bool changed = false;  // since the last round of Settle
    bool closed = false;   // nothing joins it any more
  };
  struct Best {
    std::optional<uint32_t> story;
    double likeness = 0;
  };

  double Threshold(const Terms& vector) const;
  double TimeFactor(const Story& story, std::optional<Day> first, std::optional<Day> last) const;
  std::vector<uint32_t> Candidates(const Terms& vector) const;
  Best BestStory(const Article& article, std::optional<uint32_t> besides) const;
  uint32_t Open(const std::string& id);
  uint32_t Found(const std::string& article, uint64_t salt);
  void Add(uint32_t article, uint32_t story);
  void Unindex(uint32_t stem, uint32_t story);
  void Remove(uint32_t article);
  void CloseOld();
  void LetGo(uint32_t story);
  std::vector<uint32_t> TakeChanged();
  bool Move(uint32_t article);
  bool MoveArticles(const std::vector<uint32_t>& stories);
  std::optional<uint32_t> PartnerOf(uint32_t story) const;
  bool MergeStories(const std::vector<uint32_t>& stories);
  void Merge(uint32_t from, uint32_t into);
  double LikenessOf(uint32_t a, uint32_t b) const;

  StoryOptions options_;
  std::deque<Article> articles_;
  std::deque<Story> stories_;
  std::deque<std::string> ids_;  // of the articles
  // Term -> stories that hold it, ordered. In many small tables, so that none takes long to
  // grow.
  using Index = std::unordered_map<uint32_t, std::vector<uint32_t>>;
  Index& IndexOf(uint32_t stem) { return index_[stem % index_.size()]; }
  const Index& IndexOf(uint32_t stem) const { return index_[stem % index_.size()]; }
  std::array<Index, 256> index_;
  std::unordered_set<std::string> taken_;  // ids of stories
  std::vector<StoryChange> changes_;
  size_t changes_before_ = 0;          // those of before the Restore calls
  std::optional<Day> now_;             // the latest day seen
  std::vector<uint32_t> open_;         // stories that aren't closed
  std::vector<uint32_t> closing_;      // closed ones whose memory is still to be let go
  std::vector<uint32_t> changed_;      // stories marked as changed
  mutable std::vector<float> scores_;  // by story; all zero between calls
};

}  // namespace avviso

#endif  // AVVISO_STORIES_STORY_GROUPS_H_
