#include "encoder/internal/encoder_file.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <type_traits>

#include "base/hash.h"
#include "nn/half.h"

namespace avviso::encoder_file {

static_assert(std::endian::native == std::endian::little);

namespace {

constexpr size_t kAlign = 64;
constexpr uint64_t kChecksumSeed = 0x656e63;
constexpr uint32_t kMostRows = 1 << 20;  // more of anything is no encoder

// Views of a file's parts, one after another.
class Taker {
 public:
  explicit Taker(std::string_view bytes) : bytes_(bytes), at_(sizeof(Header)) {}

  template <typename T>
  const T* Take(size_t count) {
    at_ = (at_ + kAlign - 1) / kAlign * kAlign;
    if (at_ > bytes_.size() || count > (bytes_.size() - at_) / sizeof(T)) {
      inside_ = false;
      return nullptr;
    }
    const auto* part = reinterpret_cast<const T*>(bytes_.data() + at_);
    at_ += count * sizeof(T);
    return part;
  }
  Int8Matrix TakeInt8(size_t depth, size_t width) {
    Int8Matrix out{depth, width, Take<int8_t>(depth * width), nullptr, nullptr, nullptr};
    out.shift = Take<int32_t>(width);
    out.scale = Take<float>(width);
    out.bias = Take<float>(width);
    return out;
  }
  FloatMatrix TakeFloats(size_t depth, size_t width) {
    FloatMatrix out{depth, width, Take<float>(depth * width), nullptr};
    out.bias = Take<float>(width);
    return out;
  }
  Norm TakeNorm(size_t width) {
    const float* gamma = Take<float>(width);
    return {gamma, Take<float>(width)};
  }
  bool AllTaken() const { return inside_ && at_ == bytes_.size(); }

 private:
  std::string_view bytes_;
  size_t at_;
  bool inside_ = true;
};

// The same parts, written.
class Putter {
 public:
  Putter() : bytes_(sizeof(Header), '\0') {}

  template <typename T>
  void Put(const std::vector<T>& values) {
    PutBytes({reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T)});
  }
  void PutBytes(std::string_view part) {
    bytes_.resize((bytes_.size() + kAlign - 1) / kAlign * kAlign, '\0');
    bytes_ += part;
  }
  void Put(const NormWeights& norm) {
    Put(norm.gamma);
    Put(norm.beta);
  }
  void PutFloats(const LinearWeights& linear) {
    Put(linear.weight);
    Put(linear.bias);
  }
  void PutInt8(const LinearWeights& linear);

  std::string* bytes() { return &bytes_; }

 private:
  std::string bytes_;
};

// Each output column has the scale that makes its largest weight 127.
void Putter::PutInt8(const LinearWeights& linear) {
  const size_t depth = linear.depth, width = linear.width;
  constexpr size_t kPanel = Int8Matrix::kPanel;
  std::vector<int8_t> values(depth * width);
  std::vector<int32_t> shift(width);
  std::vector<float> scale(width);
  for (size_t c = 0; c < width; ++c) {
    const float* row = linear.weight.data() + c * depth;
    float most = 0;
    for (size_t k = 0; k < depth; ++k) most = std::max(most, std::fabs(row[k]));
    scale[c] = most > 0 ? most / 127.0f : 1.0f;
    int32_t sum = 0;
    for (size_t k = 0; k < depth; ++k) {
      const auto q = static_cast<int8_t>(std::nearbyint(row[k] / scale[c]));
      values[(c / kPanel * (depth / 4) + k / 4) * kPanel * 4 + c % kPanel * 4 + k % 4] = q;
      sum += q;
    }
    shift[c] = 128 * sum;
  }
  Put(values);
  Put(shift);
  Put(scale);
  Put(linear.bias);
}

std::string Joined(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : " ") + word;
  return out;
}

Status CheckShape(const Header& h, const std::string& name) {
  const auto sizes = {h.pieces, h.positions, h.width,      h.heads,  h.inner,
                      h.layers, h.act_width, h.role_width, h.buckets};
  const bool sane = std::min(sizes) > 0 && std::max(sizes) < kMostRows && h.modes < kMostRows;
  // What the kernels ask of their shapes.
  const bool fits = sane && h.width % 64 == 0 && h.inner % 64 == 0 && h.layers <= 64 &&
                    h.width % (32 * h.heads) == 0 && h.width / h.heads <= kInt8WidestHead &&
                    h.act_width % 64 == 0 && h.role_width % 16 == 0 &&
                    h.role_width % kReadRoles == 0 && h.buckets % 2 == 1;
  if (!fits) return Error{ErrorCode::kCorrupt, name + ": not the shape of an encoder"};
  return Ok();
}

}  // namespace

uint64_t ChecksumOf(Header header, std::string_view bytes) {
  header.checksum = 0;
  char raw[sizeof header];
  std::memcpy(raw, &header, sizeof header);
  return MurmurHash64A(bytes.substr(sizeof header),
                       MurmurHash64A(std::string_view(raw, sizeof raw), kChecksumSeed));
}

Result<View> Read(std::string_view bytes, const std::string& name) {
  View view;
  Header& h = view.header;
  if (bytes.size() < sizeof h) {
    return Error{ErrorCode::kTruncated, name + " is too short for an encoder"};
  }
  std::memcpy(&h, bytes.data(), sizeof h);
  if (h.magic != kMagic) return Error{ErrorCode::kCorrupt, name + " isn't an encoder"};
  if (h.version != kVersion || h.header_size != sizeof h) {
    return Error{ErrorCode::kUnsupported, name + " is of version " + std::to_string(h.version) +
                                              ", not " + std::to_string(kVersion) +
                                              " (run tools/fetch_encoder.sh)"};
  }
  if (h.size != bytes.size()) {
    return Error{ErrorCode::kTruncated, name + " has " + std::to_string(bytes.size()) +
                                            " bytes where its header says " +
                                            std::to_string(h.size)};
  }
  if (ChecksumOf(h, bytes) != h.checksum) {
    return Error{ErrorCode::kCorrupt, name + ": its bytes don't match its checksum"};
  }
  AVVISO_TRY(CheckShape(h, name));
  Taker taker(bytes);
  if (const char* labels = taker.Take<char>(h.labels)) view.labels = {labels, h.labels};
  if (const char* lines = taker.Take<char>(h.vocabulary)) view.vocabulary = {lines, h.vocabulary};
  view.words = taker.Take<uint16_t>(size_t{h.pieces} * h.width);
  view.positions = taker.Take<float>(size_t{h.positions} * h.width);
  view.norm = taker.TakeNorm(h.width);
  for (uint32_t i = 0; i < h.layers; ++i) {
    Layer layer;
    layer.qkv = taker.TakeInt8(h.width, size_t{3} * h.width);
    layer.attended = taker.TakeInt8(h.width, h.width);
    layer.norm1 = taker.TakeNorm(h.width);
    layer.up = taker.TakeInt8(h.width, h.inner);
    layer.down = taker.TakeInt8(h.inner, h.width);
    layer.norm2 = taker.TakeNorm(h.width);
    view.layers.push_back(layer);
  }
  view.hidden = taker.TakeInt8(h.width, h.act_width);
  view.role_act = taker.TakeInt8(h.act_width, h.role_width);
  view.role_word = taker.TakeInt8(h.width, h.role_width);
  view.act = taker.TakeFloats(h.act_width, 1 + kReadTypes);
  view.mode = taker.TakeFloats(h.act_width, 1 + h.modes);
  view.status = taker.TakeFloats(h.act_width, kReadStatuses);
  view.historical = taker.TakeFloats(h.act_width, 1);
  view.role_distance = taker.Take<float>(size_t{h.buckets} * kReadRoles);
  if (!taker.AllTaken()) {
    return Error{ErrorCode::kCorrupt, name + ": its parts don't fill it"};
  }
  return view;
}

std::string Write(const EncoderWeights& weights, std::string_view base, std::string_view learned) {
  Putter out;
  const std::string labels = Joined(weights.labels.types) + "\n" + Joined(weights.labels.modes);
  out.PutBytes(labels);
  out.PutBytes(weights.vocabulary);
  std::vector<uint16_t> words(weights.words.size());
  std::transform(weights.words.begin(), weights.words.end(), words.begin(), ToHalf);
  out.Put(words);
  std::vector<float> positions = weights.positions;
  for (size_t i = 0; i < positions.size(); ++i)
    positions[i] += weights.token_type[i % weights.width];
  out.Put(positions);
  out.Put(weights.norm);
  for (const LayerWeights& layer : weights.layers) {
    out.PutInt8(layer.qkv);
    out.PutInt8(layer.attended);
    out.Put(layer.norm1);
    out.PutInt8(layer.up);
    out.PutInt8(layer.down);
    out.Put(layer.norm2);
  }
  out.PutInt8(weights.hidden);
  out.PutInt8(weights.role_act);
  out.PutInt8(weights.role_word);
  out.PutFloats(weights.act);
  out.PutFloats(weights.mode);
  out.PutFloats(weights.status);
  out.PutFloats(weights.historical);
  out.Put(weights.role_distance);
  std::string bytes = std::move(*out.bytes());

  const auto rows = [](size_t n) { return static_cast<uint32_t>(n); };
  Header h;
  h.size = bytes.size();
  h.labels = rows(labels.size());
  h.vocabulary = rows(weights.vocabulary.size());
  h.pieces = rows(weights.words.size() / weights.width);
  h.positions = rows(weights.positions.size() / weights.width);
  h.width = rows(weights.width);
  h.heads = rows(weights.heads);
  h.inner = rows(weights.layers.front().up.width);
  h.layers = rows(weights.layers.size());
  h.act_width = rows(weights.hidden.width);
  h.modes = rows(weights.labels.modes.size());
  h.role_width = rows(weights.role_act.width);
  h.buckets = rows(weights.role_distance.size() / kReadRoles);
  std::memcpy(h.base, base.data(), std::min(base.size(), sizeof h.base));
  std::memcpy(h.learned, learned.data(), std::min(learned.size(), sizeof h.learned));
  std::memcpy(bytes.data(), &h, sizeof h);
  h.checksum = ChecksumOf(h, bytes);
  std::memcpy(bytes.data(), &h, sizeof h);
  return bytes;
}

}  // namespace avviso::encoder_file
