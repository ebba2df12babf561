// Quotations that run on over sentences.

#ifndef AVVISO_CLAIMS_INTERNAL_QUOTES_H_
#define AVVISO_CLAIMS_INTERNAL_QUOTES_H_

#include <vector>

#include "claims/claim.h"
#include "mentions/mention.h"
#include "nlp/syntax.h"

namespace avviso {

// The parts of a text in double quotation marks, without the marks, in order. A mark
// that isn't closed within its block ends there.
std::vector<Span> QuotedParts(const Document& doc);

// Adds to each claim the sentences after it, in its block, that stand in
// quotation marks and have no cue of their own. Requires claims in order.
void ExtendQuotes(const Syntax& syntax, const std::vector<Span>& parts, Claims* claims);

}  // namespace avviso

#endif  // AVVISO_CLAIMS_INTERNAL_QUOTES_H_
