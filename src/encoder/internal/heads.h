// The heads: from the encoder's rows of words to a reading.

#ifndef AVVISO_ENCODER_INTERNAL_HEADS_H_
#define AVVISO_ENCODER_INTERNAL_HEADS_H_

#include <vector>

#include "encoder/internal/encoder_file.h"
#include "encoder/internal/forward.h"
#include "encoder/reading.h"

namespace avviso {

// The words of one chunk: tokens, and which word of the text each begins, for distances.
struct ChunkWords {
  TokenRange around;
  std::vector<TokenId> tokens;    // those with a piece of their own
  std::vector<uint32_t> numbers;  // the same of them, as words of BERT's splitting
};

class Heads {
 public:
  explicit Heads(const encoder_file::View& view) : view_(view) {}

  // Adds what the chunk's words say to `*reading`. `rows`: a row of the last layer a token of
  // `words`, one after another.
  void Read(const ChunkWords& words, const Floats& rows, Forward* forward, Reading* reading) const;

  // How likely a word of this row of the last layer names an act at all.
  float ActOf(const float* row, Forward* forward) const;

 private:
  void ReadRoles(const ChunkWords& words, const std::vector<size_t>& triggers, const Floats& offers,
                 const Floats& wanted, Reading* reading) const;

  const encoder_file::View& view_;
};

}  // namespace avviso

#endif  // AVVISO_ENCODER_INTERNAL_HEADS_H_
