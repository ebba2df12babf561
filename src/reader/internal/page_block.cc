#include "reader/internal/page_block.h"

#include <algorithm>
#include <array>

#include "base/utf8.h"

namespace avviso {
namespace {

enum class Flow : uint8_t { kInline, kBlock, kSkip, kBreak };

// NOLINTNEXTLINE(readability-function-size): a table
Flow FlowOf(Tag tag) {
  switch (tag) {
    case Tag::kScript:
    case Tag::kStyle:
    case Tag::kTemplate:
    case Tag::kHead:
    case Tag::kNoscript:
    case Tag::kIframe:
    case Tag::kSvg:
    case Tag::kMath:
    case Tag::kSelect:
    case Tag::kTextarea:
    case Tag::kButton:
    case Tag::kObject:
    case Tag::kAudio:
    case Tag::kVideo:
    case Tag::kCanvas:
    case Tag::kDatalist:
    case Tag::kRp: return Flow::kSkip;
    case Tag::kBr: return Flow::kBreak;
    case Tag::kAddress:
    case Tag::kArticle:
    case Tag::kAside:
    case Tag::kBlockquote:
    case Tag::kBody:
    case Tag::kCaption:
    case Tag::kCenter:
    case Tag::kDd:
    case Tag::kDetails:
    case Tag::kDialog:
    case Tag::kDiv:
    case Tag::kDl:
    case Tag::kDt:
    case Tag::kFieldset:
    case Tag::kFigcaption:
    case Tag::kFigure:
    case Tag::kFooter:
    case Tag::kForm:
    case Tag::kH1:
    case Tag::kH2:
    case Tag::kH3:
    case Tag::kH4:
    case Tag::kH5:
    case Tag::kH6:
    case Tag::kHeader:
    case Tag::kHgroup:
    case Tag::kHr:
    case Tag::kHtml:
    case Tag::kLegend:
    case Tag::kLi:
    case Tag::kMain:
    case Tag::kMenu:
    case Tag::kNav:
    case Tag::kOl:
    case Tag::kOption:
    case Tag::kP:
    case Tag::kPre:
    case Tag::kSection:
    case Tag::kSummary:
    case Tag::kTable:
    case Tag::kTbody:
    case Tag::kTd:
    case Tag::kTfoot:
    case Tag::kTh:
    case Tag::kThead:
    case Tag::kTr:
    case Tag::kUl: return Flow::kBlock;
    default: return Flow::kInline;
  }
}

BlockKind KindOf(Tag tag) {
  switch (tag) {
    case Tag::kP: return BlockKind::kParagraph;
    case Tag::kH1:
    case Tag::kH2:
    case Tag::kH3:
    case Tag::kH4:
    case Tag::kH5:
    case Tag::kH6: return BlockKind::kHeading;
    case Tag::kLi:
    case Tag::kDd:
    case Tag::kDt: return BlockKind::kListItem;
    case Tag::kBlockquote: return BlockKind::kQuotation;
    case Tag::kFigcaption:
    case Tag::kCaption: return BlockKind::kCaption;
    case Tag::kPre: return BlockKind::kPreformatted;
    case Tag::kTd:
    case Tag::kTh: return BlockKind::kTableCell;
    default: return BlockKind::kLoose;
  }
}

// Words that make no spaces between them.
bool IsIdeograph(char32_t c) {
  return (c >= 0x2E80 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) ||
         (c >= 0x20000 && c <= 0x3FFFF);
}
bool IsUnspacedLetter(char32_t c) {
  return (c >= 0x0E00 && c <= 0x0EFF) || (c >= 0x1000 && c <= 0x109F) ||
         (c >= 0x1780 && c <= 0x17FF);
}

bool IsSpace(char c) {
  return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' || c == '\v';
}

bool LooksHidden(std::string_view style) {
  for (size_t at = style.find("display"); at != std::string_view::npos;
       at = style.find("display", at + 1)) {
    size_t value = at + 7;
    while (value < style.size() && (style[value] == ':' || style[value] == ' ')) ++value;
    if (style.substr(value, 4) == "none") return true;
  }
  return false;
}

// First bytes of a no-break space, a soft hyphen, a zero-width space or a byte order mark.
bool MayBeInvisible(char c) { return c == '\xC2' || c == '\xE2' || c == '\xEF'; }

// The length of a soft hyphen, zero-width space or byte order mark at `at`, or 0: they
// tell where a line may break, and stand in the middle of words.
size_t InvisibleAt(std::string_view text, size_t at) {
  if (text.substr(at, 2) == "\xC2\xAD") return 2;
  const std::string_view three = text.substr(at, 3);
  return three == "\xE2\x80\x8B" || three == "\xEF\xBB\xBF" ? 3 : 0;
}

class Splitter {
 public:
  explicit Splitter(const Dom& dom) : dom_(dom) { page_.first.assign(dom.size() + 1, UINT32_MAX); }

  PageText Run() {
    NodeId at = 0;
    while (at < dom_.size()) {
      CloseUpTo(at);
      const Node& node = dom_[at];
      if (node.tag == Tag::kText) {
        AddText(at, node.text);
        ++at;
        continue;
      }
      const Flow flow = FlowOf(node.tag);
      if (flow == Flow::kSkip || (node.attrs > 0 && Hidden(at))) {
        if (flow == Flow::kSkip && node.tag != Tag::kSvg && node.tag != Tag::kScript) Flush();
        at = node.end;
        continue;
      }
      if (flow == Flow::kBreak) {
        Break();
      } else if (node.end > at + 1) {
        if (flow == Flow::kBlock) Flush();
        open_.push_back({at, node.end, flow});
        links_ += node.tag == Tag::kA;
      } else if (flow == Flow::kBlock) {
        Flush();
      }
      ++at;
    }
    CloseUpTo(dom_.size());
    Flush();
    FillFirst();
    return std::move(page_);
  }

 private:
  struct Open {
    NodeId node;
    NodeId end;
    Flow flow;
  };

  bool Hidden(NodeId at) const {
    if (dom_.Has(at, Attr::kHidden)) {
      // React streams a page's parts as hidden elements that its script puts in place.
      return !dom_.Value(at, Attr::kId).starts_with("S:");
    }
    const std::string_view style = dom_.Value(at, Attr::kStyle);
    return !style.empty() && dom_[at].tag != Tag::kBody && LooksHidden(style);
  }

  void CloseUpTo(NodeId at) {
    while (!open_.empty() && open_.back().end <= at) {
      if (open_.back().flow == Flow::kBlock) Flush();
      if (dom_[open_.back().node].tag == Tag::kA) --links_;
      open_.pop_back();
    }
  }

  void Start(NodeId at) {
    building_ = true;
    block_ = PageBlock{};
    block_.node = at;
    block_.begin = static_cast<uint32_t>(page_.text.size());
    block_.kind = BlockKind::kLoose;
    bool inner = true;
    for (size_t i = open_.size(); i-- > 0;) {
      if (open_[i].flow != Flow::kBlock) continue;
      const Tag tag = dom_[open_[i].node].tag;
      if (inner) block_.owner = open_[i].node;
      inner = false;
      const BlockKind kind = KindOf(tag);
      if (kind == BlockKind::kLoose) continue;
      // A paragraph in a quotation, an item, a heading, a caption or a cell is one of those.
      if (block_.kind == BlockKind::kLoose || block_.kind == BlockKind::kParagraph) {
        block_.kind = kind;
      }
      if (kind == BlockKind::kHeading && block_.level == 0) {
        block_.level = static_cast<uint8_t>(static_cast<int>(tag) - static_cast<int>(Tag::kH1) + 1);
      }
      if (block_.kind != BlockKind::kParagraph) break;
    }
  }

  void AddText(NodeId at, std::string_view text) {
    for (size_t i = 0; i < text.size();) {
      const unsigned char c = static_cast<unsigned char>(text[i]);
      if (IsSpace(text[i])) {
        space_ = space_ || building_;
        ++i;
        continue;
      }
      if (c == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) == 0xA0) {
        space_ = space_ || building_;
        i += 2;
        continue;
      }
      if (const size_t length = InvisibleAt(text, i); length > 0) {
        i += length;
        continue;
      }
      size_t run = i + 1;
      while (run < text.size() && !IsSpace(text[run]) && !MayBeInvisible(text[run])) ++run;
      if (!building_) Start(at);
      if (breaks_ > 0) {
        page_.text.push_back('\n');
      } else if (space_) {
        page_.text.push_back(' ');
      }
      space_ = false;
      breaks_ = 0;
      const std::string_view piece = text.substr(i, run - i);
      if (links_ > 0 && at != last_link_) {
        ++block_.links;
        last_link_ = at;
        link_spans_.push_back({page_.text.size(), page_.text.size()});
      }
      page_.text.append(piece);
      if (links_ > 0) link_spans_.back().second = page_.text.size();
      block_.last = at;
      i = run;
    }
  }

  // Two line breaks end a paragraph.
  void Break() {
    if (!building_) return;
    if (++breaks_ >= 2) Flush();
  }

  void Flush() {
    space_ = false;
    breaks_ = 0;
    if (!building_) return;
    building_ = false;
    block_.end = static_cast<uint32_t>(page_.text.size());
    const std::string_view text = page_.Text(block_);
    block_.words = CountWords(text);
    for (const auto& [begin, end] : link_spans_) {
      block_.link_words += CountWords(std::string_view(page_.text).substr(begin, end - begin));
    }
    block_.link_words = std::min(block_.link_words, block_.words);
    link_spans_.clear();
    block_.commas =
        static_cast<uint16_t>(std::min<ptrdiff_t>(std::count(text.begin(), text.end(), ','), 1000));
    block_.ends_sentence = EndsSentence(text);
    // A heading of that length is a paragraph in large letters.
    if (block_.level > 1 && block_.ends_sentence && block_.words >= 14) {
      block_.kind = BlockKind::kParagraph;
      block_.level = 0;
    }
    page_.text.push_back('\n');
    page_.blocks.push_back(block_);
  }

  void FillFirst() {
    uint32_t block = static_cast<uint32_t>(page_.blocks.size());
    for (size_t node = page_.first.size(); node-- > 0;) {
      while (block > 0 && page_.blocks[block - 1].node >= node) --block;
      page_.first[node] = block;
    }
  }

  const Dom& dom_;
  PageText page_;
  PageBlock block_;
  std::vector<Open> open_;
  std::vector<std::pair<size_t, size_t>> link_spans_;
  bool building_ = false;
  bool space_ = false;
  int breaks_ = 0;
  int links_ = 0;
  NodeId last_link_ = kNoNode;
};

}  // namespace

bool EndsSentence(std::string_view text) {
  size_t pos = text.size();
  for (int looked = 0; pos > 0 && looked < 4; ++looked) {
    switch (DecodeUtf8Back(text, &pos)) {
      case '.':
      case '!':
      case '?':
      case ':':
      case 0x2026:
      case 0x3002:
      case 0xFF01:
      case 0xFF1F:
      case 0x061F:
      case 0x06D4:
      case 0x0964:
      case 0x104B:
      case 0x17D4:
      case 0x1362: return true;
      case '"':
      case '\'':
      case ')':
      case ']':
      case ' ':
      case 0x201C:
      case 0x201D:
      case 0x2019:
      case 0x00BB:
      case 0x300D:
      case 0x300F:
      case 0xFF09: continue;
      default: return false;
    }
  }
  return false;
}

uint32_t CountWords(std::string_view text) {
  uint32_t words = 0;
  uint32_t tenths = 0;
  bool inside = false;
  for (size_t i = 0; i < text.size();) {
    const unsigned char c = static_cast<unsigned char>(text[i]);
    if (c < 0x80) {
      const bool letter = (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
      if (letter && !inside) ++words;
      inside = letter || (inside && (c == '\'' || c == '-' || c == '.'));
      ++i;
      continue;
    }
    const char32_t point = DecodeUtf8(text, &i);
    if (IsIdeograph(point)) {
      tenths += 5;
      inside = false;
    } else if (IsUnspacedLetter(point)) {
      tenths += 2;
      inside = false;
    } else if (point >= 0xC0 && (point < 0x2000 || point > 0x206F)) {
      if (!inside) ++words;
      inside = true;
    } else if (point != 0x2019) {
      inside = false;
    }
  }
  return words + (tenths + 9) / 10;
}

std::string Collapsed(std::string_view text) {
  std::string out;
  bool space = false;
  for (size_t i = 0; i < text.size(); ++i) {
    const bool hard = static_cast<unsigned char>(text[i]) == 0xC2 && i + 1 < text.size() &&
                      static_cast<unsigned char>(text[i + 1]) == 0xA0;
    if (hard || IsSpace(text[i])) {
      space = true;
      i += hard;
      continue;
    }
    if (const size_t length = InvisibleAt(text, i); length > 0) {
      i += length - 1;
      continue;
    }
    if (space && !out.empty()) out.push_back(' ');
    space = false;
    out.push_back(text[i]);
  }
  return out;
}

std::string TextOf(const Dom& dom, NodeId node) {
  std::string out;
  for (NodeId at = node; at < dom[node].end;) {
    const Node& here = dom[at];
    const Flow flow = FlowOf(here.tag);
    if (here.tag == Tag::kText) {
      out.append(here.text);
    } else if (flow == Flow::kSkip && at != node) {
      at = here.end;
      continue;
    } else if (flow != Flow::kInline) {
      out.push_back(' ');
    }
    ++at;
  }
  return Collapsed(out);
}

PageText SplitIntoBlocks(const Dom& dom) { return Splitter(dom).Run(); }

}  // namespace avviso
