#include "encoder/internal/reference.h"

#include <algorithm>
#include <cmath>

namespace avviso::reference {
namespace {

using Vector = std::vector<double>;

constexpr double kEpsilon = 1e-12;

double Gelu(double x) { return x / 2 * (1 + std::erf(x / std::sqrt(2.0))); }
double Logistic(double x) { return 1 / (1 + std::exp(-x)); }

// In place.
void Softmax(Vector* x) {
  const double most = *std::max_element(x->begin(), x->end());
  double sum = 0;
  for (double& value : *x) sum += value = std::exp(value - most);
  for (double& value : *x) value /= sum;
}

// Of one row.
Vector Linear(const LinearWeights& linear, const double* x) {
  Vector y(linear.bias.begin(), linear.bias.end());
  for (size_t c = 0; c < linear.width; ++c) {
    const float* weight = linear.weight.data() + c * linear.depth;
    for (size_t k = 0; k < linear.depth; ++k) y[c] += double{weight[k]} * x[k];
  }
  return y;
}

// Of each row.
Vector LinearRows(const LinearWeights& linear, const Vector& x) {
  Vector out;
  for (size_t at = 0; at < x.size(); at += linear.depth) {
    const Vector row = Linear(linear, x.data() + at);
    out.insert(out.end(), row.begin(), row.end());
  }
  return out;
}

// Each row of x + y, normalised, into x.
void AddNorm(const NormWeights& norm, const Vector& y, Vector* x) {
  const size_t width = norm.gamma.size();
  for (size_t at = 0; at < x->size(); at += width) {
    double mean = 0, variance = 0;
    for (size_t c = 0; c < width; ++c) mean += (*x)[at + c] += y[at + c];
    mean /= static_cast<double>(width);
    for (size_t c = 0; c < width; ++c) variance += std::pow((*x)[at + c] - mean, 2);
    variance /= static_cast<double>(width);
    for (size_t c = 0; c < width; ++c) {
      double& value = (*x)[at + c];
      value = (value - mean) / std::sqrt(variance + kEpsilon) * double{norm.gamma[c]} +
              double{norm.beta[c]};
    }
  }
}

// `qkv` has rows of queries, keys and values, each of `width` numbers, head after head.
Vector Attend(const Vector& qkv, size_t width, size_t heads) {
  const size_t rows = qkv.size() / (3 * width), each = width / heads;
  Vector out(rows * width), weight(rows);
  for (size_t head = 0; head < heads; ++head) {
    const auto at = [&](size_t row, size_t part) {
      return qkv.data() + (row * 3 + part) * width + head * each;
    };
    for (size_t row = 0; row < rows; ++row) {
      for (size_t other = 0; other < rows; ++other) {
        weight[other] = 0;
        for (size_t k = 0; k < each; ++k) weight[other] += at(row, 0)[k] * at(other, 1)[k];
        weight[other] /= std::sqrt(static_cast<double>(each));
      }
      Softmax(&weight);
      double* to = out.data() + row * width + head * each;
      for (size_t other = 0; other < rows; ++other) {
        for (size_t k = 0; k < each; ++k) to[k] += weight[other] * at(other, 2)[k];
      }
    }
  }
  return out;
}

Vector Embed(const EncoderWeights& weights, const std::vector<uint32_t>& pieces) {
  const size_t width = weights.width;
  Vector x;
  for (size_t i = 0; i < pieces.size(); ++i) {
    for (size_t c = 0; c < width; ++c) {
      x.push_back(double{weights.words[pieces[i] * width + c]} + double{weights.token_type[c]} +
                  double{weights.positions[i * width + c]});
    }
  }
  AddNorm(weights.norm, Vector(x.size()), &x);
  return x;
}

// The hidden row of an act.
Vector Hidden(const EncoderWeights& weights, const double* row) {
  Vector hidden = Linear(weights.hidden, row);
  for (double& value : hidden) value = Gelu(value);
  return hidden;
}

}  // namespace

Vector Rows(const EncoderWeights& weights, const std::vector<uint32_t>& pieces) {
  Vector x = Embed(weights, pieces);
  for (const LayerWeights& layer : weights.layers) {
    const Vector heard = Attend(LinearRows(layer.qkv, x), weights.width, weights.heads);
    AddNorm(layer.norm1, LinearRows(layer.attended, heard), &x);
    Vector inner = LinearRows(layer.up, x);
    for (double& value : inner) value = Gelu(value);
    AddNorm(layer.norm2, LinearRows(layer.down, inner), &x);
  }
  return x;
}

Vector Act(const EncoderWeights& weights, const double* row) {
  Vector act = Linear(weights.act, Hidden(weights, row).data());
  Softmax(&act);
  return act;
}

std::array<double, kReadRoles> Roles(const EncoderWeights& weights, const double* word,
                                     const double* trigger, size_t bucket) {
  const Vector offered = Linear(weights.role_word, word);
  const Vector wanted = Linear(weights.role_act, Hidden(weights, trigger).data());
  const size_t each = offered.size() / kReadRoles;
  std::array<double, kReadRoles> out;
  for (size_t r = 0; r < kReadRoles; ++r) {
    double sum = 0;
    for (size_t k = r * each; k < (r + 1) * each; ++k) sum += wanted[k] * offered[k];
    out[r] = Logistic(sum / std::sqrt(static_cast<double>(each)) +
                      double{weights.role_distance[bucket * kReadRoles + r]});
  }
  return out;
}

}  // namespace avviso::reference
