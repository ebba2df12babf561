// Block sums by AVX-512 VNNI; included after int8_lanes.h.
//
// A step of 14 x 2 sums is 28 products for 2 loads of weights and 14 of activations, four bytes of
// a row in all lanes. Products and broadcasts are in assembler: g++ 12 spills the sums of the
// intrinsics, and wants an address register for each row. So the loop runs at the processor's rate
// of products from 4 rows on.

// NOLINTBEGIN(readability-function-size)

namespace avviso {
namespace AVVISO_ISA {
namespace {

constexpr size_t kRows = 14;  // 14 x 2 sums, 2 registers of weights, 2 for activations

// sum += products of the four bytes, or two shorts, of each lane.
template <Elements elements>
[[gnu::always_inline]] inline void Add(Ints* sum, Ints x, Ints weights) {
  if constexpr (elements == Elements::kBytes) {
    asm("vpdpbusd %2, %1, %0" : "+v"(*sum) : "v"(x), "v"(weights));
  } else {
    asm("vpdpwssd %2, %1, %0" : "+v"(*sum) : "v"(x), "v"(weights));
  }
}

inline Ints Load(const int8_t* p) {
  Ints v;
  std::memcpy(&v, p, sizeof(v));
  return v;
}

// The next four bytes of row `row` in every lane; `rows` points at every third.
template <size_t row>
[[gnu::always_inline]] inline Ints Broadcast(const uint8_t* const* rows, size_t lda) {
  Ints x;
  if constexpr (row % 3 == 0) {
    asm volatile("vpbroadcastd (%1), %0" : "=v"(x) : "r"(rows[row / 3]));
  } else if constexpr (row % 3 == 1) {
    asm volatile("vpbroadcastd (%1,%2), %0" : "=v"(x) : "r"(rows[row / 3]), "r"(lda));
  } else {
    asm volatile("vpbroadcastd (%1,%2,2), %0" : "=v"(x) : "r"(rows[row / 3]), "r"(lda));
  }
  return x;
}

// What was stored before is seen by Broadcast, which doesn't tell the compiler what it reads.
inline void OrderMemory() { asm volatile("" ::: "memory"); }

template <Elements elements, size_t P, size_t... R>
[[gnu::always_inline]] inline void Step(const uint8_t* const* rows, size_t lda, Ints b0, Ints b1,
                                        Ints* low, Ints* high, std::index_sequence<R...>) {
  const auto add = [&](auto row) __attribute__((always_inline)) {
    constexpr size_t r = decltype(row)::value;
    const Ints x = Broadcast<r>(rows, lda);
    Add<elements>(&low[r], x, b0);
    if (P == 2) Add<elements>(&high[r], x, b1);
  };
  (add(std::integral_constant<size_t, R>()), ...);
}

// See int8_impl.h for the contract.
template <Elements elements, size_t R, size_t P>
[[gnu::always_inline]] inline void Products(const Operands& in, Ints (&sums)[R][P * kParts]) {
  static_assert(P == 1 || P == 2);
  constexpr size_t kThirds = (R + 2) / 3;
  Ints low[R] = {};
  Ints high[R] = {};
  if (in.shift != nullptr) {
#pragma GCC unroll 16
    for (size_t r = 0; r < R; ++r) {
      low[r] -= Load(in.shift);
      if (P == 2) high[r] -= Load(in.shift + kPanel);
    }
  }
  const uint8_t* rows[kThirds];
  const size_t lda = in.lda, stride = P == 2 ? in.stride : 0;
#pragma GCC unroll 8
  for (size_t i = 0; i < kThirds; ++i) rows[i] = in.a + 3 * i * lda;
  const int8_t* b = in.b;
  const int8_t* next = in.next;
  OrderMemory();
  for (size_t step = in.steps; step > 0; --step, b += 64, next += 64) {
    __builtin_prefetch(next, 0, 2);
    const Ints b0 = Load(b);
    const Ints b1 = Load(b + stride);
    Step<elements, P>(rows, lda, b0, b1, low, high, std::make_index_sequence<R>());
#pragma GCC unroll 8
    for (size_t i = 0; i < kThirds; ++i) rows[i] += 4;
  }
  OrderMemory();
#pragma GCC unroll 16
  for (size_t r = 0; r < R; ++r) {
    sums[r][0] = low[r];
    if (P == 2) sums[r][P - 1] = high[r];
  }
}

}  // namespace
}  // namespace AVVISO_ISA
}  // namespace avviso

// NOLINTEND(readability-function-size)
