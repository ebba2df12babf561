// ThincModel: the layers of one thinc model as stored on disk, found by name.
//
// A file `<pipe>/model` is a MessagePack map of four lists with an entry a layer,
// in breadth-first order:
//   nodes:  {index, name, dims, refs}     params: {name: float array or nil}
//   attrs:  {name: MessagePack of a value}   shims: always empty here
// A combinator's name spells its children, e.g. "maxout>>layernorm>>dropout".

#ifndef AVVISO_NLP_INTERNAL_THINC_MODEL_H_
#define AVVISO_NLP_INTERNAL_THINC_MODEL_H_

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "nlp/internal/msgpack.h"

namespace avviso {

class ThincModel {
 public:
  struct Node {
    std::string_view name;
    std::map<std::string_view, int64_t> refs;
    std::map<std::string_view, std::string_view> attrs;  // MessagePack each
    std::map<std::string_view, FloatArray> params;
  };

  // `bytes` must outlive the result; `path` names it in messages.
  // Errors: kTruncated, kCorrupt; kUnsupported if a layer isn't one of those that
  // this runtime knows, with its name.
  static Result<ThincModel> Parse(std::string_view bytes, const std::string& path);

  const std::string& path() const { return path_; }
  const Node& node(size_t index) const { return nodes_[index]; }
  size_t size() const { return nodes_.size(); }
  // Indices of the layers of that very name, in stored order.
  std::vector<size_t> Named(std::string_view name) const;
  // The index that the root refers to by `name`. kCorrupt if there is none.
  Result<size_t> Reference(std::string_view name) const;

  // The array, checked to be of `shape`, as floats. Errors: kCorrupt if there is
  // none, kWrongShape.
  Result<std::vector<float>> Param(size_t index, std::string_view name,
                                   const std::vector<int64_t>& shape) const;
  // The shape of an array. kCorrupt if there is none, kWrongShape if a side is 0.
  Result<std::vector<int64_t>> Shape(size_t index, std::string_view name) const;
  // kCorrupt if there is no such whole number.
  Result<int64_t> IntegerAttr(size_t index, std::string_view name) const;
  // kCorrupt if there is no such list of strings.
  Result<std::vector<std::string>> StringsAttr(size_t index, std::string_view name) const;

 private:
  Status ParseList(std::string_view list, Msgpack* in);
  Status CheckLayers() const;
  Error Missing(size_t index, std::string_view what) const;

  std::string path_;
  std::vector<Node> nodes_;
};

}  // namespace avviso

#endif  // AVVISO_NLP_INTERNAL_THINC_MODEL_H_
