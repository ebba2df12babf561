// Blocks: where the paragraphs, list items and single lines of a text lie.

#ifndef AVVISO_NLP_INTERNAL_BLOCKS_H_
#define AVVISO_NLP_INTERNAL_BLOCKS_H_

#include <string_view>
#include <vector>

#include "base/span.h"

namespace avviso {

// The blocks of `text`, in order, without the white space around them; none is
// empty. A line is a block, but the lines of a hard-wrapped paragraph are one. A
// text is taken to be hard-wrapped if its longest line is of the length of a
// typed or mailed one and most lines that have another right below them are
// nearly as long without ending a sentence; a paragraph, if each of its lines was
// full, in that the next line's first word would have made it the longest. A
// dateline ("GENEVA, Sept. 30 (Agency) -") is a block apart from what it heads.
// Cost: linear.
std::vector<Span> FindBlocks(std::string_view text);

// `block` cut into pieces of at most `most` bytes: after a sentence's end if one
// lies in the last quarter of a piece, else at white space, else between code
// points. Pieces hold no white space at their ends.
void CutBlock(std::string_view text, Span block, size_t most, std::vector<Span>* pieces);

}  // namespace avviso

#endif  // AVVISO_NLP_INTERNAL_BLOCKS_H_
