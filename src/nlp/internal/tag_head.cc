#include "nlp/internal/tag_head.h"

#include <algorithm>

namespace avviso {

Result<TagHead> TagHead::Make(const ThincModel& model, size_t labels, size_t width) {
  const auto layers = model.Named("softmax");
  if (layers.size() != 1) {
    return Error{ErrorCode::kCorrupt, model.path() + " has no one softmax layer"};
  }
  const auto rows = static_cast<int64_t>(labels), columns = static_cast<int64_t>(width);
  AVVISO_ASSIGN(const auto w, model.Param(layers[0], "W", {rows, columns}));
  AVVISO_ASSIGN(const auto b, model.Param(layers[0], "b", {rows}));
  TagHead out;
  out.width_ = width;
  out.labels_ = labels;
  out.weights_ = PackedMatrix(width, labels,
                              [&](size_t row, size_t column) { return w[column * width + row]; });
  out.bias_ = PadToPanel(b.data(), labels);
  return out;
}

void TagHead::Choose(const float* vectors, size_t count, const Kernels& kernels, Floats* scratch,
                     uint16_t* best) const {
  const size_t stride = weights_.padded_width();
  scratch->resize(std::max(scratch->size(), count * stride));
  kernels.multiply(vectors, width_, count, weights_, bias_.data(), scratch->data(), stride);
  for (size_t i = 0; i < count; ++i) {
    const float* scores = scratch->data() + i * stride;
    best[i] = static_cast<uint16_t>(std::max_element(scores, scores + labels_) - scores);
  }
}

}  // namespace avviso
