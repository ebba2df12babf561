// The blocks of a story -> the text of an Article.

#ifndef AVVISO_READER_INTERNAL_ASSEMBLE_H_
#define AVVISO_READER_INTERNAL_ASSEMBLE_H_

#include <cstddef>

#include "reader/article.h"
#include "reader/internal/main_text.h"
#include "reader/internal/page_block.h"

namespace avviso {

// Sets `text` to the article's title, a blank line, and the blocks with verdict kStory
// with a blank line between them; sets `blocks`. At most `most_text` bytes: what follows
// is left out with the note truncated-at-limit. Note no-story if no block is story.
void Assemble(const PageText& page, const MainText& story, size_t most_text, Article* article);

Block::Kind KindOf(const PageBlock& block);

}  // namespace avviso

#endif  // AVVISO_READER_INTERNAL_ASSEMBLE_H_
