// Moves: the transitions of a parser or an entity recogniser, in the order in
// which its model scores them.
//
// The file `<pipe>/moves` is a MessagePack map whose member "moves" is JSON: for
// each action number, labels with their frequencies in training. The order of
// moves follows from it (spaCy's TransitionSystem.initialize_actions).

#ifndef AVVISO_NLP_INTERNAL_MOVES_H_
#define AVVISO_NLP_INTERNAL_MOVES_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace avviso {

struct Move {
  int action = 0;     // the system's own number
  std::string label;  // may be empty
};

// Errors: kTruncated, kCorrupt.
Result<std::vector<Move>> LoadMoves(std::string_view bytes, const std::string& path);

}  // namespace avviso

#endif  // AVVISO_NLP_INTERNAL_MOVES_H_
