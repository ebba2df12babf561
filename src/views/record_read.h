// Reads a record, a line of `avviso code`, back into an Article and its Events.
//
// The inverse of record_json.h for what later stages need: article, events with their
// participants, place, time, numbers, voices and mentions. Spans come back in bytes.
// Token ranges are empty, claims and notes aren't read.

#ifndef AVVISO_VIEWS_RECORD_READ_H_
#define AVVISO_VIEWS_RECORD_READ_H_

#include <string_view>
#include <vector>

#include "base/result.h"
#include "events/event.h"
#include "reader/article.h"

namespace avviso {

struct ReadRecord {
  Article article;
  std::vector<Event> events;
};

// `name` is for messages, as in "records.jsonl:3". Errors: kCorrupt if the line isn't JSON,
// has no `text` or `events`, or a span lies outside of the text.
Result<ReadRecord> RecordFromJson(std::string_view line, std::string_view name);

}  // namespace avviso

#endif  // AVVISO_VIEWS_RECORD_READ_H_
