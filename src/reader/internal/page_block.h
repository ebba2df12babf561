// PageBlock: a run of text on a page between two block boundaries, and what counts
// about it. PageText: all of them in reading order.
//
//   Dom -> SplitIntoBlocks -> PageText -> ChooseMainText (main_text.h) -> kept blocks
//
// Blocks stand in the order of their nodes, so those of an element are a range:
// [Begin(e), Begin(dom[e].end)).

#ifndef AVVISO_READER_INTERNAL_PAGE_BLOCK_H_
#define AVVISO_READER_INTERNAL_PAGE_BLOCK_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "html/dom.h"

namespace avviso {

enum class BlockKind : uint8_t {
  kParagraph,
  kLoose,  // text that stands in a <div> or the like, without an element of its own
  kHeading,
  kListItem,
  kQuotation,
  kCaption,
  kPreformatted,
  kTableCell,
};

struct PageBlock {
  NodeId node = 0;              // its first text node
  NodeId owner = 0;             // the innermost block element around it
  NodeId last = 0;              // its last text node
  uint32_t begin = 0, end = 0;  // in PageText::text
  uint32_t words = 0;
  uint32_t link_words = 0;
  uint16_t links = 0;
  uint16_t commas = 0;
  BlockKind kind = BlockKind::kLoose;
  uint8_t level = 0;  // of a heading
  bool ends_sentence = false;
};

struct PageText {
  std::string text;
  std::vector<PageBlock> blocks;
  std::vector<uint32_t> first;  // node -> the first block that starts at or behind it

  std::string_view Text(const PageBlock& block) const {
    return std::string_view(text).substr(block.begin, block.end - block.begin);
  }
  uint32_t Begin(NodeId node) const { return first[node]; }
};

// White space is collapsed; a line break stays one. Scripts, styles, forms' fields and
// what is marked hidden give no blocks.
PageText SplitIntoBlocks(const Dom& dom);

// True if it ends as a sentence does, in quotes or brackets perhaps.
bool EndsSentence(std::string_view text);

// White space collapsed, ends trimmed, soft hyphens and the like left out.
std::string Collapsed(std::string_view text);

// All text below `node`, collapsed.
std::string TextOf(const Dom& dom, NodeId node);

// Words, as a reader of any script would count: those between spaces, and for scripts
// without spaces two ideographs or five letters a word.
uint32_t CountWords(std::string_view text);

}  // namespace avviso

#endif  // AVVISO_READER_INTERNAL_PAGE_BLOCK_H_
