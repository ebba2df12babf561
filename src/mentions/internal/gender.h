// Whether a person can be a he or a she, as far as the words tell.

#ifndef AVVISO_MENTIONS_INTERNAL_GENDER_H_
#define AVVISO_MENTIONS_INTERNAL_GENDER_H_

#include "lexicon/lexicon.h"
#include "mentions/internal/actors.h"
#include "nlp/syntax.h"

namespace avviso {

// By a title or a noun ("Mrs.", "spokesman"), else by the first name. kUnknown of groups,
// and of pronouns that are neither.
Gender GenderOf(const Syntax& syntax, const Lexicon& lexicon, const ActorDraft& draft);

}  // namespace avviso

#endif  // AVVISO_MENTIONS_INTERNAL_GENDER_H_
