// TagHead: the output layer that gives each token one of a set of labels
// (spaCy's Tagger model: a linear layer over token vectors, and the best label).

#ifndef AVVISO_NLP_INTERNAL_TAG_HEAD_H_
#define AVVISO_NLP_INTERNAL_TAG_HEAD_H_

#include <cstdint>
#include <vector>

#include "base/result.h"
#include "nlp/internal/thinc_model.h"
#include "nn/kernels.h"
#include "nn/matrix.h"

namespace avviso {

class TagHead {
 public:
  // Errors: kCorrupt, kWrongShape.
  static Result<TagHead> Make(const ThincModel& model, size_t labels, size_t width);

  // best[i] = the label with the highest score, the first of equals, for `count`
  // rows of token vectors.
  void Choose(const float* vectors, size_t count, const Kernels& kernels, Floats* scratch,
              uint16_t* best) const;

 private:
  size_t width_ = 0;
  size_t labels_ = 0;
  PackedMatrix weights_;
  Floats bias_;
};

}  // namespace avviso

#endif  // AVVISO_NLP_INTERNAL_TAG_HEAD_H_
