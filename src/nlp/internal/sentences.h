// Sentence starts from a dependency tree, as spaCy's Doc takes them: where the
// subtree of a root begins.

#ifndef AVVISO_NLP_INTERNAL_SENTENCES_H_
#define AVVISO_NLP_INTERNAL_SENTENCES_H_

#include <cstdint>
#include <span>
#include <vector>

#include "nlp/document.h"

namespace avviso {

// The leftmost and rightmost token of each token's subtree.
struct Edges {
  std::vector<TokenId> left, right;
};

// Source: spaCy 3.8 doc.pyx, set_children_from_heads: extents are spread from
// children to heads in sweeps until all heads lie within their sentences, at most
// twelve sweeps.
void FindEdges(std::span<const TokenId> head, Edges* edges);

// starts[t] = 1 where the subtree of a root (its own head) begins, else 0.
void MarkSentenceStarts(std::span<const TokenId> head, const Edges& edges,
                        std::vector<uint8_t>* starts);

}  // namespace avviso

#endif  // AVVISO_NLP_INTERNAL_SENTENCES_H_
