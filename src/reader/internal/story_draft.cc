#include "reader/internal/story_draft.h"

namespace avviso {
namespace {

void Add(const PageBlock& block, ArticleBody::Answer answer, StoryDraft::Sums* sum) {
  const float words = static_cast<float>(block.words);
  const float links = static_cast<float>(block.link_words);
  sum->words += block.words;
  sum->link_words += block.link_words;
  sum->links += block.links;
  ++sum->blocks;
  if (block.kind == BlockKind::kHeading) return;
  if (answer == ArticleBody::Answer::kInside) {
    sum->good += words;
  } else if (LinkShare(block) > 0.5F) {
    sum->bad += words;
  } else if (IsProse(block)) {
    const float part = answer == ArticleBody::Answer::kOutside ? 0.3F
                       : block.kind == BlockKind::kListItem    ? 0.8F
                                                               : 1.0F;
    sum->good += part * (words - links);
    sum->bad += links;
  } else {
    sum->good += 0.2F * (words - links);
    sum->bad += 0.4F * words + links;
  }
}

}  // namespace

StoryDraft::StoryDraft(const Dom& dom_in, const PageText& page_in, const PageHints& hints_in,
                       const ReaderTables& tables_in)
    : dom(dom_in),
      page(page_in),
      hints(hints_in),
      tables(tables_in),
      element_hints(tables_in),
      body(hints_in.article_body, page_in) {
  out.verdicts.assign(page.blocks.size(), Verdict::kStory);
  out.hints.assign(page.blocks.size(), {});
}

float LinkShare(const PageBlock& block) {
  return block.words == 0 ? 0
                          : static_cast<float>(block.link_words) / static_cast<float>(block.words);
}

bool IsProse(const PageBlock& block) {
  if (block.kind == BlockKind::kHeading || LinkShare(block) > 0.5F) return false;
  return block.words >= 25 || (block.words >= 10 && (block.ends_sentence || block.commas > 0));
}

bool StartsAsChrome(const StoryDraft& draft, const PageBlock& block) {
  return draft.tables.start.StartOf(FoldedPhrase(draft.page.Text(block))) > 0;
}

void StoryDraft::Weigh() {
  sums.assign(page.blocks.size() + 1, {});
  for (size_t i = 0; i < page.blocks.size(); ++i) {
    Sums sum = sums[i];
    if (In(i)) Add(Block(i), body.Says(page.Text(Block(i))), &sum);
    sums[i + 1] = sum;
  }
}

StoryDraft::Sums StoryDraft::Between(size_t begin, size_t end) const {
  Sums sum = sums[end];
  sum.good -= sums[begin].good;
  sum.bad -= sums[begin].bad;
  sum.words -= sums[begin].words;
  sum.link_words -= sums[begin].link_words;
  sum.links -= sums[begin].links;
  sum.blocks -= sums[begin].blocks;
  return sum;
}

}  // namespace avviso
