// StoryGroups: articles gathered into stories, one after another as they come.
//
//   article's vector -> nearest story by mean similarity to its articles -> join or found
//
// An article joins the story whose articles it resembles most on average, if that is at
// least `join`; time apart lowers the likeness. Settle() looks back: articles move to a
// story that suits them better, and stories that have grown together are merged. Both are
// recorded in changes(). An id is made from the article that founded the story and never
// changes; of two merged stories the older id stays.
//
// Cost of Place: candidates come from an index of each story's terms, exact likeness is
// worked out for the best few. Stories without news for `active_days` leave the index, so
// the cost depends on the news of some weeks and not on all of the past.
// Deterministic: the same articles in the same order give the same stories.

#ifndef AVVISO_STORIES_STORY_GROUPS_H_
#define AVVISO_STORIES_STORY_GROUPS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/day.h"
#include "stories/story.h"
#include "stories/term_weights.h"

namespace avviso {

// All change results.
struct StoryOptions {
  double join = 0.11;        // mean cosine from which an article joins a story
  double short_join = 0.08;  // more is asked of short texts, up to this much more …
  double short_terms = 60;   // … falling by the number of different terms, e-fold
  double time_weight = 0.4;  // share of the likeness that fades with days apart …
  double time_days = 7;      // … e-fold
  int32_t active_days = 45;  // a story without news this long is closed, unless …
  size_t candidates = 24;    // stories compared exactly
  size_t settled = 20000;    // … it is of the latest articles, which Settle looks at too
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

  size_t articles() const { return articles_.size(); }
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
  struct Sum {
    double weight = 0;
    uint32_t count = 0;
  };
  struct Story {
    std::string id;
    std::vector<uint32_t> members;  // articles, in the order they came
    std::unordered_map<uint32_t, Sum> sums;
    std::optional<Day> first, last;
  };
  struct Best {
    std::optional<uint32_t> story;
    double likeness = 0;
  };

  double Threshold(const Terms& vector) const;
  double TimeFactor(const Story& story, std::optional<Day> first, std::optional<Day> last) const;
  std::vector<uint32_t> Candidates(const Terms& vector) const;
  Best BestStory(const Article& article) const;
  uint32_t Found(const std::string& id);
  void Add(uint32_t article, uint32_t story);
  void Remove(uint32_t article);
  void Close(Story* story, uint32_t row);
  void CloseOld();
  bool MoveArticles();
  bool MergeStories();
  void Merge(uint32_t from, uint32_t into);
  double LikenessOf(uint32_t a, uint32_t b) const;

  StoryOptions options_;
  std::vector<Article> articles_;
  std::vector<Story> stories_;
  std::vector<std::string> ids_;                               // of the articles
  std::unordered_map<uint32_t, std::vector<uint32_t>> index_;  // term -> stories that hold it
  std::vector<StoryChange> changes_;
  std::optional<Day> now_;             // the latest day seen
  std::vector<uint32_t> open_;         // stories that aren't closed; a closed one keeps no vectors
  size_t next_open_ = 0;               // the next of them that is looked at
  mutable std::vector<float> scores_;  // by story; all zero between calls
};

}  // namespace avviso

#endif  // AVVISO_STORIES_STORY_GROUPS_H_
