// Every version of every kernel against the plain loops it stands for.

#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "nn/hash.h"
#include "nn/kernels.h"

namespace avviso {
namespace {

Floats Random(size_t count, uint32_t seed) {
  std::mt19937 engine(seed);
  std::uniform_real_distribution<float> value(-1.0f, 1.0f);
  Floats out(count);
  for (float& x : out) x = value(engine);
  return out;
}

TEST(Kernels, MultiplyEqualsPlainLoops) {
  for (const Kernels* kernels : AllKernels()) {
    for (size_t rows : {1u, 2u, 13u, 14u, 15u, 29u}) {
      const size_t depth = 57, width = 50, lda = 19;  // overlapping rows, as in a convolution
      const Floats a = Random(lda * rows + depth, 1);
      const Floats w = Random(depth * width, 2);
      const Floats bias = Random(64, 3);
      const PackedMatrix b(depth, width, [&](size_t r, size_t c) { return w[r * width + c]; });
      Floats c(rows * b.padded_width());
      kernels->multiply(a.data(), lda, rows, b, bias.data(), c.data(), b.padded_width());
      for (size_t r = 0; r < rows; ++r) {
        for (size_t j = 0; j < width; ++j) {
          double want = bias[j];
          for (size_t k = 0; k < depth; ++k) want += double{a[r * lda + k]} * w[k * width + j];
          ASSERT_NEAR(c[r * b.padded_width() + j], want, 1e-5) << kernels->name;
        }
      }
    }
  }
}

TEST(Kernels, ARowDoesNotDependOnItsNeighbours) {
  for (const Kernels* kernels : AllKernels()) {
    const size_t depth = 96, width = 288, rows = 41;
    const Floats a = Random(depth * rows, 4);
    const Floats w = Random(depth * width, 5);
    const PackedMatrix b(depth, width, [&](size_t r, size_t c) { return w[r * width + c]; });
    Floats all(rows * width), one(width);
    kernels->multiply(a.data(), depth, rows, b, nullptr, all.data(), width);
    for (size_t r = 0; r < rows; ++r) {
      kernels->multiply(a.data() + r * depth, depth, 1, b, nullptr, one.data(), width);
      ASSERT_TRUE(std::equal(one.begin(), one.end(), all.begin() + static_cast<long>(r * width)))
          << kernels->name << " row " << r;
    }
  }
}

TEST(Kernels, MaxoutNormEqualsPlainLoops) {
  for (const Kernels* kernels : AllKernels()) {
    for (size_t width : {16u, 96u, 50u}) {
      const size_t pieces = 3, rows = 5;
      const Floats in = Random(rows * width * pieces, 6);
      const Floats gamma = Random(width, 7), beta = Random(width, 8);
      const Floats residual = Random(rows * width, 9);
      Floats out(rows * width);
      kernels->maxout_norm(in.data(), width * pieces, rows,
                           {width, pieces, gamma.data(), beta.data()}, residual.data(), out.data());
      for (size_t r = 0; r < rows; ++r) {
        std::vector<double> y(width);
        double mean = 0, variance = 0;
        for (size_t i = 0; i < width; ++i) {
          y[i] = -1e9;
          for (size_t p = 0; p < pieces; ++p) {
            y[i] = std::max(y[i], double{in[(r * pieces + p) * width + i]});
          }
          mean += y[i] / static_cast<double>(width);
        }
        for (double x : y) variance += (x - mean) * (x - mean) / static_cast<double>(width);
        for (size_t i = 0; i < width; ++i) {
          const double want = (y[i] - mean) / std::sqrt(variance + 1e-8) * gamma[i] + beta[i] +
                              residual[r * width + i];
          ASSERT_NEAR(out[r * width + i], want, 1e-4) << kernels->name;
        }
      }
    }
  }
}

TEST(Kernels, SumAndMaxEqualPlainLoops) {
  for (const Kernels* kernels : AllKernels()) {
    const size_t n = 77;
    const Floats a = Random(n, 10), b = Random(n, 11), c = Random(n, 12);
    const float* vectors[] = {a.data(), b.data(), c.data()};
    Floats out(n);
    kernels->sum(vectors, 3, n, out.data());
    for (size_t i = 0; i < n; ++i) ASSERT_EQ(out[i], a[i] + b[i] + c[i]) << kernels->name;
    const size_t half = 38;
    kernels->max_pieces(a.data(), half, 2, out.data());
    for (size_t i = 0; i < half; ++i) ASSERT_EQ(out[i], std::max(a[i], a[half + i]));
  }
}

// Values of thinc 8.3 (NumpyOps.hash) for the same keys and seed.
TEST(HashEmbed, EqualsThinc) {
  EXPECT_EQ(HashEmbedKeys(5, 8),
            (std::array<uint32_t, 4>{1797445366u, 4269458499u, 548684401u, 4256704101u}));
  EXPECT_EQ(HashEmbedKeys(12646065887601541794ull, 8),
            (std::array<uint32_t, 4>{4276173638u, 283019878u, 2119293161u, 2572013466u}));
}

}  // namespace
}  // namespace avviso
