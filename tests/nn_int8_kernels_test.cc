// Every version of every int8 kernel against the plain loops it stands for, and against the
// others, byte for byte.

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>
#include <random>

#include "nn/int8_kernels.h"
#include "nn/matrix.h"

namespace avviso {
namespace {

constexpr float kInfinity = std::numeric_limits<float>::infinity();
constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();

Floats Random(size_t count, uint32_t seed, float spread = 1.0f) {
  std::mt19937 engine(seed);
  std::normal_distribution<float> value(0.0f, spread);
  Floats out(count);
  for (float& x : out) x = value(engine);
  return out;
}

template <typename T>
struct Aligned {
  explicit Aligned(size_t count) : storage(count + 64 / sizeof(T)) {}
  T* data() {
    const auto at = reinterpret_cast<uintptr_t>(storage.data());
    return reinterpret_cast<T*>((at + 63) / 64 * 64);
  }
  std::vector<T> storage;
};

// Random weights, plain and packed.
struct Weights {
  Weights(size_t depth, size_t width, uint32_t seed)
      : plain(depth * width),
        values(depth * width),
        shift(width),
        scale(width),
        bias(width),
        matrix{depth, width, values.data(), shift.data(), scale.data(), bias.data()} {
    std::mt19937 engine(seed);
    for (int8_t& v : plain) v = static_cast<int8_t>(static_cast<int>(engine() % 255) - 127);
    for (size_t k = 0; k < depth; ++k) {
      for (size_t c = 0; c < width; ++c) {
        const int8_t v = plain[k * width + c];
        values.data()[c / 16 * 16 * depth + k / 4 * 64 + c % 16 * 4 + k % 4] = v;
        shift.data()[c] += 128 * v;
      }
    }
    for (size_t c = 0; c < width; ++c) {
      scale.data()[c] = 0.001f + 0.0001f * static_cast<float>(engine() % 10);
      bias.data()[c] = 0.01f * static_cast<float>(engine() % 100) - 0.5f;
    }
  }

  std::vector<int8_t> plain;  // [depth][width]
  Aligned<int8_t> values;
  Aligned<int32_t> shift;
  Aligned<float> scale, bias;
  Int8Matrix matrix;
};

struct Quantised {
  Quantised(const Int8Kernels& kernels, const Floats& x, size_t rows, size_t n)
      : values(rows * n), scales(rows) {
    kernels.quantise(x.data(), n, rows, n, values.data(), scales.data());
  }
  std::vector<uint8_t> values;
  Floats scales;
};

double ExactGelu(double x) { return 0.5 * x * std::erfc(-x / std::sqrt(2.0)); }

// Equal bits, but for the bits of a NaN.
void ExpectSame(const Floats& a, const Floats& b, std::string_view name) {
  ASSERT_EQ(a.size(), b.size());
  for (size_t i = 0; i < a.size(); ++i) {
    if (std::isnan(a[i]) && std::isnan(b[i])) continue;
    ASSERT_EQ(std::bit_cast<uint32_t>(a[i]), std::bit_cast<uint32_t>(b[i]))
        << name << " at " << i << ": " << a[i] << ", " << b[i];
  }
}

Floats RunLinear(const Int8Kernels& kernels, const Quantised& x, size_t rows, const Int8Matrix& b,
                 Int8After after) {
  Floats out(rows * b.width);
  kernels.linear(x.values.data(), x.scales.data(), rows, b, after, out.data(), b.width);
  return out;
}

Floats RunAttend(const Int8Kernels& kernels, const Floats& qkv, const AttentionShape& shape) {
  Floats out(shape.rows * shape.heads * shape.width, -1.0f);
  const size_t bytes = Int8AttendScratch(shape);
  std::vector<uint8_t> scratch(bytes + 100, 77);
  kernels.attend(qkv.data(), shape, scratch.data() + 1, out.data());
  for (size_t i = bytes + 1; i < scratch.size(); ++i) EXPECT_EQ(scratch[i], 77);
  EXPECT_EQ(scratch[0], 77);
  return out;
}

TEST(Int8Kernels, TheLastIsPortable) {
  EXPECT_EQ(AllInt8Kernels().back()->name, "portable");
  EXPECT_EQ(&BestInt8Kernels(), AllInt8Kernels().front());
}

TEST(Int8Kernels, QuantiseEqualsPlainLoops) {
  const size_t n = 128;
  Floats x = Random(6 * n, 1);
  for (size_t i = 0; i < n; ++i) {
    x[n + i] = 0.0f;
    x[2 * n + i] *= 1e-36f;  // counts as zeros
    x[3 * n + i] *= 1e37f;
    x[5 * n + i] = static_cast<float>(i) - 63.5f;  // with scale 1/2: halves are ties
  }
  x[5 * n] = 127.0f;
  x[4 * n + 5] = -kInfinity;
  for (const Int8Kernels* kernels : AllInt8Kernels()) {
    const Quantised q(*kernels, x, 6, n);
    for (size_t r = 0; r < 6; ++r) {
      if (r == 4) {
        EXPECT_TRUE(std::isnan(q.scales[r]));
        EXPECT_EQ(q.values[r * n + 5], 128);
        continue;
      }
      float peak = 0;
      for (size_t i = 0; i < n; ++i) peak = std::max(peak, std::fabs(x[r * n + i]));
      const bool zero = peak < 1e-30f;
      EXPECT_EQ(q.scales[r], zero ? 1.0f : peak / 127.0f);
      for (size_t i = 0; i < n; ++i) {
        const float want = zero ? 0.0f : std::nearbyint(x[r * n + i] * (127.0f / peak));
        ASSERT_EQ(q.values[r * n + i], want + 128.0f) << kernels->name << r << " " << i;
      }
    }
  }
}

TEST(Int8Kernels, LinearEqualsPlainLoops) {
  for (const auto& [depth, width] : {std::pair<size_t, size_t>{64, 16}, {384, 80}, {128, 96}}) {
    const Weights w(depth, width, 2);
    for (size_t rows : {1u, 2u, 3u, 4u, 13u, 14u, 15u, 29u, 192u}) {
      const Floats x = Random(rows * depth, 3);
      const Quantised q(AllInt8Kernels().back()[0], x, rows, depth);
      Floats plain(rows * width), gelu;
      for (size_t r = 0; r < rows; ++r) {
        for (size_t c = 0; c < width; ++c) {
          int32_t sum = 0;
          for (size_t k = 0; k < depth; ++k) {
            sum += (q.values[r * depth + k] - 128) * w.plain[k * width + c];
          }
          plain[r * width + c] = static_cast<float>(sum) * (q.scales[r] * w.matrix.scale[c]);
          plain[r * width + c] += w.matrix.bias[c];
        }
      }
      for (const Int8Kernels* kernels : AllInt8Kernels()) {
        ExpectSame(RunLinear(*kernels, q, rows, w.matrix, Int8After::kNothing), plain,
                   kernels->name);
        const Floats after = RunLinear(*kernels, q, rows, w.matrix, Int8After::kGelu);
        for (size_t i = 0; i < after.size(); ++i) {
          ASSERT_NEAR(after[i], ExactGelu(double{plain[i]}), 1e-6) << kernels->name;
        }
        if (gelu.empty()) gelu = after;
        ExpectSame(after, gelu, kernels->name);
      }
    }
  }
}

// Sums as great as they come, and a zero column of bias that makes GELU's argument what we want.
TEST(Int8Kernels, GeluIsExactEnoughEverywhere) {
  Weights w(64, 16, 4);
  for (size_t c = 0; c < 16; ++c) w.scale.data()[c] = 0.0f;
  const std::vector<uint8_t> zeros(64, 128);
  const float scale = 1.0f;
  for (const Int8Kernels* kernels : AllInt8Kernels()) {
    for (float x = -12.0f; x < 12.0f; x += 0.016f) {
      for (size_t c = 0; c < 16; ++c) w.bias.data()[c] = x + 0.001f * static_cast<float>(c);
      float out[16];
      kernels->linear(zeros.data(), &scale, 1, w.matrix, Int8After::kGelu, out, 16);
      for (size_t c = 0; c < 16; ++c) {
        const double want = ExactGelu(double{w.bias.data()[c]});
        ASSERT_NEAR(out[c], want, 6e-7 + 1.2e-7 * std::fabs(want)) << kernels->name;
      }
    }
    const float edges[16] = {0.0f, -0.0f, kInfinity, -kInfinity, kNaN, 1e38f, -1e38f, 1e-40f};
    std::copy(edges, edges + 16, w.bias.data());
    float out[16];
    kernels->linear(zeros.data(), &scale, 1, w.matrix, Int8After::kGelu, out, 16);
    EXPECT_EQ(out[0], 0.0f);
    EXPECT_EQ(out[1], 0.0f);
    EXPECT_EQ(out[2], kInfinity);
    EXPECT_NEAR(out[3], 0.0f, 1e-6);
    EXPECT_TRUE(std::isnan(out[4]));
    EXPECT_EQ(out[5], 1e38f);
    EXPECT_NEAR(out[6], 0.0f, 1e-6);
    EXPECT_NEAR(out[7], 0.0f, 1e-6);
  }
}

TEST(Int8Kernels, ExtremeSumsAreExact) {
  Weights w(1536, 32, 5);
  std::fill(w.values.data(), w.values.data() + 1536 * 32, int8_t{127});
  std::fill(w.shift.data(), w.shift.data() + 32, 128 * 127 * 1536);
  const size_t rows = 15;
  for (const Int8Kernels* kernels : AllInt8Kernels()) {
    for (uint8_t value : {uint8_t{0}, uint8_t{1}, uint8_t{255}}) {
      const std::vector<uint8_t> x(rows * 1536, value);
      const Floats scales(rows, 1.0f);
      Floats out(rows * 32);
      kernels->linear(x.data(), scales.data(), rows, w.matrix, Int8After::kNothing, out.data(), 32);
      for (size_t i = 0; i < out.size(); ++i) {
        const auto sum = static_cast<float>((value - 128) * 127 * 1536);
        ASSERT_EQ(out[i], sum * w.matrix.scale[i % 32] + w.matrix.bias[i % 32]) << kernels->name;
      }
    }
  }
}

TEST(Int8Kernels, ARowDoesNotDependOnItsNeighbours) {
  const size_t depth = 384, width = 112, rows = 41;
  const Weights w(depth, width, 6);
  const Floats x = Random(rows * depth, 7), gamma = Random(depth, 8), beta = Random(depth, 9);
  for (const Int8Kernels* kernels : AllInt8Kernels()) {
    const Quantised all(*kernels, x, rows, depth);
    const Floats out = RunLinear(*kernels, all, rows, w.matrix, Int8After::kGelu);
    Floats normed = x;
    kernels->add_norm(normed.data(), x.data(), gamma.data(), beta.data(), 1e-12f, rows, depth);
    for (size_t r = 0; r < rows; ++r) {
      const auto row = [&](const Floats& of, size_t n) {
        return Floats(of.begin() + static_cast<long>(r * n),
                      of.begin() + static_cast<long>((r + 1) * n));
      };
      const Floats mine = row(x, depth);
      const Quantised one(*kernels, mine, 1, depth);
      ExpectSame(RunLinear(*kernels, one, 1, w.matrix, Int8After::kGelu), row(out, width),
                 kernels->name);
      Floats norm = mine;
      kernels->add_norm(norm.data(), mine.data(), gamma.data(), beta.data(), 1e-12f, 1, depth);
      ExpectSame(norm, row(normed, depth), kernels->name);
    }
  }
}

TEST(Int8Kernels, AddNormEqualsPlainLoops) {
  const size_t n = 384, rows = 15;
  Floats x = Random(rows * n, 10);
  const Floats residual = Random(rows * n, 11), gamma = Random(n, 12), beta = Random(n, 13);
  std::fill(x.begin(), x.begin() + n, 0.0f);
  for (const bool with : {false, true}) {
    Floats first;
    for (const Int8Kernels* kernels : AllInt8Kernels()) {
      Floats out = x;
      kernels->add_norm(out.data(), with ? residual.data() : nullptr, gamma.data(), beta.data(),
                        1e-12f, rows, n);
      for (size_t r = 0; r < rows; ++r) {
        const auto at = [&](size_t i) {
          return double{x[r * n + i]} + (with ? double{residual[r * n + i]} : 0.0);
        };
        double mean = 0, variance = 0;
        for (size_t i = 0; i < n; ++i) mean += at(i) / static_cast<double>(n);
        for (size_t i = 0; i < n; ++i) {
          variance += (at(i) - mean) * (at(i) - mean) / static_cast<double>(n);
        }
        for (size_t i = 0; i < n; ++i) {
          const double want = (at(i) - mean) / std::sqrt(variance + 1e-12) * gamma[i] + beta[i];
          ASSERT_NEAR(out[r * n + i], want, 2e-6) << kernels->name;
        }
      }
      if (first.empty()) first = out;
      ExpectSame(out, first, kernels->name);
    }
  }
}

// Softmax attention in doubles.
Floats PlainAttend(const Floats& qkv, const AttentionShape& shape) {
  const size_t ldo = shape.heads * shape.width, ldx = 3 * ldo;
  Floats out(shape.rows * ldo);
  for (size_t h = 0; h < shape.heads; ++h) {
    for (size_t r = 0; r < shape.rows; ++r) {
      std::vector<double> p(shape.rows);
      double greatest = -1e300, total = 0;
      for (size_t j = 0; j < shape.rows; ++j) {
        for (size_t i = 0; i < shape.width; ++i) {
          p[j] +=
              double{qkv[r * ldx + h * shape.width + i]} * qkv[j * ldx + ldo + h * shape.width + i];
        }
        p[j] /= std::sqrt(static_cast<double>(shape.width));
        greatest = std::max(greatest, p[j]);
      }
      for (double& x : p) total += x = std::exp(x - greatest);
      for (size_t i = 0; i < shape.width; ++i) {
        double sum = 0;
        for (size_t j = 0; j < shape.rows; ++j) {
          sum += p[j] / total * qkv[j * ldx + 2 * ldo + h * shape.width + i];
        }
        out[r * ldo + h * shape.width + i] = static_cast<float>(sum);
      }
    }
  }
  return out;
}

TEST(Int8Kernels, AttendEqualsPlainLoops) {
  for (size_t rows : {1u, 2u, 13u, 14u, 15u, 31u, 32u, 33u, 128u, 192u, 512u}) {
    const AttentionShape shape = {rows, 2, rows == 15 ? size_t{64} : size_t{32}};
    const Floats qkv = Random(rows * 6 * shape.width, 14, 1.3f);
    const Floats want = PlainAttend(qkv, shape);
    Floats first;
    for (const Int8Kernels* kernels : AllInt8Kernels()) {
      const Floats out = RunAttend(*kernels, qkv, shape);
      double error = 0, size = 0;
      for (size_t i = 0; i < out.size(); ++i) {
        ASSERT_NEAR(out[i], want[i], 0.08) << kernels->name;
        error += std::pow(double{out[i]} - want[i], 2);
        size += std::pow(want[i], 2);
      }
      EXPECT_LT(std::sqrt(error / size), 0.015) << kernels->name << " " << rows;
      if (first.empty()) {
        first = out;
        RecordProperty("relative_error_" + std::to_string(rows),
                       std::to_string(std::sqrt(error / size)));
      }
      ExpectSame(out, first, kernels->name);
    }
  }
}

// One strong key, and many weak ones that together weigh as much.
TEST(Int8Kernels, AttendKeepsWeakKeys) {
  const size_t rows = 192, width = 32;
  const AttentionShape shape = {rows, 1, width};
  Floats qkv = Random(rows * 3 * width, 15, 0.05f);
  for (size_t r = 0; r < rows; ++r) {
    qkv[r * 3 * width] = 4.0f;
    qkv[r * 3 * width + width] = r == 0 ? 4.0f : -3.3f;
    qkv[r * 3 * width + 2 * width] = r == 0 ? 0.0f : 1.0f;
  }
  const Floats want = PlainAttend(qkv, shape);
  ASSERT_GT(want[0], 0.4);
  for (const Int8Kernels* kernels : AllInt8Kernels()) {
    const Floats out = RunAttend(*kernels, qkv, shape);
    for (size_t r = 0; r < rows; ++r) ASSERT_NEAR(out[r * width], want[r * width], 0.03);
  }
}

// No crash; NaN where the header says; the same from all versions.
TEST(Int8Kernels, StrangeNumbers) {
  const AttentionShape shape = {20, 2, 32};
  const size_t ldo = 64, ldx = 192;
  const Floats plain = Random(20 * ldx, 16);
  for (const float strange : {0.0f, kInfinity, -kInfinity, kNaN, 1e20f, 1e38f, -1e-40f, 1e-38f}) {
    for (const size_t where : {size_t{3 * 192}, size_t{3 * 192 + 64}, size_t{3 * 192 + 128}}) {
      Floats qkv = plain;
      qkv[where] = strange;
      Floats first, first_norm;
      for (const Int8Kernels* kernels : AllInt8Kernels()) {
        const Floats out = RunAttend(*kernels, qkv, shape);
        if (first.empty()) first = out;
        ExpectSame(out, first, kernels->name);
        for (size_t r = 0; r < 20; ++r) {
          const bool poisoned = !std::isfinite(strange) && (r == 3 || where > 3 * 192);
          if (std::fabs(strange) < 1e30f || !std::isfinite(strange)) {
            ASSERT_EQ(std::isnan(out[r * ldo + 1]), poisoned) << kernels->name << strange << r;
          }
          ASSERT_FALSE(std::isnan(out[r * ldo + 32])) << "the other head";
        }
        Floats norm = qkv;
        const Floats ones(64, 1.0f);
        kernels->add_norm(norm.data(), nullptr, ones.data(), ones.data(), 1e-12f, 60, 64);
        if (first_norm.empty()) first_norm = norm;
        ExpectSame(norm, first_norm, kernels->name);
      }
    }
  }
  const AttentionShape none = {0, 2, 32};
  for (const Int8Kernels* kernels : AllInt8Kernels()) {
    EXPECT_TRUE(RunAttend(*kernels, {}, none).empty());
    const Floats zeros(20 * ldx);
    for (float x : RunAttend(*kernels, zeros, shape)) ASSERT_EQ(x, 0.0f);
    const Floats huge(20 * ldx, 3e38f);
    RunAttend(*kernels, huge, shape);
  }
}

}  // namespace
}  // namespace avviso
