// The partition is made by a sweep: at each code point where some set begins or ends, the
// bits of which sets hold it change; code points with equal bits are one class.

#include "nlp/internal/char_classes.h"

#include <algorithm>
#include <map>

#include "base/utf8.h"

namespace avviso {

void CodeSet::Add(const CodeSet& other) {
  ranges_.insert(ranges_.end(), other.ranges_.begin(), other.ranges_.end());
}

void CodeSet::Normalise() {
  std::sort(ranges_.begin(), ranges_.end());
  size_t kept = 0;
  for (const auto& range : ranges_) {
    if (kept > 0 && range.first <= ranges_[kept - 1].second + 1) {
      ranges_[kept - 1].second = std::max(ranges_[kept - 1].second, range.second);
    } else {
      ranges_[kept++] = range;
    }
  }
  ranges_.resize(kept);
}

void CodeSet::Invert() {
  std::vector<std::pair<char32_t, char32_t>> gaps;
  char32_t next = 0;
  for (const auto& [first, last] : ranges_) {
    if (first > next) gaps.emplace_back(next, first - 1);
    next = last + 1;
  }
  if (next <= kLast) gaps.emplace_back(next, kLast);
  ranges_ = std::move(gaps);
}

CharClasses CharClasses::Of(const std::vector<CodeSet>& sets) {
  struct Edge {
    char32_t at;
    uint32_t set;
  };
  std::vector<Edge> edges;
  for (uint32_t set = 0; set < sets.size(); ++set) {
    for (const auto& [first, last] : sets[set].ranges()) {
      edges.push_back({first, set});
      edges.push_back({last + 1, set});
    }
  }
  std::sort(edges.begin(), edges.end(), [](const Edge& a, const Edge& b) { return a.at < b.at; });

  constexpr char32_t kEnd = 0x110000;
  std::vector<CharClass> class_of(kEnd);
  std::vector<uint64_t> holders((sets.size() + 63) / 64);
  std::map<std::vector<uint64_t>, CharClass> known;
  size_t edge = 0;
  for (char32_t c = 0; c < kEnd;) {
    for (; edge < edges.size() && edges[edge].at == c; ++edge) {
      holders[edges[edge].set / 64] ^= uint64_t{1} << (edges[edge].set % 64);
    }
    const char32_t next = edge < edges.size() ? edges[edge].at : kEnd;
    const auto id = known.emplace(holders, static_cast<CharClass>(known.size())).first->second;
    std::fill(class_of.begin() + c, class_of.begin() + next, id);
    c = next;
  }

  CharClasses classes;
  classes.count_ = known.size();
  classes.words_ = (known.size() + 63) / 64;
  classes.members_.assign(sets.size() * classes.words_, 0);
  for (const auto& [bits, id] : known) {
    for (size_t set = 0; set < sets.size(); ++set) {
      if ((bits[set / 64] >> (set % 64) & 1) == 0) continue;
      classes.members_[set * classes.words_ + id / 64] |= uint64_t{1} << (id % 64);
    }
  }
  std::map<std::vector<CharClass>, uint16_t> rows;
  for (char32_t page = 0; page < kEnd; page += 256) {
    std::vector<CharClass> row(class_of.begin() + page, class_of.begin() + page + 256);
    const auto [place, is_new] = rows.emplace(row, static_cast<uint16_t>(rows.size()));
    if (is_new) classes.cells_.insert(classes.cells_.end(), row.begin(), row.end());
    classes.pages_.push_back(place->second);
  }
  return classes;
}

void CharClasses::Translate(std::string_view text, std::vector<CharClass>* out) const {
  out->clear();
  for (size_t pos = 0; pos < text.size();) {
    const uint8_t byte = static_cast<uint8_t>(text[pos]);
    if (byte < 0x80) {
      out->push_back(ClassOf(byte));
      ++pos;
    } else {
      out->push_back(ClassOf(DecodeUtf8(text, &pos)));
    }
  }
}

}  // namespace avviso
