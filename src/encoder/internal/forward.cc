#include "encoder/internal/forward.h"

#include <algorithm>

#include "nn/half.h"

namespace avviso {
namespace {

constexpr float kEpsilon = 1e-12f;

}  // namespace

const Floats& Forward::Rows(const std::vector<uint32_t>& pieces) {
  Embed(pieces);
  for (const encoder_file::Layer& layer : view_.layers) RunLayer(layer, pieces.size());
  return x_;
}

void Forward::Multiply(const float* x, size_t ldx, size_t rows, const Int8Matrix& matrix,
                       Int8After after, Floats* out) {
  quantised_.values.resize(rows * matrix.depth);
  quantised_.scales.resize(rows);
  out->resize(rows * matrix.width);
  kernels_.quantise(x, ldx, rows, matrix.depth, quantised_.values.data(), quantised_.scales.data());
  kernels_.linear(quantised_.values.data(), quantised_.scales.data(), rows, matrix, after,
                  out->data(), matrix.width);
}

void Forward::Embed(const std::vector<uint32_t>& pieces) {
  const size_t width = view_.header.width;
  x_.resize(pieces.size() * width);
  for (size_t i = 0; i < pieces.size(); ++i) {
    const uint16_t* word = view_.words + pieces[i] * width;
    const float* position = view_.positions + i * width;
    for (size_t c = 0; c < width; ++c) x_[i * width + c] = FromHalf(word[c]) + position[c];
  }
  kernels_.add_norm(x_.data(), nullptr, view_.norm.gamma, view_.norm.beta, kEpsilon, pieces.size(),
                    width);
}

void Forward::RunLayer(const encoder_file::Layer& layer, size_t rows) {
  const size_t width = view_.header.width, heads = view_.header.heads;
  Multiply(x_.data(), width, rows, layer.qkv, Int8After::kNothing, &wide_);
  y_.resize(rows * width);
  const AttentionShape shape{rows, heads, width / heads};
  attention_.resize(std::max(attention_.size(), Int8AttendScratch(shape)));
  kernels_.attend(wide_.data(), shape, attention_.data(), y_.data());
  Multiply(y_.data(), width, rows, layer.attended, Int8After::kNothing, &wide_);
  kernels_.add_norm(x_.data(), wide_.data(), layer.norm1.gamma, layer.norm1.beta, kEpsilon, rows,
                    width);
  Multiply(x_.data(), width, rows, layer.up, Int8After::kGelu, &wide_);
  Multiply(wide_.data(), layer.up.width, rows, layer.down, Int8After::kNothing, &y_);
  kernels_.add_norm(x_.data(), y_.data(), layer.norm2.gamma, layer.norm2.beta, kEpsilon, rows,
                    width);
}

}  // namespace avviso
