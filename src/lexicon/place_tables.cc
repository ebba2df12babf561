#include "lexicon/place_tables.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>

#include "base/file_system.h"
#include "lexicon/gazetteer_builder.h"
#include "lexicon/table.h"

namespace avviso {

class PlaceTablesLoader {
 public:
  PlaceTablesLoader(const std::string& data_dir, std::string* bytes)
      : dir_(JoinPath(data_dir, "places")), data_dir_(data_dir), bytes_(bytes) {}

  Result<PlaceTables> Load() {
    AVVISO_TRY(LoadTwoLetters());
    AVVISO_TRY(LoadSupplement());
    AVVISO_TRY(LoadCountries());
    AVVISO_TRY(LoadShort());
    AVVISO_TRY(LoadWords());
    AVVISO_ASSIGN(const Table disputed, Open("disputed.tsv", {"area", "country", "called"}));
    for (size_t i = 0; i < disputed.rows(); ++i) {
      PlaceTables::Disputed row{std::string(disputed.Cell(i, 0)), std::string(disputed.Cell(i, 1)),
                                std::string(disputed.Cell(i, 2))};
      if (row.country.size() != 3) return disputed.Fault(i, "country is not of three letters");
      out_.disputed_.try_emplace(row.area, row);
    }
    return std::move(out_);
  }

 private:
  Result<Table> Open(const std::string& file, const std::vector<std::string>& columns) {
    AVVISO_ASSIGN(Table table, Table::Load(JoinPath(dir_, file), columns));
    *bytes_ += table.bytes();
    return table;
  }

  Status LoadTwoLetters() {
    AVVISO_ASSIGN(const Table table,
                  Table::Load(JoinPath(data_dir_, "countries/countries.tsv"), {"code", "iso2"}));
    for (size_t i = 0; i < table.rows(); ++i) {
      two_.try_emplace(std::string(table.Cell(i, 0)), table.Cell(i, 1));
    }
    return Ok();
  }

  static std::optional<double> Degrees(std::string_view cell, double limit) {
    double value = 0;
    const auto parsed = std::from_chars(cell.data(), cell.data() + cell.size(), value);
    if (parsed.ec != std::errc() || parsed.ptr != cell.data() + cell.size()) return std::nullopt;
    // Also none for NaN.
    if (!(std::abs(value) <= limit)) return std::nullopt;
    return value;
  }

  Status LoadSupplement() {
    AVVISO_ASSIGN(const Table table, Open("supplement.tsv", {"name", "names", "lat", "lon", "kind",
                                                             "country", "admin1"}));
    GazetteerBuilder builder;
    for (size_t i = 0; i < table.rows(); ++i) {
      const auto lat = Degrees(table.Cell(i, 2), 90), lon = Degrees(table.Cell(i, 3), 180);
      if (!lat || !lon) return table.Fault(i, "lat and lon are no point on Earth");
      const uint8_t kind = PlaceKindFromName(table.Cell(i, 4));
      if (kind == kPlaceKinds) return table.Fault(i, "unknown kind");
      PlaceInput place;
      place.name = table.Cell(i, 0);
      place.names = SplitCell(table.Cell(i, 1), '|');
      place.lat = *lat;
      place.lon = *lon;
      place.kind = static_cast<PlaceKind>(kind);
      place.country = table.Cell(i, 5);
      place.admin1_key = table.Cell(i, 6);
      if (const auto two = two_.find(std::string(place.country)); two != two_.end()) {
        place.country_two = two->second;
      }
      if (!place.admin1_key.empty()) builder.NameRegion(place.admin1_key, place.name);
      const auto id = static_cast<uint32_t>(builder.size());
      if (!builder.Add(place)) return table.Fault(i, "no name");
      ids_.try_emplace(std::string(place.name), id);
      ids_.try_emplace(std::string(place.name) + "\t" + std::string(place.country), id);
    }
    AVVISO_ASSIGN(out_.supplement_, Gazetteer::FromBytes(builder.Finish(), "supplement.tsv"));
    return Ok();
  }

  Status LoadCountries() {
    AVVISO_ASSIGN(const Table table, Open("countries.tsv", {"code", "lat", "lon", "geonames"}));
    for (size_t i = 0; i < table.rows(); ++i) {
      const auto lat = Degrees(table.Cell(i, 1), 90), lon = Degrees(table.Cell(i, 2), 180);
      if (!lat || !lon) return table.Fault(i, "lat and lon are no point on Earth");
      PlaceTables::Point point{*lat, *lon, 0};
      const std::string_view id = table.Cell(i, 3);
      std::from_chars(id.data(), id.data() + id.size(), point.geonames);
      out_.countries_.try_emplace(std::string(table.Cell(i, 0)), point);
    }
    return Ok();
  }

  Status AddShort(const Table& table, size_t row, const std::string& key, Names* names) {
    const auto id = ids_.find(key);
    if (id == ids_.end()) return table.Fault(row, "no such row in supplement.tsv");
    // The rows of `names` only carry the number of the place.
    while (names->rows().size() <= id->second) names->AddRow({});
    if (!names->Add(table.Cell(row, 0), id->second, true)) return table.Fault(row, "no name");
    return Ok();
  }

  Status LoadShort() {
    AVVISO_ASSIGN(const Table table, Open("abbreviations.tsv", {"short", "name", "country"}));
    for (size_t i = 0; i < table.rows(); ++i) {
      const std::string key = std::string(table.Cell(i, 1)) + "\t" + std::string(table.Cell(i, 2));
      const bool dotted = table.Cell(i, 0).find('.') != std::string_view::npos;
      AVVISO_TRY(AddShort(table, i, key, dotted ? &out_.abbreviations_ : &out_.codes_));
    }
    AVVISO_ASSIGN(const Table adjectives, Open("adjectives.tsv", {"adjective", "name"}));
    for (size_t i = 0; i < adjectives.rows(); ++i) {
      AVVISO_TRY(AddShort(adjectives, i, std::string(adjectives.Cell(i, 1)), &out_.adjectives_));
    }
    return Ok();
  }

  Status LoadWords() {
    constexpr std::array<std::string_view, kPlaceWords> kNames = {
        "civic", "division", "generic", "locative", "prefix", "small", "street", "title"};
    AVVISO_ASSIGN(const Table table, Open("words.tsv", {"class", "words"}));
    for (size_t i = 0; i < table.rows(); ++i) {
      const auto found = std::find(kNames.begin(), kNames.end(), table.Cell(i, 0));
      if (found == kNames.end()) return table.Fault(i, "unknown class");
      auto& words = out_.words_[static_cast<size_t>(found - kNames.begin())];
      for (const std::string_view word : SplitCell(table.Cell(i, 1), '|')) words.emplace(word);
    }
    return Ok();
  }

  const std::string dir_, data_dir_;
  std::string* bytes_;
  std::unordered_map<std::string, std::string> two_;
  std::unordered_map<std::string, uint32_t> ids_;  // "name" and "name<TAB>country"
  PlaceTables out_;
};

Result<PlaceTables> PlaceTables::Load(const std::string& data_dir, std::string* bytes) {
  return PlaceTablesLoader(data_dir, bytes).Load();
}

const PlaceTables::Point* PlaceTables::Country(std::string_view code) const {
  const auto it = countries_.find(std::string(code));
  return it == countries_.end() ? nullptr : &it->second;
}

bool PlaceTables::Is(PlaceWord group, std::string_view word) const {
  const auto& words = words_[static_cast<size_t>(group)];
  return words.find(word) != words.end();
}

const PlaceTables::Disputed* PlaceTables::DisputedOf(const Place& place) const {
  for (const std::string_view key : {place.admin1_key, place.country_two, place.name}) {
    const auto it = disputed_.find(std::string(key));
    if (!key.empty() && it != disputed_.end()) return &it->second;
  }
  return nullptr;
}

}  // namespace avviso
