// Names are gathered as (hash of the folded pieces, place, main) and sorted, so that
// the bearers of a name stand together, the best known first; each longer prefix of a
// name marks that a longer name goes on from it.

#include "lexicon/gazetteer_builder.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "base/check.h"
#include "base/hash.h"
#include "lexicon/internal/gazetteer_layout.h"

namespace avviso {

namespace layout = gazetteer_layout;

namespace {

struct NameEntry {
  uint64_t hash;
  uint32_t place;
  bool main;
};

template <typename Row>
layout::Section Append(std::string* out, const std::vector<Row>& rows) {
  while (out->size() % 8 != 0) out->push_back('\0');
  const layout::Section section{out->size(), rows.size()};
  out->append(reinterpret_cast<const char*>(rows.data()), rows.size() * sizeof(Row));
  return section;
}

}  // namespace

struct GazetteerBuilder::Parts {
  layout::Text AddText(std::string_view text) {
    const layout::Text place{static_cast<uint32_t>(strings.size()),
                             static_cast<uint32_t>(text.size())};
    strings += text;
    return place;
  }

  uint32_t Region(std::string_view key) {
    if (key.empty()) return 0;
    const auto [it, added] =
        region_rows.try_emplace(std::string(key), static_cast<uint32_t>(regions.size()));
    if (added) {
      const auto named = region_names.find(std::string(key));
      const layout::Text text = AddText(key);
      regions.push_back(
          {text, named == region_names.end() ? layout::Text() : AddText(named->second)});
    }
    return it->second;
  }

  bool AddName(std::string_view name, uint32_t place, bool main) {
    const std::vector<Piece> pieces = SplitPieces(name);
    uint64_t hash = kPieceSeed;
    for (size_t i = 0; i < pieces.size(); ++i) {
      hash = CombinePiece(hash, pieces[i].folded);
      if (i + 1 < pieces.size()) prefixes.push_back(hash);
    }
    if (!pieces.empty()) names.push_back({hash, place, main});
    return !pieces.empty();
  }

  std::vector<NameEntry> names;
  std::vector<uint64_t> prefixes;
  std::vector<layout::PlaceRow> places;
  std::vector<layout::RegionRow> regions = {layout::RegionRow()};
  std::unordered_map<std::string, uint32_t> region_rows;
  std::unordered_map<std::string, std::string> region_names;
  std::string strings;
};

GazetteerBuilder::GazetteerBuilder() : parts_(std::make_unique<Parts>()) {}
GazetteerBuilder::~GazetteerBuilder() = default;

size_t GazetteerBuilder::size() const { return parts_->places.size(); }

void GazetteerBuilder::NameRegion(std::string_view key, std::string_view name) {
  parts_->region_names[std::string(key)] = name;
}

bool GazetteerBuilder::Add(const PlaceInput& place) {
  // Also false for NaN.
  if (!(std::abs(place.lat) <= 90 && std::abs(place.lon) <= 180)) return false;
  const auto id = static_cast<uint32_t>(parts_->places.size());
  AVVISO_CHECK(id < layout::kMainName);
  bool named = parts_->AddName(place.name, id, true);
  for (const std::string_view name : place.names) named |= parts_->AddName(name, id, false);
  if (!named) return false;
  layout::PlaceRow row;
  row.lat = static_cast<int32_t>(std::lround(place.lat * 1e5));
  row.lon = static_cast<int32_t>(std::lround(place.lon * 1e5));
  row.population = place.population;
  row.geonames = place.geonames;
  row.name = parts_->AddText(place.name);
  row.admin1 = parts_->Region(place.admin1_key);
  row.admin2 = parts_->Region(place.admin2_key);
  if (place.country.size() == 3) std::memcpy(row.country, place.country.data(), 3);
  if (place.country_two.size() == 2) std::memcpy(row.two, place.country_two.data(), 2);
  row.kind = static_cast<uint8_t>(place.kind);
  parts_->places.push_back(row);
  return true;
}

std::string GazetteerBuilder::Finish() {
  std::vector<NameEntry>& names = parts_->names;
  const auto& places = parts_->places;
  std::sort(names.begin(), names.end(), [&](const NameEntry& a, const NameEntry& b) {
    // A place's main name before its others, so that `unique` keeps the main one.
    return std::tuple(a.hash, ~places[a.place].population, a.place, !a.main) <
           std::tuple(b.hash, ~places[b.place].population, b.place, !b.main);
  });
  names.erase(std::unique(names.begin(), names.end(),
                          [](const NameEntry& a, const NameEntry& b) {
                            return a.hash == b.hash && a.place == b.place;
                          }),
              names.end());
  std::vector<uint64_t>& prefixes = parts_->prefixes;
  std::sort(prefixes.begin(), prefixes.end());
  prefixes.erase(std::unique(prefixes.begin(), prefixes.end()), prefixes.end());

  std::vector<layout::Slot> slots(std::bit_ceil((names.size() + prefixes.size()) * 4 / 3 + 2));
  const auto slot_of = [&](uint64_t hash) -> layout::Slot& {
    uint64_t at = hash;
    while (slots[at & (slots.size() - 1)].hash != 0 && slots[at & (slots.size() - 1)].hash != hash)
      ++at;
    layout::Slot& slot = slots[at & (slots.size() - 1)];
    slot.hash = hash;
    return slot;
  };
  std::vector<uint32_t> bearers;
  bearers.reserve(names.size());
  for (const NameEntry& name : names) {
    layout::Slot& slot = slot_of(name.hash);
    if (slot.count == 0) slot.first = static_cast<uint32_t>(bearers.size());
    ++slot.count;
    bearers.push_back(name.place | (name.main ? layout::kMainName : 0u));
  }
  for (const uint64_t prefix : prefixes) slot_of(prefix).count |= layout::kMore;

  layout::Header header;
  std::string out(sizeof header, '\0');
  header.slots = Append(&out, slots);
  header.bearers = Append(&out, bearers);
  header.places = Append(&out, parts_->places);
  header.regions = Append(&out, parts_->regions);
  while (out.size() % 8 != 0) out.push_back('\0');
  header.strings = {out.size(), parts_->strings.size()};
  out += parts_->strings;
  header.size = out.size();
  header.checksum = layout::ChecksumOf(header, out);
  std::memcpy(out.data(), &header, sizeof header);
  parts_ = std::make_unique<Parts>();
  return out;
}

}  // namespace avviso
