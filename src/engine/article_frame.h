// What an Article, beyond its text, says about the coding of it: pieces that stand around
// the story, and credits that stand outside of it.

#ifndef AVVISO_ENGINE_ARTICLE_FRAME_H_
#define AVVISO_ENGINE_ARTICLE_FRAME_H_

#include <vector>

#include "base/span.h"
#include "claims/claim.h"
#include "mentions/mention.h"
#include "nlp/document.h"
#include "reader/article.h"

namespace avviso {

// The spans of its blocks of kind kAside.
std::vector<Span> AsidesOf(const Article& article);

// Drops the claims whose cue or source stands in one of the spans.
void DropClaimsIn(const std::vector<Span>& spans, Claims* claims);

// Adds a claim over each quotation that is set apart and signed, as posts are: a block
// that begins with a dash and a name, below blocks of kind kQuotation. Claims within it
// become what that voice reports.
void AddSignatures(const Article& article, const Document& document, const Mentions& mentions,
                   Claims* claims);

// Adds a claim over the whole article for each agency or source that the page credits
// outside of the text, unless the text credits it too. Such a claim has a name and no words.
void AddCredits(const Article& article, Claims* claims);

}  // namespace avviso

#endif  // AVVISO_ENGINE_ARTICLE_FRAME_H_
