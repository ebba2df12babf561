// What rows of a Document are the start of, as columns: sentence starts and
// entities, in the form that views print.

#ifndef AVVISO_VIEWS_TOKEN_MARKS_H_
#define AVVISO_VIEWS_TOKEN_MARKS_H_

#include <cstdint>
#include <string_view>
#include <vector>

#include "nlp/document.h"

namespace avviso {

struct TokenMarks {
  explicit TokenMarks(const Document& document);

  std::vector<uint8_t> sentence_start;
  std::vector<char> entity_iob;                // 'B', 'I' or 'O'
  std::vector<std::string_view> entity_label;  // "" where 'O'
};

}  // namespace avviso

#endif  // AVVISO_VIEWS_TOKEN_MARKS_H_
