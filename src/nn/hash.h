// The hash of thinc's HashEmbed layer: MurmurHash3 x64_128 of an 8-byte key. It
// is named x86_128 in thinc's source, which is a slip.

#ifndef AVVISO_NN_HASH_H_
#define AVVISO_NN_HASH_H_

#include <array>
#include <cstdint>

namespace avviso {

// The four 32-bit words by which a key picks its four rows, each modulo the
// number of rows.
inline std::array<uint32_t, 4> HashEmbedKeys(uint64_t key, uint32_t seed) {
  const auto rotate = [](uint64_t x, int r) { return x << r | x >> (64 - r); };
  const auto mix = [](uint64_t k) {
    k ^= k >> 33;
    k *= 0xFF51AFD7ED558CCDull;
    k ^= k >> 33;
    k *= 0xC4CEB9FE1A85EC53ull;
    return k ^ k >> 33;
  };
  uint64_t h1 = seed, h2 = seed;
  h1 ^= rotate(key * 0x87C37B91114253D5ull, 31) * 0x4CF5AD432745937Full;
  h1 ^= 8;
  h2 ^= 8;
  h1 += h2;
  h2 += h1;
  h1 = mix(h1);
  h2 = mix(h2);
  h1 += h2;
  h2 += h1;
  return {static_cast<uint32_t>(h1), static_cast<uint32_t>(h1 >> 32), static_cast<uint32_t>(h2),
          static_cast<uint32_t>(h2 >> 32)};
}

}  // namespace avviso

#endif  // AVVISO_NN_HASH_H_
