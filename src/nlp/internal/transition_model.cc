#include "nlp/internal/transition_model.h"

#include <algorithm>
#include <array>

#include "base/check.h"

namespace avviso {

Result<TransitionModel> TransitionModel::Make(const ThincModel& model, size_t features,
                                              size_t moves, size_t width) {
  TransitionModel out;
  out.width_ = width;
  out.moves_ = moves;
  AVVISO_TRY(out.LoadLower(model, features));
  AVVISO_TRY(out.LoadUpper(model));
  AVVISO_TRY(out.LoadLinear(model));
  return out;
}

Status TransitionModel::LoadLower(const ThincModel& model, size_t features) {
  AVVISO_ASSIGN(const size_t lower, model.Reference("lower"));
  AVVISO_ASSIGN(const auto shape, model.Shape(lower, "W"));
  if (shape.size() != 4 || shape[0] != static_cast<int64_t>(features) || shape[1] < 1 ||
      shape[2] < 1 || shape[3] < 1) {
    return Error{ErrorCode::kWrongShape, model.path() + ": the lower layer isn't made for " +
                                             std::to_string(features) + " state features"};
  }
  units_ = static_cast<size_t>(shape[1]);
  pieces_ = static_cast<size_t>(shape[2]);
  AVVISO_ASSIGN(const auto w, model.Param(lower, "W", shape));
  AVVISO_ASSIGN(const auto b, model.Param(lower, "b", {shape[1], shape[2]}));
  AVVISO_ASSIGN(const auto pad, model.Param(lower, "pad", {1, shape[0], shape[1], shape[2]}));
  // Columns are stored (unit, piece) and wanted piece after piece.
  const size_t columns = units_ * pieces_, depth = static_cast<size_t>(shape[3]);
  const auto stored = [&](size_t column) { return column % units_ * pieces_ + column / units_; };
  const auto reorder = [&](const float* values) {
    std::vector<float> ordered(columns);
    for (size_t c = 0; c < columns; ++c) ordered[c] = values[stored(c)];
    return PadToPanel(ordered.data(), columns);
  };
  lower_bias_ = reorder(b.data());
  stride_ = lower_bias_.size();
  for (size_t f = 0; f < features; ++f) {
    lower_.emplace_back(depth, columns, [&](size_t row, size_t column) {
      return w[(f * columns + stored(column)) * depth + row];
    });
    const Floats padding = reorder(pad.data() + f * columns);
    padding_.insert(padding_.end(), padding.begin(), padding.end());
  }
  return Ok();
}

Status TransitionModel::LoadUpper(const ThincModel& model) {
  const auto upper = model.Reference("upper");
  if (!upper.ok()) {
    return Error{ErrorCode::kUnsupported, model.path() + " has no upper layer (use_upper)"};
  }
  const auto moves = static_cast<int64_t>(moves_), units = static_cast<int64_t>(units_);
  AVVISO_ASSIGN(const auto w, model.Param(upper.value(), "W", {moves, units}));
  AVVISO_ASSIGN(const auto b, model.Param(upper.value(), "b", {moves}));
  upper_ = PackedMatrix(units_, moves_,
                        [&](size_t row, size_t column) { return w[column * units_ + row]; });
  upper_bias_ = PadToPanel(b.data(), moves_);
  return Ok();
}

// The linear layer that isn't the upper one takes token vectors to hidden rows.
Status TransitionModel::LoadLinear(const ThincModel& model) {
  AVVISO_ASSIGN(const size_t upper, model.Reference("upper"));
  const size_t depth = lower_.front().depth;
  const auto rows = static_cast<int64_t>(depth), columns = static_cast<int64_t>(width_);
  for (size_t index : model.Named("linear")) {
    if (index == upper) continue;
    AVVISO_ASSIGN(const auto w, model.Param(index, "W", {rows, columns}));
    AVVISO_ASSIGN(const auto b, model.Param(index, "b", {rows}));
    linear_ = PackedMatrix(width_, depth,
                           [&](size_t row, size_t column) { return w[column * width_ + row]; });
    linear_bias_ = PadToPanel(b.data(), depth);
    return Ok();
  }
  return Error{ErrorCode::kCorrupt, model.path() + " has no linear layer for token vectors"};
}

void TransitionModel::Begin(size_t tokens, State* state) const {
  state->tokens_ = tokens;
  state->done_ = 0;
  state->hidden_.resize(tokens * linear_.padded_width());
  state->products_.resize(kRing * lower_.size() * stride_);
  state->late_.resize(lower_.size() * stride_);
  state->summed_.resize(stride_);
  state->pieces_.resize(units_);
  state->scores_.resize(upper_.padded_width());
}

void TransitionModel::AddTokens(size_t first, size_t count, const float* vectors,
                                const Kernels& kernels, State* state) const {
  const size_t stride = linear_.padded_width();
  kernels.multiply(vectors, width_, count, linear_, linear_bias_.data(),
                   state->hidden_.data() + first * stride, stride);
}

const float* TransitionModel::Product(size_t token, size_t feature, const Kernels& kernels,
                                      State* state) const {
  const size_t hidden_stride = linear_.padded_width();
  const size_t row_stride = lower_.size() * stride_;
  while (token >= state->done_) {
    const size_t count = std::min(kStep, state->tokens_ - state->done_);
    float* rows = state->products_.data() + state->done_ % kRing * row_stride;
    for (size_t f = 0; f < lower_.size(); ++f) {
      kernels.multiply(state->hidden_.data() + state->done_ * hidden_stride, hidden_stride, count,
                       lower_[f], nullptr, rows + f * stride_, row_stride);
    }
    state->done_ += count;
  }
  // The oldest step of a full ring may be half overwritten by the newest.
  if (token + kRing >= (state->done_ + kStep - 1) / kStep * kStep) {
    return state->products_.data() + token % kRing * row_stride + feature * stride_;
  }
  float* late = state->late_.data() + feature * stride_;
  kernels.multiply(state->hidden_.data() + token * hidden_stride, hidden_stride, 1, lower_[feature],
                   nullptr, late, stride_);
  return late;
}

std::span<const float> TransitionModel::Score(std::span<const int32_t> tokens,
                                              const Kernels& kernels, State* state) const {
  constexpr size_t kMostFeatures = 15;
  AVVISO_CHECK(tokens.size() == lower_.size() && tokens.size() <= kMostFeatures);
  std::array<const float*, kMostFeatures + 1> parts;
  // Products are made up to the furthest token first, so that making them can't
  // overwrite one that is already pointed to.
  int32_t furthest = -1;
  for (int32_t token : tokens) furthest = std::max(furthest, token);
  if (furthest >= 0) Product(static_cast<size_t>(furthest), 0, kernels, state);
  for (size_t f = 0; f < tokens.size(); ++f) {
    parts[f] = tokens[f] < 0 ? padding_.data() + f * stride_
                             : Product(static_cast<size_t>(tokens[f]), f, kernels, state);
  }
  parts[tokens.size()] = lower_bias_.data();
  kernels.sum(parts.data(), tokens.size() + 1, stride_, state->summed_.data());
  kernels.max_pieces(state->summed_.data(), units_, pieces_, state->pieces_.data());
  kernels.multiply(state->pieces_.data(), units_, 1, upper_, upper_bias_.data(),
                   state->scores_.data(), upper_.padded_width());
  return {state->scores_.data(), moves_};
}

}  // namespace avviso
