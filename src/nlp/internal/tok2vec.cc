#include "nlp/internal/tok2vec.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "nn/hash.h"

namespace avviso {
namespace {

constexpr size_t kMaxSummed = 64;  // rows that are added up for one word

// Weights of a maxout layer are stored (unit, piece, input). Kernels want pieces
// one after another: output column p * width + unit.
struct MaxoutWeights {
  const std::vector<float>& stored;
  size_t width, pieces, inputs;
  float At(size_t input, size_t column) const {
    const size_t unit = column % width, piece = column / width;
    return stored[(unit * pieces + piece) * inputs + input];
  }
};

Floats PieceMajor(const std::vector<float>& bias, size_t width, size_t pieces) {
  std::vector<float> out(width * pieces);
  for (size_t i = 0; i < out.size(); ++i) out[i] = bias[i % width * pieces + i / width];
  return PadToPanel(out.data(), out.size());
}

Result<std::vector<int64_t>> MaxoutShapeOf(const ThincModel& model, size_t index) {
  AVVISO_ASSIGN(std::vector<int64_t> shape, model.Shape(index, "W"));
  if (shape.size() != 3 || shape[0] < 1 || shape[0] > 4096 || shape[1] < 1 || shape[1] > 16) {
    return Error{ErrorCode::kWrongShape, model.path() + ": the maxout layer " +
                                             std::to_string(index) +
                                             " isn't of (units, pieces, inputs)"};
  }
  return shape;
}

}  // namespace

Result<Tok2Vec> Tok2Vec::Make(const ThincModel& model, const Vectors* vectors) {
  Tok2Vec out;
  out.vectors_ = vectors;
  AVVISO_TRY(out.LoadMix(model));
  AVVISO_TRY(out.LoadEncoder(model));
  return out;
}

Status Tok2Vec::LoadMix(const ThincModel& model) {
  const auto maxouts = model.Named("maxout");
  const auto norms = model.Named("layernorm");
  if (maxouts.size() < 2 || norms.size() != maxouts.size()) {
    return Error{ErrorCode::kUnsupported,
                 model.path() + " isn't a hash embedding with a maxout window encoder"};
  }
  AVVISO_ASSIGN(const auto shape, MaxoutShapeOf(model, maxouts[0]));
  width_ = static_cast<size_t>(shape[0]);
  mix_.pieces = static_cast<size_t>(shape[1]);
  AVVISO_ASSIGN(const auto mix, model.Param(maxouts[0], "W", shape));
  AVVISO_ASSIGN(const auto bias, model.Param(maxouts[0], "b", {shape[0], shape[1]}));
  AVVISO_ASSIGN(const auto gamma, model.Param(norms[0], "G", {shape[0]}));
  AVVISO_ASSIGN(const auto beta, model.Param(norms[0], "b", {shape[0]}));
  mix_.bias = PieceMajor(bias, width_, mix_.pieces);
  mix_.gamma.assign(gamma.begin(), gamma.end());
  mix_.beta.assign(beta.begin(), beta.end());
  AVVISO_TRY(LoadEmbeddings(model, mix, static_cast<size_t>(shape[2])));
  return LoadStatic(model, mix, static_cast<size_t>(shape[2]));
}

Status Tok2Vec::LoadEmbeddings(const ThincModel& model, const std::vector<float>& mix,
                               size_t columns) {
  constexpr std::array<std::string_view, 9> kFeatures = {
      "ORTH", "NORM", "LOWER", "PREFIX", "SUFFIX", "SHAPE", "SPACY", "IS_SPACE", "IS_ALPHA"};
  const auto extractors = model.Named("extract_features");
  const auto tables = model.Named("hashembed");
  if (extractors.size() != 1) {
    return Error{ErrorCode::kUnsupported, model.path() + " has no one list of features"};
  }
  AVVISO_ASSIGN(const auto names, model.StringsAttr(extractors[0], "columns"));
  const bool with_static = !model.Named("static_vectors").empty();
  if (tables.size() * 4 + 2 > kMaxSummed || (tables.size() + with_static) * width_ != columns) {
    return Error{ErrorCode::kWrongShape,
                 model.path() + ": the mix layer doesn't fit the embedding tables"};
  }
  for (size_t i = 0; i < tables.size(); ++i) {
    Embedding embedding;
    AVVISO_ASSIGN(const int64_t column, model.IntegerAttr(tables[i], "column"));
    AVVISO_ASSIGN(const int64_t seed, model.IntegerAttr(tables[i], "seed"));
    if (column < 0 || static_cast<size_t>(column) >= names.size()) {
      return Error{ErrorCode::kCorrupt, model.path() + ": a table of no feature"};
    }
    const std::string& name = names[static_cast<size_t>(column)];
    const auto* known = std::find(kFeatures.begin(), kFeatures.end(), name);
    if (known == kFeatures.end()) {
      return Error{ErrorCode::kUnsupported, model.path() +
                                                " embeds a feature that this build "
                                                "can't compute: " +
                                                name};
    }
    embedding.feature = static_cast<Feature>(known - kFeatures.begin());
    embedding.seed = static_cast<uint32_t>(seed);
    by_space_ = by_space_ || embedding.feature == Feature::kSpacy;
    AVVISO_ASSIGN(const auto shape, model.Shape(tables[i], "E"));
    if (shape.size() != 2 || shape[0] < 1) {
      return Error{ErrorCode::kWrongShape, model.path() + ": an embedding table isn't a table"};
    }
    AVVISO_ASSIGN(const auto rows,
                  model.Param(tables[i], "E", {shape[0], static_cast<int64_t>(width_)}));
    embedding.rows = static_cast<uint32_t>(shape[0]);
    const MaxoutWeights weights{mix, width_, mix_.pieces, columns};
    const PackedMatrix part(width_, width_ * mix_.pieces, [&](size_t input, size_t column_) {
      return weights.At(i * width_ + input, column_);
    });
    embedding.table.resize(embedding.rows * part.padded_width());
    BestKernels().multiply(rows.data(), width_, embedding.rows, part, nullptr,
                           embedding.table.data(), part.padded_width());
    embeddings_.push_back(std::move(embedding));
  }
  return Ok();
}

Status Tok2Vec::LoadStatic(const ThincModel& model, const std::vector<float>& mix, size_t columns) {
  const auto layers = model.Named("static_vectors");
  if (layers.empty()) {
    vectors_ = nullptr;
    return Ok();
  }
  if (vectors_ == nullptr || vectors_->width() == 0 || layers.size() > 1) {
    return Error{ErrorCode::kCorrupt, model.path() + " needs static vectors; the vocab has none"};
  }
  const size_t inputs = vectors_->width();
  AVVISO_ASSIGN(
      const auto projection,
      model.Param(layers[0], "W", {static_cast<int64_t>(width_), static_cast<int64_t>(inputs)}));
  // The projection's columns as rows, times the static part of the mix.
  Floats transposed(inputs * width_);
  for (size_t i = 0; i < transposed.size(); ++i) {
    transposed[i] = projection[i % width_ * inputs + i / width_];
  }
  const MaxoutWeights weights{mix, width_, mix_.pieces, columns};
  const PackedMatrix part(width_, width_ * mix_.pieces, [&](size_t input, size_t column) {
    return weights.At(embeddings_.size() * width_ + input, column);
  });
  Floats product(inputs * part.padded_width());
  BestKernels().multiply(transposed.data(), width_, inputs, part, nullptr, product.data(),
                         part.padded_width());
  static_weights_ = PackedMatrix(inputs, width_ * mix_.pieces, [&](size_t row, size_t column) {
    return product[row * part.padded_width() + column];
  });
  return Ok();
}

Status Tok2Vec::LoadEncoder(const ThincModel& model) {
  for (size_t index : model.Named("expand_window")) {
    AVVISO_ASSIGN(const int64_t window, model.IntegerAttr(index, "window_size"));
    if (window != 1) {
      return Error{ErrorCode::kUnsupported, model.path() + " has a window of " +
                                                std::to_string(window) + "; 1 is supported"};
    }
  }
  const auto maxouts = model.Named("maxout");
  const auto norms = model.Named("layernorm");
  const auto width = static_cast<int64_t>(width_);
  for (size_t i = 1; i < maxouts.size(); ++i) {
    AVVISO_ASSIGN(const auto shape, MaxoutShapeOf(model, maxouts[i]));
    Layer layer;
    layer.pieces = static_cast<size_t>(shape[1]);
    AVVISO_ASSIGN(const auto stored, model.Param(maxouts[i], "W", {width, shape[1], 3 * width}));
    AVVISO_ASSIGN(const auto bias, model.Param(maxouts[i], "b", {width, shape[1]}));
    AVVISO_ASSIGN(const auto gamma, model.Param(norms[i], "G", {width}));
    AVVISO_ASSIGN(const auto beta, model.Param(norms[i], "b", {width}));
    layer.bias = PieceMajor(bias, width_, layer.pieces);
    layer.gamma.assign(gamma.begin(), gamma.end());
    layer.beta.assign(beta.begin(), beta.end());
    const MaxoutWeights weights{stored, width_, layer.pieces, 3 * width_};
    if (i == 1) {
      part_ = layer.bias.size();
      first_products_ = PackedMatrix(width_, 3 * part_, [&](size_t input, size_t column) {
        const size_t unit = column % part_;
        return unit < width_ * layer.pieces ? weights.At(column / part_ * width_ + input, unit)
                                            : 0.0f;
      });
      first_bias_.assign(3 * part_, 0.0f);
      std::copy(layer.bias.begin(), layer.bias.end(),
                first_bias_.begin() + static_cast<long>(part_));
    } else {
      layer.weights =
          PackedMatrix(3 * width_, width_ * layer.pieces,
                       [&](size_t input, size_t column) { return weights.At(input, column); });
    }
    encoder_.push_back(std::move(layer));
  }
  return Ok();
}

uint32_t Tok2Vec::TypeOf(const RawToken& token) const {
  return by_space_ ? token.word * 2 + token.space_after : token.word;
}

void Tok2Vec::Mix(uint32_t type, const WordTable& words, const Kernels& kernels,
                  float* sums) const {
  const Word& word = words[by_space_ ? type / 2 : type];
  std::array<const float*, kMaxSummed> rows;
  size_t count = 0;
  const size_t stride = mix_.bias.size();
  for (const Embedding& embedding : embeddings_) {
    uint64_t key = 0;
    switch (embedding.feature) {
      case Feature::kOrth: key = word.orth; break;
      case Feature::kNorm: key = word.norm_id; break;
      case Feature::kLower: key = word.lower_id; break;
      case Feature::kPrefix: key = word.prefix_id; break;
      case Feature::kSuffix: key = word.suffix_id; break;
      case Feature::kShape: key = word.shape_id; break;
      case Feature::kSpacy: key = type & 1; break;
      case Feature::kIsSpace: key = word.is_space; break;
      case Feature::kIsAlpha: key = word.is_alpha; break;
    }
    for (uint32_t hash : HashEmbedKeys(key, embedding.seed)) {
      rows[count++] = embedding.table.data() + hash % embedding.rows * stride;
    }
  }
  Floats projected;
  if (const float* vector = vectors_ == nullptr ? nullptr : vectors_->Find(word.orth)) {
    projected.resize(stride);
    kernels.multiply(vector, 0, 1, static_weights_, nullptr, projected.data(), stride);
    rows[count++] = projected.data();
  }
  rows[count++] = mix_.bias.data();
  kernels.sum(rows.data(), count, stride, sums);
}

// Mixed vectors and first-layer products for the slots from `first_slot` on.
void Tok2Vec::FillSlots(size_t first_slot, const WordTable& words, const Kernels& kernels,
                        Cache* cache) const {
  constexpr size_t kBatch = 64;
  const size_t stride = mix_.bias.size();
  const MaxoutShape shape{width_, mix_.pieces, mix_.gamma.data(), mix_.beta.data()};
  cache->hidden_.resize(std::max(cache->hidden_.size(), kBatch * stride));
  for (size_t slot = first_slot; slot < cache->type_in_.size(); slot += kBatch) {
    const size_t count = std::min(kBatch, cache->type_in_.size() - slot);
    for (size_t i = 0; i < count; ++i) {
      Mix(cache->type_in_[slot + i], words, kernels, cache->hidden_.data() + i * stride);
    }
    float* mixed = cache->mixed_.data() + slot * width_;
    kernels.maxout_norm(cache->hidden_.data(), stride, count, shape, nullptr, mixed);
    kernels.multiply(mixed, width_, count, first_products_, first_bias_.data(),
                     cache->products_.data() + slot * 3 * part_, 3 * part_);
  }
}

// Sees to it that every type of `tokens` has a slot, and lists the slots in
// cache->types_. Slot 0 is the padding: zero, with the bias at its centre.
void Tok2Vec::FindTypes(std::span<const RawToken> tokens, const WordTable& words,
                        const Kernels& kernels, Cache* cache) const {
  const auto reset = [&] {
    cache->slot_of_.assign(cache->slot_of_.size(), -1);
    cache->type_in_.assign(1, UINT32_MAX);
    cache->generation_ = words.generation();
    // Memory is reserved and grows as slots are filled: most texts need few.
    cache->mixed_.reserve(kCacheSlots * width_);
    cache->products_.reserve(kCacheSlots * 3 * part_);
    cache->mixed_.assign(width_, 0.0f);
    cache->products_.assign(first_bias_.begin(), first_bias_.end());
  };
  cache->slot_of_.resize(std::max(cache->slot_of_.size(), words.size() * (by_space_ ? 2 : 1)), -1);
  if (cache->type_in_.empty() || cache->generation_ != words.generation() ||
      cache->type_in_.size() + tokens.size() > kCacheSlots) {
    reset();
  }
  const size_t known = cache->type_in_.size();
  cache->types_.clear();
  for (const RawToken& token : tokens) {
    const uint32_t type = TypeOf(token);
    int32_t& slot = cache->slot_of_[type];
    if (slot < 0) {
      slot = static_cast<int32_t>(cache->type_in_.size());
      cache->type_in_.push_back(type);
    }
    cache->types_.push_back(static_cast<uint32_t>(slot));
  }
  cache->mixed_.resize(cache->type_in_.size() * width_);
  cache->products_.resize(cache->type_in_.size() * 3 * part_);
  FillSlots(known, words, kernels, cache);
}

// The first layer's `rows` rows into cache->b_, and their inputs into cache->a_.
// Row i is about the token at types_[i + 1].
void Tok2Vec::FirstLayer(size_t rows, const Kernels& kernels, Cache* cache) const {
  const Layer& layer = encoder_[0];
  const auto product = [&](size_t i, size_t part) {
    return cache->products_.data() + (cache->types_[i] * 3 + part) * part_;
  };
  // The rows of products lie all over a cache larger than the processor's nearer
  // ones; asking for them early hides the way.
  constexpr size_t kAhead = 4, kLine = kAlignment / sizeof(float);
  for (size_t i = 0; i < rows; ++i) {
    if (i + 2 + kAhead < cache->types_.size()) {
      const float* next = product(i + 2 + kAhead, 0);
      for (size_t f = 0; f < 3 * part_; f += kLine) __builtin_prefetch(next + f);
    }
    std::memcpy(cache->a_.data() + i * width_, cache->mixed_.data() + cache->types_[i + 1] * width_,
                width_ * sizeof(float));
    const float* parts[] = {product(i, 0), product(i + 1, 1), product(i + 2, 2)};
    kernels.sum(parts, 3, part_, cache->hidden_.data() + i * part_);
  }
  kernels.maxout_norm(cache->hidden_.data(), part_, rows,
                      {width_, layer.pieces, layer.gamma.data(), layer.beta.data()},
                      cache->a_.data(), cache->b_.data());
}

void Tok2Vec::Run(std::span<const RawToken> tokens, const WordTable& words, const Kernels& kernels,
                  Cache* cache, const Sink& sink) const {
  const size_t depth = encoder_.size();
  const size_t most = kWindow + 2 * depth;
  cache->a_.resize(most * width_);
  cache->b_.resize(most * width_);
  size_t widest = mix_.bias.size();
  for (const Layer& layer : encoder_) widest = std::max(widest, layer.bias.size());
  cache->hidden_.resize(most * widest);
  for (size_t first = 0; first < tokens.size(); first += kWindow) {
    const size_t end = std::min(tokens.size(), first + kWindow);
    // The window with `depth` rows more on each side; those outside the text are padding.
    const size_t before = std::min(first, depth), after = std::min(tokens.size() - end, depth);
    FindTypes(tokens.subspan(first - before, before + end - first + after), words, kernels, cache);
    cache->types_.insert(cache->types_.begin(), depth - before, 0);
    cache->types_.insert(cache->types_.end(), depth - after, 0);
    size_t rows = end - first + 2 * (depth - 1);
    FirstLayer(rows, kernels, cache);
    Floats* in = &cache->b_;
    Floats* out = &cache->a_;
    for (size_t k = 1; k < depth; ++k) {
      const Layer& layer = encoder_[k];
      rows -= 2;
      kernels.multiply(in->data(), width_, rows, layer.weights, layer.bias.data(),
                       cache->hidden_.data(), layer.bias.size());
      kernels.maxout_norm(cache->hidden_.data(), layer.bias.size(), rows,
                          {width_, layer.pieces, layer.gamma.data(), layer.beta.data()},
                          in->data() + width_, out->data());
      std::swap(in, out);
    }
    sink(first, end - first, in->data());
  }
}

}  // namespace avviso
