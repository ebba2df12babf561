// What is known across articles: shared passages, copies, and what became of stories.
//
// Records, with no behaviour.

#ifndef AVVISO_STORIES_STORY_H_
#define AVVISO_STORIES_STORY_H_

#include <cstdint>
#include <string>
#include <vector>

#include "base/span.h"

namespace avviso {

// Words that two texts have in common, in order.
struct Passage {
  Span earlier;  // bytes of the text it was taken from
  Span later;    // bytes of the text that took it
  uint32_t words = 0;
  bool reworded = false;  // sentences that say the same in part of the same words
};

// How a later article leans on an earlier one.
struct CopyLink {
  uint32_t original = 0;  // row of the article it comes from
  double share = 0;       // of its own words that come from there, in [0, 1]
  bool verbatim = false;  // most of them word for word
  bool credited = false;  // it names the other's outlet
};

struct StoryChange {
  enum class Kind : uint8_t { kMerge, kMove, kSplit };
  Kind kind = Kind::kMerge;
  std::string article;  // that moved or founded the split; empty for a merge
  std::string from;     // story ids
  std::string into;
};

}  // namespace avviso

#endif  // AVVISO_STORIES_STORY_H_
