#include "reader/internal/story_start.h"

#include <algorithm>
#include <string>
#include <string_view>

namespace avviso {
namespace {

// How far from the headline a standfirst may stand.
constexpr size_t kLeadBlocks = 14;

bool HasYear(std::string_view text) {
  for (size_t i = 0; i + 4 <= text.size(); ++i) {
    const bool century = text.substr(i, 2) == "19" || text.substr(i, 2) == "20";
    if (century && text[i + 2] >= '0' && text[i + 2] <= '9' && text[i + 3] >= '0' &&
        text[i + 3] <= '9') {
      return true;
    }
  }
  return false;
}

class StartTrimmer {
 public:
  explicit StartTrimmer(StoryDraft* draft) : draft_(*draft) {}

  void Run() {
    const float all = std::max(1.0F, draft_.Between(draft_.from, draft_.to).good);
    size_t headline = draft_.to;
    for (size_t i = draft_.from; i < draft_.to; ++i) {
      if (draft_.Between(draft_.from, i).good > 0.3F * all) break;
      if (!IsHeadline(draft_.Block(i))) continue;
      headline = i;
      if (draft_.Block(i).level == 1) break;
    }
    if (headline == draft_.to) {
      TakeLead(draft_.from - std::min<size_t>(draft_.from, kLeadBlocks), draft_.from);
      PutOutByline(draft_.from);
      return;
    }
    draft_.out.verdicts[headline] = Verdict::kTitle;
    for (size_t i = draft_.from; i < headline; ++i) {
      if (!IsProse(draft_.Block(i))) draft_.PutOut(i, Verdict::kBefore);
    }
    TakeLead(headline + 1, std::min(draft_.to, headline + 1 + kLeadBlocks));
    PutOutByline(headline + 1);
  }

 private:
  bool IsHeadline(const PageBlock& block) const {
    if (block.words > 40 || draft_.hints.title.empty()) return false;
    const std::string folded = FoldedPhrase(draft_.page.Text(block));
    const std::string& title = draft_.hints.title;
    if (folded == title) return true;
    if (block.level != 1) return false;
    // A part of the title; or the title beside a kicker.
    return (folded.size() > 8 && title.find(folded) != std::string::npos) ||
           (title.size() > 8 && title.size() * 3 > folded.size() &&
            folded.find(title) != std::string::npos);
  }

  bool IsLead(std::string_view word) const {
    const auto row = draft_.tables.hints.find(word);
    return row != draft_.tables.hints.end() && row->second == Hint::kLead;
  }

  // The standfirst: between the headline and the story's start, outside of the container
  // or in an element that would be a teaser elsewhere. Between `begin` and `end`.
  void TakeLead(size_t begin, size_t end) {
    size_t headline = end;
    for (size_t i = end; i-- > begin && headline == end;) {
      if (IsHeadline(draft_.Block(i)) || draft_.out.verdicts[i] == Verdict::kTitle) headline = i;
    }
    if (headline == end && begin > 0 && draft_.out.verdicts[begin - 1] == Verdict::kTitle) {
      headline = begin - 1;
    }
    if (headline == end) return;
    size_t taken = 0;
    for (size_t i = headline + 1; i < end && taken < 3; ++i) {
      if (draft_.In(i) && IsProse(draft_.Block(i))) return;
      const bool outside = draft_.out.verdicts[i] == Verdict::kOutside;
      const bool header = draft_.out.verdicts[i] == Verdict::kElement;
      const bool lead = draft_.out.verdicts[i] == Verdict::kHint && IsLead(draft_.out.hints[i]);
      if (!outside && !header && !lead) continue;
      const PageBlock& block = draft_.Block(i);
      const bool text = block.words >= 8 && block.words <= 150 && LinkShare(block) < 0.3F;
      const bool fits = block.kind == BlockKind::kParagraph || block.kind == BlockKind::kLoose ||
                        (block.kind == BlockKind::kHeading && block.level > 1);
      if (!text || !fits || StartsAsChrome(draft_, block)) continue;
      if (block.words < 14 && !block.ends_sentence && HasYear(draft_.page.Text(block))) continue;
      draft_.out.verdicts[i] = Verdict::kStory;
      ++taken;
    }
  }

  // Short lines about who wrote it when, before the first running text.
  void PutOutByline(size_t begin) {
    for (size_t i = begin; i < draft_.to; ++i) {
      const PageBlock& block = draft_.Block(i);
      if (!draft_.In(i)) continue;
      if (IsProse(block)) break;
      if (block.kind == BlockKind::kHeading) continue;
      const std::string_view text = draft_.page.Text(block);
      const bool scrap = !block.ends_sentence && block.words <= 6 &&
                         block.kind != BlockKind::kListItem && block.kind != BlockKind::kTableCell;
      if (scrap || (block.words <= 14 && (HasYear(text) || StartsAsChrome(draft_, block)))) {
        draft_.PutOut(i, Verdict::kByline);
      }
    }
  }

  StoryDraft& draft_;
};

}  // namespace

void TrimStart(StoryDraft* draft) { StartTrimmer(draft).Run(); }

}  // namespace avviso
