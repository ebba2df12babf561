#include "reader/internal/assemble.h"

#include <string_view>

namespace avviso {

Block::Kind KindOf(const PageBlock& block) {
  switch (block.kind) {
    case BlockKind::kHeading: return Block::Kind::kHeading;
    case BlockKind::kListItem: return Block::Kind::kListItem;
    case BlockKind::kQuotation: return Block::Kind::kQuotation;
    case BlockKind::kCaption: return Block::Kind::kCaption;
    case BlockKind::kPreformatted: return Block::Kind::kPreformatted;
    case BlockKind::kTableCell: return Block::Kind::kTableCell;
    case BlockKind::kParagraph:
    case BlockKind::kLoose: break;
  }
  return Block::Kind::kParagraph;
}

void Assemble(const PageText& page, const MainText& story, size_t most_text, Article* article) {
  article->text.clear();
  article->blocks.clear();
  bool any = false;
  bool cut = false;
  const auto add = [&](std::string_view text, Block::Kind kind) {
    if (text.empty()) return;
    if (article->text.size() + text.size() + 2 > most_text) {
      cut = true;
      return;
    }
    if (!article->text.empty()) article->text += "\n\n";
    const size_t begin = article->text.size();
    article->text += text;
    article->blocks.push_back(
        {kind, Span{static_cast<uint32_t>(begin), static_cast<uint32_t>(article->text.size())}});
  };
  add(article->title, Block::Kind::kTitle);
  for (size_t i = 0; i < page.blocks.size() && !cut; ++i) {
    if (story.verdicts[i] != Verdict::kStory) continue;
    any = true;
    add(page.Text(page.blocks[i]), KindOf(page.blocks[i]));
  }
  if (!any) article->notes.push_back({"no-story", "no running text was found on the page"});
  if (cut) {
    article->notes.push_back({"truncated-at-limit", "text beyond the limit was cut"});
  }
}

}  // namespace avviso
