// Blocks: where the paragraphs, list items and single lines of a text lie.

#ifndef AVVISO_NLP_INTERNAL_BLOCKS_H_
#define AVVISO_NLP_INTERNAL_BLOCKS_H_

#include <string_view>
#include <vector>

#include "base/span.h"

namespace avviso {

// The blocks of `text`, in order, without the white space around them; none is
// empty. A line is a block, except that the lines of a hard-wrapped paragraph are
// one: lines without a blank one between them, each of which was full, in that
// the next line's first word would have made it longer than the longest of them.
// Cost: linear.
std::vector<Span> FindBlocks(std::string_view text);

// `block` cut into pieces of at most `most` bytes: after a sentence's end if one
// lies in the last quarter of a piece, else at white space, else between code
// points. Pieces hold no white space at their ends.
void CutBlock(std::string_view text, Span block, size_t most, std::vector<Span>* pieces);

}  // namespace avviso

#endif  // AVVISO_NLP_INTERNAL_BLOCKS_H_
