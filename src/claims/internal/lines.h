// Lines that name their voice by their form: speakers before a colon, signatures
// below a quotation, credits of whole articles.

#ifndef AVVISO_CLAIMS_INTERNAL_LINES_H_
#define AVVISO_CLAIMS_INTERNAL_LINES_H_

#include "claims/claim.h"
#include "mentions/mention.h"
#include "nlp/syntax.h"

namespace avviso {

// Lines that begin with their speaker, "PENCE: Well, look"; headlines that end with
// theirs, "Launch adds to tension: Kremlin"; and quotations with a name below a dash.
void AddSpeakerLines(const Syntax& syntax, const Mentions& mentions, Claims* claims);

// Credits: an agency in brackets or before a dash at the top, in a line of its own
// ("Xinhua | Updated …", "By Reuters"), after "Source:", or at the end.
void AddCredits(const Syntax& syntax, const Mentions& mentions, Claims* claims);

}  // namespace avviso

#endif  // AVVISO_CLAIMS_INTERNAL_LINES_H_
