// Fuzz target: the encoder's file, made to mislead.
// room: encoder
//
// The bytes are taken as they are, and again with a header whose magic, version, size and
// checksum are right, so that what lies behind is reached. Nothing is read outside, whatever
// shape the header tells: the layers are run over a few pieces if that doesn't take too long.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

#include "base/check.h"
#include "encoder/internal/encoder_file.h"
#include "encoder/internal/forward.h"
#include "encoder/internal/heads.h"
#include "nn/matrix.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

namespace {

namespace encoder_file = avviso::encoder_file;
using Aligned = std::vector<char, avviso::AlignedAllocator<char>>;

constexpr uint32_t kMostPieces = 3;

void Run(const encoder_file::View& view) {
  const encoder_file::Header& header = view.header;
  const uint32_t count = std::min(header.positions, kMostPieces);
  if (header.pieces == 0 || count == 0) return;
  std::vector<uint32_t> pieces(count, header.pieces - 1);
  avviso::ChunkWords words;
  words.around.end = count;
  for (uint32_t i = 0; i < count; ++i) {
    words.tokens.push_back(i);
    words.numbers.push_back(i * 1000);
  }
  avviso::Forward forward(view, avviso::BestInt8Kernels());
  const avviso::Floats rows = forward.Rows(pieces);
  AVVISO_CHECK(rows.size() == size_t{count} * header.width);
  avviso::Reading reading;
  reading.act.resize(count);
  avviso::Heads(view).Read(words, rows, &forward, &reading);
  AVVISO_CHECK(reading.roles.size() == reading.triggers.size() * count);
}

void Use(const Aligned& bytes) {
  const std::string_view all(bytes.data(), bytes.size());
  const auto view = encoder_file::Read(all, "fuzz");
  if (!view.ok()) return;
  AVVISO_CHECK(view.value().layers.size() == view.value().header.layers);
  AVVISO_CHECK(view.value().labels.size() + view.value().vocabulary.size() < all.size());
  Run(view.value());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  Aligned bytes(data, data + size);
  Use(bytes);
  encoder_file::Header header;
  if (bytes.size() < sizeof header) return 0;
  std::memcpy(&header, bytes.data(), sizeof header);
  header.magic = encoder_file::kMagic;
  header.version = encoder_file::kVersion;
  header.header_size = sizeof header;
  header.size = bytes.size();
  header.checksum = encoder_file::ChecksumOf(header, {bytes.data(), bytes.size()});
  std::memcpy(bytes.data(), &header, sizeof header);
  Use(bytes);
  return 0;
}
