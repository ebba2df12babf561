// MergeEvents: all records of some articles at once.
//
//   coded articles -> stories and copies (ArticleGroups) -> EventDrafts -> merged events ->
//   origins, denials, credibility
//
// A store that grows does the same step by step (src/upkeep). Rules, in words:
// docs/stories.md. Deterministic.

#ifndef AVVISO_STORIES_MERGER_H_
#define AVVISO_STORIES_MERGER_H_

#include <optional>
#include <string>
#include <vector>

#include "lexicon/common_words.h"
#include "lexicon/type_pairs.h"
#include "stories/article_groups.h"
#include "stories/event_drafts.h"
#include "stories/merged_event.h"

namespace avviso {

struct Merged {
  std::vector<MergedEvent> events;              // in the order of their first report
  std::vector<std::string> stories;             // of each article
  std::vector<std::optional<CopyLink>> copies;  // of each article; rows of the input
};

// `news` is ordered by publication, the earliest first.
Merged MergeEvents(const std::vector<CodedNews>& news, const std::vector<CommonWord>& common,
                   const TypePairs& types, const MergeOptions& options = {});

}  // namespace avviso

#endif  // AVVISO_STORIES_MERGER_H_
