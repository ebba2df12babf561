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
// Texts aren't kept: the caller hands them back by row when they are asked for.
// Cost of an article: see docs/stories.md. Deterministic.

#ifndef AVVISO_STORIES_ARTICLE_GROUPS_H_
#define AVVISO_STORIES_ARTICLE_GROUPS_H_

#include <functional>
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
  // `article_of` gives the article that was added as the `row`-th, and must do so as long
  // as this lives.
  using ArticleOf = std::function<const Article&(uint32_t row)>;
  ArticleGroups(const std::vector<CommonWord>& common, ArticleOf article_of,
                GroupOptions options = {});

  // Learns how rare words are in news like this. Not needed; done ahead for the articles
  // of a batch it makes the first of them placed as well as the last.
  void Learn(const Article& article);

  // Places article_of(size()). Learns from it unless `learned`.
  void Add(bool learned);

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
    uint32_t first = 0;
    std::optional<Day> begin;
  };

  CopySide SideOf(uint32_t row) const;
  void FindOriginal(uint32_t row, const TextWords& words);
  void Remember(uint32_t row, const TextWords& words);
  bool LeadsTo(uint32_t from, uint32_t to) const;
  void TurnRound(uint32_t earlier, const CopySide& old_side, const CopySide& new_side,
                 uint32_t row);

  GroupOptions options_;
  ArticleOf article_of_;
  TermWeights weights_;
  StoryGroups stories_;
  Era recent_, before_;
  std::vector<std::optional<CopyLink>> copies_of_;
};

}  // namespace avviso

#endif  // AVVISO_STORIES_ARTICLE_GROUPS_H_
