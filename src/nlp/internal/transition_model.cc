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
  AVVISO_ASSIGN(const size_t lower, model.Reference("lower"));
  const auto upper = model.Reference("upper");
  if (!upper.ok()) {
    return Error{ErrorCode::kUnsupported, model.path() + " has no upper layer (use_upper)"};
  }
  AVVISO_ASSIGN(const auto shape, model.Shape(lower, "W"));
  if (shape.size() != 4 || shape[0] != static_cast<int64_t>(features)) {
    return Error{ErrorCode::kWrongShape, model.path() + ": the lower layer is made for " +
                                             std::to_string(shape[0]) + " state features, not " +
                                             std::to_string(features)};
  }
  const int64_t units = shape[1], pieces = shape[2], inputs = shape[3];
  const auto moves_size = static_cast<int64_t>(moves), width_size = static_cast<int64_t>(width);
  out.units_ = static_cast<size_t>(units);
  out.pieces_ = static_cast<size_t>(pieces);
  AVVISO_ASSIGN(const auto w, model.Param(lower, "W", shape));
  AVVISO_ASSIGN(const auto b, model.Param(lower, "b", {units, pieces}));
  AVVISO_ASSIGN(const auto pad, model.Param(lower, "pad", {1, shape[0], units, pieces}));
  AVVISO_ASSIGN(const auto upper_w, model.Param(upper.value(), "W", {moves_size, units}));
  AVVISO_ASSIGN(const auto upper_b, model.Param(upper.value(), "b", {moves_size}));

  // Columns are stored (unit, piece) and wanted piece after piece.
  const size_t columns = out.units_ * out.pieces_, depth = static_cast<size_t>(inputs);
  const auto stored = [&](size_t column) {
    return column % out.units_ * out.pieces_ + column / out.units_;
  };
  const auto reorder = [&](const float* values) {
    std::vector<float> ordered(columns);
    for (size_t c = 0; c < columns; ++c) ordered[c] = values[stored(c)];
    return PadToPanel(ordered.data(), columns);
  };
  out.lower_bias_ = reorder(b.data());
  out.stride_ = out.lower_bias_.size();
  for (size_t f = 0; f < features; ++f) {
    out.lower_.emplace_back(depth, columns, [&](size_t row, size_t column) {
      return w[(f * columns + stored(column)) * depth + row];
    });
    const Floats padding = reorder(pad.data() + f * columns);
    out.padding_.insert(out.padding_.end(), padding.begin(), padding.end());
  }
  out.upper_ = PackedMatrix(out.units_, moves, [&](size_t row, size_t column) {
    return upper_w[column * out.units_ + row];
  });
  out.upper_bias_ = PadToPanel(upper_b.data(), moves);

  // The remaining linear layer takes token vectors to hidden rows.
  for (size_t index : model.Named("linear")) {
    if (index == upper.value()) continue;
    AVVISO_ASSIGN(const auto linear_w, model.Param(index, "W", {inputs, width_size}));
    AVVISO_ASSIGN(const auto linear_b, model.Param(index, "b", {inputs}));
    out.linear_ = PackedMatrix(
        width, depth, [&](size_t row, size_t column) { return linear_w[column * width + row]; });
    out.linear_bias_ = PadToPanel(linear_b.data(), depth);
  }
  if (out.linear_.depth == 0) {
    return Error{ErrorCode::kCorrupt, model.path() + " has no linear layer for token vectors"};
  }
  return out;
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
