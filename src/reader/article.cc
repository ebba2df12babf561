#include "reader/article.h"

namespace avviso {

std::string_view NameOf(Block::Kind kind) {
  switch (kind) {
    case Block::Kind::kTitle: return "title";
    case Block::Kind::kHeading: return "heading";
    case Block::Kind::kParagraph: return "paragraph";
    case Block::Kind::kListItem: return "list-item";
    case Block::Kind::kQuotation: return "quotation";
    case Block::Kind::kCaption: return "caption";
    case Block::Kind::kDateline: return "dateline";
    case Block::Kind::kPreformatted: return "preformatted";
    case Block::Kind::kTableCell: return "table-cell";
    case Block::Kind::kAside: return "aside";
  }
  return "";
}

std::string_view NameOf(Credit::Kind kind) {
  switch (kind) {
    case Credit::Kind::kAgency: return "agency";
    case Credit::Kind::kContributor: return "contributor";
    case Credit::Kind::kSource: return "source";
    case Credit::Kind::kTranslation: return "translation";
    case Credit::Kind::kSyndication: return "syndication";
    case Credit::Kind::kBasedOn: return "based-on";
  }
  return "";
}

}  // namespace avviso
