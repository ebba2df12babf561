// Makes the encoder's file from the base package and the part that this project learned.
//
//   base folder + data/encoder/learned.safetensors -> bytes for Encoder::Open
//
// The same input gives the same bytes on every machine. Takes about a second and 200 MB.

#ifndef AVVISO_ENCODER_ENCODER_BUILDER_H_
#define AVVISO_ENCODER_ENCODER_BUILDER_H_

#include <string>

#include "base/result.h"

namespace avviso {

// `base` holds model.safetensors and vocab.txt. Errors: those of ReadFile; kTruncated, kCorrupt,
// kUnsupported of a file that isn't safetensors; kNotFound and kWrongShape of its tensors.
Result<std::string> BuildEncoder(const std::string& base, const std::string& learned);

}  // namespace avviso

#endif  // AVVISO_ENCODER_ENCODER_BUILDER_H_
