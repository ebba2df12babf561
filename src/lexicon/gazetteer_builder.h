// Makes gazetteer files: from places one by one, or from a folder with files in the
// layout of the GeoNames dumps.
//
//   allCountries.txt        or places.txt: 19 columns, the readme of the dumps says which
//   alternateNamesV2.txt    optional: more names by geonameid
//   admin1CodesASCII.txt    optional: "US.TX<TAB>Texas<TAB>…"
//   admin2Codes.txt         optional
//
// Deterministic: the same input gives the same bytes. Memory: about 300 bytes a place.

#ifndef AVVISO_LEXICON_GAZETTEER_BUILDER_H_
#define AVVISO_LEXICON_GAZETTEER_BUILDER_H_

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "lexicon/gazetteer.h"

namespace avviso {

struct PlaceInput {
  std::string_view name;
  std::vector<std::string_view> names;  // others
  double lat = 0, lon = 0;
  uint32_t population = 0;
  uint32_t geonames = 0;
  PlaceKind kind = PlaceKind::kTown;
  std::string_view country;      // alpha-3 or empty
  std::string_view country_two;  // alpha-2 or empty
  std::string_view admin1_key, admin2_key;
};

class GazetteerBuilder {
 public:
  GazetteerBuilder();
  ~GazetteerBuilder();

  // What a region is called. One that no place of `Add` names is left out.
  void NameRegion(std::string_view key, std::string_view name);
  // False, and nothing is added, if its coordinates are no place on Earth or none of its
  // names has a piece. Requires fewer than 2^31 places.
  bool Add(const PlaceInput& place);
  size_t size() const;
  // The bytes of the file. The builder is spent then.
  std::string Finish();

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

// Reads a folder as above. `tables` is data/: its countries give alpha-3 codes, and
// places/junk.tsv and places/generic.tsv say which names to drop and to shorten. Rows
// that can't be read are passed over and counted in `*skipped`. Errors: those of
// ReadFile; kCorrupt if no row at all can be read.
Result<std::string> BuildGazetteer(const std::string& folder, const std::string& tables,
                                   size_t* skipped);

}  // namespace avviso

#endif  // AVVISO_LEXICON_GAZETTEER_BUILDER_H_
