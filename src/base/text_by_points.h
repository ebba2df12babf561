// TextByPoints: pieces of a text by offsets in code points, as records give them.
// The reverse of CodePointMap. Holds a view of the text.

#ifndef AVVISO_BASE_TEXT_BY_POINTS_H_
#define AVVISO_BASE_TEXT_BY_POINTS_H_

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace avviso {

class TextByPoints {
 public:
  // Linear in the text, and four bytes of memory a code point unless all is ASCII.
  explicit TextByPoints(std::string_view text);

  // None if the offsets aren't inside the text or the wrong way round.
  std::optional<std::string_view> At(int64_t begin, int64_t end) const;

 private:
  std::string_view text_;
  bool ascii_;
  std::vector<uint32_t> starts_;
};

}  // namespace avviso

#endif  // AVVISO_BASE_TEXT_BY_POINTS_H_
