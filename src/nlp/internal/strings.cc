#include "nlp/internal/strings.h"

#include <array>

#include "base/hash.h"

namespace avviso {
namespace {

constexpr uint64_t kSeed = 1;

constexpr std::string_view kSymbols[] = {
#include "nlp/internal/symbols.inc"
};
constexpr size_t kSymbolCount = std::size(kSymbols);
constexpr size_t kLongestSymbol = 24;
constexpr size_t kSlots = 2048;  // a power of two, some four times the symbols

// Symbols by hash, open addressing; 0 is a free slot (symbol 0 is the empty string).
struct SymbolIndex {
  std::array<uint16_t, kSlots> slots{};
  SymbolIndex() {
    for (size_t id = 1; id < kSymbolCount; ++id) {
      size_t slot = MurmurHash64A(kSymbols[id], kSeed) % kSlots;
      while (slots[slot] != 0) slot = (slot + 1) % kSlots;
      slots[slot] = static_cast<uint16_t>(id);
    }
  }
  uint64_t Find(std::string_view name, uint64_t hash) const {
    for (size_t slot = hash % kSlots; slots[slot] != 0; slot = (slot + 1) % kSlots) {
      if (kSymbols[slots[slot]] == name) return slots[slot];
    }
    return 0;
  }
};

const SymbolIndex& Index() {
  static const SymbolIndex index;
  return index;
}

constexpr bool SymbolsAreShort() {
  for (std::string_view name : kSymbols) {
    if (name.size() > kLongestSymbol) return false;
  }
  return true;
}
static_assert(SymbolsAreShort());

}  // namespace

uint64_t StringId(std::string_view text) {
  if (text.empty()) return 0;
  const uint64_t hash = MurmurHash64A(text, kSeed);
  if (text.size() <= kLongestSymbol) {
    if (const uint64_t symbol = Index().Find(text, hash); symbol != 0) return symbol;
  }
  return hash;
}

uint64_t SymbolId(std::string_view name) { return Index().Find(name, MurmurHash64A(name, kSeed)); }

std::string_view SymbolName(uint64_t id) { return id < kSymbolCount ? kSymbols[id] : ""; }

}  // namespace avviso
