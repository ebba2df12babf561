// The library builds its tree of pointers from tokens. We stand between its tokenizer
// and its tree: each token passes Gate(), which drops or trims the ones that would make
// the tree deep, or the work on it quadratic (the standard looks through the stack of
// open elements at each block's start tag, and reopens all formatting elements). Then
// the tree is copied into columns, in one walk along its pointers.

#include "html/parse.h"

#include <lexbor/dom/dom.h>
#include <lexbor/html/html.h>

#include <array>
#include <utility>

#include "base/check.h"

namespace avviso {
namespace {

constexpr size_t kMostFormatting = 100;

struct DocumentMemory final : Dom::Memory {
  explicit DocumentMemory(lxb_html_parser_t* made) : parser(made) {}
  DocumentMemory(const DocumentMemory&) = delete;
  DocumentMemory& operator=(const DocumentMemory&) = delete;
  ~DocumentMemory() override {
    lxb_html_document_destroy(document);
    lxb_html_parser_destroy(parser);
  }
  lxb_html_parser_t* parser;
  lxb_html_document_t* document = nullptr;
};

struct Gate {
  const ParseLimits* limits = nullptr;
  lxb_html_tokenizer_token_f next = nullptr;
  void* next_context = nullptr;
  lxb_html_tree_t* tree = nullptr;
  uint64_t steps = 0;
  uint64_t made = 0;     // nodes, at most
  size_t flattened = 0;  // start tags dropped for depth whose end tags are to come
  bool deep = false;
  bool dense = false;
  bool is_long = false;
};

bool IsVoid(lxb_tag_id_t tag) {
  switch (tag) {
    case LXB_TAG__TEXT:
    case LXB_TAG__EM_COMMENT:
    case LXB_TAG__END_OF_FILE:
    case LXB_TAG__EM_DOCTYPE:
    case LXB_TAG_AREA:
    case LXB_TAG_BASE:
    case LXB_TAG_BR:
    case LXB_TAG_COL:
    case LXB_TAG_EMBED:
    case LXB_TAG_HR:
    case LXB_TAG_IMG:
    case LXB_TAG_INPUT:
    case LXB_TAG_LINK:
    case LXB_TAG_META:
    case LXB_TAG_SOURCE:
    case LXB_TAG_TRACK:
    case LXB_TAG_WBR: return true;
    default: return false;
  }
}

// Elements whose content isn't markup: their start tag must not be dropped alone.
bool IsRaw(lxb_tag_id_t tag) {
  return tag == LXB_TAG_SCRIPT || tag == LXB_TAG_STYLE || tag == LXB_TAG_TEXTAREA ||
         tag == LXB_TAG_TITLE || tag == LXB_TAG_IFRAME || tag == LXB_TAG_NOSCRIPT ||
         tag == LXB_TAG_XMP || tag == LXB_TAG_NOEMBED || tag == LXB_TAG_NOFRAMES ||
         tag == LXB_TAG_PLAINTEXT;
}

bool IsFormatting(lxb_tag_id_t tag) {
  switch (tag) {
    case LXB_TAG_A:
    case LXB_TAG_B:
    case LXB_TAG_BIG:
    case LXB_TAG_CODE:
    case LXB_TAG_EM:
    case LXB_TAG_FONT:
    case LXB_TAG_I:
    case LXB_TAG_NOBR:
    case LXB_TAG_S:
    case LXB_TAG_SMALL:
    case LXB_TAG_STRIKE:
    case LXB_TAG_STRONG:
    case LXB_TAG_TT:
    case LXB_TAG_U: return true;
    default: return false;
  }
}

void TrimAttributes(lxb_html_token_t* token, Gate* gate) {
  size_t count = 0;
  for (lxb_html_token_attr_t* at = token->attr_first; at != nullptr; at = at->next) {
    if (++count < gate->limits->most_attributes) continue;
    if (at->next != nullptr) gate->dense = true;
    at->next = nullptr;
    token->attr_last = at;
    return;
  }
}

// The tree lengthens a text by just as much as is added to it: one in a million pieces
// would be copied a million times. So each long text that a token may add to is given
// room in time.
void MakeRoom(const lxb_html_token_t* token, lxb_html_tree_t* tree) {
  constexpr size_t kLong = 4096;
  // Text in a table waits for the token behind it, and is put before the table.
  const bool waiting = tree->mode == lxb_html_tree_insertion_mode_in_table_text;
  if (token->tag_id != LXB_TAG__TEXT && !waiting) return;
  const bool fostering = tree->foster_parenting;
  tree->foster_parenting = fostering || waiting;
  lxb_html_tree_insertion_position_t where{};
  const lxb_dom_node_t* at = lxb_html_tree_appropriate_place_inserting_node(tree, nullptr, &where);
  tree->foster_parenting = fostering;
  if (at == nullptr) return;
  lxb_dom_node_t* last =
      where == LXB_HTML_TREE_INSERTION_POSITION_BEFORE ? at->prev : at->last_child;
  if (last == nullptr || last->type != LXB_DOM_NODE_TYPE_TEXT) return;
  lexbor_str_t* text = &lxb_dom_interface_character_data(last)->data;
  if (text->data == nullptr || text->length < kLong) return;
  if (lexbor_str_size(text) > text->length + text->length / 4) return;
  lexbor_str_realloc(text, tree->document->dom_document.text, 2 * text->length);
}

// Formatting elements that are open here: those of the same cell or the like.
uint64_t OpenFormatting(const lxb_html_tree_t* tree) {
  uint64_t count = 0;
  for (size_t i = lexbor_array_length(tree->active_formatting); i-- > 0; ++count) {
    if (tree->active_formatting->list[i] == lxb_html_tree_active_formatting_marker()) break;
  }
  return count;
}

// True if the tree is to see the token.
bool Admit(lxb_html_token_t* token, Gate* gate) {
  if (token->tag_id == LXB_TAG__END_OF_FILE) return true;
  if (token->tag_id == LXB_TAG__EM_COMMENT) return false;
  const bool closes = (token->type & LXB_HTML_TOKEN_TYPE_CLOSE) != 0;
  // Each open formatting element may be looked at for this token, and made anew.
  const uint64_t open = OpenFormatting(gate->tree);
  gate->steps += 1 + open;
  if (!closes) gate->made += 1 + open;
  if (gate->steps > 4 * gate->limits->most_nodes || gate->made > gate->limits->most_nodes) {
    gate->is_long = true;
    return false;
  }
  MakeRoom(token, gate->tree);
  if (IsVoid(token->tag_id)) return true;
  if (closes) {
    if (gate->flattened == 0 || IsRaw(token->tag_id)) return true;
    --gate->flattened;
    return false;
  }
  TrimAttributes(token, gate);
  if (IsRaw(token->tag_id)) return true;
  if (IsFormatting(token->tag_id) &&
      lexbor_array_length(gate->tree->active_formatting) > kMostFormatting) {
    gate->dense = true;
    return false;
  }
  if (lexbor_array_length(gate->tree->open_elements) < gate->limits->most_depth) return true;
  gate->deep = true;
  ++gate->flattened;
  return false;
}

lxb_html_token_t* OnToken(lxb_html_tokenizer_t* tokenizer, lxb_html_token_t* token, void* context) {
  Gate* gate = static_cast<Gate*>(context);
  if (!Admit(token, gate)) return token;
  return gate->next(tokenizer, token, gate->next_context);
}

using TagMap = std::array<Tag, LXB_TAG__LAST_ENTRY>;

constexpr TagMap MakeTags() {
  TagMap map{};
  for (Tag& tag : map) tag = Tag::kOther;
#define AVVISO_TAG(lexbor, ours) map[LXB_TAG_##lexbor] = Tag::ours;
#include "html/tags.inc"
#undef AVVISO_TAG
  return map;
}

constexpr TagMap kTags = MakeTags();

struct AttrName {
  std::string_view name;
  Attr attr;
};

constexpr std::array kAttrs = {
    AttrName{"alt", Attr::kAlt},
    AttrName{"aria-hidden", Attr::kAriaHidden},
    AttrName{"aria-label", Attr::kAriaLabel},
    AttrName{"charset", Attr::kCharset},
    AttrName{"class", Attr::kClass},
    AttrName{"content", Attr::kContent},
    AttrName{"data-testid", Attr::kDataTestid},
    AttrName{"datetime", Attr::kDatetime},
    AttrName{"dir", Attr::kDir},
    AttrName{"hidden", Attr::kHidden},
    AttrName{"href", Attr::kHref},
    AttrName{"http-equiv", Attr::kHttpEquiv},
    AttrName{"id", Attr::kId},
    AttrName{"itemid", Attr::kItemid},
    AttrName{"itemprop", Attr::kItemprop},
    AttrName{"itemscope", Attr::kItemscope},
    AttrName{"itemtype", Attr::kItemtype},
    AttrName{"lang", Attr::kLang},
    AttrName{"name", Attr::kName},
    AttrName{"property", Attr::kProperty},
    AttrName{"rel", Attr::kRel},
    AttrName{"role", Attr::kRole},
    AttrName{"src", Attr::kSrc},
    AttrName{"style", Attr::kStyle},
    AttrName{"title", Attr::kTitle},
    AttrName{"type", Attr::kType},
    AttrName{"value", Attr::kValue},
};

class Copier {
 public:
  explicit Copier(const ParseLimits& limits) : limits_(limits) { nodes_.reserve(4096); }

  // Walks by the tree's own pointers: down, across, and up where a sub-tree ends.
  void Copy(lxb_dom_node_t* root) {
    nodes_.push_back({kNoNode, 0, 0, 0, Tag::kDocument, {}});
    NodeId parent = 0;
    lxb_dom_node_t* at = root->first_child;
    while (at != nullptr && nodes_.size() < limits_.most_nodes) {
      const bool entered = Add(at, parent);
      lxb_dom_node_t* child = entered ? at->first_child : nullptr;
      if (child != nullptr) {
        parent = static_cast<NodeId>(nodes_.size() - 1);
        at = child;
        continue;
      }
      if (entered) nodes_.back().end = static_cast<NodeId>(nodes_.size());
      while (at != root && at->next == nullptr) {
        at = at->parent;
        if (at == root) break;
        nodes_[parent].end = static_cast<NodeId>(nodes_.size());
        parent = nodes_[parent].parent;
      }
      if (at == root) break;
      at = at->next;
    }
    for (NodeId open = parent; open != kNoNode; open = nodes_[open].parent) {
      nodes_[open].end = static_cast<NodeId>(nodes_.size());
    }
  }

  bool full() const { return nodes_.size() >= limits_.most_nodes; }
  std::vector<Node> nodes_;
  std::vector<Attribute> attributes_;

 private:
  // False if the node isn't kept.
  bool Add(lxb_dom_node_t* from, NodeId parent) {
    if (from->type == LXB_DOM_NODE_TYPE_TEXT) {
      const lexbor_str_t& text = lxb_dom_interface_character_data(from)->data;
      const NodeId end = static_cast<NodeId>(nodes_.size() + 1);
      nodes_.push_back({parent, end, 0, 0, Tag::kText, View(text)});
      return true;
    }
    if (from->type != LXB_DOM_NODE_TYPE_ELEMENT) return false;
    Node node{parent, 0, static_cast<uint32_t>(attributes_.size()), 0, Tag::kOther, {}};
    if (from->local_name < kTags.size()) node.tag = kTags[from->local_name];
    lxb_dom_element_t* element = lxb_dom_interface_element(from);
    for (lxb_dom_attr_t* attr = element->first_attr; attr != nullptr; attr = attr->next) {
      const int known = Known(attr);
      if (known < 0) continue;
      attributes_.push_back({static_cast<Attr>(known),
                             attr->value == nullptr ? std::string_view("") : View(*attr->value)});
      ++node.attrs;
    }
    nodes_.push_back(node);
    return true;
  }

  static std::string_view View(const lexbor_str_t& text) {
    return text.data == nullptr
               ? std::string_view("")
               : std::string_view(reinterpret_cast<const char*>(text.data), text.length);
  }

  // The number of a kept name, or -1. Names that the library knows have small ids.
  int Known(lxb_dom_attr_t* attr) {
    const lxb_dom_attr_id_t id = attr->node.local_name;
    if (id < kMemo && memo_[id] != kUnasked) return memo_[id];
    size_t length = 0;
    const lxb_char_t* name = lxb_dom_attr_local_name(attr, &length);
    const std::string_view wanted(reinterpret_cast<const char*>(name), name ? length : 0);
    int found = -1;
    for (const AttrName& known : kAttrs) {
      if (known.name == wanted) found = static_cast<int>(known.attr);
    }
    if (id < kMemo) memo_[id] = static_cast<int16_t>(found);
    return found;
  }

  static constexpr size_t kMemo = 512;
  static constexpr int16_t kUnasked = -2;
  static constexpr std::array<int16_t, kMemo> Unasked() {
    std::array<int16_t, kMemo> memo{};
    for (int16_t& at : memo) at = kUnasked;
    return memo;
  }
  std::array<int16_t, kMemo> memo_ = Unasked();
  const ParseLimits& limits_;
};

// The library keeps the names that it doesn't know in lists which it searches from end to
// end, so that too many of them would make a page's cost quadratic. False if it was cut
// off for that.
bool Feed(std::string_view utf8, const ParseLimits& limits, lxb_html_parser_t* parser) {
  constexpr size_t kPiece = 64 << 10;
  for (size_t at = 0; at < utf8.size(); at += kPiece) {
    const std::string_view piece = utf8.substr(at, kPiece);
    lxb_html_parse_chunk_process(parser, reinterpret_cast<const lxb_char_t*>(piece.data()),
                                 piece.size());
    const size_t names = lexbor_hash_entries_count(parser->tkz->tags) +
                         lexbor_hash_entries_count(parser->tkz->attrs);
    if (names > limits.most_names && at + kPiece < utf8.size()) return false;
  }
  return true;
}

}  // namespace

Dom ParseHtml(std::string_view utf8, const ParseLimits& limits, std::vector<Note>* notes) {
  auto memory = std::make_unique<DocumentMemory>(lxb_html_parser_create());
  AVVISO_CHECK(lxb_html_parser_init(memory->parser) == LXB_STATUS_OK);
  lxb_html_parser_t* parser = memory->parser;
  memory->document = lxb_html_parse_chunk_begin(parser);
  AVVISO_CHECK(memory->document != nullptr);
  Gate gate{&limits, parser->tkz->callback_token_done, parser->tkz->callback_token_ctx,
            parser->tree};
  lxb_html_tokenizer_callback_token_done_set(parser->tkz, OnToken, &gate);
  // Doubled attributes are told apart later, among the few that are kept: looking for
  // them here costs the square of their number.
  parser->tkz->opt |= LXB_HTML_TOKENIZER_OPT_ATTR_KEEP_DUPLICATE;
  const bool named = Feed(utf8, limits, parser);
  lxb_html_parse_chunk_end(parser);
  Copier copier(limits);
  copier.Copy(lxb_dom_interface_node(memory->document));
  if (gate.deep) {
    notes->push_back({"page-too-deep", "elements nested too deep were flattened"});
  }
  if (gate.dense) {
    notes->push_back({"page-too-dense",
                      "attributes or formatting elements beyond the limit "
                      "were dropped"});
  }
  if (!named || gate.is_long || copier.full()) {
    notes->push_back({"page-too-long", "the end of the page was not read"});
  }
  return Dom(std::move(memory), std::move(copier.nodes_), std::move(copier.attributes_));
}

}  // namespace avviso
