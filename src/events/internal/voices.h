// Voices: the chain of those on whose word an act is told.

#ifndef AVVISO_EVENTS_INTERNAL_VOICES_H_
#define AVVISO_EVENTS_INTERNAL_VOICES_H_

#include <vector>

#include "claims/claim.h"
#include "mentions/mention.h"
#include "nlp/document.h"

namespace avviso {

// Rows of the claims that hold `words`, innermost first, without those whose cue
// is these words. Credits for the whole article come last.
std::vector<uint32_t> ClaimsOver(const Claims& claims, Span words);

// For each token the head of the words for who says it in the innermost
// quotation around it; UINT32_MAX for all that isn't quoted, or from nobody named.
std::vector<TokenId> QuotedVoices(const Document& doc, const Mentions& mentions,
                                  const Claims& claims);

}  // namespace avviso

#endif  // AVVISO_EVENTS_INTERNAL_VOICES_H_
