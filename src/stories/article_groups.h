// ArticleGroups: articles come in one by one; each gets its story and, if it is a copy,
// its original.
//
//   article -> words -> story (StoryGroups) -> copies among look-alikes and the story's
//   latest articles (CopyIndex, JudgeCopy)
//
// Articles are best added in the order of their publication, since an original is looked
// for among those that came before. If times are equal, or only days are known, the one
// that names the other's outlet is the copy.
//
// Texts aren't kept: the caller hands them back by row when they are asked for. What was
// placed before can be put back with Restore, so that a store can be added to day by day.
// Cost of an article: see docs/performance.md. Deterministic.

#ifndef AVVISO_STORIES_ARTICLE_GROUPS_H_
#define AVVISO_STORIES_ARTICLE_GROUPS_H_

#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lexicon/common_words.h"
#include "reader/article.h"
#include "stories/copies.h"
#include "stories/story.h"
#include "stories/story_groups.h"
#include "stories/term_weights.h"

namespace avviso {

struct GroupOptions {
  StoryOptions stories;
  CopyOptions copies;
  size_t story_articles = 6;  // of its story, the likest, that are compared with a new article …
  double story_cosine = 0.2;  // … and how like they must be at least
};

class ArticleGroups {
 public:
  // Gives the article that was added as the `row`-th. Needed are its text, outlet, URL and
  // time of publication, and of the one that is being added the title and id too.
  using ArticleOf = std::function<std::shared_ptr<const Article>(uint32_t row)>;
  ArticleGroups(const std::vector<CommonWord>& common, ArticleOf article_of,
                GroupOptions options = {});

  // Learns how rare words are in news like this. Not needed; done ahead for the articles
  // of a batch it makes the first of them placed as well as the last. Returns what was
  // counted.
  Terms Learn(const Article& article);

  // Places article_of(size()). Learns from it unless `learned`.
  void Add(bool learned);

  // What became of an article that was placed before.
  struct Held {
    std::string name;  // its URL, or its id if it has none
    Terms vector;      // empty if its story is closed
    std::optional<Day> day;
    std::optional<uint32_t> story;  // a row of `stories`; none if it is closed
    Fingerprints prints;            // empty if it is too old to be an original
    int64_t era = 0;                // of the fingerprints; see EraOf
    std::optional<CopyLink> copy;   // of an article that is put back too
  };
  struct Past {
    std::vector<std::string> stories;  // ids, in the order in which they were founded
    std::optional<Day> now;
    size_t changes = 0;
    std::optional<Day> era_begin;
    int64_t era = 0;  // the latest
  };
  // Put back what was there, before anything is added: the past, then each article in the
  // order in which they came. The weights are put back by RestoreWeights.
  void BeginRestore(const Past& past);
  void Restore(Held held);
  void EndRestore(const Past& past);
  TermWeights* RestoreWeights() { return &weights_; }

  // Takes an article out: it is no more, or says something else now.
  void Drop(uint32_t row);

  // What Restore asks for.
  const Fingerprints* PrintsOf(uint32_t row) const;  // null if it is too old
  int64_t EraOf(uint32_t row) const { return eras_[row]; }
  int64_t era() const { return era_; }
  std::optional<Day> era_begin() const { return recent_.begin; }

  // Looks back over the latest articles; see StoryGroups::Settle.
  void Settle() { stories_.Settle(); }

  size_t size() const { return copies_of_.size(); }
  const std::string& StoryOf(uint32_t row) const { return stories_.id(stories_.StoryOf(row)); }
  const std::optional<CopyLink>& CopyOf(uint32_t row) const { return copies_of_[row]; }
  const StoryGroups& stories() const { return stories_; }
  const TermWeights& weights() const { return weights_; }
  size_t copy_bytes() const { return recent_.index.bytes() + before_.index.bytes(); }

 private:
  // Fingerprints of the articles from `first` on. Two of them take turns, so that what is
  // too old to be an original is forgotten.
  struct Era {
    CopyIndex index;
    std::deque<Fingerprints> prints;  // of its articles
    uint32_t first = 0;
    std::optional<Day> begin;
  };

  void FindOriginal(uint32_t row, const Fingerprints& prints);
  void Turn(uint32_t row);
  void Remember(uint32_t row, Fingerprints prints);
  bool LeadsTo(uint32_t from, uint32_t to) const;
  void TurnRound(uint32_t earlier, const CopySide& old_side, const CopySide& new_side,
                 uint32_t row);

  GroupOptions options_;
  ArticleOf article_of_;
  TermWeights weights_;
  StoryGroups stories_;
  Era recent_, before_;
  std::deque<Fingerprints> forgotten_;  // of the era before them
  int64_t era_ = 0;                     // how many have begun before the recent one
  int64_t last_era_ = 0;                // while putting back: which will be the recent one
  std::deque<int64_t> eras_;            // of each article
  std::vector<bool> dropped_;
  std::deque<std::optional<CopyLink>> copies_of_;
};

}  // namespace avviso

#endif  // AVVISO_STORIES_ARTICLE_GROUPS_H_
