// ArcEager: the dependency parser's transition system, as in spaCy: arc-eager
// with non-monotonic repairs and a move that breaks sentences.
//
// Source: Nivre (2003), Honnibal and Johnson (2015); behaviour as in spaCy 3.8's
// arc_eager.pyx and _state.pxd.

#ifndef AVVISO_NLP_INTERNAL_ARC_EAGER_H_
#define AVVISO_NLP_INTERNAL_ARC_EAGER_H_

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "nlp/document.h"
#include "nlp/internal/moves.h"
#include "nlp/internal/transition_model.h"

namespace avviso {

// What the model knows of sentence starts before parsing.
enum class SentenceStart : int8_t { kNo = -1, kUnknown = 0, kYes = 1 };

class ArcEager {
 public:
  static constexpr size_t kFeatures = 8;

  // The state of one parse, reused as scratch.
  struct Scratch {
    TransitionModel::State model;
    std::vector<int32_t> head;        // -1: none yet
    std::vector<int32_t> last_left;   // by head: its newest child on the left
    std::vector<int32_t> last_right;  // and on the right; -1: none
    std::vector<int32_t> older;       // by child: the child before it on that side
    std::vector<uint8_t> unshiftable;
    std::vector<uint8_t> starts;  // 1 where a sentence starts
    std::vector<int32_t> stack, rebuffer;
    int32_t next = 0;             // first token not yet taken from the input
    std::vector<uint16_t> label;  // by child: row of labels()
  };

  // Rows of `*labels` are made for the dependency labels that aren't there.
  // Errors: kCorrupt for an unknown action.
  static Result<ArcEager> Make(const std::vector<Move>& moves, Labels* labels);

  // What is known of each token before parsing; an entry a token.
  struct Known {
    std::span<const SentenceStart> preset;
    std::span<const uint8_t> is_space;
  };
  // An entry a token: its head, relative to the text's first token (a root is its
  // own), and the row of Labels::deps.
  struct Arcs {
    std::span<TokenId> head;
    std::span<LabelId> dep;
  };

  // Parses the text whose token vectors `scratch->model` holds. On return
  // scratch->starts marks sentence starts.
  void Parse(const Scorer& scorer, const Known& known, Scratch* scratch, const Arcs& arcs) const;

 private:
  enum Action : uint8_t { kShift, kReduce, kLeft, kRight, kBreak, kActions };
  // A label as learned: "X||Y" is an X whose true head is a Y further down.
  struct Label {
    LabelId dep = 0;
    LabelId head_dep = 0;  // Y; 0 if the label is plain
  };
  struct Step {
    Action action;
    uint16_t label;  // row of labels_
  };
  struct Run {  // moves [begin, end) of one action
    Action action;
    uint16_t begin, end;
  };

  static int32_t Stack(const Scratch& s, size_t i);
  static int32_t Buffer(const Scratch& s, size_t i, size_t length);
  void Features(const Scratch& s, size_t length, std::span<int32_t, kFeatures> out) const;
  void Valid(const Scratch& s, std::span<const SentenceStart> preset,
             std::span<uint8_t, kActions> out) const;
  void Apply(const Step& step, size_t length, Scratch* s) const;
  static void Push(Scratch* s);
  void AddArc(int32_t head, int32_t child, uint16_t label, Scratch* s) const;
  static void Begin(std::span<const SentenceStart> preset, Scratch* s);
  const Step* Best(std::span<const float> scores, std::span<const uint8_t, kActions> valid) const;
  void Deprojectivize(std::span<const uint8_t> is_space, Scratch* s, const Arcs& arcs) const;

  std::vector<Step> steps_;
  std::vector<Run> runs_;
  std::vector<Label> labels_;
  LabelId root_ = 0;
};

}  // namespace avviso

#endif  // AVVISO_NLP_INTERNAL_ARC_EAGER_H_
