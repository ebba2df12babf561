#include "encoder/internal/safetensors.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <utility>

#include "base/json_reader.h"
#include "nn/half.h"

namespace avviso {
namespace {

constexpr uint64_t kMostHeader = 1 << 24;

size_t WidthOf(std::string_view type) {
  return type == "F32" ? 4 : type == "F16" ? 2 : type == "I8" ? 1 : 0;
}

}  // namespace

Result<Safetensors> Safetensors::Parse(std::string_view bytes, std::string name) {
  uint64_t size = 0;
  if (bytes.size() < sizeof size) {
    return Error{ErrorCode::kTruncated, name + " is too short for tensors"};
  }
  std::memcpy(&size, bytes.data(), sizeof size);
  if (size > kMostHeader || size > bytes.size() - sizeof size) {
    return Error{ErrorCode::kTruncated, name + " ends in its header"};
  }
  AVVISO_ASSIGN(const JsonDocument header,
                JsonDocument::Parse(bytes.substr(sizeof size, size), name));
  Safetensors out;
  out.data_ = bytes.substr(sizeof size + size);
  out.name_ = std::move(name);
  bool inside = true;
  header.root().ForEach([&](std::string_view key, JsonValue value) {
    if (key == "__metadata__") {
      value.ForEach([&](std::string_view word, JsonValue text) {
        out.metadata_.emplace(word, text.String());
      });
      return;
    }
    Place place;
    place.type = std::string(value["dtype"].String());
    value["shape"].ForEach([&](std::string_view, JsonValue n) {
      place.shape.push_back(static_cast<size_t>(n.Integer().value_or(0)));
    });
    std::vector<size_t> offsets;
    value["data_offsets"].ForEach([&](std::string_view, JsonValue n) {
      offsets.push_back(static_cast<size_t>(n.Integer().value_or(-1)));
    });
    if (offsets.size() != 2 || offsets[0] > offsets[1] || offsets[1] > out.data_.size()) {
      inside = false;
      return;
    }
    place.begin = offsets[0];
    place.end = offsets[1];
    out.places_.emplace(key, std::move(place));
  });
  if (!inside) return Error{ErrorCode::kTruncated, out.name_ + ": a tensor lies outside of it"};
  return out;
}

std::string Safetensors::Metadata(const std::string& key) const {
  const auto at = metadata_.find(key);
  return at == metadata_.end() ? std::string() : at->second;
}

Result<Tensor> Safetensors::Get(const std::string& tensor) const {
  const auto at = places_.find(tensor);
  if (at == places_.end()) return Error{ErrorCode::kNotFound, name_ + " has no tensor " + tensor};
  const Place& place = at->second;
  const size_t width = WidthOf(place.type);
  if (width == 0 || place.shape.size() > 2) {
    return Error{ErrorCode::kUnsupported, name_ + ": tensor " + tensor + " is of another kind"};
  }
  const size_t count = (place.end - place.begin) / width;
  Tensor out;
  if (!place.shape.empty()) out.columns = place.shape.back();
  if (place.shape.size() == 2) out.rows = place.shape.front();
  if (count * width != place.end - place.begin || out.rows == 0 || out.columns == 0 ||
      count % out.columns != 0 || count / out.columns != out.rows) {
    return Error{ErrorCode::kCorrupt, name_ + ": tensor " + tensor + " isn't of its own shape"};
  }
  out.values.resize(count);
  const char* from = data_.data() + place.begin;
  for (size_t i = 0; i < count; ++i) {
    if (width == 4) {
      std::memcpy(&out.values[i], from + 4 * i, 4);
    } else if (width == 2) {
      uint16_t half;
      std::memcpy(&half, from + 2 * i, 2);
      out.values[i] = FromHalf(half);
    } else {
      out.values[i] = static_cast<float>(static_cast<int8_t>(from[i]));
    }
  }
  if (!std::all_of(out.values.begin(), out.values.end(),
                   [](float x) { return std::isfinite(x); })) {
    return Error{ErrorCode::kCorrupt, name_ + ": tensor " + tensor + " holds what is no number"};
  }
  return out;
}

}  // namespace avviso
