// Tensors in a file of the safetensors format: a length, a JSON header, and bytes.
//
//   u64 little endian: size of the header | {"name": {"dtype", "shape", "data_offsets"}} | data
//
// Reads F32, F16 and I8; floats are handed out as 32 bits, I8 as whole numbers in floats.

#ifndef AVVISO_ENCODER_INTERNAL_SAFETENSORS_H_
#define AVVISO_ENCODER_INTERNAL_SAFETENSORS_H_

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace avviso {

struct Tensor {
  size_t rows = 1;     // 1 for a vector
  size_t columns = 1;  // the last dimension
  std::vector<float> values;
};

class Safetensors {
 public:
  // Views `bytes`; `name` stands in messages. Errors: kTruncated, kCorrupt; kUnsupported for
  // a tensor of another type or of more than two dimensions that is asked for.
  static Result<Safetensors> Parse(std::string_view bytes, std::string name);

  // Of the header's metadata; empty if there is none.
  std::string Metadata(const std::string& key) const;
  bool Has(const std::string& tensor) const { return places_.count(tensor) > 0; }
  // Errors: kNotFound, kUnsupported; kCorrupt, also if a value is no number.
  Result<Tensor> Get(const std::string& tensor) const;

 private:
  struct Place {
    std::string type;
    std::vector<size_t> shape;
    size_t begin = 0, end = 0;
  };
  std::string_view data_;
  std::string name_;
  std::map<std::string, Place> places_;
  std::map<std::string, std::string> metadata_;
};

}  // namespace avviso

#endif  // AVVISO_ENCODER_INTERNAL_SAFETENSORS_H_
