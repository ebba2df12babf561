// Media as listeners: interviews.

#ifndef AVVISO_CLAIMS_INTERNAL_MEDIA_H_
#define AVVISO_CLAIMS_INTERNAL_MEDIA_H_

#include "claims/claim.h"
#include "mentions/mention.h"
#include "nlp/syntax.h"

namespace avviso {

// "in an interview with Infobae": whatever the article reports of that speaker was told
// to that medium, which becomes the voice around it. Adds a claim of the medium, or to
// the one that it has in that sentence.
void AddInterviews(const Syntax& syntax, const Mentions& mentions, Claims* claims);

}  // namespace avviso

#endif  // AVVISO_CLAIMS_INTERNAL_MEDIA_H_
