// The text of a scrap of HTML, as feeds carry it in an item.
//
// A scrap is no page: there is no main text to find, only tags to take away. Blocks
// (paragraphs, list items, headings …) are kept apart by an empty line; what stands in
// script, style and the like is left out; white space is folded as a browser does.
// Entities are numbers and the names for the signs and letters of Latin-1 and for
// quotation marks and dashes; others stay as they are. Linear, no recursion.

#ifndef AVVISO_FEEDS_MARKUP_TEXT_H_
#define AVVISO_FEEDS_MARKUP_TEXT_H_

#include <string>
#include <string_view>

namespace avviso {

// Requires well-formed UTF-8, and gives it.
std::string TextOfMarkup(std::string_view markup);

// The same for a line: titles and names, which may hold entities and stray tags. No
// line ends in it.
std::string LineOfMarkup(std::string_view markup);

}  // namespace avviso

#endif  // AVVISO_FEEDS_MARKUP_TEXT_H_
