// Tree: the children and extents of every token, made from a Document's heads.
//
// Built once a document in O(tokens); then children and subtrees are ranges.

#ifndef AVVISO_NLP_TREE_H_
#define AVVISO_NLP_TREE_H_

#include <span>
#include <vector>

#include "nlp/document.h"

namespace avviso {

class Tree {
 public:
  // Requires annotated columns; copies what it needs of them.
  explicit Tree(const Document& doc);

  // In the order of the text. A root isn't its own child.
  std::span<const TokenId> Children(TokenId t) const {
    return {children_.data() + first_[t], children_.data() + first_[t + 1]};
  }
  // The least range of rows that holds `t` and all that hangs from it. In a
  // non-projective tree it may hold other tokens too.
  TokenRange Subtree(TokenId t) const { return extent_[t]; }
  // Row of Document::sentences.
  uint32_t SentenceOf(TokenId t) const { return sentence_[t]; }

 private:
  std::vector<uint32_t> first_;
  std::vector<TokenId> children_;
  std::vector<TokenRange> extent_;
  std::vector<uint32_t> sentence_;
};

}  // namespace avviso

#endif  // AVVISO_NLP_TREE_H_
