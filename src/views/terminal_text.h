// Text for a terminal: made harmless, measured and wrapped.

#ifndef AVVISO_VIEWS_TERMINAL_TEXT_H_
#define AVVISO_VIEWS_TERMINAL_TEXT_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace avviso {

// `text` on one line, with nothing that a terminal would obey: each run of white
// space and control characters is one space, none at the ends, and characters
// that turn the direction of writing are dropped.
std::string Printable(std::string_view text);

// How many columns `text` takes: two for East Asian wide characters and emoji,
// none for combining marks.
size_t ColumnsOf(std::string_view text);

// The lines of `text`, broken at spaces, each at most `width` columns; a longer
// word is broken inside. One empty line for an empty text. Requires width >= 2.
std::vector<std::string> Wrap(std::string_view text, size_t width);

// `text` with spaces up to `width` columns.
std::string Pad(std::string text, size_t width);

enum class Ink { kPlain, kBold, kDim, kRed, kYellow, kBlue };

// `text` in an ink if `color`, else as it is. Not counted by ColumnsOf: paint last.
std::string Paint(std::string text, Ink ink, bool color);

}  // namespace avviso

#endif  // AVVISO_VIEWS_TERMINAL_TEXT_H_
