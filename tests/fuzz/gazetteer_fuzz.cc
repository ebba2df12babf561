// Fuzz target: gazetteer files, made to mislead.
// room: lexicon
//
// The bytes are taken as they are, and again with a header whose magic, version, size and
// checksum are right, so that what lies behind is reached. Nothing is read outside, whatever
// the numbers in it point to.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <utility>
#include <vector>

#include "base/check.h"
#include "lexicon/gazetteer.h"
#include "lexicon/internal/gazetteer_layout.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

namespace {

constexpr uint32_t kMostPlaces = 64;

void Use(std::string bytes) {
  const auto opened = avviso::Gazetteer::FromBytes(std::move(bytes), "fuzz");
  if (!opened.ok()) return;
  const avviso::Gazetteer& gazetteer = opened.value();
  const uint32_t places = static_cast<uint32_t>(std::min<size_t>(gazetteer.size(), kMostPlaces));
  for (uint32_t id = 0; id < places; ++id) {
    const avviso::Place place = gazetteer.At(id);
    AVVISO_CHECK(place.country.empty() || place.country.size() == 3);
    AVVISO_CHECK(static_cast<uint8_t>(place.kind) < avviso::kPlaceKinds);
  }
  const auto pieces = avviso::SplitPieces("Rio Grande City, Texas");
  std::vector<avviso::Gazetteer::Match> matches;
  for (size_t i = 0; i < pieces.size(); ++i) {
    gazetteer.MatchAt(pieces, i, 8, &matches);
    for (const auto& match : matches) {
      for (uint32_t k = 0; k < std::min(match.count, kMostPlaces) && gazetteer.size() > 0; ++k) {
        gazetteer.At(gazetteer.BearerOf(match, k).place);
      }
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  namespace layout = avviso::gazetteer_layout;
  std::string bytes(reinterpret_cast<const char*>(data), size);
  Use(bytes);
  layout::Header header;
  if (bytes.size() < sizeof header) return 0;
  std::memcpy(&header, bytes.data(), sizeof header);
  header.magic = layout::kMagic;
  header.version = layout::kVersion;
  header.size = bytes.size();
  header.checksum = layout::ChecksumOf(header, bytes);
  std::memcpy(bytes.data(), &header, sizeof header);
  Use(std::move(bytes));
  return 0;
}
