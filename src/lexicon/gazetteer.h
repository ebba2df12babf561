// The gazetteer: names of places and where they are, in one file that is mapped
// into memory.
//
//   bytes of the file -> Gazetteer::Open -> MatchAt(pieces of a text) -> Place
//
// A name is found as in lexicon/names.h: piece by piece, folded, so case, marks and
// hyphens don't count. A name leads to all places that bear it. The file is made by
// lexicon/gazetteer_builder.h; the same bytes may also be held in memory.
//
// Layout, little endian, each section aligned to eight bytes:
//
//   header    128 bytes: magic, version, size of the file, checksum (MurmurHash64A,
//             header and all), then offset and count of each section
//   slots     hash table, linear probing, a power of two: {hash, first, count | more}
//   bearers   u32 a row: a place, with the highest bit if it is its own main name
//   places    fixed records
//   regions   names of first and second order divisions, by key ("US.TX", "US.TX.113")
//   strings   UTF-8
//
// Cost: opening reads the file once for its checksum (60 MB: about 15 ms when cached);
// a look-up is one or two cache misses a piece. Immutable; shared by all threads.

#ifndef AVVISO_LEXICON_GAZETTEER_H_
#define AVVISO_LEXICON_GAZETTEER_H_

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "lexicon/names.h"

namespace avviso {

// On disk: numbers never change their meaning.
enum class PlaceKind : uint8_t {
  kTown = 0,       // any populated place
  kSeat = 1,       // seat of a division
  kCapital = 2,    // of a state
  kQuarter = 3,    // part of a town
  kAdmin1 = 4,     // state, province, oblast
  kAdmin2 = 5,     // county, district
  kAdmin = 6,      // divisions below
  kCountry = 7,    // states and their dependent territories
  kContinent = 8,  // also groups of countries: Scandinavia
  kRegion = 9,     // land without borders, disputed or historic land
  kIsland = 10,
  kMountain = 11,
  kDesert = 12,
  kSea = 13,
  kStrait = 14,
  kRiver = 15,
  kLake = 16,
  kCrossing = 17,  // of a border
  kBase = 18,
  kCamp = 19,
  kSite = 20,      // airport, nuclear plant, dam, prison
  kHistoric = 21,  // a town or state by a name that it has no more
};
inline constexpr uint8_t kPlaceKinds = 22;

// The kind's name in tables, e.g. "admin1"; and back, kPlaceKinds if there is none.
std::string_view PlaceKindName(PlaceKind kind);
uint8_t PlaceKindFromName(std::string_view name);

// A place, as views into a Gazetteer.
struct Place {
  std::string_view name;         // its main name
  std::string_view country;      // alpha-3; empty if it is in none or in several
  std::string_view country_two;  // the gazetteer's own two letters, "XK"; may be empty
  std::string_view admin1_key;   // "US.TX"; empty if unknown
  std::string_view admin1;       // "Texas"
  std::string_view admin2_key;   // "US.TX.113"
  double lat = 0, lon = 0;
  uint32_t population = 0;
  uint32_t geonames = 0;  // 0: not in GeoNames
  PlaceKind kind = PlaceKind::kTown;
};

class Gazetteer {
 public:
  // Maps the file. Errors: kNotFound, kPermission, kIo; kTruncated; kCorrupt if it
  // isn't a gazetteer or fails its checksum, which the message tells; kUnsupported
  // for another version.
  static Result<Gazetteer> Open(const std::string& path);
  // The same of bytes in memory; `name` stands in messages.
  static Result<Gazetteer> FromBytes(std::string bytes, const std::string& name);

  Gazetteer(Gazetteer&&) noexcept;
  Gazetteer& operator=(Gazetteer&&) noexcept;
  ~Gazetteer();

  size_t size() const;  // places
  // 16 hexadecimal digits.
  std::string checksum() const;
  // Requires id < size().
  Place At(uint32_t id) const;

  struct Bearer {
    uint32_t place = 0;
    bool main = false;  // the name is the place's own, not another name of it
  };
  struct Match {
    uint32_t first = 0, count = 0;  // bearers
    uint32_t pieces = 0;
  };
  // Names that begin at pieces[at], longest first, of at most `limit` pieces.
  void MatchAt(std::span<const Piece> pieces, size_t at, size_t limit,
               std::vector<Match>* matches) const;
  Bearer BearerOf(const Match& match, uint32_t i) const;

 private:
  struct Bytes;
  explicit Gazetteer(std::unique_ptr<const Bytes> bytes);
  std::unique_ptr<const Bytes> bytes_;
};

}  // namespace avviso

#endif  // AVVISO_LEXICON_GAZETTEER_H_
