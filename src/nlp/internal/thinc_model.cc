#include "nlp/internal/thinc_model.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace avviso {
namespace {

// The layers that this runtime runs; "ints-getitem" and the like only carry data.
constexpr std::array<std::string_view, 20> kKnownLayers = {"dropout",
                                                           "expand_window",
                                                           "extract_features",
                                                           "hashembed",
                                                           "ints-getitem",
                                                           "layernorm",
                                                           "linear",
                                                           "list2array",
                                                           "list2ragged",
                                                           "maxout",
                                                           "parser_model",
                                                           "ragged2list",
                                                           "residual",
                                                           "softmax",
                                                           "static_vectors",
                                                           "with_array",
                                                           "noop",
                                                           "precomputable_affine",
                                                           "tok2vec-listener",
                                                           "tok2vec_listener"};

std::string ShapeName(const std::vector<int64_t>& shape) {
  std::string out = "(";
  for (size_t i = 0; i < shape.size(); ++i) {
    out += (i == 0 ? "" : ", ") + std::to_string(shape[i]);
  }
  return out + ")";
}

// Reads one map of node values by key, handing each value's place to `take`.
template <typename Take>
Status ReadMap(Msgpack* in, Take take) {
  AVVISO_ASSIGN(const uint32_t members, in->Map());
  for (uint32_t m = 0; m < members; ++m) {
    AVVISO_ASSIGN(const std::string_view key, in->String());
    AVVISO_TRY(take(key));
  }
  return Ok();
}

Status ReadNode(Msgpack* in, ThincModel::Node* node) {
  return ReadMap(in, [&](std::string_view key) -> Status {
    if (key == "name") {
      AVVISO_ASSIGN(node->name, in->String());
      return Ok();
    }
    if (key != "refs") return in->Skip();
    return ReadMap(in, [&](std::string_view ref) -> Status {
      if (in->Peek() == Msgpack::Type::kNil) return in->Skip();
      AVVISO_ASSIGN(node->refs[ref], in->Integer());
      return Ok();
    });
  });
}

}  // namespace

Result<ThincModel> ThincModel::Parse(std::string_view bytes, const std::string& path) {
  ThincModel model;
  model.path_ = path;
  Msgpack in(bytes, path);
  AVVISO_TRY(ReadMap(&in, [&](std::string_view key) { return model.ParseList(key, &in); }));
  if (model.nodes_.empty()) return Error{ErrorCode::kCorrupt, path + " holds no layers"};
  AVVISO_TRY(model.CheckLayers());
  return model;
}

Status ThincModel::ParseList(std::string_view list, Msgpack* in) {
  if (list != "nodes" && list != "attrs" && list != "params") return in->Skip();
  AVVISO_ASSIGN(const uint32_t count, in->Array());
  if (list == "nodes") nodes_.resize(count);
  if (count != nodes_.size()) {
    return Error{ErrorCode::kCorrupt, path_ + ": \"" + std::string(list) + "\" has " +
                                          std::to_string(count) + " entries for " +
                                          std::to_string(nodes_.size()) + " layers"};
  }
  for (Node& node : nodes_) {
    if (list == "nodes") {
      AVVISO_TRY(ReadNode(in, &node));
    } else if (list == "attrs") {
      AVVISO_TRY(ReadMap(in, [&](std::string_view key) -> Status {
        if (in->Peek() != Msgpack::Type::kBinary) return in->Skip();
        AVVISO_ASSIGN(node.attrs[key], in->Binary());
        return Ok();
      }));
    } else {
      AVVISO_TRY(ReadMap(in, [&](std::string_view key) -> Status {
        AVVISO_ASSIGN(node.params[key], in->Floats());
        return Ok();
      }));
    }
  }
  return Ok();
}

Status ThincModel::CheckLayers() const {
  for (const Node& node : nodes_) {
    std::string_view rest = node.name;
    while (!rest.empty()) {
      const size_t end = std::min(rest.find_first_of(">|()"), rest.size());
      const std::string_view layer = rest.substr(0, end);
      if (!layer.empty() &&
          std::find(kKnownLayers.begin(), kKnownLayers.end(), layer) == kKnownLayers.end()) {
        return Error{ErrorCode::kUnsupported,
                     path_ + " has a layer that this build can't run: " + std::string(layer)};
      }
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }
  return Ok();
}

std::vector<size_t> ThincModel::Named(std::string_view name) const {
  std::vector<size_t> out;
  for (size_t i = 0; i < nodes_.size(); ++i) {
    if (nodes_[i].name == name) out.push_back(i);
  }
  return out;
}

Result<size_t> ThincModel::Reference(std::string_view name) const {
  const auto ref = nodes_[0].refs.find(name);
  if (ref == nodes_[0].refs.end() || ref->second < 0 ||
      static_cast<size_t>(ref->second) >= nodes_.size()) {
    return Missing(0, "reference \"" + std::string(name) + "\"");
  }
  return static_cast<size_t>(ref->second);
}

Error ThincModel::Missing(size_t index, std::string_view what) const {
  return {ErrorCode::kCorrupt, path_ + ": layer " + std::to_string(index) + " (" +
                                   std::string(nodes_[index].name.substr(0, 60)) + ") has no " +
                                   std::string(what)};
}

Result<std::vector<int64_t>> ThincModel::Shape(size_t index, std::string_view name) const {
  const auto param = nodes_[index].params.find(name);
  if (param == nodes_[index].params.end() || param->second.shape.empty()) {
    return Missing(index, "weights \"" + std::string(name) + "\"");
  }
  if (param->second.count() == 0) {
    return Error{ErrorCode::kWrongShape, path_ + ": layer " + std::to_string(index) + " (" +
                                             std::string(nodes_[index].name.substr(0, 60)) +
                                             ") has weights \"" + std::string(name) +
                                             "\" of shape " + ShapeName(param->second.shape) +
                                             ", which holds no number"};
  }
  return param->second.shape;
}

Result<std::vector<float>> ThincModel::Param(size_t index, std::string_view name,
                                             const std::vector<int64_t>& shape) const {
  AVVISO_ASSIGN(const std::vector<int64_t> actual, Shape(index, name));
  if (actual != shape) {
    return Error{ErrorCode::kWrongShape, path_ + ": layer " + std::to_string(index) + " (" +
                                             std::string(nodes_[index].name.substr(0, 60)) +
                                             ") has weights \"" + std::string(name) +
                                             "\" of shape " + ShapeName(actual) + " where " +
                                             ShapeName(shape) + " is needed"};
  }
  const FloatArray& array = nodes_[index].params.find(name)->second;
  std::vector<float> out(array.count());
  std::memcpy(out.data(), array.bytes.data(), array.bytes.size());
  return out;
}

Result<int64_t> ThincModel::IntegerAttr(size_t index, std::string_view name) const {
  const auto attr = nodes_[index].attrs.find(name);
  if (attr == nodes_[index].attrs.end()) return Missing(index, name);
  return Msgpack(attr->second, path_).Integer();
}

Result<std::vector<std::string>> ThincModel::StringsAttr(size_t index,
                                                         std::string_view name) const {
  const auto attr = nodes_[index].attrs.find(name);
  if (attr == nodes_[index].attrs.end()) return Missing(index, name);
  Msgpack in(attr->second, path_);
  AVVISO_ASSIGN(const uint32_t count, in.Array());
  std::vector<std::string> out;
  for (uint32_t i = 0; i < count; ++i) {
    AVVISO_ASSIGN(const std::string_view value, in.String());
    out.emplace_back(value);
  }
  return out;
}

}  // namespace avviso
