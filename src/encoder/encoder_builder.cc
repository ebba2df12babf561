#include "encoder/encoder_builder.h"

#include "base/file_system.h"
#include "base/sha256.h"
#include "encoder/internal/encoder_file.h"
#include "encoder/internal/weights.h"

namespace avviso {

Result<std::string> BuildEncoder(const std::string& base, const std::string& learned) {
  AVVISO_ASSIGN(const EncoderWeights weights, LoadWeights(base, learned));
  AVVISO_ASSIGN(const std::string base_hash, Sha256HexOfFile(JoinPath(base, "model.safetensors")));
  AVVISO_ASSIGN(const std::string learned_hash, Sha256HexOfFile(learned));
  return encoder_file::Write(weights, base_hash, learned_hash);
}

}  // namespace avviso
