// Passages: which words of one text stand in another, with spans on both sides.
//
//   two TextWords -> runs of equal words -> Passages, in the order of the later text
//
// Case, punctuation and line ends don't count. Runs are found greedily from the left, the
// longest first at each place; each word of the later text is in one passage at most.
// Cost: linear in both texts but for words that repeat, which are bounded.

#ifndef AVVISO_STORIES_PASSAGES_H_
#define AVVISO_STORIES_PASSAGES_H_

#include <cstdint>
#include <vector>

#include "stories/story.h"
#include "stories/term_weights.h"
#include "stories/text_words.h"

namespace avviso {

// Runs of at least `least` words.
std::vector<Passage> SharedPassages(const TextWords& earlier, const TextWords& later,
                                    uint32_t least = 6);

// How much of `later` comes from `earlier`.
struct Derivation {
  double share = 0;               // of the weight of the later text's own words, in [0, 1]
  double verbatim = 0;            // the part of it in runs of equal words
  std::vector<Passage> passages;  // runs, and sentences that are reworded
};

// A sentence counts as derived as far as its telling words stand in runs of equal words, or
// in whole if most of them, by rarity, stand in one sentence (or two neighbours) of the
// other text. Words in quotation marks don't count: two reporters may hear one speech.
Derivation DeriveFrom(const TextWords& earlier, const TextWords& later, const TermWeights& weights);

}  // namespace avviso

#endif  // AVVISO_STORIES_PASSAGES_H_
