#include "views/token_marks.h"

namespace avviso {

TokenMarks::TokenMarks(const Document& document)
    : sentence_start(document.token_count(), 0),
      entity_iob(document.token_count(), 'O'),
      entity_label(document.token_count()) {
  for (const TokenRange& sentence : document.sentences) sentence_start[sentence.begin] = 1;
  for (const Entity& entity : document.entities) {
    for (TokenId t = entity.tokens.begin; t < entity.tokens.end; ++t) {
      entity_iob[t] = t == entity.tokens.begin ? 'B' : 'I';
      entity_label[t] = document.EntityLabel(entity);
    }
  }
}

}  // namespace avviso
