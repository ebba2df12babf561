// The other way round: does a written record keep its promise that each quoted
// string equals its span?

#ifndef AVVISO_VIEWS_RECORD_CHECK_H_
#define AVVISO_VIEWS_RECORD_CHECK_H_

#include <cstddef>
#include <string_view>

#include "base/result.h"

namespace avviso {

struct RecordCheck {
  size_t events = 0;
  size_t strings = 0;  // quoted strings that were compared with their spans
};

// Checks one record (a line of `avviso code`): that `text_sha256` is the hash of
// `text`; that every object below with a `text` has a `span` (or `trigger`) and
// text[span] equals it; and that every other pair of offsets lies inside.
// Errors: kCorrupt, with `name` and the path of the first failure, as in
// "records.jsonl:3: events[0].source[1].text: …".
Result<RecordCheck> CheckRecord(std::string_view line, std::string_view name);

}  // namespace avviso

#endif  // AVVISO_VIEWS_RECORD_CHECK_H_
