// TermWeights: how telling a word is, and an article as a vector of such words.
//
//   TextWords -> counts of terms -> (learned shares) -> unit vector
//
// A term is a stem that is no function word. Its weight is (1 + log of its count) times
// the log of how rare it is. Counts favour the headline and the lead over the tail, and
// names over other words. Rarity starts from the table of common words, which stands for
// `prior` articles, and is learned from those that are read.
//
// Pure and deterministic. Thread safety: const calls may run at once.

#ifndef AVVISO_STORIES_TERM_WEIGHTS_H_
#define AVVISO_STORIES_TERM_WEIGHTS_H_

#include <array>
#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "lexicon/common_words.h"
#include "stories/text_words.h"

namespace avviso {

struct Term {
  uint32_t stem = 0;
  float weight = 0;
};
using Terms = std::vector<Term>;  // ordered by stem, each once

class TermWeights {
 public:
  explicit TermWeights(const std::vector<CommonWord>& common);

  // Weighted counts. `title_end` is the byte at which the headline ends, 0 if none.
  Terms Count(const TextWords& text, uint32_t title_end) const;

  // Lets one more article count.
  void Learn(const Terms& counts);

  // Puts back what was learned from `articles` articles before; each stem once.
  void RestoreArticles(uint32_t articles) { articles_ = articles; }
  void RestoreCount(uint32_t stem, uint32_t articles) { ShardOf(stem)[stem] = articles; }
  uint32_t articles() const { return articles_; }
  uint32_t CountOf(uint32_t stem) const;  // articles with the stem that were learned from

  // The unit vector of `counts`, at most `most` terms, the weightiest; empty if nothing telling is
  // there.
  Terms Vector(const Terms& counts, size_t most = 400) const;

  // log(articles / articles with the term): about 0.7 for "year", 6 and more for a rare name.
  double Rarity(uint32_t stem) const;
  bool IsCommon(uint32_t stem) const { return function_words_.contains(stem); }

 private:
  std::unordered_map<uint32_t, double> prior_share_;
  std::unordered_map<uint32_t, char> function_words_;
  // In many small tables, so that none takes long to grow.
  using Counts = std::unordered_map<uint32_t, uint32_t>;
  Counts& ShardOf(uint32_t stem) { return learned_[stem % learned_.size()]; }
  std::array<Counts, 256> learned_;
  uint32_t articles_ = 0;
};

// Of two vectors ordered by stem.
double Dot(const Terms& a, const Terms& b);

}  // namespace avviso

#endif  // AVVISO_STORIES_TERM_WEIGHTS_H_
