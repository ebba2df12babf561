// Biluo: the entity recogniser's transition system, as in spaCy: each token
// begins, is inside, ends, is by itself or is outside of an entity.
//
// Behaviour as in spaCy 3.8's ner.pyx for texts without preset entities: an entity
// doesn't cross a sentence start and doesn't begin with white space.

#ifndef AVVISO_NLP_INTERNAL_BILUO_H_
#define AVVISO_NLP_INTERNAL_BILUO_H_

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "nlp/document.h"
#include "nlp/internal/moves.h"
#include "nlp/internal/transition_model.h"

namespace avviso {

class Biluo {
 public:
  static constexpr size_t kFeatures = 3;

  // Rows of `*labels` are made for the entity labels. Errors: kCorrupt for an
  // unknown action.
  static Result<Biluo> Make(const std::vector<Move>& moves, Labels* labels);

  // What is known of each token; an entry a token.
  struct Known {
    std::span<const uint8_t> starts;  // 1 where a sentence starts
    std::span<const uint8_t> is_space;
  };

  // Appends the entities of the text whose token vectors `state` holds, with
  // `offset` added to their rows.
  void Recognise(const Scorer& scorer, const Known& known, TokenId offset,
                 TransitionModel::State* state, std::vector<Entity>* entities) const;

 private:
  enum Action : uint8_t { kMissing, kBegin, kIn, kLast, kUnit, kOut, kActions };
  struct Step {
    Action action;
    LabelId label;
  };

  std::vector<Step> steps_;
};

}  // namespace avviso

#endif  // AVVISO_NLP_INTERNAL_BILUO_H_
