// The finder of claims: who says what, and in which words it is told.
//
//   Document + Tree + Lexicon + Mentions -> Claims
//
// Reads reporting verbs with their complements, "according to", "X's statement
// that …", "quoted by", quotations that run on over sentences, and credits of
// agencies at the top and the end of an article. Which words report is in
// data/patterns/reporting.tsv.
//
// Pure, deterministic, total; linear in tokens and claims.

#ifndef AVVISO_CLAIMS_CLAIMS_H_
#define AVVISO_CLAIMS_CLAIMS_H_

#include "claims/claim.h"
#include "claims/claim_trace.h"
#include "lexicon/lexicon.h"
#include "mentions/mention.h"
#include "nlp/document.h"
#include "nlp/tree.h"

namespace avviso {

// Requires mentions that were found in `doc`. What was weighed goes to `trace` if it isn't null.
Claims FindClaims(const Document& doc, const Tree& tree, const Lexicon& lexicon,
                  const Mentions& mentions, ClaimTrace* trace = nullptr);

}  // namespace avviso

#endif  // AVVISO_CLAIMS_CLAIMS_H_
