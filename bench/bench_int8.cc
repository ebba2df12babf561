// The int8 kernels, one thread: billions of operations a second for the encoder's linear layers,
// microseconds a row for the rest, and how many word pieces a second a whole forward pass of six
// layers would do, as the sum of its steps' best times. Weights are random. Each figure is the best
// of many short runs, so that other programs on the machine disturb little.
//
//   bench_int8 [version]

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <random>
#include <string_view>
#include <vector>

#include "nn/int8_kernels.h"
#include "nn/matrix.h"

namespace avviso {
namespace {

constexpr size_t kWidth = 384, kHeads = 12, kInner = 1536, kLayers = 6, kMost = 192;
constexpr size_t kInnerRows = 64;  // through both inner layers at a time: they fit the L2 cache

template <typename T>
struct Aligned {
  explicit Aligned(size_t count) : bytes(count * sizeof(T) + 64) {}
  T* data() {
    return reinterpret_cast<T*>((reinterpret_cast<uintptr_t>(bytes.data()) + 63) / 64 * 64);
  }
  std::vector<uint8_t> bytes;
};

struct Weights {
  Weights(size_t depth, size_t width)
      : values(depth * width), shift(width), scale(width), bias(width) {
    std::mt19937 engine(1);
    for (size_t i = 0; i < depth * width; ++i) {
      values.data()[i] = static_cast<int8_t>(static_cast<int>(engine() % 255) - 127);
    }
    for (size_t c = 0; c < width; ++c) {
      for (size_t k = 0; k < depth; ++k) {
        shift.data()[c] +=
            128 * values.data()[c / 16 * 16 * depth + k / 4 * 64 + c % 16 * 4 + k % 4];
      }
      scale.data()[c] = 1.0f / (73.0f * std::sqrt(static_cast<float>(depth)));
      bias.data()[c] = 0.1f;
    }
    matrix = {depth, width, values.data(), shift.data(), scale.data(), bias.data()};
  }
  Aligned<int8_t> values;
  Aligned<int32_t> shift;
  Aligned<float> scale, bias;
  Int8Matrix matrix;
};

struct Layer {
  Weights qkv{kWidth, 3 * kWidth}, out{kWidth, kWidth};
  Weights up{kWidth, kInner}, down{kInner, kWidth};
};

// Buffers of one forward pass.
struct Work {
  Aligned<float> x{kMost * kWidth}, y{kMost * kWidth}, qkv{kMost * 3 * kWidth};
  Aligned<float> inner{kMost * kInner}, product{kMost * kInner}, scales{kMost}, gamma{kWidth},
      beta{kWidth};
  Aligned<uint8_t> bytes{kMost * kInner};
  Aligned<uint8_t> scratch{Int8AttendScratch({kMost, kHeads, kWidth / kHeads})};

  Work() {
    std::mt19937 engine(2);
    std::normal_distribution<float> value;
    for (size_t i = 0; i < kMost * kWidth; ++i) x.data()[i] = y.data()[i] = value(engine);
    for (size_t i = 0; i < kMost * 3 * kWidth; ++i) qkv.data()[i] = value(engine);
    for (size_t i = 0; i < kMost * kInner; ++i) inner.data()[i] = value(engine);
    std::fill(gamma.data(), gamma.data() + kWidth, 1.0f);
    std::fill(beta.data(), beta.data() + kWidth, 0.0f);
  }
};

double Now() {
  const auto now = std::chrono::steady_clock::now().time_since_epoch();
  return std::chrono::duration<double>(now).count();
}

// Seconds of the best of some runs, for about `budget` seconds.
template <typename Function>
double Best(double budget, const Function& run) {
  double best = 1e9;
  const double start = Now();
  for (double now = start; now < start + budget;) {
    run();
    const double end = Now();
    best = std::min(best, end - now);
    now = end;
  }
  return best;
}

// Forward passes, of which each step's best time is kept.
class Encoder {
 public:
  explicit Encoder(const Int8Kernels& kernels) : kernels_(kernels) {
    for (size_t i = 0; i < kLayers; ++i) layers_.push_back(std::make_unique<Layer>());
  }

  void Forward(size_t rows) {
    float *x = work_.x.data(), *y = work_.y.data(), *inner = work_.inner.data();
    step_ = 0;
    last_ = Now();
    for (const auto& layer : layers_) {
      Apply(x, rows, layer->qkv.matrix, Int8After::kNothing, work_.qkv.data());
      kernels_.attend(work_.qkv.data(), {rows, kHeads, kWidth / kHeads}, work_.scratch.data(), y);
      Done(kAttend);
      Apply(y, rows, layer->out.matrix, Int8After::kNothing, y);
      Norm(rows);
      for (size_t row = 0; row < rows; row += kInnerRows) {
        const size_t count = std::min(kInnerRows, rows - row), at = row * kWidth;
        Apply(x + at, count, layer->up.matrix, Int8After::kGelu, inner);
        Apply(inner, count, layer->down.matrix, Int8After::kNothing, y + at);
      }
      Norm(rows);
    }
  }

  void Print(size_t rows) const {
    double kinds[kKinds] = {}, total = 0;
    for (const Step& step : steps_) {
      kinds[step.kind] += step.best;
      total += step.best;
    }
    const double pieces = static_cast<double>(rows);
    std::printf("  chunks of %zu: %.0f pieces a second; microseconds a piece and layer:", rows,
                pieces / total);
    const char* const kNames[kKinds] = {"quantise", "linear", "attend", "add_norm"};
    for (size_t i = 0; i < kKinds; ++i) {
      std::printf(" %s %.2f", kNames[i], kinds[i] / pieces / kLayers * 1e6);
    }
    std::printf("\n");
  }

  Layer& layer() { return *layers_[0]; }
  Work& work() { return work_; }
  void Forget() { steps_.clear(); }

 private:
  enum Kind { kQuantise, kLinear, kAttend, kAddNorm, kKinds };
  struct Step {
    Kind kind;
    double best;
  };

  void Done(Kind kind) {
    const double now = Now(), time = now - last_;
    if (step_ == steps_.size()) steps_.push_back({kind, time});
    steps_[step_].best = std::min(steps_[step_].best, time);
    ++step_;
    last_ = Now();
  }

  void Apply(const float* x, size_t rows, const Int8Matrix& weights, Int8After after, float* out) {
    uint8_t* bytes = work_.bytes.data();
    float* scales = work_.scales.data();
    kernels_.quantise(x, weights.depth, rows, weights.depth, bytes, scales);
    Done(kQuantise);
    kernels_.linear(bytes, scales, rows, weights, after, out, weights.width);
    Done(kLinear);
  }

  void Norm(size_t rows) {
    kernels_.add_norm(work_.x.data(), work_.y.data(), work_.gamma.data(), work_.beta.data(), 1e-12f,
                      rows, kWidth);
    Done(kAddNorm);
  }

  const Int8Kernels& kernels_;
  std::vector<std::unique_ptr<Layer>> layers_;
  Work work_;
  std::vector<Step> steps_;
  size_t step_ = 0;
  double last_ = 0;
};

void Linears(const Int8Kernels& kernels, Layer& layer, Work& work) {
  const struct {
    const char* name;
    const Int8Matrix* weights;
    Int8After after;
  } kShapes[] = {{"384 -> 1152", &layer.qkv.matrix, Int8After::kNothing},
                 {"384 -> 384", &layer.out.matrix, Int8After::kNothing},
                 {"384 -> 1536", &layer.up.matrix, Int8After::kNothing},
                 {"384 -> 1536 GELU", &layer.up.matrix, Int8After::kGelu},
                 {"1536 -> 384", &layer.down.matrix, Int8After::kNothing}};
  for (const auto& shape : kShapes) {
    std::printf("  %-18s", shape.name);
    for (const size_t rows : {1u, 14u, 48u, 56u, 128u, 192u}) {
      kernels.quantise(work.inner.data(), shape.weights->depth, rows, shape.weights->depth,
                       work.bytes.data(), work.scales.data());
      const double seconds = Best(0.1, [&] {
        kernels.linear(work.bytes.data(), work.scales.data(), rows, *shape.weights, shape.after,
                       work.product.data(), shape.weights->width);
      });
      const double operations =
          2.0 * static_cast<double>(rows * shape.weights->depth * shape.weights->width);
      std::printf("  %zu rows: %5.1f", rows, operations / seconds * 1e-9);
    }
    std::printf("  GOP/s\n");
  }
}

void Others(const Int8Kernels& kernels, Work& work, size_t rows) {
  const auto print = [&](const char* name, double seconds) {
    std::printf("  %s %.3f", name, seconds / static_cast<double>(rows) * 1e6);
  };
  std::printf("  %zu rows, microseconds a row:", rows);
  print("attend", Best(0.1, [&] {
          kernels.attend(work.qkv.data(), {rows, kHeads, kWidth / kHeads}, work.scratch.data(),
                         work.y.data());
        }));
  for (const size_t n : {kWidth, kInner}) {
    print(n == kWidth ? "quantise(384)" : "quantise(1536)", Best(0.05, [&] {
            kernels.quantise(work.inner.data(), n, rows, n, work.bytes.data(), work.scales.data());
          }));
  }
  print("add_norm", Best(0.05, [&] {
          kernels.add_norm(work.x.data(), work.y.data(), work.gamma.data(), work.beta.data(),
                           1e-12f, rows, kWidth);
        }));
}

// What GELU adds to a row of the inner layer.
void Gelu(const Int8Kernels& kernels, Layer& layer, Work& work, size_t rows) {
  double seconds[2];
  for (const bool gelu : {false, true}) {
    seconds[gelu] = Best(0.1, [&] {
      kernels.linear(work.bytes.data(), work.scales.data(), rows, layer.up.matrix,
                     gelu ? Int8After::kGelu : Int8After::kNothing, work.product.data(), kInner);
    });
  }
  std::printf("  gelu(1536) %.3f\n", (seconds[1] - seconds[0]) / static_cast<double>(rows) * 1e6);
}

void Measure(const Int8Kernels& kernels) {
  std::printf("%.*s\n", static_cast<int>(kernels.name.size()), kernels.name.data());
  Encoder encoder(kernels);
  Linears(kernels, encoder.layer(), encoder.work());
  for (const size_t rows : {128u, 192u}) {
    Others(kernels, encoder.work(), rows);
    Gelu(kernels, encoder.layer(), encoder.work(), rows);
  }
  for (const size_t rows : {128u, 192u}) {
    encoder.Forget();
    Best(2.0, [&] { encoder.Forward(rows); });
    encoder.Print(rows);
  }
}

}  // namespace
}  // namespace avviso

int main(int argc, char** argv) {
  for (const avviso::Int8Kernels* kernels : avviso::AllInt8Kernels()) {
    if (argc < 2 || kernels->name == argv[1]) avviso::Measure(*kernels);
  }
}
