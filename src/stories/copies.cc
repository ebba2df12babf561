#include "stories/copies.h"

#include <algorithm>
#include <unordered_map>

#include "base/day.h"
#include "base/fold.h"
#include "base/utf8.h"

namespace avviso {
namespace {

constexpr size_t kShingle = 5;  // words
constexpr size_t kWindow = CopyIndex::kSureRun - kShingle + 1;
constexpr size_t kMostChain = 64;  // latest articles looked at for one fingerprint

// A number of exactly `size` digits at text[*at], moving past it.
std::optional<int64_t> Digits(std::string_view text, size_t* at, size_t size) {
  if (*at + size > text.size()) return std::nullopt;
  int64_t value = 0;
  for (size_t i = 0; i < size; ++i) {
    const char c = text[*at + i];
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  *at += size;
  return value;
}

// Minutes of "+02:00" or "-0530" at the end of a time; 0 for Z, none or another form.
int64_t ZoneMinutes(std::string_view text) {
  const size_t sign = text.find_last_of("+-");
  if (sign == std::string_view::npos) return 0;
  size_t at = sign + 1;
  const auto hours = Digits(text, &at, 2);
  if (!hours) return 0;
  if (at < text.size() && text[at] == ':') ++at;
  const int64_t minutes = *hours * 60 + Digits(text, &at, 2).value_or(0);
  return text[sign] == '-' ? -minutes : minutes;
}

}  // namespace

// The smallest hash of each window of shingles, the rightmost if equal.
Fingerprints FingerprintsOf(const TextWords& text) {
  std::vector<uint32_t> hashes;
  const auto& words = text.words;
  for (size_t i = 0; i + kShingle <= words.size(); ++i) {
    uint64_t hash = 0;
    for (size_t k = 0; k < kShingle; ++k) hash = (hash ^ words[i + k].key) * 0x9E3779B97F4A7C15ULL;
    hashes.push_back(std::max(1u, static_cast<uint32_t>(hash >> 32)));
  }
  Fingerprints chosen;
  if (hashes.empty()) return chosen;
  const size_t window = std::min(kWindow, hashes.size());
  size_t last = hashes.size();
  for (size_t i = 0; i + window <= hashes.size(); ++i) {
    size_t least = i;
    for (size_t k = i; k < i + window; ++k) {
      if (hashes[k] <= hashes[least]) least = k;
    }
    if (least != last) chosen.push_back(hashes[least]);
    last = least;
  }
  std::sort(chosen.begin(), chosen.end());
  chosen.erase(std::unique(chosen.begin(), chosen.end()), chosen.end());
  return chosen;
}

std::vector<CopyIndex::Candidate> CopyIndex::Find(const Fingerprints& prints, size_t most,
                                                  double part) const {
  std::unordered_map<uint32_t, uint32_t> shared;
  for (const uint32_t print : prints) {
    const Shard& shard = shards_[ShardOf(print)];
    if (shard.keys.empty()) continue;
    size_t steps = 0;
    for (uint32_t at = shard.heads[shard.SlotOf(print)]; at != 0 && steps < kMostChain; ++steps) {
      ++shared[postings_[at - 1].article];
      at = postings_[at - 1].next;
    }
  }
  std::vector<Candidate> found;
  for (const auto& [article, count] : shared) {
    const bool short_text = prints.size() < 4 && count == prints.size();
    if ((count < 2 && !short_text) || count < part * static_cast<double>(prints.size())) continue;
    found.push_back({article, count});
  }
  std::sort(found.begin(), found.end(), [](const Candidate& a, const Candidate& b) {
    return a.shared != b.shared ? a.shared > b.shared : a.article < b.article;
  });
  if (found.size() > most) found.resize(most);
  return found;
}

size_t CopyIndex::Shard::SlotOf(uint32_t print) const {
  const size_t mask = keys.size() - 1;
  size_t slot = (print * 0x9E3779B97F4A7C15ULL >> 20) & mask;
  while (keys[slot] != 0 && keys[slot] != print) slot = (slot + 1) & mask;
  return slot;
}

void CopyIndex::Shard::Grow() {
  Shard grown;
  grown.keys.resize(std::max<size_t>(64, keys.size() * 2));
  grown.heads.resize(grown.keys.size());
  grown.used = used;
  for (size_t i = 0; i < keys.size(); ++i) {
    if (keys[i] == 0) continue;
    const size_t slot = grown.SlotOf(keys[i]);
    grown.keys[slot] = keys[i];
    grown.heads[slot] = heads[i];
  }
  *this = std::move(grown);
}

void CopyIndex::Add(const Fingerprints& prints) {
  for (const uint32_t print : prints) {
    Shard& shard = shards_[ShardOf(print)];
    if (10 * (shard.used + 1) > 7 * shard.keys.size()) shard.Grow();
    const size_t slot = shard.SlotOf(print);
    if (shard.keys[slot] == 0) {
      shard.keys[slot] = print;
      ++shard.used;
    }
    postings_.push_back({articles_, shard.heads[slot]});
    shard.heads[slot] = static_cast<uint32_t>(postings_.size());
  }
  ++articles_;
}

size_t CopyIndex::bytes() const {
  size_t bytes = postings_.size() * sizeof(Posting);
  for (const Shard& shard : shards_) {
    bytes += (shard.keys.capacity() + shard.heads.capacity()) * sizeof(uint32_t);
  }
  return bytes;
}

std::optional<CopyLink> JudgeCopy(const CopySide& earlier, const CopySide& later,
                                  const TermWeights& weights, const CopyOptions& options) {
  constexpr int64_t kDay = 24 * 60;
  if (earlier.minute && later.minute &&
      *later.minute - *earlier.minute > int64_t{options.most_days} * kDay) {
    return std::nullopt;
  }
  const Derivation derived = DeriveFrom(earlier.words, later.words, weights);
  CopyLink link;
  link.share = derived.share;
  link.verbatim = derived.verbatim >= options.verbatim;
  // An outlet that goes on with its own story names itself, and takes from nobody.
  link.credited = JoinedName(earlier.outlet) != JoinedName(later.outlet) &&
                  NamesOutlet(later.text, later.words, earlier.outlet);
  const double asked = link.credited ? options.credited : options.derived;
  if (derived.share < asked && !link.verbatim) return std::nullopt;
  return link;
}

std::string JoinedName(std::string_view outlet) {
  std::string_view name = outlet;
  const bool domain =
      name.find('.') != std::string_view::npos && name.find(' ') == std::string_view::npos;
  if (domain) {
    if (name.starts_with("www.")) name.remove_prefix(4);
    name = name.substr(0, name.find('.'));
  }
  std::string joined;
  for (const char c : name) {
    if (c >= 'A' && c <= 'Z') joined.push_back(static_cast<char>(c - 'A' + 'a'));
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) joined.push_back(c);
  }
  if (joined.starts_with("the") && joined.size() > 6) joined.erase(0, 3);
  return joined;
}

namespace {

bool Upper(std::string_view text, const TextWord& word) {
  size_t at = word.span.begin;
  return IsUpperCase(DecodeUtf8(text, &at)) || word.number;
}

// Calls `each` with the joined letters of names: runs of up to five words that begin with a
// capital one, and that no capital word goes on. "Danube" isn't named in "Danube Wire".
// Stops when it returns true, and returns that.
template <typename Each>
bool AnyName(std::string_view text, const TextWords& words, const Each& each) {
  constexpr size_t kMostWords = 5;
  const auto& all = words.words;
  for (size_t first = 0; first < all.size(); ++first) {
    if (!Upper(text, all[first])) continue;
    std::string joined;
    for (size_t w = first; w < std::min(first + kMostWords, all.size()); ++w) {
      joined += Folded(all[w].span.In(text));
      const bool goes_on = w + 1 < all.size() && Upper(text, all[w + 1]) &&
                           all[w + 1].span.begin == all[w].span.end + 1;
      if (!goes_on && each(joined)) return true;
    }
  }
  return false;
}

}  // namespace

bool NamesOutlet(std::string_view text, const TextWords& words, std::string_view outlet) {
  const std::string name = JoinedName(outlet);
  if (name.size() < 3) return false;
  return AnyName(text, words, [&](const std::string& joined) { return joined == name; });
}

std::string OutletNamedIn(std::string_view text, const std::map<std::string, std::string>& outlets,
                          const std::string& own) {
  std::string named;
  AnyName(text, SplitText(text), [&](const std::string& joined) {
    const auto found = outlets.find(joined);
    if (found == outlets.end() || found->second == own || joined.size() < 5) return false;
    named = found->second;
    return true;
  });
  return named;
}

std::optional<int64_t> PublishedMinute(std::string_view published, bool* whole_day) {
  *whole_day = true;
  const std::optional<Day> day = ParseIsoDay(published);
  if (!day) return std::nullopt;
  const int64_t midnight = int64_t{day->since_epoch} * 24 * 60;
  const size_t mark = published.find_first_of("T ");
  if (mark == std::string_view::npos) return midnight;
  size_t at = mark + 1;
  const auto hours = Digits(published, &at, 2);
  if (!hours || at >= published.size() || published[at] != ':') return midnight;
  ++at;
  const auto minutes = Digits(published, &at, 2);
  if (!minutes) return midnight;
  *whole_day = *hours == 0 && *minutes == 0;
  return midnight + *hours * 60 + *minutes - ZoneMinutes(published.substr(at));
}

}  // namespace avviso
