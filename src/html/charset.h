// Bytes of a page -> UTF-8.
//
// The character set is the first of these that answers:
//
//   1. a byte order mark
//   2. NULs in every second byte of the start, or some where the server's header says so:
//      UTF-16 without a mark
//   3. the bytes are well-formed UTF-8; or more than nine tenths of the sequences beyond
//      ASCII are, in a page that was cut or glued together
//   4. the one that the server's header names
//   5. the one that a <meta> in the first 4 kB names
//   6. a guess from the bytes (note charset-guessed)
//   7. windows-1252 (the same note)
//
// Well-formed UTF-8 goes first since a page that passes by chance in another set is
// one in thousands, while wrong declarations are common. Names are labels of the
// WHATWG Encoding Standard. Ill-formed bytes become U+FFFD (note ill-formed-bytes); a
// NUL becomes U+FFFD when the page is parsed. Text that was brought into UTF-8 twice is
// mended (note double-encoded; double_encoding.h).

#ifndef AVVISO_HTML_CHARSET_H_
#define AVVISO_HTML_CHARSET_H_

#include <string>
#include <string_view>
#include <vector>

#include "base/note.h"

namespace avviso {

// `content_type` is the server's header, or empty. Sets `*charset` to the name of the
// set that was used, if it isn't null.
std::string DecodePage(std::string_view bytes, std::string_view content_type,
                       std::vector<Note>* notes, std::string* charset = nullptr);

}  // namespace avviso

#endif  // AVVISO_HTML_CHARSET_H_
