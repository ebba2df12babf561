// Merger: records of many articles that tell of one act become one event.
//
//   coded articles -> stories and copies (ArticleGroups) -> pairs of records (MatchScore)
//   -> merged events -> origins, denials, credibility
//
// Records come in the order of publication; each joins the event that it fits best on the
// average of its records, and none that it contradicts in one. A record that denies an act
// is no report of it: it is linked as contesting it. Rules, in words: docs/stories.md.
//
// Cost: each record is compared with those of the same days whose type is compatible.
// Deterministic.

#ifndef AVVISO_STORIES_MERGER_H_
#define AVVISO_STORIES_MERGER_H_

#include <map>
#include <string>
#include <vector>

#include "events/event.h"
#include "lexicon/common_words.h"
#include "lexicon/type_pairs.h"
#include "reader/article.h"
#include "stories/article_groups.h"
#include "stories/event_match.h"
#include "stories/merged_event.h"

namespace avviso {

struct CodedNews {
  Article article;
  std::vector<Event> events;
};

struct MergeOptions {
  MatchOptions match;
  double contest = 1.9;  // score from which a denial is of this act; it asks for less than
                         // `merge`, since the words of a denial are others
  GroupOptions groups;
};

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
