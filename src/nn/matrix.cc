#include "nn/matrix.h"

#include <algorithm>

namespace avviso {

PackedMatrix::PackedMatrix(size_t depth_, size_t width_,
                           const std::function<float(size_t, size_t)>& at)
    : depth(depth_), width(width_) {
  data.assign(depth * padded_width(), 0.0f);
  for (size_t column = 0; column < width; ++column) {
    float* panel = data.data() + column / kPanel * kPanel * depth + column % kPanel;
    for (size_t row = 0; row < depth; ++row) panel[row * kPanel] = at(row, column);
  }
}

Floats PadToPanel(const float* values, size_t count) {
  constexpr size_t kPanel = PackedMatrix::kPanel;
  Floats out((count + kPanel - 1) / kPanel * kPanel, 0.0f);
  std::copy(values, values + count, out.begin());
  return out;
}

}  // namespace avviso
