// The tables of data/places: the project's own places, where states lie, short names,
// adjectives, and to which state disputed land is counted.
//
// The supplement is held as a Gazetteer of its own, so names are looked up in it as in
// the big one; it works without the big one, too.

#ifndef AVVISO_LEXICON_PLACE_TABLES_H_
#define AVVISO_LEXICON_PLACE_TABLES_H_

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "lexicon/gazetteer.h"
#include "lexicon/names.h"

namespace avviso {

// Classes of words.tsv, by what they tell of a name beside them.
enum class PlaceWord : uint8_t {
  kCivic,     // what a town has: "the Sochi mayor"
  kDivision,  // "region": a division is meant, not the town of its name
  kGeneric,   // names a division or a town by the name before it
  kLocative,  // prepositions
  kPrefix,    // makes another place of the name that follows: "New London"
  kSmall,     // within a name, without a capital
  kStreet,
  kTitle,  // of persons
};
inline constexpr size_t kPlaceWords = 8;

class PlaceTables {
 public:
  // Reads places/*.tsv below `data_dir`, and appends their bytes to `*bytes`, from
  // which the lexicon's version is made. Errors: those of ReadFile; kCorrupt with file
  // and line for coordinates out of range, an unknown kind or a name that no row has.
  static Result<PlaceTables> Load(const std::string& data_dir, std::string* bytes);

  const Gazetteer& supplement() const { return *supplement_; }

  struct Point {
    double lat = 0, lon = 0;
    uint32_t geonames = 0;
  };
  // The middle of a state by its alpha-3 code; nullptr if there is none of it.
  const Point* Country(std::string_view code) const;

  // "Calif.", "CA" and "NSW", and "Siberian": matched in their own case. The row of a
  // match is that place of the supplement.
  const Names& abbreviations() const { return abbreviations_; }
  const Names& codes() const { return codes_; }
  const Names& adjectives() const { return adjectives_; }

  // `word` in lower case.
  bool Is(PlaceWord group, std::string_view word) const;

  struct Disputed {
    std::string area;     // "XK", "UA.11", or the name of a row of the supplement
    std::string country;  // alpha-3
    std::string called;
  };
  // Where `place` is counted to by disputed.tsv; nullptr if it doesn't speak of it.
  const Disputed* DisputedOf(const Place& place) const;

 private:
  friend class PlaceTablesLoader;
  std::optional<Gazetteer> supplement_;
  std::unordered_map<std::string, Point> countries_;
  Names abbreviations_, codes_, adjectives_;
  std::unordered_map<std::string, Disputed> disputed_;
  std::array<std::set<std::string, std::less<>>, kPlaceWords> words_;
};

}  // namespace avviso

#endif  // AVVISO_LEXICON_PLACE_TABLES_H_
