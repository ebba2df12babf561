// Text that was UTF-8 and was taken for Latin-1 or windows-1252 on its way, then written as
// UTF-8 again: "Ã¤" for "ä", "â" and two control characters for an apostrophe.

#ifndef AVVISO_HTML_DOUBLE_ENCODING_H_
#define AVVISO_HTML_DOUBLE_ENCODING_H_

#include <string>

namespace avviso {

// Undoes it in place; true if there was any. Only text that shows it beyond doubt is touched: it
// holds a sequence with a C1 control character in it, or "â€" before a third character, and the
// sequence is UTF-8 if its characters are taken for bytes. Then all such sequences are mended,
// those of printable characters too. `text` is well-formed UTF-8 before and after. Linear.
bool MendDoubleEncoding(std::string* text);

}  // namespace avviso

#endif  // AVVISO_HTML_DOUBLE_ENCODING_H_
