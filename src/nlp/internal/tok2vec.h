// Tok2Vec: tokens -> one vector each, spaCy's MultiHashEmbed and
// MaxoutWindowEncoder (a CNN with a window of one word on each side).
//
//   word features -> hashed embeddings -> mix (maxout, norm) -> D x residual(conv)
//
// Three things are precomputed, all of them exact up to the order of sums:
//   * The mix is linear before its maxout, so each embedding row is multiplied
//     with its part of the mix at load: mixing a word is adding up rows.
//   * A word's mixed vector depends on the word alone, so it is made once and
//     kept in a bounded cache.
//   * So do its three products with the first convolution's weights, as left
//     neighbour, centre and right neighbour: that layer is adding up three rows.
//
// Edges: spaCy pads a text with rows that are zero before the first layer and
// evolve like any other row, so those rows are computed here too.
// Memory: rows are made in windows; scratch doesn't grow with the text.

#ifndef AVVISO_NLP_INTERNAL_TOK2VEC_H_
#define AVVISO_NLP_INTERNAL_TOK2VEC_H_

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "nlp/internal/thinc_model.h"
#include "nlp/internal/vectors.h"
#include "nlp/internal/words.h"
#include "nn/kernels.h"
#include "nn/matrix.h"

namespace avviso {

class Tok2Vec {
 public:
  // One thread's cache of words and scratch memory, for one Tok2Vec and one
  // WordTable; empties itself when that table was cleared or when it is full.
  class Cache {
   public:
    Cache() = default;

   private:
    friend class Tok2Vec;
    std::vector<int32_t> slot_of_;   // by type; -1 if absent
    std::vector<uint32_t> type_in_;  // by slot
    Floats mixed_;                   // by slot: width floats
    Floats products_;                // by slot: left, centre, right product
    uint64_t generation_ = 0;
    std::vector<uint32_t> types_;  // of the tokens of the window
    Floats a_, b_, hidden_;
  };

  // Receives `count` rows of width() floats, for the tokens from `first` on.
  using Sink = std::function<void(size_t first, size_t count, const float* rows)>;

  // The tok2vec layers of `model`. `vectors` are the pipeline's static ones, used
  // if the model has a layer for them; it must outlive the result.
  // Errors: kCorrupt, kWrongShape; kUnsupported for a feature or a window that
  // this build can't run.
  static Result<Tok2Vec> Make(const ThincModel& model, const Vectors* vectors);

  size_t width() const { return width_; }

  // Calls `sink` for window after window until all tokens are done.
  void Run(std::span<const RawToken> tokens, const WordTable& words, const Kernels& kernels,
           Cache* cache, const Sink& sink) const;

 private:
  enum class Feature : uint8_t {
    kOrth,
    kNorm,
    kLower,
    kPrefix,
    kSuffix,
    kShape,
    kSpacy,
    kIsSpace,
    kIsAlpha
  };
  struct Embedding {
    Feature feature = Feature::kOrth;
    uint32_t seed = 0;
    uint32_t rows = 0;
    Floats table;  // rows x mixed_width(): embedding times its part of the mix
  };
  struct Layer {
    PackedMatrix weights;  // 3 * width x pieces * width; unused in the first layer
    Floats bias;
    Floats gamma, beta;
    size_t pieces = 0;
  };

  static constexpr size_t kWindow = 256;       // tokens done at a time
  static constexpr size_t kCacheSlots = 6144;  // 3.8 kB each at width 96

  Status LoadMix(const ThincModel& model);
  Status LoadEmbeddings(const ThincModel& model, const std::vector<float>& mix, size_t columns);
  Status LoadStatic(const ThincModel& model, const std::vector<float>& mix, size_t columns);
  Status LoadEncoder(const ThincModel& model);

  uint32_t TypeOf(const RawToken& token) const;
  void FindTypes(std::span<const RawToken> tokens, const WordTable& words, const Kernels& kernels,
                 Cache* cache) const;
  void FillSlots(size_t first_slot, const WordTable& words, const Kernels& kernels,
                 Cache* cache) const;
  void Mix(uint32_t type, const WordTable& words, const Kernels& kernels, float* sums) const;
  void FirstLayer(size_t rows, const Kernels& kernels, Cache* cache) const;

  size_t width_ = 0;
  bool by_space_ = false;  // whether a type is a word with its space flag
  std::vector<Embedding> embeddings_;
  Layer mix_;  // `weights` unused: they are in the tables
  const Vectors* vectors_ = nullptr;
  PackedMatrix static_weights_;  // vector width x mixed width: projection times mix
  std::vector<Layer> encoder_;
  PackedMatrix first_products_;  // width x 3 parts of padded pieces * width
  Floats first_bias_;            // the first layer's bias at the centre part
  size_t part_ = 0;              // floats of one part
};

}  // namespace avviso

#endif  // AVVISO_NLP_INTERNAL_TOK2VEC_H_
