#include "nlp/internal/biluo.h"

#include <algorithm>
#include <array>

namespace avviso {

Result<Biluo> Biluo::Make(const std::vector<Move>& moves, Labels* labels) {
  Biluo out;
  for (const Move& move : moves) {
    if (move.action <= kMissing || move.action >= kActions) {
      return Error{ErrorCode::kCorrupt,
                   "the entity recogniser has an unknown action " + std::to_string(move.action)};
    }
    auto& rows = labels->entities;
    auto at = std::find(rows.begin(), rows.end(), move.label);
    if (at == rows.end()) at = rows.insert(rows.end(), move.label);
    out.steps_.push_back(
        {static_cast<Action>(move.action), static_cast<LabelId>(at - rows.begin())});
  }
  return out;
}

void Biluo::Recognise(const Scorer& scorer, const Known& known, TokenId offset,
                      TransitionModel::State* state, std::vector<Entity>* entities) const {
  const auto& [starts, is_space] = known;
  const size_t length = starts.size();
  bool open = false;
  Entity entity;
  for (size_t t = 0; t < length; ++t) {
    const auto token = static_cast<int32_t>(t);
    const std::array<int32_t, kFeatures> features = {
        token, open ? static_cast<int32_t>(entity.tokens.begin - offset) : -1,
        open ? token - 1 : -1};
    const auto scores = scorer.model.Score(features, scorer.kernels, state);
    const bool may_go_on = t + 1 < length && starts[t + 1] == 0;
    const auto valid = [&](const Step& step) {
      switch (step.action) {
        case kBegin: return !open && step.label != 0 && may_go_on && is_space[t] == 0;
        case kIn: return open && step.label == entity.label && may_go_on;
        case kLast: return open && step.label == entity.label;
        case kUnit: return !open && step.label != 0 && is_space[t] == 0;
        case kOut: return !open;
        default: return false;
      }
    };
    const Step* best = nullptr;
    float best_score = 0;
    for (size_t m = 0; m < steps_.size(); ++m) {
      if ((best == nullptr || scores[m] > best_score) && valid(steps_[m])) {
        best = &steps_[m];
        best_score = scores[m];
      }
    }
    if (best == nullptr) return;  // no such system was trained; spaCy stops, too
    const TokenId row = offset + static_cast<TokenId>(t);
    if (best->action == kBegin || best->action == kUnit) entity = {{row, row + 1}, best->label};
    if (best->action == kIn || best->action == kLast) entity.tokens.end = row + 1;
    open = best->action == kBegin || best->action == kIn;
    if (best->action == kLast || best->action == kUnit) entities->push_back(entity);
  }
}

}  // namespace avviso
