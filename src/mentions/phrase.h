// The resolver of phrases: who a few words name, without an article around them.
//
//   "Serbian troops" -> Serbian troops, SRB, MIL
//
// Goes through the finder of mentions, so that a phrase is read as it is in an article.
//
// Pure, deterministic, total.

#ifndef AVVISO_MENTIONS_PHRASE_H_
#define AVVISO_MENTIONS_PHRASE_H_

#include "base/span.h"
#include "lexicon/lexicon.h"
#include "mentions/finder.h"
#include "mentions/mention.h"
#include "nlp/document.h"
#include "nlp/tree.h"

namespace avviso {

// The actor that the bytes `phrase` of `doc` name. One with neither country nor sector
// was not recognised; its name is then the phrase. Requires an annotated
// Document and its Tree.
ActorMention ResolvePhrase(const Document& doc, const Tree& tree, const Lexicon& lexicon,
                           const MentionContext& context, Span phrase);

}  // namespace avviso

#endif  // AVVISO_MENTIONS_PHRASE_H_
