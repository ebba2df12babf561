// TransitionModel: scores of a transition system's moves, given a few tokens of
// its state (spaCy's TransitionBasedParser).
//
//   token vectors -> linear -> hidden rows            once a token
//   hidden row -> one product for each state feature  once a token, in windows
//   state: add the products of its tokens, maxout, linear -> scores of the moves
//
// A feature that is missing (token -1) has a learned vector, the padding.
// Memory: hidden rows for a whole text, products for a window of it only. A state
// that looks back beyond the window computes the product anew, with equal bits.

#ifndef AVVISO_NLP_INTERNAL_TRANSITION_MODEL_H_
#define AVVISO_NLP_INTERNAL_TRANSITION_MODEL_H_

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "nlp/internal/thinc_model.h"
#include "nn/kernels.h"
#include "nn/matrix.h"

namespace avviso {

class TransitionModel {
 public:
  // The hidden rows of one text and the window of products; one thread's scratch.
  class State {
   private:
    friend class TransitionModel;
    size_t tokens_ = 0;
    Floats hidden_;    // tokens x hidden stride
    Floats products_;  // ring: kRing x features x feature stride
    size_t done_ = 0;  // tokens whose products have been made
    Floats late_;      // products of tokens before the ring, one a feature
    Floats summed_, pieces_, scores_;
  };

  // `features`: how many tokens of a state the system looks at. `moves`: how many
  // moves it has. `width`: floats of a token vector.
  // Errors: kCorrupt, kWrongShape; kUnsupported if the model has no upper layer.
  static Result<TransitionModel> Make(const ThincModel& model, size_t features, size_t moves,
                                      size_t width);

  // Starts a text of `tokens` tokens.
  void Begin(size_t tokens, State* state) const;
  // Hands in the vectors of `count` tokens from `first` on.
  void AddTokens(size_t first, size_t count, const float* vectors, const Kernels& kernels,
                 State* state) const;
  // Scores of all moves for a state that looks at these tokens; -1 is a missing
  // one. Valid until the next call.
  std::span<const float> Score(std::span<const int32_t> tokens, const Kernels& kernels,
                               State* state) const;

 private:
  static constexpr size_t kRing = 256;  // tokens; a power of two
  static constexpr size_t kStep = 64;   // tokens whose products are made at a time

  Status LoadLower(const ThincModel& model, size_t features);
  Status LoadUpper(const ThincModel& model);
  Status LoadLinear(const ThincModel& model);
  const float* Product(size_t token, size_t feature, const Kernels& kernels, State* state) const;

  size_t width_ = 0;
  size_t moves_ = 0;
  size_t units_ = 0;  // of the maxout layer
  size_t pieces_ = 0;
  size_t stride_ = 0;  // floats of one product
  PackedMatrix linear_;
  Floats linear_bias_;
  std::vector<PackedMatrix> lower_;  // one a feature; columns piece after piece
  Floats lower_bias_;
  Floats padding_;  // features x stride_
  PackedMatrix upper_;
  Floats upper_bias_;
};

// A model with the kernels to run it by.
struct Scorer {
  const TransitionModel& model;
  const Kernels& kernels;
};

}  // namespace avviso

#endif  // AVVISO_NLP_INTERNAL_TRANSITION_MODEL_H_
