// The layout of the encoder's file, and its views.
//
//   header | labels | vocabulary | embeddings | layers | heads      each part aligned to 64 bytes
//
// The shape in the header fixes every size, so a file is checked by adding them up: FileParts
// walks the parts in their one order, for the writer and the reader alike.

#ifndef AVVISO_ENCODER_INTERNAL_ENCODER_FILE_H_
#define AVVISO_ENCODER_INTERNAL_ENCODER_FILE_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "encoder/internal/weights.h"
#include "nn/int8_kernels.h"

namespace avviso::encoder_file {

inline constexpr uint64_t kMagic = 0x31434e4556564121u;  // "!AVVENC1"
inline constexpr uint32_t kVersion = 1;

// On disk, little endian.
struct Header {
  uint64_t magic = kMagic;
  uint32_t version = kVersion;
  uint32_t header_size = sizeof(Header);
  uint64_t size = 0;      // of the file
  uint64_t checksum = 0;  // MurmurHash64A of all behind the header, seeded by that of the header
  uint32_t labels = 0;    // bytes
  uint32_t vocabulary = 0;
  uint32_t pieces = 0, positions = 0;
  uint32_t width = 0, heads = 0, inner = 0, layers = 0;
  uint32_t act_width = 0, modes = 0, role_width = 0, buckets = 0;
  char base[64] = {};     // sha256 of the base's model.safetensors
  char learned[64] = {};  // … and of the learned part
};
static_assert(sizeof(Header) == 208);

uint64_t ChecksumOf(Header header, std::string_view bytes);

struct Norm {
  const float* gamma = nullptr;
  const float* beta = nullptr;
};

// A small linear layer in floats: y[c] = sum of weight[c][k] * x[k], plus bias[c].
struct FloatMatrix {
  size_t depth = 0, width = 0;
  const float* weight = nullptr;
  const float* bias = nullptr;
};

struct Layer {
  Int8Matrix qkv, attended, up, down;
  Norm norm1, norm2;
};

// Views into a file's bytes.
struct View {
  Header header;
  std::string_view labels, vocabulary;
  const uint16_t* words = nullptr;   // [pieces][width], 16-bit floats
  const float* positions = nullptr;  // [positions][width], with the token type's added
  Norm norm;
  std::vector<Layer> layers;
  Int8Matrix hidden, role_act, role_word;
  FloatMatrix act, mode, status, historical;
  const float* role_distance = nullptr;  // [buckets][roles]
};

// Errors: kTruncated, kCorrupt, kUnsupported. `name` stands in messages; `bytes` must begin at
// a multiple of 64.
Result<View> Read(std::string_view bytes, const std::string& name);

// The bytes of a file, the same on every machine. `base` and `learned` are hashes for the header.
std::string Write(const EncoderWeights& weights, std::string_view base, std::string_view learned);

}  // namespace avviso::encoder_file

#endif  // AVVISO_ENCODER_INTERNAL_ENCODER_FILE_H_
