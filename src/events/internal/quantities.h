// Quantities: "at least 40", "tens of thousands", "between 10 and 15", "$1.2 million".

#ifndef AVVISO_EVENTS_INTERNAL_QUANTITIES_H_
#define AVVISO_EVENTS_INTERNAL_QUANTITIES_H_

#include <cstdint>
#include <optional>

#include "lexicon/number_words.h"
#include "nlp/document.h"

namespace avviso {

// Counts, rounded to whole ones. An exact number has all three; "at least" and "dozens"
// only `low`, "up to" only `high`, "nearly" `value` and `high`, "about" only `value`, and a
// range `low` and `high`.
struct Quantity {
  std::optional<int64_t> value, low, high;
  TokenRange tokens;  // with the words before it that bound it
};

bool IsNumberToken(const Document& doc, const NumberWords& words, TokenId t);

// The quantity that has token `t` in it, within `sentence`; none if `t` is no number, or the
// number is larger than 10^15.
std::optional<Quantity> QuantityAt(const Document& doc, const NumberWords& words,
                                   TokenRange sentence, TokenId t);

}  // namespace avviso

#endif  // AVVISO_EVENTS_INTERNAL_QUANTITIES_H_
