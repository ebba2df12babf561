// UTF-8: decoding, encoding, repair, and the map from bytes to code points.
//
// Well-formed UTF-8 as in the Unicode Standard, table 3-7: no surrogates, no
// overlong forms, nothing above U+10FFFF.

#ifndef AVVISO_BASE_UTF8_H_
#define AVVISO_BASE_UTF8_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace avviso {

inline constexpr char32_t kReplacement = 0xFFFD;

// The code point at text[*pos], moving *pos past it. An ill-formed sequence
// gives kReplacement and is passed as its maximal subpart (at least one byte).
// Requires *pos < text.size().
char32_t DecodeUtf8(std::string_view text, size_t* pos);

// The code point that ends at text[*pos - 1], moving *pos before it. Requires
// *pos > 0 and that text is well formed.
char32_t DecodeUtf8Back(std::string_view text, size_t* pos);

void AppendUtf8(char32_t code_point, std::string* out);

bool IsValidUtf8(std::string_view text);

// `text` with each maximal ill-formed subpart replaced by U+FFFD.
std::string RepairUtf8(std::string_view text);

// Number of code points. Requires well-formed text.
size_t CountCodePoints(std::string_view text);

// Answers "how many code points precede this byte" in O(1), by one stored count
// for each 64 bytes of text. Holds a view of the text.
class CodePointMap {
 public:
  explicit CodePointMap(std::string_view text);
  // Requires byte <= text.size() and that it is the start of a code point.
  uint32_t At(size_t byte) const;

 private:
  std::string_view text_;
  std::vector<uint32_t> before_;  // code points before byte 64 * i; empty if all is ASCII
};

}  // namespace avviso

#endif  // AVVISO_BASE_UTF8_H_
