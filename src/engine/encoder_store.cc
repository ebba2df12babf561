#include "engine/encoder_store.h"

#include <filesystem>
#include <utility>

#include "base/file_system.h"
#include "base/sha256.h"
#include "encoder/encoder_builder.h"
#include "engine/model_store.h"

namespace avviso {
namespace {

constexpr char kFile[] = "encoder-1.bin";

std::string Folder() { return JoinPath(CacheFolder(), "encoder"); }
std::string Path() { return JoinPath(Folder(), kFile); }

// Ok if `sha256` is the pinned one.
Status HoldAgainst(const std::string& tables, const std::string& sha256, const std::string& path) {
  const std::string list = JoinPath(JoinPath(tables, "encoder"), "encoder.sha256");
  AVVISO_ASSIGN(const std::string pinned, ReadFile(list, 1 << 12));
  if (pinned == sha256 + "  " + kFile + "\n") return Ok();
  return Error{ErrorCode::kCorrupt, path + " isn't the encoder that " + list +
                                        " names (run tools/fetch_encoder.sh, or go on with"
                                        " --no-encoder)"};
}

}  // namespace

std::string FindEncoder() { return FileExists(Path()) ? Path() : ""; }

Result<EncoderSummary> CheckEncoder(const std::string& tables) {
  EncoderSummary summary{Path(), ""};
  AVVISO_ASSIGN(summary.sha256, Sha256HexOfFile(summary.path));
  AVVISO_TRY(HoldAgainst(tables, summary.sha256, summary.path));
  return summary;
}

Result<EncoderSummary> AddEncoder(const std::string& base, const std::string& tables) {
  AVVISO_ASSIGN(const std::string bytes,
                BuildEncoder(base, JoinPath(JoinPath(tables, "encoder"), "learned.safetensors")));
  AVVISO_TRY(HoldAgainst(tables, Sha256Hex(bytes), "what " + base + " makes"));
  std::error_code error;
  std::filesystem::create_directories(Folder(), error);
  if (error) return SystemError(error.value(), "make", Folder());
  AVVISO_TRY(WriteFile(Path(), bytes));
  return CheckEncoder(tables);
}

Result<EncoderSummary> MakeEncoder(const std::string& base, const std::string& learned,
                                   const std::string& path) {
  AVVISO_ASSIGN(const std::string bytes, BuildEncoder(base, learned));
  AVVISO_TRY(WriteFile(path, bytes));
  return EncoderSummary{path, Sha256Hex(bytes)};
}

}  // namespace avviso
