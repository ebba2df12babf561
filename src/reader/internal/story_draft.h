// StoryDraft: the blocks of a page on their way to a verdict each, and what counts about
// any range of them.
//
// Sums over ranges are differences of prefix sums, so asking is O(1); Weigh makes them
// anew, which is linear in the page.

#ifndef AVVISO_READER_INTERNAL_STORY_DRAFT_H_
#define AVVISO_READER_INTERNAL_STORY_DRAFT_H_

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "html/dom.h"
#include "reader/internal/article_body.h"
#include "reader/internal/element_hints.h"
#include "reader/internal/main_text.h"
#include "reader/internal/page_block.h"
#include "reader/internal/tables.h"

namespace avviso {

struct StoryDraft {
  // Words count as good if they are prose, as bad if they are links or scraps.
  struct Sums {
    float good = 0;
    float bad = 0;
    uint32_t words = 0;
    uint32_t link_words = 0;
    uint32_t links = 0;
    uint32_t blocks = 0;
  };

  StoryDraft(const Dom& dom_in, const PageText& page_in, const PageHints& hints_in,
             const ReaderTables& tables_in);

  const PageBlock& Block(size_t i) const { return page.blocks[i]; }
  bool In(size_t i) const { return out.verdicts[i] == Verdict::kStory; }
  void PutOut(size_t i, Verdict why) {
    if (In(i)) out.verdicts[i] = why;
  }
  void PutOut(size_t begin, size_t end, Verdict why) {
    for (size_t i = begin; i < end; ++i) PutOut(i, why);
  }

  // Sums over the blocks that are in. Between and AllGood speak of the last Weigh.
  void Weigh();
  Sums Between(size_t begin, size_t end) const;
  float AllGood() const { return sums.back().good; }

  const Dom& dom;
  const PageText& page;
  const PageHints& hints;
  const ReaderTables& tables;
  ElementHints element_hints;
  ArticleBody body;
  std::vector<Sums> sums;
  MainText out;
  size_t from = 0;  // the blocks of the container, once there is one
  size_t to = 0;
};

float LinkShare(const PageBlock& block);
// A block that reads like a sentence or more of running text.
bool IsProse(const PageBlock& block);
// True if the block begins as lines do that stand around stories.
bool StartsAsChrome(const StoryDraft& draft, const PageBlock& block);
inline bool IsHeadingTag(Tag tag) { return tag >= Tag::kH1 && tag <= Tag::kH6; }

}  // namespace avviso

#endif  // AVVISO_READER_INTERNAL_STORY_DRAFT_H_
