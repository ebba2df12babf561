// A small encoder of made-up weights, as the files that BuildEncoder reads: two layers of width 64
// with two heads, and some ninety pieces. Its readings mean nothing, but take every way.
//
//   SampleEncoder sample;                              // the same each time
//   sample.learned.tensors.erase("heads.act.weight");  // spoil it, if need be
//   sample.Save(folder);                               // model.safetensors, vocab.txt,
//   learned.safetensors

#ifndef AVVISO_TESTS_SAMPLE_ENCODER_H_
#define AVVISO_TESTS_SAMPLE_ENCODER_H_

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "base/file_system.h"
#include "base/result.h"
#include "nlp/document.h"
#include "nn/half.h"

namespace avviso {

// A header, with its length before it, and the data behind it.
inline std::string SafetensorsBytes(const std::string& header, const std::string& data) {
  const uint64_t size = header.size();
  return std::string(reinterpret_cast<const char*>(&size), sizeof size) + header + data;
}

// Tensors to be written in the safetensors format.
struct SampleTensors {
  struct Tensor {
    std::string type, shape, bytes;
  };

  template <typename T>
  void PutAs(const std::string& name, const std::string& type, const std::string& shape,
             const std::vector<T>& values) {
    tensors[name] = {
        type, shape, {reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T)}};
  }
  void Put(const std::string& name, const std::string& shape, const std::vector<float>& values) {
    PutAs(name, "F32", shape, values);
  }
  void PutHalf(const std::string& name, const std::string& shape,
               const std::vector<float>& values) {
    std::vector<uint16_t> halves(values.size());
    std::transform(values.begin(), values.end(), halves.begin(), ToHalf);
    PutAs(name, "F16", shape, halves);
  }
  // In bytes, with NAME.scale; `rows` is the first dimension.
  void PutInt8(const std::string& name, const std::string& shape, size_t rows,
               const std::vector<float>& values) {
    const size_t columns = values.size() / rows;
    std::vector<int8_t> bytes(values.size());
    std::vector<float> scale(rows);
    for (size_t row = 0; row < rows; ++row) {
      const float* from = values.data() + row * columns;
      for (size_t c = 0; c < columns; ++c) scale[row] = std::max(scale[row], std::fabs(from[c]));
      scale[row] /= 127;
      for (size_t c = 0; c < columns; ++c) {
        bytes[row * columns + c] = static_cast<int8_t>(std::lround(from[c] / scale[row]));
      }
    }
    PutAs(name, "I8", shape, bytes);
    Put(name + ".scale", "[" + std::to_string(rows) + "]", scale);
  }

  std::string Bytes() const {
    std::string header = "{\"__metadata__\": {", data;
    for (const auto& [key, text] : metadata) {
      header += (header.back() == '{' ? "\"" : ", \"") + key + "\": \"" + text + "\"";
    }
    header += "}";
    for (const auto& [name, tensor] : tensors) {
      header += ", \"" + name + "\": {\"dtype\": \"" + tensor.type +
                "\", \"shape\": " + tensor.shape + ", \"data_offsets\": [" +
                std::to_string(data.size()) + ", ";
      data += tensor.bytes;
      header += std::to_string(data.size()) + "]}";
    }
    return SafetensorsBytes(header + "}", data);
  }

  std::map<std::string, Tensor> tensors;
  std::map<std::string, std::string> metadata;
};

inline std::string ShapeOf(size_t rows, size_t columns) {
  return "[" + std::to_string(rows) + ", " + std::to_string(columns) + "]";
}

class SampleEncoder {
 public:
  static constexpr size_t kWidth = 64, kInner = 128, kPositions = 256, kActWidth = 64;
  static constexpr size_t kRoleWidth = 80, kBuckets = 15, kLayers = 2;

  SampleEncoder() {
    for (const char* piece :
         {"[PAD]", "[UNK]", "[CLS]", "[SEP]", "the", "troops", "left", "city", "on", "monday",
          "minister", "said", "talks", "with", "police", "arrest", "##ed", "##ing"}) {
      vocabulary += std::string(piece) + "\n";
    }
    for (const char c : std::string("!\"'(),-.:;?[]")) vocabulary += std::string(1, c) + "\n";
    for (char c = 'a'; c <= 'z'; ++c) {
      vocabulary += std::string(1, c) + "\n##" + std::string(1, c) + "\n";
    }
    AddBase();
    AddLearned();
  }

  size_t pieces() const {
    return static_cast<size_t>(std::count(vocabulary.begin(), vocabulary.end(), '\n'));
  }
  // Between -size and size.
  std::vector<float> Numbers(size_t count, float size) {
    std::vector<float> out(count);
    for (float& value : out) {
      state_ = state_ * 6364136223846793005u + 1442695040888963407u;
      value = size * (static_cast<float>(state_ >> 40) * 0x1p-23f - 1.0f);
    }
    return out;
  }

  Status Save(const std::string& folder) const {
    AVVISO_TRY(WriteFile(JoinPath(folder, "model.safetensors"), base.Bytes()));
    AVVISO_TRY(WriteFile(JoinPath(folder, "vocab.txt"), vocabulary));
    return WriteFile(JoinPath(folder, "learned.safetensors"), learned.Bytes());
  }

  std::string vocabulary;
  SampleTensors base, learned;

 private:
  void AddMatrix(SampleTensors* to, const std::string& name, size_t rows, size_t columns,
                 float size) {
    to->Put(name, ShapeOf(rows, columns), Numbers(rows * columns, size));
  }
  void AddLinear(const std::string& name, size_t rows, size_t columns) {
    AddMatrix(&base, name + ".weight", rows, columns, 0.3f);
    base.Put(name + ".bias", "[" + std::to_string(rows) + "]", Numbers(rows, 0.2f));
  }
  void AddNorm(const std::string& name) {
    std::vector<float> gamma = Numbers(kWidth, 0.3f);
    for (float& value : gamma) value += 1;
    base.Put(name + ".weight", "[64]", gamma);
    base.Put(name + ".bias", "[64]", Numbers(kWidth, 0.1f));
  }

  void AddBase() {
    AddMatrix(&base, "embeddings.word_embeddings.weight", pieces(), kWidth, 1.0f);
    AddMatrix(&base, "embeddings.position_embeddings.weight", kPositions, kWidth, 0.3f);
    AddMatrix(&base, "embeddings.token_type_embeddings.weight", 2, kWidth, 0.3f);
    AddNorm("embeddings.LayerNorm");
    for (size_t i = 0; i < kLayers; ++i) {
      const std::string layer = "encoder.layer." + std::to_string(i) + ".";
      for (const char* part : {"self.query", "self.key", "self.value", "output.dense"}) {
        AddLinear(layer + "attention." + part, kWidth, kWidth);
      }
      AddNorm(layer + "attention.output.LayerNorm");
      AddLinear(layer + "intermediate.dense", kInner, kWidth);
      AddLinear(layer + "output.dense", kWidth, kInner);
      AddNorm(layer + "output.LayerNorm");
    }
  }

  // One matrix in bytes, one as a product of two, one bias; and the heads.
  void AddLearned() {
    learned.metadata = {{"types", "A B C D E F G H I J K L M N O P"},
                        {"modes", "arrest meet yield"}};
    learned.PutInt8("encoder.layer.0.attention.self.query.weight", "[64, 64]", kWidth,
                    Numbers(kWidth * kWidth, 0.3f));
    learned.Put("encoder.layer.0.attention.self.query.bias", "[64]", Numbers(kWidth, 0.2f));
    learned.PutInt8("encoder.layer.1.intermediate.dense.weight.left", "[128, 4]", kInner,
                    Numbers(kInner * 4, 0.3f));
    learned.PutInt8("encoder.layer.1.intermediate.dense.weight.right", "[4, 64]", 4,
                    Numbers(4 * kWidth, 0.3f));
    const struct {
      const char* name;
      size_t rows, columns;
    } kHeads[] = {{"hidden", kActWidth, kWidth},    {"act", 17, kActWidth},
                  {"mode", 4, kActWidth},           {"status", 5, kActWidth},
                  {"historical", 1, kActWidth},     {"role_act", kRoleWidth, kActWidth},
                  {"role_word", kRoleWidth, kWidth}};
    for (const auto& [name, rows, columns] : kHeads) {
      const std::string head = std::string("heads.") + name;
      learned.PutHalf(head + ".weight", ShapeOf(rows, columns), Numbers(rows * columns, 0.3f));
      learned.Put(head + ".bias", "[" + std::to_string(rows) + "]", Numbers(rows, 0.5f));
    }
    learned.PutHalf("heads.role_distance", "[15, 5]", Numbers(kBuckets * 5, 1.0f));
  }

  uint64_t state_ = 20230924;
};

// A folder of temporary files, gone at the end.
class SampleFolder {
 public:
  explicit SampleFolder(const std::string& name)
      : path_(std::filesystem::temp_directory_path() / ("avviso_" + name)) {
    std::filesystem::remove_all(path_);
    std::filesystem::create_directories(path_);
  }
  SampleFolder(const SampleFolder&) = delete;
  SampleFolder& operator=(const SampleFolder&) = delete;
  ~SampleFolder() { std::filesystem::remove_all(path_); }

  std::string path() const { return path_.string(); }
  std::string operator/(const std::string& file) const { return (path_ / file).string(); }

 private:
  std::filesystem::path path_;
};

// A document whose sentences are lines and whose tokens are what stands between white space, or a
// run of lines' ends: as much as the encoder looks at.
inline Document LinesDocument(const std::string& text) {
  Document doc(text);
  const auto is_space = [&](size_t at) { return text[at] == ' ' || text[at] == '\n'; };
  TokenId begin = 0;
  for (size_t at = 0; at < text.size();) {
    const size_t start = at;
    while (at < text.size() && is_space(at) == is_space(start)) ++at;
    const bool ends = text.substr(start, at - start).find('\n') != std::string::npos;
    if (!is_space(start) || ends || start == 0) {
      doc.span.push_back({static_cast<uint32_t>(start), static_cast<uint32_t>(at)});
    }
    const auto end = static_cast<TokenId>(doc.token_count());
    if ((ends || at == text.size()) && end > begin) {
      doc.sentences.push_back({begin, end});
      begin = end;
    }
  }
  return doc;
}

}  // namespace avviso

#endif  // AVVISO_TESTS_SAMPLE_ENCODER_H_
