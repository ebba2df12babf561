// BuildGazetteer: reads files in the layout of the GeoNames dumps.
//
// Names that would be found in the wrong text are left out: those without an upper-case
// letter where the script has them (the dumps hold transliterations that nobody writes),
// codes of two or three capitals, and the table of junk. Divisions are also known by
// their names without what they are: "Province of Bulacan", "Rostov Oblast". "St" and
// "Saint", "Mt" and "Mount" are one.

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "base/file_system.h"
#include "base/fold.h"
#include "base/utf8.h"
#include "lexicon/gazetteer_builder.h"
#include "lexicon/table.h"

namespace avviso {
namespace {

constexpr uint32_t kKnownTown = 100000;  // people: its own name is kept even if it is junk

std::vector<std::string_view> Cells(std::string_view line, char separator) {
  std::vector<std::string_view> cells;
  for (size_t begin = 0;;) {
    const size_t end = line.find(separator, begin);
    if (end == std::string_view::npos) {
      cells.push_back(line.substr(begin));
      return cells;
    }
    cells.push_back(line.substr(begin, end - begin));
    begin = end + 1;
  }
}

template <typename Each>
void ForEachLine(std::string_view bytes, const Each& each) {
  for (size_t begin = 0; begin < bytes.size();) {
    const size_t end = std::min(bytes.find('\n', begin), bytes.size());
    std::string_view line = bytes.substr(begin, end - begin);
    begin = end + 1;
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    if (!line.empty()) each(line);
  }
}

std::optional<double> Degrees(std::string_view cell) {
  double value = 0;
  const auto parsed = std::from_chars(cell.data(), cell.data() + cell.size(), value);
  if (parsed.ec != std::errc() || parsed.ptr != cell.data() + cell.size()) return std::nullopt;
  return value;
}

uint32_t Count(std::string_view cell) {
  uint32_t value = 0;
  std::from_chars(cell.data(), cell.data() + cell.size(), value);
  return value;
}

// Which of the dumps' features news may speak of; none for the rest.
std::optional<PlaceKind> KindOf(std::string_view feature_class, std::string_view code) {
  const auto starts = [&](std::string_view head) { return code.substr(0, head.size()) == head; };
  if (feature_class == "P") {
    if (starts("PPLC")) return PlaceKind::kCapital;
    if (starts("PPLA")) return PlaceKind::kSeat;
    if (starts("PPLX")) return PlaceKind::kQuarter;
    if (starts("PPLH")) return PlaceKind::kHistoric;
    return PlaceKind::kTown;
  }
  if (feature_class == "A") {
    if (code == "ADM1") return PlaceKind::kAdmin1;
    if (code == "ADM2") return PlaceKind::kAdmin2;
    if (code == "ADM3" || code == "ADM4" || code == "ADMD") return PlaceKind::kAdmin;
    return std::nullopt;  // states are data/places/countries.tsv
  }
  if (feature_class == "L") {
    if (starts("RGN") || starts("AREA")) return PlaceKind::kRegion;
    if (starts("MILB")) return PlaceKind::kBase;
    return std::nullopt;
  }
  if (feature_class == "T") {
    if (starts("ISL") || starts("ATOL")) return PlaceKind::kIsland;
    if (starts("MT") || code == "PK" || code == "VLC" || code == "PASS")
      return PlaceKind::kMountain;
    if (code == "DSRT") return PlaceKind::kDesert;
    if (code == "PEN" || code == "CAPE" || code == "VAL") return PlaceKind::kRegion;
    return std::nullopt;
  }
  if (feature_class == "H") {
    if (starts("SEA") || code == "OCN" || code == "GULF" || code == "BAY") return PlaceKind::kSea;
    if (code == "STRT" || code == "CHN") return PlaceKind::kStrait;
    if (code == "STM") return PlaceKind::kRiver;
    if (starts("LK") || starts("RSV")) return PlaceKind::kLake;
    return std::nullopt;
  }
  if (feature_class == "S") {
    if (starts("AIRP") || starts("NUC") || starts("DAM")) return PlaceKind::kSite;
    if (starts("AIRB") || starts("INSM")) return PlaceKind::kBase;
    if (starts("PSTB")) return PlaceKind::kCrossing;
  }
  return std::nullopt;
}

class DumpReader {
 public:
  Status LoadTables(const std::string& tables) {
    AVVISO_ASSIGN(const Table countries,
                  Table::Load(JoinPath(tables, "countries/countries.tsv"), {"code", "iso2"}));
    for (size_t i = 0; i < countries.rows(); ++i) {
      alpha3_.try_emplace(std::string(countries.Cell(i, 1)), countries.Cell(i, 0));
    }
    AVVISO_ASSIGN(const Table junk, Table::Load(JoinPath(tables, "places/junk.tsv"), {"name"}));
    for (size_t i = 0; i < junk.rows(); ++i) junk_.insert(Folded(junk.Cell(i, 0)));
    AVVISO_ASSIGN(const Table generic,
                  Table::Load(JoinPath(tables, "places/generic.tsv"), {"words", "stands"}));
    for (size_t i = 0; i < generic.rows(); ++i) {
      auto& list = generic.Cell(i, 1) == "before" ? before_ : after_;
      list.push_back(generic.Cell(i, 1) == "before" ? std::string(generic.Cell(i, 0)) + " "
                                                    : " " + std::string(generic.Cell(i, 0)));
    }
    return Ok();
  }

  Status LoadRegions(const std::string& path) {
    if (!FileExists(path)) return Ok();
    AVVISO_ASSIGN(const std::string bytes, ReadFile(path));
    ForEachLine(bytes, [&](std::string_view line) {
      const auto cells = Cells(line, '\t');
      if (cells.size() >= 2 && IsValidUtf8(line)) builder_.NameRegion(cells[0], cells[1]);
    });
    return Ok();
  }

  // "id<TAB>geonameid<TAB>language<TAB>name<TAB>…": links and codes are no names.
  Status LoadAlternates(const std::string& path) {
    if (!FileExists(path)) return Ok();
    AVVISO_ASSIGN(alternates_, ReadFile(path));
    ForEachLine(alternates_, [&](std::string_view line) {
      const auto cells = Cells(line, '\t');
      if (cells.size() < 4 || cells[2].size() > 3 || !IsValidUtf8(cells[3])) return;
      more_names_[Count(cells[1])].push_back(cells[3]);
    });
    return Ok();
  }

  Status LoadPlaces(const std::string& path) {
    AVVISO_ASSIGN(const std::string bytes, ReadFile(path));
    ForEachLine(bytes, [&](std::string_view line) {
      if (!AddLine(line)) ++skipped_;
    });
    if (builder_.size() > 0) return Ok();
    return Error{ErrorCode::kCorrupt, path + " has no row in the layout of the GeoNames dumps"};
  }

  size_t skipped() const { return skipped_; }
  std::string Finish() { return builder_.Finish(); }

 private:
  // True if the row was added or isn't wanted.
  bool AddLine(std::string_view line) {
    const auto cells = Cells(line, '\t');
    if (cells.size() != 19 || !IsValidUtf8(line)) return false;
    const std::optional<double> lat = Degrees(cells[4]), lon = Degrees(cells[5]);
    if (!lat || !lon) return false;
    const std::optional<PlaceKind> kind = KindOf(cells[6], cells[7]);
    if (!kind) return true;
    PlaceInput place;
    place.name = cells[1];
    place.lat = *lat;
    place.lon = *lon;
    place.population = Count(cells[14]);
    place.geonames = Count(cells[0]);
    place.kind = *kind;
    place.country_two = cells[8];
    if (const auto code = alpha3_.find(std::string(cells[8])); code != alpha3_.end()) {
      place.country = code->second;
    }
    const std::string admin1 =
        cells[10].empty() ? "" : std::string(cells[8]) + "." + std::string(cells[10]);
    const std::string admin2 = cells[11].empty() ? "" : admin1 + "." + std::string(cells[11]);
    place.admin1_key = admin1;
    place.admin2_key = admin2;
    if (IsJunk(place.name) && (place.population < kKnownTown || cells[6] != "P")) return true;
    std::vector<std::string> made;
    AddNames(cells[3], &place);
    if (cells[2] != cells[1]) place.names.push_back(cells[2]);
    MakeNames(place, &made);
    for (const std::string& name : made) place.names.push_back(name);
    return builder_.Add(place);
  }

  void AddNames(std::string_view list, PlaceInput* place) {
    for (const std::string_view name : Cells(list, ',')) {
      if (IsWanted(name)) place->names.push_back(name);
    }
    const auto more = more_names_.find(place->geonames);
    if (more == more_names_.end()) return;
    for (const std::string_view name : more->second) {
      if (IsWanted(name)) place->names.push_back(name);
    }
  }

  bool IsJunk(std::string_view name) const {
    std::string folded = Folded(name);
    std::replace(folded.begin(), folded.end(), '-', ' ');
    return junk_.count(folded) > 0;
  }

  bool IsWanted(std::string_view name) const {
    if (name.size() < 3) return false;
    bool lower = false;
    for (const char c : name) lower = lower || (c >= 'a' && c <= 'z') || (c & 0x80) != 0;
    if (name[0] >= 'a' && name[0] <= 'z') return false;
    if (!lower && name.size() <= 3) return false;
    return !IsJunk(name);
  }

  // The forms of the names that writers use and the dumps lack.
  void MakeNames(const PlaceInput& place, std::vector<std::string>* made) const {
    const bool division = place.kind == PlaceKind::kAdmin1 || place.kind == PlaceKind::kAdmin2 ||
                          place.kind == PlaceKind::kAdmin;
    std::vector<std::string_view> all = place.names;
    all.push_back(place.name);
    for (const std::string_view name : all) {
      static constexpr std::pair<std::string_view, std::string_view> kShort[] = {
          {"Saint ", "St "}, {"St. ", "Saint "}, {"Mount ", "Mt "}, {"Fort ", "Ft "}};
      for (const auto& [from, to] : kShort) {
        if (name.substr(0, from.size()) == from) {
          made->push_back(std::string(to) + std::string(name.substr(from.size())));
        }
      }
      if (!division) continue;
      std::string_view bare = name;
      for (const std::string& words : before_) {
        if (bare.substr(0, words.size()) == words) bare.remove_prefix(words.size());
      }
      for (const std::string& words : after_) {
        if (place.kind != PlaceKind::kAdmin1 || bare.size() <= words.size()) continue;
        if (bare.substr(bare.size() - words.size()) == words) bare.remove_suffix(words.size());
      }
      if (bare.size() < name.size() && IsWanted(bare)) made->emplace_back(bare);
    }
  }

  std::unordered_map<std::string, std::string> alpha3_;
  std::unordered_set<std::string> junk_;
  std::vector<std::string> before_, after_;
  std::string alternates_;
  std::unordered_map<uint32_t, std::vector<std::string_view>> more_names_;
  GazetteerBuilder builder_;
  size_t skipped_ = 0;
};

}  // namespace

Result<std::string> BuildGazetteer(const std::string& folder, const std::string& tables,
                                   size_t* skipped) {
  DumpReader reader;
  AVVISO_TRY(reader.LoadTables(tables));
  AVVISO_TRY(reader.LoadRegions(JoinPath(folder, "admin1CodesASCII.txt")));
  AVVISO_TRY(reader.LoadRegions(JoinPath(folder, "admin2Codes.txt")));
  AVVISO_TRY(reader.LoadAlternates(JoinPath(folder, "alternateNamesV2.txt")));
  const std::string all = JoinPath(folder, "allCountries.txt");
  AVVISO_TRY(reader.LoadPlaces(FileExists(all) ? all : JoinPath(folder, "places.txt")));
  *skipped = reader.skipped();
  return reader.Finish();
}

}  // namespace avviso
