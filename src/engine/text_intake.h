// From the bytes of a file or an input line to the text of an Article.

#ifndef AVVISO_ENGINE_TEXT_INTAKE_H_
#define AVVISO_ENGINE_TEXT_INTAKE_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "reader/article.h"

namespace avviso {

// Ok, or kInvalid with `name` and a hint, if `bytes` start as no text in UTF-8
// does: a byte order mark of UTF-16 or 32, or ill-formed bytes and controls in
// more than a tenth of the first 8 kB.
Status CheckIsText(std::string_view bytes, std::string_view name);

// Ok, or kInvalid if more than a twentieth of the first 8 kB are controls that no character
// set of pages writes (a picture or a program under a page's name).
Status CheckIsPage(std::string_view bytes, std::string_view name);

// Makes `bytes` the article's text. Well-formed UTF-8 of up to `most` bytes is
// taken as it is. Else a note says what was done:
//   ill-formed-bytes    each ill-formed sequence became U+FFFD
//   truncated-at-limit  cut after the last white space before the limit
//   nul-characters      the text holds NULs, which stay
//   empty-text          nothing but white space
void SetText(std::string bytes, uint64_t most, Article* article);

// Sets `published` and its day. A form that isn't ISO 8601 is kept, without a
// day, with the note published-unreadable.
void SetPublished(std::string_view published, Article* article);

}  // namespace avviso

#endif  // AVVISO_ENGINE_TEXT_INTAKE_H_
