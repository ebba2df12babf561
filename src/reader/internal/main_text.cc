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
#include <utility>

#include "reader/internal/chrome.h"
#include "reader/internal/story_draft.h"
#include "reader/internal/story_start.h"
#include "reader/internal/story_trim.h"

namespace avviso {
namespace {

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

bool HoldsTitle(const StoryDraft& draft, size_t from, size_t to) {
  for (size_t i = from; i < to; ++i) {
    const PageBlock& block = draft.Block(i);
    if (block.kind != BlockKind::kHeading || block.words > 40) continue;
    if (FoldedPhrase(draft.page.Text(block)) == draft.hints.title) return true;
  }
  return false;
}

// Of several <article>s with running text in the container, the one that bears the page's
// title; the container itself if there is none, or more than one. The entries of a live
// blog don't bear it, so they stay together.
NodeId OwnArticle(const StoryDraft& draft, NodeId container) {
  if (draft.hints.title.empty()) return container;
  const float enough =
      0.1F *
      draft.Between(draft.page.Begin(container), draft.page.Begin(draft.dom[container].end)).good;
  NodeId own = kNoNode;
  size_t articles = 0;
  size_t titled = 0;
  for (NodeId node = container + 1; node < draft.dom[container].end;) {
    const size_t from = draft.page.Begin(node);
    const size_t to = draft.page.Begin(draft.dom[node].end);
    if (draft.dom[node].tag != Tag::kArticle) {
      node = from == to ? draft.dom[node].end : node + 1;
      continue;
    }
    if (draft.Between(from, to).good > enough) {
      ++articles;
      if (HoldsTitle(draft, from, to)) {
        ++titled;
        own = node;
      }
    }
    node = draft.dom[node].end;
  }
  return articles > 1 && titled == 1 ? own : container;
}

void PickContainer(StoryDraft* draft) {
  const float all = std::max(1.0F, draft->AllGood());
  float best = -1;
  draft->out.container = 0;
  for (NodeId node = 0; node < draft->dom.size();) {
    const Node& at = draft->dom[node];
    const size_t from = draft->page.Begin(node);
    const size_t to = draft->page.Begin(at.end);
    if (from == to) {
      node = at.end;
      continue;
    }
    if (!MayContain(at.tag)) {
      ++node;
      continue;
    }
    const StoryDraft::Sums sum = draft->Between(from, to);
    const float recall = sum.good / all;
    if (recall * 1.6F < best) {  // nothing below can win any more
      node = at.end;
      continue;
    }
    const float precision = sum.good / (sum.good + sum.bad + 1);
    constexpr float kBeta2 = 2.0F;
    const float f = (1 + kBeta2) * precision * recall / (kBeta2 * precision + recall + 1e-6F);
    float factor = draft->element_hints.Of(draft->dom, node).Says(Hint::kBody) ? 1.12F : 1.0F;
    if (at.tag == Tag::kArticle) factor *= 1.05F;
    if (f * factor >= best * 0.995F) {
      best = std::max(best, f * factor);
      draft->out.container = node;
    }
    ++node;
  }
  draft->out.container = OwnArticle(*draft, draft->out.container);
  const size_t from = draft->page.Begin(draft->out.container);
  const size_t to = draft->page.Begin(draft->dom[draft->out.container].end);
  draft->from = from;
  draft->to = to;
  draft->PutOut(0, from, Verdict::kOutside);
  draft->PutOut(to, draft->page.blocks.size(), Verdict::kOutside);
}

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
  StoryDraft draft(dom, page, hints, tables);
  if (page.blocks.empty()) return std::move(draft.out);
  draft.Weigh();
  PutOutChrome(&draft);
  draft.Weigh();
  PickContainer(&draft);
  PutOutCaptions(&draft);
  TrimStart(&draft);
  TrimBody(&draft);
  return std::move(draft.out);
}

}  // namespace avviso
