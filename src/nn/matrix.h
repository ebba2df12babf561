// Matrices as the kernels want them: aligned storage, and a right-hand factor
// packed into panels of columns.

#ifndef AVVISO_NN_MATRIX_H_
#define AVVISO_NN_MATRIX_H_

#include <cstddef>
#include <functional>
#include <new>
#include <vector>

namespace avviso {

inline constexpr size_t kAlignment = 64;  // bytes: a cache line, an AVX-512 register

// std::allocator with kAlignment.
template <typename T>
struct AlignedAllocator {
  using value_type = T;
  AlignedAllocator() = default;
  template <typename U>
  explicit AlignedAllocator(const AlignedAllocator<U>&) {}
  T* allocate(size_t n) {
    return static_cast<T*>(::operator new(n * sizeof(T), std::align_val_t(kAlignment)));
  }
  void deallocate(T* p, size_t) { ::operator delete(p, std::align_val_t(kAlignment)); }
  friend bool operator==(AlignedAllocator, AlignedAllocator) { return true; }
};

using Floats = std::vector<float, AlignedAllocator<float>>;

// The right factor B of A * B, with `depth` rows and `width` columns, cut into
// panels of kPanel columns; a panel is stored row after row, and the last one is
// filled up with zeros. So a kernel reads B from front to back.
//
//   data[panel][row][column in panel]
struct PackedMatrix {
  static constexpr size_t kPanel = 32;

  PackedMatrix() = default;
  // `at(row, column)` gives the elements.
  PackedMatrix(size_t depth_, size_t width_, const std::function<float(size_t, size_t)>& at);

  size_t padded_width() const { return (width + kPanel - 1) / kPanel * kPanel; }

  size_t depth = 0;
  size_t width = 0;
  Floats data;
};

// `count` floats followed by zeros up to the next whole panel, e.g. for a bias.
Floats PadToPanel(const float* values, size_t count);

}  // namespace avviso

#endif  // AVVISO_NN_MATRIX_H_
