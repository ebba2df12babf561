// Linear layers by AMX tiles; all else as in AVX-512. A tile of weights is 16 steps of a panel as
// it lies in memory. This was compiled but never run, for want of such a processor; it is chosen
// only where its products equal the portable ones (int8_kernels.cc).

#if defined(__x86_64__)
#define AVVISO_ISA int8_amx
#define AVVISO_LANES 16
#include "nn/internal/int8_lanes.h"
#include "nn/internal/int8_vnni.h"
// The kernels are made of the above.
#include "nn/internal/int8_impl.h"

// NOLINTBEGIN(readability-function-size)

namespace avviso::AVVISO_ISA {
namespace {

constexpr size_t kTileRows = 16;
constexpr size_t kTileBytes = 64;  // of a row

// Tiles 0 to 3 are sums, 4 and 5 activations, 6 and 7 weights.
struct alignas(64) TileConfig {
  uint8_t palette = 1;
  uint8_t start = 0;
  uint8_t reserved[14] = {};
  uint16_t bytes[16] = {};
  uint8_t rows[16] = {};
};
static_assert(sizeof(TileConfig) == 64);

// Shapes the tiles for blocks of `low` rows and `high` rows more, which may be 0.
void Configure(size_t low, size_t high) {
  TileConfig config;
  for (size_t i = 0; i < 8; ++i) config.bytes[i] = kTileBytes;
  const auto lows = static_cast<uint8_t>(low), highs = static_cast<uint8_t>(high > 0 ? high : 1);
  const uint8_t rows[8] = {lows, lows, highs, highs, lows, highs, kTileRows, kTileRows};
  std::memcpy(config.rows, rows, sizeof(rows));
  _tile_loadconfig(&config);
}

// Sums of up to 32 rows by one or two panels.
void TileBlock(const uint8_t* a, const int8_t* b, size_t depth, bool high, bool wide,
               int32_t (&sums)[32][32]) {
  constexpr size_t kStride = sizeof(sums[0]);
  _tile_zero(0);
  _tile_zero(1);
  _tile_zero(2);
  _tile_zero(3);
  for (size_t k = 0; k < depth; k += kTileBytes) {
    _tile_loadd(4, a + k, depth);
    _tile_loadd(6, b + k * kPanel, kTileBytes);
    _tile_dpbusd(0, 4, 6);
    if (wide) {
      _tile_loadd(7, b + (depth + k) * kPanel, kTileBytes);
      _tile_dpbusd(1, 4, 7);
    }
    if (high) {
      _tile_loadd(5, a + kTileRows * depth + k, depth);
      _tile_dpbusd(2, 5, 6);
      if (wide) _tile_dpbusd(3, 5, 7);
    }
  }
  _tile_stored(0, &sums[0][0], kStride);
  if (wide) _tile_stored(1, &sums[0][16], kStride);
  if (high) {
    _tile_stored(2, &sums[16][0], kStride);
    if (wide) _tile_stored(3, &sums[16][16], kStride);
  }
}

// The rows from `row` on, up to 32, of one or two panels from `column` on.
void TileColumns(const LinearCall& call, size_t row, size_t rows, size_t column) {
  const Int8Matrix& b = *call.b;
  const bool wide = column + kPanel < b.width;
  alignas(64) int32_t sums[32][32];
  TileBlock(call.values + row * b.depth, b.values + column * b.depth, b.depth, rows > kTileRows,
            wide, sums);
  for (size_t i = 0; i < (wide ? 2 * kPanel : kPanel); i += kLanes) {
    const Ints shift = Load(b.shift + column + i);
    const Vec scale = Load(b.scale + column + i), bias = Load(b.bias + column + i);
    for (size_t r = 0; r < rows; ++r) {
      Vec v = Convert(Load(&sums[r][i]) - shift) * (call.scales[row + r] * scale) + bias;
      if (call.after == Int8After::kGelu) v = Gelu(v);
      Save(call.out + (row + r) * call.ldo + column + i, v);
    }
  }
}

void TileLinear(const uint8_t* values, const float* scales, size_t rows, const Int8Matrix& b,
                Int8After after, float* out, size_t ldo) {
  const LinearCall call = {values, scales, &b, after, out, ldo, nullptr};
  const size_t whole = rows / 32 * 32, rest = rows - whole;
  if (whole > 0) {
    Configure(kTileRows, kTileRows);
    for (size_t column = 0; column < b.width; column += 2 * kPanel) {
      for (size_t row = 0; row < whole; row += 32) TileColumns(call, row, 32, column);
    }
  }
  if (rest > 0) {
    const size_t low = rest < kTileRows ? rest : kTileRows;
    Configure(low, rest - low);
    for (size_t column = 0; column < b.width; column += 2 * kPanel) {
      TileColumns(call, whole, rest, column);
    }
  }
  _tile_release();
}

}  // namespace

const Int8Kernels& Table() {
  static constexpr Int8Kernels kTable = {"amx", Quantise, TileLinear, AddNorm, Attend};
  return kTable;
}

}  // namespace avviso::AVVISO_ISA

// NOLINTEND(readability-function-size)
#endif
