// StoryShelf: ArticleGroups with a store behind it.
//
// Opens with what the store holds of open stories and late copies, places articles, and
// writes down what has changed. Texts of earlier articles are read when they are asked for.
// Memory: the open stories, and texts of some thousand articles.

#ifndef AVVISO_UPKEEP_STORY_SHELF_H_
#define AVVISO_UPKEEP_STORY_SHELF_H_

#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "lexicon/common_words.h"
#include "reader/article.h"
#include "store/store_writer.h"
#include "store/story_rows.h"
#include "stories/article_groups.h"

namespace avviso {

class StoryShelf {
 public:
  // Errors: those of StoryRows.
  static Result<std::unique_ptr<StoryShelf>> Open(StoreWriter* store,
                                                  const std::vector<CommonWord>& words,
                                                  const GroupOptions& options);

  struct NewArticle {
    PendingArticle pending;
    const Article* article = nullptr;
  };
  // Places these, which must stay where they are until Write is done.
  Status Place(const std::vector<NewArticle>& articles);
  // Writes all changes into the store's batch.
  Status Write();

  // A number for the story of an article that was placed, and its id; the article at the end
  // of its copies; and the article it was made from, 0 if none.
  Result<int64_t> StoryOf(int64_t article);
  Result<std::string> StoryName(int64_t story);
  Result<int64_t> OriginalOf(int64_t article);
  Result<int64_t> FamilyOf(int64_t article);

  // The outlet of an article; "" if it isn't known.
  Result<std::string> OutletAt(int64_t article);
  // Of all articles that were ever placed.
  const std::set<std::string>& outlets() const { return outlets_; }

  const TermWeights& weights() const { return groups_->weights(); }

 private:
  explicit StoryShelf(StoreWriter* store) : store_(store), rows_(store->database()) {}

  struct Row {
    StoryArticle saved;   // as the store has it; position 0: not there yet
    bool open = false;    // it has a row in open_articles …
    bool terms = false;   // … with terms …
    bool prints = false;  // … and with fingerprints
    bool dropped = false;
  };

  Status Restore(const std::vector<CommonWord>& words, const GroupOptions& options);
  Result<ArticleGroups::Past> ReadPast();
  std::shared_ptr<const Article> ArticleAt(uint32_t row);
  void DropOld(int64_t article);
  StoryArticle PlaceOf(uint32_t row) const;
  Status WriteArticles();
  Status WriteOpen(uint32_t row);
  Status WriteState(int64_t batch);
  bool Needed(uint32_t row) const;

  StoreWriter* store_;
  StoryRows rows_;
  std::unique_ptr<ArticleGroups> groups_;
  size_t settled_ = 0;                              // of StoryOptions
  std::vector<Row> articles_;                       // by row of the groups
  std::unordered_map<int64_t, uint32_t> row_of_;    // article -> its latest row
  std::vector<int64_t> story_rows_;                 // by story of the groups
  std::unordered_map<int64_t, std::string> names_;  // of stories
  std::unordered_map<uint32_t, std::shared_ptr<const Article>> texts_;
  std::set<std::string> outlets_;
  std::vector<std::string> new_outlets_;
  std::set<uint32_t> learned_;  // stems whose counts have changed
  int64_t next_position_ = 1;
  int64_t next_story_ = 1;
  size_t written_stories_ = 0;
  size_t written_changes_ = 0;
  int64_t past_changes_ = 0;
};

}  // namespace avviso

#endif  // AVVISO_UPKEEP_STORY_SHELF_H_
