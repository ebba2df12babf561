// The encoder: a pretrained reader of language, tuned to say which words name acts of public
// life, of which type, and who takes what part in them.
//
//   Document -> pieces -> chunks of whole sentences -> BERT -> heads -> Reading
//
// A chunk holds as many whole sentences as fit in 192 pieces; a word is read with its chunk
// alone. Products are of 8-bit integers with exact sums and floats are in a fixed order, so that
// a reading has the same bytes on every processor, alone or among others, on any thread.
// docs/encoder.md tells what it learned and from what.
//
// Cost: about 72 microseconds a piece on one core with AVX-512 VNNI, 20 MB of weights that are
// touched, 2 MB a workspace. Immutable; shared by all threads.

#ifndef AVVISO_ENCODER_ENCODER_H_
#define AVVISO_ENCODER_ENCODER_H_

#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "encoder/reading.h"
#include "nlp/document.h"
#include "nn/int8_kernels.h"

namespace avviso {

class Encoder {
 public:
  // Maps the file that encoder_builder.h makes. Errors: kNotFound, kPermission, kIo; kTruncated;
  // kCorrupt if it isn't an encoder or fails its checksum; kUnsupported for another version.
  static Result<Encoder> Open(const std::string& path);

  Encoder(Encoder&&) noexcept;
  Encoder& operator=(Encoder&&) noexcept;
  ~Encoder();

  // Requires a document that a pipeline has annotated. Linear in its tokens.
  Reading Read(const Document& doc) const { return Read(doc, BestInt8Kernels()); }
  // With chosen kernels: all give the same.
  Reading Read(const Document& doc, const Int8Kernels& kernels) const;

  // The words that the reading of `trigger` leans on: of its sentence those without which (each in
  // turn put out of sight) it is less likely an act, the heaviest first, at most `most`. Costs a
  // reading of the chunk for each word of the sentence: for explanations. Exact and the same on
  // every machine, as a reading is.
  struct Lean {
    TokenId word = 0;
    float less = 0;  // by how much the probability falls
  };
  std::vector<Lean> LeansOf(const Document& doc, TokenId trigger, size_t most) const;

  // 16 hexadecimal digits.
  const std::string& checksum() const;

 private:
  struct Parts;
  struct Text;
  explicit Encoder(std::unique_ptr<const Parts> parts);
  std::unique_ptr<const Parts> parts_;
};

}  // namespace avviso

#endif  // AVVISO_ENCODER_ENCODER_H_
