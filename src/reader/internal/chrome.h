// Elements that say by tag, class, id or role that they surround the story.

#ifndef AVVISO_READER_INTERNAL_CHROME_H_
#define AVVISO_READER_INTERNAL_CHROME_H_

#include "reader/internal/story_draft.h"

namespace avviso {

// Puts out their blocks, from the top down, unless they hold so much of the page's running
// text that the name must mean something else (<div class="has-sidebar"> around all of
// it). Requires a Weigh before.
void PutOutChrome(StoryDraft* draft);

}  // namespace avviso

#endif  // AVVISO_READER_INTERNAL_CHROME_H_
