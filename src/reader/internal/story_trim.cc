#include "reader/internal/story_trim.h"

#include <algorithm>
#include <string>
#include <string_view>

namespace avviso {
namespace {

// "10:05", "10.05 uhr", "9:15 pm gmt": when an entry of a live blog was written.
bool IsClock(std::string_view folded) {
  const auto digit = [&](size_t i) {
    return i < folded.size() && folded[i] >= '0' && folded[i] <= '9';
  };
  size_t at = digit(1) ? 2 : 1;
  if (!digit(0) || at >= folded.size() || (folded[at] != ':' && folded[at] != '.')) return false;
  if (!digit(at + 1) || !digit(at + 2) || digit(at + 3)) return false;
  return folded.size() <= at + 12 &&
         std::none_of(folded.begin() + static_cast<ptrdiff_t>(at) + 3, folded.end(),
                      [](char c) { return c >= '0' && c <= '9'; });
}

class BodyTrimmer {
 public:
  explicit BodyTrimmer(StoryDraft* draft) : draft_(*draft) {}

  void Run() {
    PutOutLinks();
    CutTails();
    PutOutPhrases();
    if (draft_.hints.lines) PutOutScraps();
    PutOutEmptyHeadings();
  }

 private:
  // Sub-trees of links: lists of other stories, tags, share bars.
  void PutOutLinks() {
    draft_.Weigh();
    for (NodeId node = draft_.out.container + 1; node < draft_.dom[draft_.out.container].end;) {
      const Node& at = draft_.dom[node];
      const size_t from = draft_.page.Begin(node);
      const size_t to = draft_.page.Begin(at.end);
      if (at.tag == Tag::kText || from == to) {
        node = at.end;
        continue;
      }
      const StoryDraft::Sums sum = draft_.Between(from, to);
      const bool whole =
          sum.blocks > 0 && draft_.Block(to - 1).last < at.end && draft_.Block(from).node >= node;
      if (whole && IsLinkBlock(sum, at.tag)) {
        draft_.PutOut(from, to, Verdict::kLinks);
        node = at.end;
      } else {
        ++node;
      }
    }
  }

  static bool IsLinkBlock(const StoryDraft::Sums& sum, Tag tag) {
    if (sum.words == 0) return false;
    const float share = static_cast<float>(sum.link_words) / static_cast<float>(sum.words);
    const float mean = static_cast<float>(sum.words) / static_cast<float>(sum.blocks);
    if (IsHeadingTag(tag)) return false;
    if (tag == Tag::kP || tag == Tag::kLi || tag == Tag::kTd) {
      return share > 0.8F && sum.words < 20 && tag == Tag::kP;
    }
    if (share > 0.75F && sum.links >= 1 && mean < 25) return true;
    return share > 0.5F && sum.links >= 3 && mean < 12;
  }

  void CutTails() {
    const float all = std::max(1.0F, draft_.Between(draft_.from, draft_.to).good);
    for (size_t i = draft_.from; i < draft_.to; ++i) {
      const PageBlock& block = draft_.Block(i);
      if (!draft_.In(i) || block.words > 8) continue;
      const bool heading = block.kind == BlockKind::kHeading;
      if (!heading && (block.words > 6 || block.kind == BlockKind::kListItem)) continue;
      if (!draft_.tables.tail.Has(FoldedPhrase(draft_.page.Text(block)))) continue;
      draft_.PutOut(i, Verdict::kTail);
      if (draft_.Between(i, draft_.to).good < 0.15F * all) {
        draft_.PutOut(i + 1, draft_.to, Verdict::kTail);
        return;
      }
      for (size_t j = i + 1; j < draft_.to; ++j) {
        const PageBlock& next = draft_.Block(j);
        if (heading && next.kind == BlockKind::kHeading && next.level <= block.level) break;
        if (!heading && (next.kind == BlockKind::kHeading || IsProse(next))) break;
        if (heading && j > i + 8 && IsProse(next)) break;
        draft_.PutOut(j, Verdict::kTail);
      }
    }
  }

  void PutOutPhrases() {
    for (size_t i = draft_.from; i < draft_.to; ++i) {
      const PageBlock& block = draft_.Block(i);
      if (!draft_.In(i) || block.words > 60) continue;
      if (block.words > 20) {
        // "Help us" and the like must be whole words of the beginning.
        const std::string start = FoldedPhrase(draft_.page.Text(block).substr(0, 120));
        if (draft_.tables.notice.StartOf(start) > 0) draft_.PutOut(i, Verdict::kPhrase);
        continue;
      }
      const std::string folded = FoldedPhrase(draft_.page.Text(block));
      const bool rights = draft_.page.Text(block).starts_with("\xC2\xA9") && block.words < 40;
      if (folded.empty() || rights || IsClock(folded) || draft_.tables.line.Has(folded)) {
        draft_.PutOut(i, Verdict::kPhrase);
        continue;
      }
      if (block.kind == BlockKind::kHeading || block.kind == BlockKind::kListItem) continue;
      if (draft_.tables.notice.StartOf(folded) > 0) {
        draft_.PutOut(i, Verdict::kPhrase);
        continue;
      }
      if (draft_.tables.start.StartOf(folded) == 0) continue;
      if (LinkShare(block) > 0.3F || (block.words <= 8 && !block.ends_sentence)) {
        draft_.PutOut(i, Verdict::kPhrase);
      }
    }
  }

  // Lines without mark-up: what is no sentence and stands behind the last one is no story.
  void PutOutScraps() {
    for (size_t i = draft_.to; i-- > draft_.from;) {
      if (!draft_.In(i)) continue;
      if (IsProse(draft_.Block(i)) || draft_.Block(i).ends_sentence) return;
      draft_.PutOut(i, Verdict::kOdd);
    }
  }

  void PutOutEmptyHeadings() {
    bool text_follows = false;
    bool dropped_between = false;
    uint8_t level = 0;
    for (size_t i = draft_.to; i-- > draft_.from;) {
      if (!draft_.In(i)) {
        dropped_between = dropped_between || draft_.out.verdicts[i] != Verdict::kPhrase;
        continue;
      }
      const PageBlock& block = draft_.Block(i);
      if (block.kind != BlockKind::kHeading) {
        text_follows = true;
        level = 0;
        dropped_between = false;
        continue;
      }
      const bool heads_nothing =
          !text_follows || (level != 0 && dropped_between && level <= block.level);
      if (heads_nothing) {
        draft_.out.verdicts[i] = Verdict::kEmptyHead;
      } else {
        level = block.level;
        dropped_between = false;
      }
    }
  }

  StoryDraft& draft_;
};

}  // namespace

void PutOutCaptions(StoryDraft* draft) {
  for (size_t i = draft->from; i < draft->to; ++i) {
    if (draft->Block(i).kind == BlockKind::kCaption) draft->PutOut(i, Verdict::kCaption);
  }
}

void TrimBody(StoryDraft* draft) { BodyTrimmer(draft).Run(); }

}  // namespace avviso
