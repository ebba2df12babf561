// What is read from the file is checked once, at opening: the checksum, and that
// every section lies inside. Numbers that point from one section into another are
// checked where they are followed, so a file that was made to mislead can give odd
// places but never a read outside.

#include "lexicon/gazetteer.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

#include "base/check.h"
#include "base/hash.h"
#include "base/mapped_file.h"
#include "lexicon/internal/gazetteer_layout.h"

namespace avviso {

namespace layout = gazetteer_layout;

namespace {

constexpr std::array<std::string_view, kPlaceKinds> kKindNames = {
    "town",      "seat",     "capital", "quarter",  "admin1", "admin2",  "admin",  "country",
    "continent", "region",   "island",  "mountain", "desert", "sea",     "strait", "river",
    "lake",      "crossing", "base",    "camp",     "site",   "historic"};

}  // namespace

std::string_view PlaceKindName(PlaceKind kind) { return kKindNames[static_cast<size_t>(kind)]; }

uint8_t PlaceKindFromName(std::string_view name) {
  return static_cast<uint8_t>(std::find(kKindNames.begin(), kKindNames.end(), name) -
                              kKindNames.begin());
}

struct Gazetteer::Bytes {
  std::string_view all() const { return held.empty() ? map.bytes() : std::string_view(held); }
  template <typename Row>
  Row Read(const layout::Section& section, uint64_t row) const {
    Row out;
    std::memcpy(&out, all().data() + section.offset + row * sizeof(Row), sizeof(Row));
    return out;
  }
  std::string_view String(layout::Text text) const {
    if (text.offset > header.strings.count || text.size > header.strings.count - text.offset) {
      return {};
    }
    return all().substr(header.strings.offset + text.offset, text.size);
  }
  // Ok, and `header` is filled; or why the bytes are no gazetteer.
  Status Check(const std::string& name);

  MappedFile map;
  std::string held;
  layout::Header header;
};

Status Gazetteer::Bytes::Check(const std::string& name) {
  const std::string_view bytes = all();
  if (bytes.size() < sizeof header) {
    return Error{ErrorCode::kTruncated, name + " is too short for a gazetteer"};
  }
  std::memcpy(&header, bytes.data(), sizeof header);
  if (header.magic != layout::kMagic) {
    return Error{ErrorCode::kCorrupt, name + " isn't a gazetteer"};
  }
  if (header.version != layout::kVersion) {
    return Error{ErrorCode::kUnsupported,
                 name + " is of version " + std::to_string(header.version) + ", not " +
                     std::to_string(layout::kVersion) + " (run make data)"};
  }
  if (header.size != bytes.size()) {
    return Error{ErrorCode::kTruncated, name + " has " + std::to_string(bytes.size()) +
                                            " bytes where its header says " +
                                            std::to_string(header.size)};
  }
  const uint64_t found = layout::ChecksumOf(header, bytes);
  if (found != header.checksum) {
    return Error{ErrorCode::kCorrupt, name + ": checksum is " + HashHex(found) +
                                          " where its header says " + HashHex(header.checksum)};
  }
  const auto inside = [&](const layout::Section& section, uint64_t row) {
    return section.offset <= bytes.size() && section.offset % 8 == 0 &&
           section.count <= (bytes.size() - section.offset) / row;
  };
  if (!inside(header.slots, sizeof(layout::Slot)) || !inside(header.bearers, 4) ||
      !inside(header.places, sizeof(layout::PlaceRow)) ||
      !inside(header.regions, sizeof(layout::RegionRow)) || !inside(header.strings, 1) ||
      !std::has_single_bit(header.slots.count)) {
    return Error{ErrorCode::kCorrupt, name + ": a section lies outside of the file"};
  }
  return Ok();
}

Result<Gazetteer> Gazetteer::Open(const std::string& path) {
  auto bytes = std::make_unique<Bytes>();
  AVVISO_ASSIGN(bytes->map, MappedFile::Open(path));
  AVVISO_TRY(bytes->Check(path));
  return Gazetteer(std::move(bytes));
}

Result<Gazetteer> Gazetteer::FromBytes(std::string held, const std::string& name) {
  auto bytes = std::make_unique<Bytes>();
  bytes->held = std::move(held);
  AVVISO_TRY(bytes->Check(name));
  return Gazetteer(std::move(bytes));
}

Gazetteer::Gazetteer(std::unique_ptr<const Bytes> bytes) : bytes_(std::move(bytes)) {}
Gazetteer::Gazetteer(Gazetteer&&) noexcept = default;
Gazetteer& Gazetteer::operator=(Gazetteer&&) noexcept = default;
Gazetteer::~Gazetteer() = default;

size_t Gazetteer::size() const { return bytes_->header.places.count; }

std::string Gazetteer::checksum() const { return HashHex(bytes_->header.checksum); }

Place Gazetteer::At(uint32_t id) const {
  const layout::Header& header = bytes_->header;
  AVVISO_CHECK(id < header.places.count);
  const auto row = bytes_->Read<layout::PlaceRow>(header.places, id);
  const char* at = bytes_->all().data() + header.places.offset + id * sizeof(layout::PlaceRow);
  const auto code = [&](size_t offset, size_t size) {
    return at[offset] == 0 ? std::string_view() : std::string_view(at + offset, size);
  };
  const auto region = [&](uint32_t number) {
    return number == 0 || number >= header.regions.count
               ? layout::RegionRow()
               : bytes_->Read<layout::RegionRow>(header.regions, number);
  };
  Place place;
  place.name = bytes_->String(row.name);
  place.country = code(offsetof(layout::PlaceRow, country), 3);
  place.country_two = code(offsetof(layout::PlaceRow, two), 2);
  const layout::RegionRow admin1 = region(row.admin1);
  place.admin1_key = bytes_->String(admin1.key);
  place.admin1 = bytes_->String(admin1.name);
  place.admin2_key = bytes_->String(region(row.admin2).key);
  place.lat = row.lat / 1e5;
  place.lon = row.lon / 1e5;
  place.population = row.population;
  place.geonames = row.geonames;
  place.kind = row.kind < kPlaceKinds ? static_cast<PlaceKind>(row.kind) : PlaceKind::kTown;
  return place;
}

void Gazetteer::MatchAt(std::span<const Piece> pieces, size_t at, size_t limit,
                        std::vector<Match>* matches) const {
  matches->clear();
  const layout::Header& header = bytes_->header;
  const uint64_t mask = header.slots.count - 1;
  uint64_t hash = kPieceSeed;
  for (size_t i = at; i < pieces.size() && i < at + limit; ++i) {
    hash = CombinePiece(hash, pieces[i].folded);
    layout::Slot slot;
    // A table without an empty slot can't be made, but a file may say what it likes.
    for (uint64_t probe = 0; probe <= mask; ++probe) {
      slot = bytes_->Read<layout::Slot>(header.slots, (hash + probe) & mask);
      if (slot.hash == hash || slot.hash == 0) break;
    }
    if (slot.hash != hash) break;
    const uint32_t count = slot.count & layout::kLargestCount;
    const bool inside =
        slot.first <= header.bearers.count && count <= header.bearers.count - slot.first;
    if (count > 0 && inside) {
      matches->push_back({slot.first, count, static_cast<uint32_t>(i - at + 1)});
    }
    if ((slot.count & layout::kMore) == 0) break;
  }
  std::reverse(matches->begin(), matches->end());
}

Gazetteer::Bearer Gazetteer::BearerOf(const Match& match, uint32_t i) const {
  AVVISO_CHECK(i < match.count);
  const auto bearer = bytes_->Read<uint32_t>(bytes_->header.bearers, match.first + i);
  const uint32_t place = bearer & ~layout::kMainName;
  // Place 0 stands for one that isn't there.
  return {place < size() ? place : 0, (bearer & layout::kMainName) != 0};
}

}  // namespace avviso
