// Self-attention for the int8 kernels; included by int8_impl.h.
//
// Head by head. Scores are products of bytes: queries and keys have a scale a row and head. The
// weights, e to the score less the row's greatest, are rounded to 12 bits, the values to 11 with a
// scale a column: as bytes, the weights of a long chunk's many unimportant keys would vanish
// beside a strong one. 512 rows of such products fit a sum of 32 bits.
//
// Weights and values stand in pairs of 16 bits: keys i and i + 16 of each 32, so that a register
// of weights is packed with a shift.

// NOLINTBEGIN(readability-function-size)

namespace avviso {
namespace AVVISO_ISA {
namespace {

// One head's operands, in the caller's scratch.
struct Head {
  size_t rows = 0;
  size_t padded = 0;  // to a multiple of 32
  size_t width = 0;
  uint8_t* queries = nullptr;       // [rows][width]
  float* query_scales = nullptr;    // [rows]: log2(e) / sqrt(width) included
  int8_t* keys = nullptr;           // packed as an Int8Matrix of depth `width` and width `padded`
  int32_t* key_shifts = nullptr;    // [padded]
  float* key_scales = nullptr;      // [padded]
  float* key_offsets = nullptr;     // [padded]: 0, or far below any score for padding
  int32_t* values = nullptr;        // [width / 16][padded / 2][16]: pairs
  float* value_scales = nullptr;    // [width]
  float* value_inverses = nullptr;  // [width]
  float* scores = nullptr;          // [kRows][padded]; later pairs of weights
};

constexpr float kFarBelow = -3e38f;
constexpr float kValueLimit = 1023.0f;
constexpr float kLowest = -20.0f;  // the weight of it rounds to 0

// Takes `count` numbers from the scratch, in whole cache lines.
template <typename Number>
inline void Take(Number** p, size_t count, uint8_t** scratch) {
  *p = reinterpret_cast<Number*>(*scratch);
  *scratch += (count * sizeof(Number) + 63) / 64 * 64;
}

// Takes what Int8AttendScratch counts.
inline Head MakeHead(const AttentionShape& shape, uint8_t* scratch) {
  static_assert(kRows <= 16);
  Head head;
  head.rows = shape.rows;
  head.padded = (shape.rows + 31) / 32 * 32;
  head.width = shape.width;
  scratch += (64 - reinterpret_cast<uintptr_t>(scratch) % 64) % 64;
  Take(&head.queries, head.padded * head.width, &scratch);
  Take(&head.query_scales, head.padded, &scratch);
  Take(&head.keys, head.padded * head.width, &scratch);
  Take(&head.key_shifts, head.padded, &scratch);
  Take(&head.key_scales, head.padded, &scratch);
  Take(&head.key_offsets, head.padded, &scratch);
  Take(&head.values, head.padded / 2 * head.width, &scratch);
  Take(&head.value_scales, head.width, &scratch);
  Take(&head.value_inverses, head.width, &scratch);
  Take(&head.scores, kRows * head.padded, &scratch);
  return head;
}

// Quantises x[width] to bytes: the nearest integer to x / scale, plus `zero`.
inline Scaling QuantiseHead(const float* x, size_t width, float zero, uint8_t* bytes) {
  Ints peak = {};
  for (size_t i = 0; i < width; i += kLanes) peak = Max(peak, Magnitude(Load(x + i)));
  const Scaling scaling = ScalingOf(Greatest(peak), 127.0f);
  for (size_t i = 0; i < width; i += kLanes) {
    SaveBytes(bytes + i, Bits(Load(x + i) * scaling.inverse + (kRounder + zero)));
  }
  return scaling;
}

inline void PackQueries(const float* x, size_t ldx, const Head& head) {
  constexpr float kLog2E = 1.44269504f;
  const float factor = kLog2E / std::sqrt(static_cast<float>(head.width));
  for (size_t r = 0; r < head.rows; ++r) {
    const Scaling scaling =
        QuantiseHead(x + r * ldx, head.width, 128.0f, head.queries + r * head.width);
    head.query_scales[r] = scaling.scale * factor;
  }
}

// Whether all keys are finite.
inline bool PackKeys(const float* x, size_t ldx, const Head& head) {
  const size_t width = head.width, last = head.padded - 2 * kPanel;
  std::memset(head.keys + last * width, 0, 2 * kPanel * width);
  bool finite = true;
  for (size_t r = 0; r < head.padded; ++r) {
    head.key_scales[r] = 0;
    head.key_offsets[r] = r < head.rows ? 0.0f : kFarBelow;
    if (r >= head.rows) continue;
    uint8_t bytes[kInt8WidestHead];
    const Scaling scaling = QuantiseHead(x + r * ldx, width, 0.0f, bytes);
    finite = finite && scaling.scale == scaling.scale;
    head.key_scales[r] = scaling.scale;
    int8_t* to = head.keys + r / kPanel * kPanel * width + r % kPanel * 4;
    for (size_t i = 0; i < width; i += 4) std::memcpy(to + i * kPanel, bytes + i, 4);
  }
  // The product of a row of zeros, which are 128, is the shift.
  uint8_t zeros[kInt8WidestHead];
  std::memset(zeros, 128, width);
  for (size_t c = 0; c < head.padded; c += 2 * kPanel) {
    Ints sums[1][2 * kParts];
    Products<Elements::kBytes, 1, 2>(
        {zeros, width, head.keys + c * width, width * kPanel, width / 4, nullptr, head.keys}, sums);
    for (size_t i = 0; i < 2 * kParts; ++i) Save(head.key_shifts + c + i * kLanes, sums[0][i]);
  }
  return finite;
}

// Whether all values are finite.
inline bool ScaleValues(const float* x, size_t ldx, const Head& head) {
  bool finite = true;
  for (size_t c = 0; c < head.width; c += kLanes) {
    Ints peak = {};
    for (size_t r = 0; r < head.rows; ++r) peak = Max(peak, Magnitude(Load(x + r * ldx + c)));
    finite = finite && IsFinite(Greatest(peak));
    const Vec peaks = Floats(peak);
    Save(head.value_scales + c, peaks / kValueLimit);
    Save(head.value_inverses + c, peaks < kNearlyZero ? Vec{} : kValueLimit / peaks);
  }
  return finite;
}

inline void PackValues(const float* x, size_t ldx, const Head& head) {
  for (size_t pair = 0; pair < head.padded / 2; ++pair) {
    const size_t low_row = pair / kPanel * 2 * kPanel + pair % kPanel, high_row = low_row + kPanel;
    for (size_t c = 0; c < head.width; c += kLanes) {
      const Vec inverse = Load(head.value_inverses + c);
      Ints low = {}, high = {};
      if (low_row < head.rows) low = Bits(Load(x + low_row * ldx + c) * inverse + kRounder);
      if (high_row < head.rows) high = Bits(Load(x + high_row * ldx + c) * inverse + kRounder);
      const size_t panel = c / kPanel * (head.padded / 2) * kPanel;
      Save(head.values + panel + pair * kPanel + c % kPanel, (low & 0xffff) | (high << 16));
    }
  }
}

inline float GreatestOf(const float* scores, size_t padded) {
  Vec even = Load(scores), odd = Load(scores + kLanes);
  for (size_t i = 2 * kLanes; i < padded; i += 2 * kLanes) {
    even = Max(even, Load(scores + i));
    odd = Max(odd, Load(scores + i + kLanes));
  }
  return Greatest(Max(even, odd));
}

// Makes a row of scores pairs of weights, in place, and their sum, in lanes.
inline Ints Weigh(float* scores, size_t padded, float greatest, float scale) {
  Ints total = {};
  for (size_t i = 0; i < padded; i += 2 * kPanel) {
    for (size_t j = 0; j < kPanel; j += kLanes) {
      const Vec low = (Load(scores + i + j) - greatest) * scale;
      const Vec high = (Load(scores + i + j + kPanel) - greatest) * scale;
      const Ints low_bits = Bits(Exp2(Max(low, Spread(kLowest))) + kRounder) & 0xffff;
      const Ints high_bits = Bits(Exp2(Max(high, Spread(kLowest))) + kRounder);
      const Ints pairs = low_bits | (high_bits << 16);
      total += low_bits + (high_bits & 0xffff);
      std::memcpy(scores + i / 2 + j, &pairs, sizeof(pairs));
    }
  }
  return total;
}

// Makes R rows of scores pairs of weights, and `inverse` one over their sums. In three passes, so
// that a processor has independent rows to work on while it waits for a row's last addition.
template <size_t R>
inline void Softmax(float* scores, size_t padded, const float* scales, float (&inverse)[R]) {
  float greatest[R];
  Ints totals[R];
  for (size_t r = 0; r < R; ++r) greatest[r] = GreatestOf(scores + r * padded, padded);
  for (size_t r = 0; r < R; ++r) {
    totals[r] = Weigh(scores + r * padded, padded, greatest[r], scales[r]);
  }
  for (size_t r = 0; r < R; ++r) inverse[r] = 1.0f / static_cast<float>(SumOf(totals[r]));
}

template <size_t R>
void AttendBlock(const Head& head, size_t row, float* out, size_t ldo) {
  const size_t padded = head.padded, width = head.width;
  float* const scores = head.scores;
  const float *const key_scales = head.key_scales, *const key_offsets = head.key_offsets;
  for (size_t c = 0; c < padded; c += 2 * kPanel) {
    Ints sums[R][2 * kParts];
    Products<Elements::kBytes, R, 2>({head.queries + row * width, width, head.keys + c * width,
                                      width * kPanel, width / 4, head.key_shifts + c, head.keys},
                                     sums);
#pragma GCC unroll 16
    for (size_t r = 0; r < R; ++r) {
#pragma GCC unroll 8
      for (size_t i = 0; i < 2 * kParts; ++i) {
        const size_t at = c + i * kLanes;
        Save(scores + r * padded + at,
             Convert(sums[r][i]) * Load(key_scales + at) + Load(key_offsets + at));
      }
    }
  }
  float inverse[R];
  Softmax<R>(head.scores, padded, head.query_scales + row, inverse);
  for (size_t c = 0; c < width; c += 2 * kPanel) {
    Ints sums[R][2 * kParts];
    Products<Elements::kShorts, R, 2>(
        {reinterpret_cast<const uint8_t*>(head.scores), padded * 4,
         reinterpret_cast<const int8_t*>(head.values + c * (padded / 2)), padded / 2 * 64,
         padded / 2, nullptr, head.keys},
        sums);
#pragma GCC unroll 16
    for (size_t r = 0; r < R; ++r) {
#pragma GCC unroll 8
      for (size_t i = 0; i < 2 * kParts; ++i) {
        const size_t at = c + i * kLanes;
        Save(out + (row + r) * ldo + at,
             Convert(sums[r][i]) * (Load(head.value_scales + at) * inverse[r]));
      }
    }
  }
}

using AttendFunction = void (*)(const Head&, size_t, float*, size_t);

template <size_t... R>
inline void AttendRows(const Head& head, float* out, size_t ldo, std::index_sequence<R...>) {
  static constexpr AttendFunction kBlocks[] = {nullptr, AttendBlock<R + 1>...};
  ForBlocks(head.rows, kBlocks,
            [&](AttendFunction block, size_t row) { block(head, row, out, ldo); });
}

void Attend(const float* qkv, const AttentionShape& shape, uint8_t* scratch, float* out) {
  if (shape.rows == 0) return;
  const size_t ldo = shape.heads * shape.width, ldx = 3 * ldo;
  const Head head = MakeHead(shape, scratch);
  for (size_t h = 0; h < shape.heads; ++h, qkv += shape.width, out += shape.width) {
    const bool finite_keys = PackKeys(qkv + ldo, ldx, head);
    if (!ScaleValues(qkv + 2 * ldo, ldx, head) || !finite_keys) {
      for (size_t r = 0; r < head.rows; ++r) {
        for (size_t i = 0; i < head.width; ++i) out[r * ldo + i] = std::bit_cast<float>(0x7fc00000);
      }
      continue;
    }
    PackValues(qkv + 2 * ldo, ldx, head);
    PackQueries(qkv, ldx, head);
    AttendRows(head, out, ldo, std::make_index_sequence<kRows>());
  }
}

}  // namespace
}  // namespace AVVISO_ISA
}  // namespace avviso

// NOLINTEND(readability-function-size)
