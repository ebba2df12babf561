// Dom: a parsed page as columns of nodes in document order.
//
//   bytes -> DecodePage (charset.h) -> UTF-8 -> ParseHtml (parse.h) -> Dom
//
// A node's descendants stand directly behind it, up to its `end`, so a walk is a
// loop over numbers, a sub-tree is a range, and sums over sub-trees are taken by
// counting backwards. Nothing here recurses. Comments and doctypes are left out;
// of attributes only those that the reader asks for are kept.
//
// Node 0 is the document. Texts and values are views that live as long as the Dom.

#ifndef AVVISO_HTML_DOM_H_
#define AVVISO_HTML_DOM_H_

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace avviso {

using NodeId = uint32_t;
inline constexpr NodeId kNoNode = UINT32_MAX;

enum class Tag : uint8_t {
  kDocument,
  kText,
  kOther,  // any element that isn't named below
  kA,
  kAbbr,
  kAddress,
  kArea,
  kArticle,
  kAside,
  kAudio,
  kB,
  kBase,
  kBlockquote,
  kBody,
  kBr,
  kButton,
  kCanvas,
  kCaption,
  kCenter,
  kCite,
  kCode,
  kCol,
  kDatalist,
  kDd,
  kDel,
  kDetails,
  kDfn,
  kDialog,
  kDiv,
  kDl,
  kDt,
  kEm,
  kEmbed,
  kFieldset,
  kFigcaption,
  kFigure,
  kFont,
  kFooter,
  kForm,
  kFrame,
  kFrameset,
  kH1,
  kH2,
  kH3,
  kH4,
  kH5,
  kH6,
  kHead,
  kHeader,
  kHgroup,
  kHr,
  kHtml,
  kI,
  kIframe,
  kImg,
  kInput,
  kIns,
  kKbd,
  kLabel,
  kLegend,
  kLi,
  kLink,
  kMain,
  kMap,
  kMark,
  kMath,
  kMenu,
  kMeta,
  kNav,
  kNoscript,
  kObject,
  kOl,
  kOptgroup,
  kOption,
  kP,
  kPicture,
  kPre,
  kQ,
  kRp,
  kRt,
  kRuby,
  kS,
  kSamp,
  kScript,
  kSection,
  kSelect,
  kSmall,
  kSource,
  kSpan,
  kStrike,
  kStrong,
  kStyle,
  kSub,
  kSummary,
  kSup,
  kSvg,
  kTable,
  kTbody,
  kTd,
  kTemplate,
  kTextarea,
  kTfoot,
  kTh,
  kThead,
  kTime,
  kTitle,
  kTr,
  kTrack,
  kTt,
  kU,
  kUl,
  kVar,
  kVideo,
};

enum class Attr : uint8_t {
  kAlt,
  kAriaHidden,
  kAriaLabel,
  kCharset,
  kClass,
  kContent,
  kDataTestid,
  kDatetime,
  kDir,
  kHidden,
  kHref,
  kHttpEquiv,
  kId,
  kItemid,
  kItemprop,
  kItemscope,
  kItemtype,
  kLang,
  kName,
  kProperty,
  kRel,
  kRole,
  kSrc,
  kStyle,
  kTitle,
  kType,
  kValue,
};

struct Node {
  NodeId parent = kNoNode;
  NodeId end = 0;           // one past the last descendant
  uint32_t first_attr = 0;  // into Dom::attributes
  uint16_t attrs = 0;
  Tag tag = Tag::kOther;
  std::string_view text;  // of a kText; else empty
};

struct Attribute {
  Attr name;
  std::string_view value;
};

class Dom {
 public:
  // Holds what the views point into.
  struct Memory {
    virtual ~Memory() = default;
  };

  Dom(std::unique_ptr<Memory> memory, std::vector<Node> nodes, std::vector<Attribute> attributes)
      : memory_(std::move(memory)), nodes_(std::move(nodes)), attributes_(std::move(attributes)) {}

  NodeId size() const { return static_cast<NodeId>(nodes_.size()); }
  const Node& operator[](NodeId node) const { return nodes_[node]; }

  bool Has(NodeId node, Attr name) const { return Find(node, name) != nullptr; }
  // "" if the element has no such attribute.
  std::string_view Value(NodeId node, Attr name) const {
    const Attribute* attribute = Find(node, name);
    return attribute == nullptr ? std::string_view() : attribute->value;
  }

 private:
  const Attribute* Find(NodeId node, Attr name) const {
    const Node& at = nodes_[node];
    for (uint32_t i = at.first_attr; i < at.first_attr + at.attrs; ++i) {
      if (attributes_[i].name == name) return &attributes_[i];
    }
    return nullptr;
  }

  std::unique_ptr<Memory> memory_;
  std::vector<Node> nodes_;
  std::vector<Attribute> attributes_;
};

}  // namespace avviso

#endif  // AVVISO_HTML_DOM_H_
