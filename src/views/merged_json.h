// A merged event as one JSON object, in the form of docs/record.md, and as lines for a
// terminal.
//
// No new line follows the object. Cost: linear in the reports.

#ifndef AVVISO_VIEWS_MERGED_JSON_H_
#define AVVISO_VIEWS_MERGED_JSON_H_

#include <map>
#include <string>
#include <vector>

#include "events/event.h"
#include "reader/article.h"
#include "stories/merged_event.h"

namespace avviso {

// What the rows of a MergedEvent point to.
struct MergedSources {
  std::vector<const Article*> articles;           // by row
  std::vector<const std::vector<Event>*> events;  // of each article
  std::vector<std::string> stories;               // of each article
  std::vector<int64_t> originals;                 // row of the article copied, -1 if none
  const std::map<std::string, char>* reliability =
      nullptr;  // the user's letters, by folded name; or null
};

void AppendMergedJson(const MergedEvent& event, const MergedSources& sources, std::string* out);

// One line: who → did → whom, where, when, reports and origins. Ends in a new line.
void AppendMergedLine(const MergedEvent& event, std::string* out);

// The chain as a tree: origins, the reports that rest on each, their copies below them,
// and what contests the event.
void AppendLineageTree(const MergedEvent& event, const MergedSources& sources, std::string* out);
void AppendLineageJson(const MergedEvent& event, const MergedSources& sources, std::string* out);

std::string_view NameOf(Origin::Side side);

}  // namespace avviso

#endif  // AVVISO_VIEWS_MERGED_JSON_H_
