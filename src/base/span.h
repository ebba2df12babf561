// Span: a piece of a text, as byte offsets.
//
// Every layer of the engine points back into the article's text with Spans, so
// that a reader can always be shown the words an event came from. All of the
// engine agrees on this one unit: bytes of UTF-8, half open, [begin, end).
// Code points occur only in views/, where records are written out.

#ifndef AVVISO_BASE_SPAN_H_
#define AVVISO_BASE_SPAN_H_

#include <compare>
#include <cstdint>
#include <string_view>

namespace avviso {

struct Span {
  uint32_t begin = 0;  // offset of the first byte
  uint32_t end = 0;    // offset just past the last byte; end >= begin

  uint32_t size() const { return end - begin; }
  bool empty() const { return begin == end; }
  bool Contains(Span inner) const { return begin <= inner.begin && inner.end <= end; }
  bool Overlaps(Span other) const { return begin < other.end && other.begin < end; }
  // Requires end <= text.size().
  std::string_view In(std::string_view text) const { return text.substr(begin, size()); }
  friend auto operator<=>(Span, Span) = default;
};

}  // namespace avviso

#endif  // AVVISO_BASE_SPAN_H_
