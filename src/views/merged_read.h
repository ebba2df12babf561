// Reads a merged event, as AppendMergedJson writes it, back into a MergedEvent.
//
// Its reports come as articles and records of which only the id, the time of publication and
// the story are known: enough to write the event again, byte for byte, or as a line. Who
// wants the words puts in the real ones.

#ifndef AVVISO_VIEWS_MERGED_READ_H_
#define AVVISO_VIEWS_MERGED_READ_H_

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "events/event.h"
#include "reader/article.h"
#include "stories/merged_event.h"
#include "views/merged_json.h"

namespace avviso {

struct ReadMerged {
  MergedEvent event;
  // A row a report, then a row for each record that contests the event.
  std::vector<Article> articles;
  std::vector<std::vector<Event>> events;
  std::vector<std::string> stories;
  std::vector<int64_t> originals;  // -1 each

  // Points into this.
  MergedSources Sources(const std::map<std::string, char>* reliability) const;
};

// `name` is for messages. Errors: kCorrupt if it isn't a merged event.
Result<ReadMerged> MergedFromJson(std::string_view json, std::string_view name);

}  // namespace avviso

#endif  // AVVISO_VIEWS_MERGED_READ_H_
