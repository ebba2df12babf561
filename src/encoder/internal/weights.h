// The encoder's weights in floats: the base and what was learned on top of it, put together.
//
//   base: BERT's model.safetensors and vocab.txt      learned: data/encoder/learned.safetensors
//
// For each tensor of the base the learned part may hold the same name (it counts in place of the
// base's) or NAME.left [out, rank] and NAME.right [rank, in], whose product is added to it. Int8
// tensors come with NAME.scale, a row. Heads are in the learned part alone. All sums are in a
// fixed order, so that every machine makes the same floats.

#ifndef AVVISO_ENCODER_INTERNAL_WEIGHTS_H_
#define AVVISO_ENCODER_INTERNAL_WEIGHTS_H_

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "encoder/reading.h"

namespace avviso {

// y = weight x + bias.
struct LinearWeights {
  size_t depth = 0;           // of x
  size_t width = 0;           // of y
  std::vector<float> weight;  // [width][depth]
  std::vector<float> bias;    // [width]
};

struct NormWeights {
  std::vector<float> gamma, beta;
};

struct LayerWeights {
  LinearWeights qkv;  // queries, keys, values, one under another
  LinearWeights attended;
  NormWeights norm1;
  LinearWeights up, down;
  NormWeights norm2;
};

struct EncoderWeights {
  size_t width = 0;
  size_t heads = 0;               // of attention
  std::string vocabulary;         // vocab.txt
  std::vector<float> words;       // [pieces][width]
  std::vector<float> positions;   // [positions][width]
  std::vector<float> token_type;  // [width]
  NormWeights norm;
  std::vector<LayerWeights> layers;
  LinearWeights hidden;  // word -> hidden row of an act
  LinearWeights act, mode, status, historical;
  LinearWeights role_act, role_word;
  std::vector<float> role_distance;  // [buckets][roles]
  ReadingLabels labels;
};

// Words parted by blanks, as labels are kept.
std::vector<std::string> SplitLabels(std::string_view line);

// `base` is a folder. Errors: those of ReadFile and Safetensors; kWrongShape if tensors don't fit
// each other.
Result<EncoderWeights> LoadWeights(const std::string& base, const std::string& learned);

}  // namespace avviso

#endif  // AVVISO_ENCODER_INTERNAL_WEIGHTS_H_
