// A page that comes as bare lines -> Dom, so that the same rules find its story.
//
// A crawl's text dump has a line for each block of the page it was, in order. The first
// line that reads like a headline is made <h1>; short lines are bare text, which the
// rules trust less; what is a sentence or more is made <p>; a line that begins with a
// bullet is made <li>. Empty lines say nothing: dumps differ in them.

#ifndef AVVISO_READER_INTERNAL_LINE_PAGE_H_
#define AVVISO_READER_INTERNAL_LINE_PAGE_H_

#include <string_view>

#include "html/dom.h"

namespace avviso {

// Requires well-formed UTF-8, which must outlive the Dom.
Dom DomOfLines(std::string_view text);

}  // namespace avviso

#endif  // AVVISO_READER_INTERNAL_LINE_PAGE_H_
