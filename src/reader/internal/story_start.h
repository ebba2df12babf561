// Where a story begins: its headline, standfirst and byline.

#ifndef AVVISO_READER_INTERNAL_STORY_START_H_
#define AVVISO_READER_INTERNAL_STORY_START_H_

#include "reader/internal/story_draft.h"

namespace avviso {

// The headline in the container is the title again; what stands before it is no story,
// unless it is running text; a headline outside stands before the container. Takes in the
// standfirst between headline and story, and puts out the byline. Requires a container.
void TrimStart(StoryDraft* draft);

}  // namespace avviso

#endif  // AVVISO_READER_INTERNAL_STORY_START_H_
