// Three passes, each linear in the page.
//
// First, elements that say they are chrome are put out, from the top down, unless they
// hold so much of the page's running text that the name must mean something else
// (<div class="has-sidebar"> around everything). Second, each element is scored as a
// search result would be: precision is the share of running text in it, recall its share
// of the page's running text; the best F-measure wins, the deeper of equals. Third, the
// blocks in the winner are weighed one by one, with their neighbours in view.
//
// Sums over elements are differences of prefix sums over blocks.

#include "reader/internal/main_text.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "reader/internal/article_body.h"
#include "reader/internal/element_hints.h"

namespace avviso {
namespace {

struct Sums {
  float good = 0;
  float bad = 0;
  uint32_t words = 0;
  uint32_t link_words = 0;
  uint32_t links = 0;
  uint32_t blocks = 0;
};

bool IsHeadingTag(Tag tag) { return tag >= Tag::kH1 && tag <= Tag::kH6; }

bool MayContain(Tag tag) {
  switch (tag) {
    case Tag::kArticle:
    case Tag::kBody:
    case Tag::kBlockquote:
    case Tag::kCenter:
    case Tag::kDetails:
    case Tag::kDiv:
    case Tag::kFieldset:
    case Tag::kForm:
    case Tag::kMain:
    case Tag::kOther:
    case Tag::kPre:
    case Tag::kSection:
    case Tag::kTable:
    case Tag::kTbody:
    case Tag::kTd:
    case Tag::kTr: return true;
    default: return false;
  }
}

float LinkShare(const PageBlock& block) {
  return block.words == 0 ? 0
                          : static_cast<float>(block.link_words) / static_cast<float>(block.words);
}

// A block that reads like a sentence or more of running text.
bool IsProse(const PageBlock& block) {
  if (block.kind == BlockKind::kHeading || LinkShare(block) > 0.5F) return false;
  return block.words >= 25 || (block.words >= 10 && (block.ends_sentence || block.commas > 0));
}

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

// How far from the headline a standfirst may stand.
constexpr size_t kLeadBlocks = 14;

class Chooser {
 public:
  Chooser(const Dom& dom, const PageText& page, const PageHints& hints, const ReaderTables& tables)
      : dom_(dom), page_(page), hints_(hints), tables_(tables), element_hints_(tables) {}

  MainText Run() {
    out_.verdicts.assign(page_.blocks.size(), Verdict::kStory);
    if (page_.blocks.empty()) return std::move(out_);
    out_.hints.assign(page_.blocks.size(), {});
    Weigh();
    PutOutChrome();
    Weigh();
    PickContainer();
    PutOutCaptions();
    TrimStart();
    PutOutLinks();
    CutTails();
    PutOutPhrases();
    if (hints_.lines) PutOutScraps();
    PutOutEmptyHeadings();
    return std::move(out_);
  }

 private:
  const PageBlock& Block(size_t i) const { return page_.blocks[i]; }
  bool In(size_t i) const { return out_.verdicts[i] == Verdict::kStory; }
  void PutOut(size_t i, Verdict why) {
    if (In(i)) out_.verdicts[i] = why;
  }
  void PutOut(size_t from, size_t to, Verdict why) {
    for (size_t i = from; i < to; ++i) PutOut(i, why);
  }

  // Prefix sums over the blocks that are still in.
  void Weigh() {
    const ArticleBody& body = body_;
    sums_.assign(page_.blocks.size() + 1, {});
    for (size_t i = 0; i < page_.blocks.size(); ++i) {
      Sums sum = sums_[i];
      if (In(i)) Add(Block(i), body.Says(page_.Text(Block(i))), &sum);
      sums_[i + 1] = sum;
    }
  }

  static void Add(const PageBlock& block, ArticleBody::Answer answer, Sums* sum) {
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

  Sums Between(size_t from, size_t to) const {
    Sums sum = sums_[to];
    sum.good -= sums_[from].good;
    sum.bad -= sums_[from].bad;
    sum.words -= sums_[from].words;
    sum.link_words -= sums_[from].link_words;
    sum.links -= sums_[from].links;
    sum.blocks -= sums_[from].blocks;
    return sum;
  }

  bool HoldsHeadline(size_t from, size_t to) const {
    for (size_t i = from; i < to && i < from + 40; ++i) {
      if (Block(i).level == 1) return true;
    }
    return false;
  }

  Verdict ChromeVerdict(NodeId node, size_t from, size_t to) {
    const Tag tag = dom_[node].tag;
    const Sums sum = Between(from, to);
    const float all = std::max(1.0F, sums_.back().good);
    const float share = sum.good / all;
    const Hints hints = element_hints_.Of(dom_, node);
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

  // A word that would put out much of the page's running text, here and there, means
  // something else on this page: then all is done again without it.
  void PutOutChrome() {
    constexpr int kRounds = 6;
    for (int round = 0; round < kRounds; ++round) {
      std::unordered_map<std::string_view, float> by_word;
      std::vector<Region> regions = ChromeRegions(&by_word);
      const float all = std::max(1.0F, sums_.back().good);
      bool again = false;
      for (const auto& [word, good] : by_word) {
        // What readers write may be longer than the story.
        const auto row = tables_.hints.find(word);
        const bool comments = row != tables_.hints.end() && row->second == Hint::kComments;
        if (good > (comments ? 0.9F : 0.35F) * all)
          again = distrusted_.insert(word).second || again;
      }
      if (again && round + 1 < kRounds) continue;
      for (const Region& region : regions) {
        PutOut(region.from, region.to, region.verdict);
        for (size_t i = region.from; i < region.to; ++i) out_.hints[i] = region.word;
      }
      return;
    }
  }

  struct Region {
    size_t from, to;
    Verdict verdict;
    std::string_view word;  // of a hint
  };

  std::vector<Region> ChromeRegions(std::unordered_map<std::string_view, float>* by_word) {
    std::vector<Region> regions;
    for (NodeId node = 0; node < dom_.size();) {
      const Node& at = dom_[node];
      if (at.tag == Tag::kText || at.tag == Tag::kHtml || at.tag == Tag::kBody ||
          at.tag == Tag::kDocument) {
        ++node;
        continue;
      }
      const size_t from = page_.Begin(node);
      const size_t to = page_.Begin(at.end);
      if (from == to) {
        node = at.end;
        continue;
      }
      // Text that began before or goes on behind isn't this element's alone.
      const bool whole = Block(from).node >= node && Block(to - 1).last < at.end;
      const Verdict verdict = whole ? ChromeVerdict(node, from, to) : Verdict::kStory;
      if (verdict == Verdict::kStory) {
        ++node;
        continue;
      }
      std::string_view word;
      if (verdict == Verdict::kHint) {
        word = element_hints_.Of(dom_, node).word;
        (*by_word)[word] += Between(from, to).good;
      }
      regions.push_back({from, to, verdict, word});
      node = at.end;
    }
    return regions;
  }

  void PickContainer() {
    const float all = std::max(1.0F, sums_.back().good);
    float best = -1;
    out_.container = 0;
    for (NodeId node = 0; node < dom_.size();) {
      const Node& at = dom_[node];
      const size_t from = page_.Begin(node);
      const size_t to = page_.Begin(at.end);
      if (from == to) {
        node = at.end;
        continue;
      }
      if (!MayContain(at.tag)) {
        ++node;
        continue;
      }
      const Sums sum = Between(from, to);
      const float recall = sum.good / all;
      if (recall * 1.6F < best) {  // nothing below can win any more
        node = at.end;
        continue;
      }
      const float precision = sum.good / (sum.good + sum.bad + 1);
      constexpr float kBeta2 = 2.0F;
      const float f = (1 + kBeta2) * precision * recall / (kBeta2 * precision + recall + 1e-6F);
      float factor = element_hints_.Of(dom_, node).Says(Hint::kBody) ? 1.12F : 1.0F;
      if (at.tag == Tag::kArticle) factor *= 1.05F;
      if (f * factor >= best * 0.995F) {
        best = std::max(best, f * factor);
        out_.container = node;
      }
      ++node;
    }
    const size_t from = page_.Begin(out_.container);
    const size_t to = page_.Begin(dom_[out_.container].end);
    from_ = from;
    to_ = to;
    PutOut(0, from, Verdict::kOutside);
    PutOut(to, page_.blocks.size(), Verdict::kOutside);
  }

  void PutOutCaptions() {
    for (size_t i = from_; i < to_; ++i) {
      if (Block(i).kind == BlockKind::kCaption) PutOut(i, Verdict::kCaption);
    }
  }

  bool IsHeadline(const PageBlock& block) const {
    if (block.words > 40 || hints_.title.empty()) return false;
    const std::string folded = FoldedPhrase(page_.Text(block));
    return folded == hints_.title || (block.level == 1 && folded.size() > 8 &&
                                      hints_.title.find(folded) != std::string::npos);
  }

  // The headline in the story is the title again; what stands before it is no story,
  // unless it is running text. A headline outside stands before the story.
  void TrimStart() {
    const float all = std::max(1.0F, Between(from_, to_).good);
    size_t headline = to_;
    for (size_t i = from_; i < to_; ++i) {
      if (Between(from_, i).good > 0.3F * all) break;
      if (!IsHeadline(Block(i))) continue;
      headline = i;
      if (Block(i).level == 1) break;
    }
    if (headline == to_) {
      TakeLead(from_ - std::min<size_t>(from_, kLeadBlocks), from_);
      PutOutByline(from_);
      return;
    }
    out_.verdicts[headline] = Verdict::kTitle;
    for (size_t i = from_; i < headline; ++i) {
      if (!IsProse(Block(i))) PutOut(i, Verdict::kBefore);
    }
    TakeLead(headline + 1, std::min(to_, headline + 1 + kLeadBlocks));
    PutOutByline(headline + 1);
  }

  bool IsLead(std::string_view word) const {
    const auto row = tables_.hints.find(word);
    return row != tables_.hints.end() && row->second == Hint::kLead;
  }

  // The standfirst: between the headline and the story's start, outside of the container
  // or in an element that would be a teaser elsewhere. Between `begin` and `end`.
  void TakeLead(size_t begin, size_t end) {
    size_t headline = end;
    for (size_t i = end; i-- > begin && headline == end;) {
      if (IsHeadline(Block(i)) || out_.verdicts[i] == Verdict::kTitle) headline = i;
    }
    if (headline == end && begin > 0 && out_.verdicts[begin - 1] == Verdict::kTitle) {
      headline = begin - 1;
    }
    if (headline == end) return;
    size_t taken = 0;
    for (size_t i = headline + 1; i < end && taken < 3; ++i) {
      if (In(i) && IsProse(Block(i))) return;
      const bool outside = out_.verdicts[i] == Verdict::kOutside;
      const bool header = out_.verdicts[i] == Verdict::kElement;
      const bool lead = out_.verdicts[i] == Verdict::kHint && IsLead(out_.hints[i]);
      if (!outside && !header && !lead) continue;
      const PageBlock& block = Block(i);
      const bool text = block.words >= 8 && block.words <= 150 && LinkShare(block) < 0.3F;
      const bool fits = block.kind == BlockKind::kParagraph || block.kind == BlockKind::kLoose ||
                        (block.kind == BlockKind::kHeading && block.level > 1);
      if (!text || !fits || StartsAsChrome(block)) continue;
      if (block.words < 14 && !block.ends_sentence && HasYear(page_.Text(block))) continue;
      out_.verdicts[i] = Verdict::kStory;
      ++taken;
    }
  }

  // Short lines about who wrote it when, before the first running text.
  void PutOutByline(size_t begin) {
    for (size_t i = begin; i < to_; ++i) {
      const PageBlock& block = Block(i);
      if (!In(i)) continue;
      if (IsProse(block)) break;
      if (block.kind == BlockKind::kHeading) continue;
      const std::string_view text = page_.Text(block);
      const bool scrap = !block.ends_sentence && block.words <= 6 &&
                         block.kind != BlockKind::kListItem && block.kind != BlockKind::kTableCell;
      if (scrap || (block.words <= 14 && (HasYear(text) || StartsAsChrome(block)))) {
        PutOut(i, Verdict::kByline);
      }
    }
  }

  bool StartsAsChrome(const PageBlock& block) const {
    return tables_.start.StartOf(FoldedPhrase(page_.Text(block))) > 0;
  }

  // Sub-trees of links: lists of other stories, tags, share bars.
  void PutOutLinks() {
    Weigh();
    for (NodeId node = out_.container + 1; node < dom_[out_.container].end;) {
      const Node& at = dom_[node];
      const size_t from = page_.Begin(node);
      const size_t to = page_.Begin(at.end);
      if (at.tag == Tag::kText || from == to) {
        node = at.end;
        continue;
      }
      const Sums sum = Between(from, to);
      const bool whole = sum.blocks > 0 && Block(to - 1).last < at.end && Block(from).node >= node;
      if (whole && IsLinkBlock(sum, at.tag)) {
        PutOut(from, to, Verdict::kLinks);
        node = at.end;
      } else {
        ++node;
      }
    }
  }

  static bool IsLinkBlock(const Sums& sum, Tag tag) {
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

  void PutOutPhrases() {
    for (size_t i = from_; i < to_; ++i) {
      const PageBlock& block = Block(i);
      if (!In(i) || block.words > 60) continue;
      if (block.words > 20) {
        // "Help us" and the like must be whole words of the beginning.
        const std::string start = FoldedPhrase(page_.Text(block).substr(0, 120));
        if (tables_.notice.StartOf(start) > 0) PutOut(i, Verdict::kPhrase);
        continue;
      }
      const std::string folded = FoldedPhrase(page_.Text(block));
      const bool rights = page_.Text(block).starts_with("\xC2\xA9") && block.words < 40;
      if (folded.empty() || rights || tables_.line.Has(folded)) {
        PutOut(i, Verdict::kPhrase);
        continue;
      }
      if (block.kind == BlockKind::kHeading || block.kind == BlockKind::kListItem) continue;
      if (tables_.notice.StartOf(folded) > 0) {
        PutOut(i, Verdict::kPhrase);
        continue;
      }
      if (tables_.start.StartOf(folded) == 0) continue;
      if (LinkShare(block) > 0.3F || (block.words <= 8 && !block.ends_sentence)) {
        PutOut(i, Verdict::kPhrase);
      }
    }
  }

  // Lines without mark-up: what is no sentence and stands behind the last one is no story.
  void PutOutScraps() {
    for (size_t i = to_; i-- > from_;) {
      if (!In(i)) continue;
      if (IsProse(Block(i)) || Block(i).ends_sentence) return;
      PutOut(i, Verdict::kOdd);
    }
  }

  void CutTails() {
    const float all = std::max(1.0F, Between(from_, to_).good);
    for (size_t i = from_; i < to_; ++i) {
      const PageBlock& block = Block(i);
      if (!In(i) || block.words > 8) continue;
      const bool heading = block.kind == BlockKind::kHeading;
      if (!heading && (block.words > 6 || block.kind == BlockKind::kListItem)) continue;
      if (!tables_.tail.Has(FoldedPhrase(page_.Text(block)))) continue;
      PutOut(i, Verdict::kTail);
      if (Between(i, to_).good < 0.15F * all) {
        PutOut(i + 1, to_, Verdict::kTail);
        return;
      }
      for (size_t j = i + 1; j < to_; ++j) {
        const PageBlock& next = Block(j);
        if (heading && next.kind == BlockKind::kHeading && next.level <= block.level) break;
        if (!heading && (next.kind == BlockKind::kHeading || IsProse(next))) break;
        if (heading && j > i + 8 && IsProse(next)) break;
        PutOut(j, Verdict::kTail);
      }
    }
  }

  void PutOutEmptyHeadings() {
    bool text_follows = false;
    bool dropped_between = false;
    uint8_t level = 0;
    for (size_t i = to_; i-- > from_;) {
      if (!In(i)) {
        dropped_between = dropped_between || out_.verdicts[i] != Verdict::kPhrase;
        continue;
      }
      const PageBlock& block = Block(i);
      if (block.kind != BlockKind::kHeading) {
        text_follows = true;
        level = 0;
        dropped_between = false;
        continue;
      }
      const bool heads_nothing =
          !text_follows || (level != 0 && dropped_between && level <= block.level);
      if (heads_nothing) {
        out_.verdicts[i] = Verdict::kEmptyHead;
      } else {
        level = block.level;
        dropped_between = false;
      }
    }
  }

  const Dom& dom_;
  const PageText& page_;
  const PageHints& hints_;
  const ReaderTables& tables_;
  ElementHints element_hints_;
  ArticleBody body_{hints_.article_body, page_};
  std::unordered_set<std::string_view> distrusted_;  // words of hints
  std::vector<Sums> sums_;
  MainText out_;
  size_t from_ = 0;  // the blocks of the container
  size_t to_ = 0;
};

}  // namespace

std::string_view VerdictName(Verdict verdict) {
  switch (verdict) {
    case Verdict::kStory: return "story";
    case Verdict::kHint: return "hint";
    case Verdict::kElement: return "element";
    case Verdict::kOutside: return "outside";
    case Verdict::kBefore: return "before";
    case Verdict::kTitle: return "title";
    case Verdict::kLinks: return "links";
    case Verdict::kPhrase: return "phrase";
    case Verdict::kTail: return "tail";
    case Verdict::kByline: return "byline";
    case Verdict::kEmptyHead: return "empty-heading";
    case Verdict::kOdd: return "odd";
    case Verdict::kBlurb: return "blurb";
    case Verdict::kCaption: return "caption";
  }
  return "";
}

MainText ChooseMainText(const Dom& dom, const PageText& page, const PageHints& hints,
                        const ReaderTables& tables) {
  return Chooser(dom, page, hints, tables).Run();
}

}  // namespace avviso
