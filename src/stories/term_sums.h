// TermSums: the sum of the vectors of a story's articles, term by term.
//
// Weights are kept in fixed point, so that a sum depends on what is in it alone and not on
// the order in which articles came and went: a story that is read back from a store is the
// same to the bit. A row is 24 bytes. Cost of Add and Subtract: linear in both; of Dot:
// linear in the shorter, times a logarithm where the other is much longer.
//
// A term may be marked for an index if it is among the weightiest of some article: those
// of a weight of at least the `limit` that goes with the article.

#ifndef AVVISO_STORIES_TERM_SUMS_H_
#define AVVISO_STORIES_TERM_SUMS_H_

#include <cstdint>
#include <vector>

#include "stories/term_weights.h"

namespace avviso {

class TermSums {
 public:
  // Returns the stems that are marked from now on.
  std::vector<uint32_t> Add(const Terms& vector, float limit);
  // Requires that the vector was added with this limit. Returns the stems that are marked
  // no more.
  std::vector<uint32_t> Subtract(const Terms& vector, float limit);

  // The dot product of the sum with a vector, and with another sum.
  double Dot(const Terms& vector) const;
  double Dot(const TermSums& other) const;
  // The weight of one term; 0 if no article holds it.
  double Of(uint32_t stem) const;

  template <typename Each>
  void ForEachMarked(const Each& each) const {
    for (const Row& row : rows_) {
      if (row.marks > 0) each(row.stem);
    }
  }
  void Clear() { std::vector<Row>().swap(rows_); }  // lets its memory go

 private:
  struct Row {
    uint32_t stem = 0;
    uint32_t articles = 0;
    uint32_t marks = 0;  // articles that mark it
    int64_t weight = 0;  // in units of 2^-32
  };
  const Row* Find(uint32_t stem) const;

  std::vector<Row> rows_;  // ordered by stem
};

}  // namespace avviso

#endif  // AVVISO_STORIES_TERM_SUMS_H_
