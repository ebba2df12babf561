// Upkeep: brings the stories, copies and merged events of a store up to date.
//
//   pending articles, the earliest first -> story and original (StoryShelf) -> their records
//   into merged events (EventShelf) -> one transaction -> the next few thousand
//
// What was placed before stays where it is, but for articles that Settle moves and for what
// a new revision of an article changes. So the cost depends on what is new and on the news of
// the weeks around it, not on the size of the store; memory is bounded likewise.
//
// A kill loses the transaction at hand; the same call again ends in the same store. Articles
// that come in several goes may be grouped otherwise than all at once, since each go only
// knows what came before. Deterministic.

#ifndef AVVISO_UPKEEP_UPKEEP_H_
#define AVVISO_UPKEEP_UPKEEP_H_

#include <cstddef>
#include <functional>
#include <vector>

#include "base/result.h"
#include "lexicon/common_words.h"
#include "lexicon/type_pairs.h"
#include "store/store_writer.h"
#include "stories/event_drafts.h"

namespace avviso {

struct UpkeepOptions {
  MergeOptions merge;
  size_t at_once = 4000;  // articles of one transaction
  // Called after each transaction, if set.
  std::function<void(size_t placed, size_t of)> progress;
};

struct UpkeepCounts {
  size_t articles = 0;
  size_t added = 0, changed = 0, gone = 0;  // merged events
};

// Errors: those of StoreWriter; kCorrupt if a record of the store can't be read.
Result<UpkeepCounts> BringUpToDate(StoreWriter* store, const std::vector<CommonWord>& words,
                                   const TypePairs& types, const UpkeepOptions& options = {});

// Forgets all stories and ends all merged events, so that BringUpToDate makes them anew. To be
// followed by it. Errors: those of StoreWriter.
Status ForgetStories(StoreWriter* store);

}  // namespace avviso

#endif  // AVVISO_UPKEEP_UPKEEP_H_
