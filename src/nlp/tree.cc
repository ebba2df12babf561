#include "nlp/tree.h"

#include <algorithm>

namespace avviso {

Tree::Tree(const Document& doc) {
  const size_t n = doc.token_count();
  first_.assign(n + 1, 0);
  for (TokenId t = 0; t < n; ++t) {
    if (doc.head[t] != t) ++first_[doc.head[t] + 1];
  }
  for (size_t i = 0; i < n; ++i) first_[i + 1] += first_[i];
  children_.resize(first_[n]);
  std::vector<uint32_t> next(first_.begin(), first_.end() - 1);
  for (TokenId t = 0; t < n; ++t) {
    if (doc.head[t] != t) children_[next[doc.head[t]]++] = t;
  }
  // Extents, from the roots down and then back up: each token after its head.
  std::vector<TokenId> order;
  order.reserve(n);
  extent_.resize(n);
  for (TokenId t = 0; t < n; ++t) {
    extent_[t] = {t, t + 1};
    if (doc.head[t] == t) order.push_back(t);
  }
  for (size_t i = 0; i < order.size(); ++i) {
    for (TokenId child : Children(order[i])) order.push_back(child);
  }
  for (size_t i = order.size(); i-- > 0;) {
    const TokenId t = order[i];
    TokenRange& above = extent_[doc.head[t]];
    above.begin = std::min(above.begin, extent_[t].begin);
    above.end = std::max(above.end, extent_[t].end);
  }
  sentence_.resize(n);
  for (uint32_t s = 0; s < doc.sentences.size(); ++s) {
    for (TokenId t = doc.sentences[s].begin; t < doc.sentences[s].end; ++t) sentence_[t] = s;
  }
}

}  // namespace avviso
