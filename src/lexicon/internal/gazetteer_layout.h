// The records of a gazetteer file; see lexicon/gazetteer.h.

#ifndef AVVISO_LEXICON_INTERNAL_GAZETTEER_LAYOUT_H_
#define AVVISO_LEXICON_INTERNAL_GAZETTEER_LAYOUT_H_

#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "base/hash.h"

namespace avviso::gazetteer_layout {

static_assert(std::endian::native == std::endian::little);

inline constexpr uint64_t kMagic = 0x315a414756564121u;  // "!AVVGAZ1"
inline constexpr uint32_t kVersion = 2;
inline constexpr uint64_t kChecksumSeed = 0x617676;
inline constexpr uint32_t kMore = 1u << 31;      // a slot: longer names go on from here
inline constexpr uint32_t kMainName = 1u << 31;  // a bearer
inline constexpr uint32_t kLargestCount = kMore - 1;

struct Section {
  uint64_t offset = 0;
  uint64_t count = 0;
};

struct Header {
  uint64_t magic = kMagic;
  uint32_t version = kVersion;
  uint32_t reserved = 0;
  uint64_t size = 0;
  uint64_t checksum = 0;
  Section slots, bearers, places, regions, strings;
  uint64_t padding[2] = {0, 0};
};
static_assert(sizeof(Header) == 128);

// The checksum of a file: over all behind the header, from a seed over the header itself
// with a checksum of 0.
inline uint64_t ChecksumOf(Header header, std::string_view bytes) {
  header.checksum = 0;
  char raw[sizeof header];
  std::memcpy(raw, &header, sizeof header);
  return MurmurHash64A(bytes.substr(sizeof header),
                       MurmurHash64A(std::string_view(raw, sizeof raw), kChecksumSeed));
}

struct Slot {
  uint64_t hash = 0;  // 0: empty
  uint32_t first = 0;
  uint32_t count = 0;  // | kMore
};
static_assert(sizeof(Slot) == 16);

struct Text {
  uint32_t offset = 0;
  uint32_t size = 0;
};

struct PlaceRow {
  int32_t lat = 0, lon = 0;  // 1e-5 degrees
  uint32_t population = 0;
  uint32_t geonames = 0;
  Text name;
  uint32_t admin1 = 0, admin2 = 0;  // regions; 0: none
  char country[3] = {0, 0, 0};
  char two[2] = {0, 0};
  uint8_t kind = 0;
  uint8_t padding[2] = {0, 0};
};
static_assert(sizeof(PlaceRow) == 40);

struct RegionRow {
  Text key;
  Text name;
};

}  // namespace avviso::gazetteer_layout

#endif  // AVVISO_LEXICON_INTERNAL_GAZETTEER_LAYOUT_H_
