#include "nlp/internal/sentences.h"

#include <algorithm>

namespace avviso {
namespace {

void Spread(TokenId child, TokenId head, Edges* edges) {
  edges->left[head] = std::min(edges->left[head], edges->left[child]);
  edges->right[head] = std::max(edges->right[head], edges->right[child]);
}

// Whether every head lies between its sentence's first token and the first token
// of the next sentence, that one included (spaCy's own bound).
bool HeadsWithinSentences(std::span<const TokenId> head, const Edges& edges) {
  const size_t n = head.size();
  std::vector<uint8_t> starts;
  MarkSentenceStarts(head, edges, &starts);
  size_t begin = 0;
  for (size_t i = 0; i < n; ++i) {
    if (!((i > 0 && starts[i]) || i + 1 == n)) continue;
    for (size_t j = begin; j < i; ++j) {
      if (head[j] < begin || head[j] > i) return false;
    }
    begin = i;
  }
  return true;
}

}  // namespace

void FindEdges(std::span<const TokenId> head, Edges* edges) {
  constexpr int kMostSweeps = 12;
  const size_t n = head.size();
  edges->left.resize(n);
  edges->right.resize(n);
  for (TokenId t = 0; t < n; ++t) edges->left[t] = edges->right[t] = t;
  for (int sweep = 0; sweep < kMostSweeps; ++sweep) {
    for (TokenId t = 0; t < n; ++t) Spread(t, head[t], edges);
    for (TokenId t = static_cast<TokenId>(n); t-- > 0;) Spread(t, head[t], edges);
    if (HeadsWithinSentences(head, *edges)) return;
  }
}

void MarkSentenceStarts(std::span<const TokenId> head, const Edges& edges,
                        std::vector<uint8_t>* starts) {
  starts->assign(head.size(), 0);
  for (TokenId t = 0; t < head.size(); ++t) {
    if (head[t] == t) (*starts)[edges.left[t]] = 1;
  }
}

}  // namespace avviso
