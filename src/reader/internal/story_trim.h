// What is no story inside a story: captions, link lists, lines to the reader, tails.

#ifndef AVVISO_READER_INTERNAL_STORY_TRIM_H_
#define AVVISO_READER_INTERNAL_STORY_TRIM_H_

#include "reader/internal/story_draft.h"

namespace avviso {

void PutOutCaptions(StoryDraft* draft);

// Sub-trees of links; tails behind "Related articles" and the like; lines of
// data/reader/phrases.tsv; headings with nothing under them. Requires a container.
void TrimBody(StoryDraft* draft);

}  // namespace avviso

#endif  // AVVISO_READER_INTERNAL_STORY_TRIM_H_
