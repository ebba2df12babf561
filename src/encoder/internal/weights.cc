#include "encoder/internal/weights.h"

#include <algorithm>
#include <utility>

#include "base/file_system.h"
#include "encoder/internal/safetensors.h"

namespace avviso {
namespace {

constexpr uint64_t kMostBytes = uint64_t{1} << 30;
constexpr size_t kHeadWidth = 32;  // of attention, in all bases that are known

// A tensor by its name in the base, with what was learned.
class Loader {
 public:
  Loader(Safetensors base, Safetensors learned)
      : base_(std::move(base)), learned_(std::move(learned)) {}

  const Safetensors& learned() const { return learned_; }
  bool Has(const std::string& name) const { return base_.Has(name) || learned_.Has(name); }

  Result<Tensor> Get(const std::string& name) const {
    if (learned_.Has(name)) return Learned(name);
    AVVISO_ASSIGN(Tensor tensor, base_.Get(name));
    if (!learned_.Has(name + ".left")) return tensor;
    AVVISO_ASSIGN(const Tensor left, Learned(name + ".left"));
    AVVISO_ASSIGN(const Tensor right, Learned(name + ".right"));
    if (left.rows != tensor.rows || right.columns != tensor.columns || left.columns != right.rows) {
      return Error{ErrorCode::kWrongShape, "the learned part of " + name + " doesn't fit it"};
    }
    for (size_t row = 0; row < tensor.rows; ++row) {
      float* sum = tensor.values.data() + row * tensor.columns;
      for (size_t k = 0; k < left.columns; ++k) {
        const float x = left.values[row * left.columns + k];
        const float* y = right.values.data() + k * right.columns;
        for (size_t c = 0; c < tensor.columns; ++c) sum[c] += x * y[c];
      }
    }
    return tensor;
  }

  Result<std::vector<float>> Vector(const std::string& name, size_t size) const {
    AVVISO_ASSIGN(Tensor tensor, Get(name));
    if (tensor.values.size() != size) return WrongShape(name);
    return std::move(tensor.values);
  }

  Result<NormWeights> Norm(const std::string& name, size_t width) const {
    NormWeights norm;
    AVVISO_ASSIGN(norm.gamma, Vector(name + ".weight", width));
    AVVISO_ASSIGN(norm.beta, Vector(name + ".bias", width));
    return norm;
  }

  // width 0: any.
  Result<LinearWeights> Linear(const std::string& name, size_t depth, size_t width) const {
    AVVISO_ASSIGN(Tensor weight, Get(name + ".weight"));
    if (weight.columns != depth || (width != 0 && weight.rows != width)) return WrongShape(name);
    LinearWeights linear{depth, weight.rows, std::move(weight.values), {}};
    AVVISO_ASSIGN(linear.bias, Vector(name + ".bias", linear.width));
    return linear;
  }

 private:
  static Error WrongShape(const std::string& name) {
    return {ErrorCode::kWrongShape, "encoder: " + name + " is of another shape"};
  }

  // With its scale, if it has one.
  Result<Tensor> Learned(const std::string& name) const {
    AVVISO_ASSIGN(Tensor tensor, learned_.Get(name));
    if (!learned_.Has(name + ".scale")) return tensor;
    AVVISO_ASSIGN(const Tensor scale, learned_.Get(name + ".scale"));
    if (scale.values.size() != tensor.rows) return WrongShape(name + ".scale");
    for (size_t i = 0; i < tensor.values.size(); ++i) {
      tensor.values[i] *= scale.values[i / tensor.columns];
    }
    return tensor;
  }

  Safetensors base_, learned_;
};

void Append(const LinearWeights& part, LinearWeights* whole) {
  whole->depth = part.depth;
  whole->width += part.width;
  whole->weight.insert(whole->weight.end(), part.weight.begin(), part.weight.end());
  whole->bias.insert(whole->bias.end(), part.bias.begin(), part.bias.end());
}

Result<LayerWeights> LoadLayer(const Loader& from, size_t number, size_t width) {
  const std::string layer = "encoder.layer." + std::to_string(number) + ".";
  LayerWeights out;
  for (const char* part : {"query", "key", "value"}) {
    AVVISO_ASSIGN(const LinearWeights linear,
                  from.Linear(layer + "attention.self." + part, width, width));
    Append(linear, &out.qkv);
  }
  AVVISO_ASSIGN(out.attended, from.Linear(layer + "attention.output.dense", width, width));
  AVVISO_ASSIGN(out.norm1, from.Norm(layer + "attention.output.LayerNorm", width));
  AVVISO_ASSIGN(out.up, from.Linear(layer + "intermediate.dense", width, 0));
  AVVISO_ASSIGN(out.down, from.Linear(layer + "output.dense", out.up.width, width));
  AVVISO_ASSIGN(out.norm2, from.Norm(layer + "output.LayerNorm", width));
  return out;
}

Status LoadHeads(const Loader& from, EncoderWeights* out) {
  out->labels.types = SplitLabels(from.learned().Metadata("types"));
  out->labels.modes = SplitLabels(from.learned().Metadata("modes"));
  if (out->labels.types.size() != kReadTypes) {
    return Error{ErrorCode::kWrongShape, "encoder: the learned part names other types"};
  }
  AVVISO_ASSIGN(out->hidden, from.Linear("heads.hidden", out->width, 0));
  const size_t inner = out->hidden.width;
  AVVISO_ASSIGN(out->act, from.Linear("heads.act", inner, 1 + kReadTypes));
  AVVISO_ASSIGN(out->mode, from.Linear("heads.mode", inner, 1 + out->labels.modes.size()));
  AVVISO_ASSIGN(out->status, from.Linear("heads.status", inner, kReadStatuses));
  AVVISO_ASSIGN(out->historical, from.Linear("heads.historical", inner, 1));
  AVVISO_ASSIGN(out->role_act, from.Linear("heads.role_act", inner, 0));
  AVVISO_ASSIGN(out->role_word, from.Linear("heads.role_word", out->width, out->role_act.width));
  AVVISO_ASSIGN(Tensor distance, from.Get("heads.role_distance"));
  if (distance.columns != kReadRoles || distance.rows % 2 == 0 ||
      out->role_act.width % kReadRoles != 0) {
    return Error{ErrorCode::kWrongShape, "encoder: the learned part has other roles"};
  }
  out->role_distance = std::move(distance.values);
  return Ok();
}

// What nn/int8_kernels.h asks of widths.
Status CheckWidths(const EncoderWeights& weights) {
  const size_t inner = weights.layers.front().up.width;
  const bool same = std::all_of(weights.layers.begin(), weights.layers.end(),
                                [inner](const LayerWeights& l) { return l.up.width == inner; });
  if (same && inner % 64 == 0 && weights.hidden.width % 64 == 0 &&
      weights.role_act.width % (16 * kReadRoles) == 0) {
    return Ok();
  }
  return Error{ErrorCode::kWrongShape, "encoder: layers or heads are of widths that it can't run"};
}

}  // namespace

std::vector<std::string> SplitLabels(std::string_view line) {
  std::vector<std::string> words;
  for (size_t at = 0; at < line.size();) {
    const size_t end = std::min(line.find(' ', at), line.size());
    if (end > at) words.emplace_back(line.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

Result<EncoderWeights> LoadWeights(const std::string& base, const std::string& learned) {
  AVVISO_ASSIGN(const std::string base_bytes,
                ReadFile(JoinPath(base, "model.safetensors"), kMostBytes));
  AVVISO_ASSIGN(const std::string learned_bytes, ReadFile(learned, kMostBytes));
  AVVISO_ASSIGN(Safetensors base_tensors, Safetensors::Parse(base_bytes, base));
  AVVISO_ASSIGN(Safetensors learned_tensors, Safetensors::Parse(learned_bytes, learned));
  const Loader from(std::move(base_tensors), std::move(learned_tensors));
  EncoderWeights out;
  AVVISO_ASSIGN(out.vocabulary, ReadFile(JoinPath(base, "vocab.txt"), kMostBytes));
  AVVISO_ASSIGN(Tensor words, from.Get("embeddings.word_embeddings.weight"));
  AVVISO_ASSIGN(Tensor positions, from.Get("embeddings.position_embeddings.weight"));
  AVVISO_ASSIGN(Tensor token_types, from.Get("embeddings.token_type_embeddings.weight"));
  out.width = words.columns;
  const auto lines =
      static_cast<size_t>(std::count(out.vocabulary.begin(), out.vocabulary.end(), '\n'));
  if (positions.columns != out.width || token_types.columns != out.width || lines != words.rows ||
      out.width % 64 != 0) {
    return Error{ErrorCode::kWrongShape, base + ": its embeddings don't fit each other"};
  }
  out.heads = out.width / kHeadWidth;
  out.words = std::move(words.values);
  out.positions = std::move(positions.values);
  token_types.values.resize(out.width);  // that of a first segment
  out.token_type = std::move(token_types.values);
  AVVISO_ASSIGN(out.norm, from.Norm("embeddings.LayerNorm", out.width));
  for (size_t i = 0; from.Has("encoder.layer." + std::to_string(i) + ".output.dense.weight"); ++i) {
    AVVISO_ASSIGN(LayerWeights layer, LoadLayer(from, i, out.width));
    out.layers.push_back(std::move(layer));
  }
  if (out.layers.empty()) return Error{ErrorCode::kNotFound, base + " has no layers of BERT"};
  AVVISO_TRY(LoadHeads(from, &out));
  AVVISO_TRY(CheckWidths(out));
  return out;
}

}  // namespace avviso
