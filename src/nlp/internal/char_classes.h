// CharClasses: code points put into classes by which character sets hold them.
//
// The sets of a few regular expressions tell perhaps 300 kinds of characters apart. A
// text is translated into class numbers once, and then every test of a character
// against a set, however large, is one bit.

#ifndef AVVISO_NLP_INTERNAL_CHAR_CLASSES_H_
#define AVVISO_NLP_INTERNAL_CHAR_CLASSES_H_

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace avviso {

using CharClass = uint16_t;

// A set of code points: ranges [first, last] in order that don't touch once normal.
class CodeSet {
 public:
  void Add(char32_t first, char32_t last) { ranges_.emplace_back(first, last); }
  void Add(const CodeSet& other);
  void Normalise();
  void Invert();  // requires a normal set
  const std::vector<std::pair<char32_t, char32_t>>& ranges() const { return ranges_; }
  friend auto operator<=>(const CodeSet&, const CodeSet&) = default;

 private:
  static constexpr char32_t kLast = 0x10FFFF;
  std::vector<std::pair<char32_t, char32_t>> ranges_;
};

class CharClasses {
 public:
  // Sets are known by their place in `sets`, which must be normal.
  static CharClasses Of(const std::vector<CodeSet>& sets);

  size_t count() const { return count_; }
  CharClass ClassOf(char32_t c) const { return cells_[pages_[c >> 8] * 256u + (c & 0xFF)]; }
  // Replaces `*out` with the classes of the code points of `text`, well-formed UTF-8.
  void Translate(std::string_view text, std::vector<CharClass>* out) const;
  bool Contains(uint32_t set, CharClass c) const {
    return (members_[set * words_ + (c >> 6)] >> (c & 63) & 1) != 0;
  }

 private:
  size_t count_ = 0;
  size_t words_ = 0;               // 64-bit words a set
  std::vector<uint64_t> members_;  // a bit for each (set, class)
  std::vector<uint16_t> pages_;    // code point / 256 -> row of cells_
  std::vector<CharClass> cells_;   // 256 a row
};

}  // namespace avviso

#endif  // AVVISO_NLP_INTERNAL_CHAR_CLASSES_H_
