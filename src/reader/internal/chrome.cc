#include "reader/internal/chrome.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace avviso {
namespace {

class ChromeFinder {
 public:
  explicit ChromeFinder(StoryDraft* draft) : draft_(*draft) {}

  // A word that would put out much of the page's running text, here and there, means
  // something else on this page: then all is done again without it.
  void Run() {
    constexpr int kRounds = 6;
    for (int round = 0; round < kRounds; ++round) {
      std::unordered_map<std::string_view, float> by_word;
      std::vector<Region> regions = ChromeRegions(&by_word);
      const float all = std::max(1.0F, draft_.AllGood());
      bool again = false;
      for (const auto& [word, good] : by_word) {
        // What readers write may be longer than the story.
        const auto row = draft_.tables.hints.find(word);
        const bool comments = row != draft_.tables.hints.end() && row->second == Hint::kComments;
        if (good > (comments ? 0.9F : 0.35F) * all)
          again = distrusted_.insert(word).second || again;
      }
      if (again && round + 1 < kRounds) continue;
      for (const Region& region : regions) {
        draft_.PutOut(region.from, region.to, region.verdict);
        for (size_t i = region.from; i < region.to; ++i) draft_.out.hints[i] = region.word;
      }
      return;
    }
  }

 private:
  bool HoldsHeadline(size_t from, size_t to) const {
    for (size_t i = from; i < to && i < from + 40; ++i) {
      if (draft_.Block(i).level == 1) return true;
    }
    return false;
  }

  Verdict ChromeVerdict(NodeId node, size_t from, size_t to) {
    const Tag tag = draft_.dom[node].tag;
    const StoryDraft::Sums sum = draft_.Between(from, to);
    const float all = std::max(1.0F, draft_.AllGood());
    const float share = sum.good / all;
    const Hints hints = draft_.element_hints.Of(draft_.dom, node);
    const bool body = hints.Says(Hint::kBody);
    const bool trusted = !distrusted_.contains(hints.word);
    if (trusted && hints.Says(Hint::kComments) && share < 0.9F && tag != Tag::kArticle &&
        tag != Tag::kMain && !HoldsHeadline(from, to) && !body) {
      return Verdict::kHint;
    }
    if (trusted && (hints.Says(Hint::kChrome) || (hints.Says(Hint::kLead) && !IsHeadingTag(tag))) &&
        share < (body ? 0.1F : 0.35F) && !(HoldsHeadline(from, to) && share > 0.05F)) {
      return Verdict::kHint;
    }
    const bool is_text = IsHeadingTag(tag) || tag == Tag::kP || tag == Tag::kLi || tag == Tag::kTd;
    if (hints.Says(Hint::kSmall) && !body && !IsHeadingTag(tag) && tag != Tag::kArticle &&
        tag != Tag::kMain && sum.words < (is_text ? 10U : 30U) && share < 0.2F &&
        !HoldsHeadline(from, to)) {
      return Verdict::kHint;
    }
    const bool outer = tag == Tag::kNav || tag == Tag::kFooter || tag == Tag::kAside ||
                       tag == Tag::kMenu || tag == Tag::kDialog;
    if (outer && share < 0.35F && !body) return Verdict::kElement;
    if (tag == Tag::kForm && share < 0.3F) return Verdict::kElement;
    if (tag == Tag::kHeader && share < 0.1F && !HoldsHeadline(from, to)) return Verdict::kElement;
    if (tag == Tag::kAddress && sum.words < 60) return Verdict::kElement;
    return Verdict::kStory;
  }

  struct Region {
    size_t from, to;
    Verdict verdict;
    std::string_view word;  // of a hint
  };

  std::vector<Region> ChromeRegions(std::unordered_map<std::string_view, float>* by_word) {
    std::vector<Region> regions;
    for (NodeId node = 0; node < draft_.dom.size();) {
      const Node& at = draft_.dom[node];
      if (at.tag == Tag::kText || at.tag == Tag::kHtml || at.tag == Tag::kBody ||
          at.tag == Tag::kDocument) {
        ++node;
        continue;
      }
      const size_t from = draft_.page.Begin(node);
      const size_t to = draft_.page.Begin(at.end);
      if (from == to) {
        node = at.end;
        continue;
      }
      // Text that began before or goes on behind isn't this element's alone.
      const bool whole = draft_.Block(from).node >= node && draft_.Block(to - 1).last < at.end;
      const Verdict verdict = whole ? ChromeVerdict(node, from, to) : Verdict::kStory;
      if (verdict == Verdict::kStory) {
        ++node;
        continue;
      }
      std::string_view word;
      if (verdict == Verdict::kHint) {
        word = draft_.element_hints.Of(draft_.dom, node).word;
        (*by_word)[word] += draft_.Between(from, to).good;
      }
      regions.push_back({from, to, verdict, word});
      node = at.end;
    }
    return regions;
  }

  StoryDraft& draft_;
  std::unordered_set<std::string_view> distrusted_;  // words of hints
};

}  // namespace

void PutOutChrome(StoryDraft* draft) { ChromeFinder(draft).Run(); }

}  // namespace avviso
