// A parsed text in CoNLL-U, ten columns a word, for the tools of the field.
//
// White-space tokens aren't words in CoNLL-U: they are left out, and MISC says
// what stood between (SpaceAfter=No, SpacesAfter=\s\n). MISC has the entity too
// (NER=B-GPE) and the place in the text (TokenRange=5:11, in code points). Labels
// are the pipeline's own, so DEPREL is Universal Dependencies only if the model
// is; a sentence may have more than one root, and a head among white space is
// replaced by that one's head.

#ifndef AVVISO_VIEWS_CONLLU_H_
#define AVVISO_VIEWS_CONLLU_H_

#include <string>

#include "nlp/document.h"
#include "reader/article.h"

namespace avviso {

// Appends all sentences, each with an empty line after it.
void AppendConllu(const Article& article, const Document& document, std::string* out);

}  // namespace avviso

#endif  // AVVISO_VIEWS_CONLLU_H_
