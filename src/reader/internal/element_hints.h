// What an element's tag, class, id and role say it is for.

#ifndef AVVISO_READER_INTERNAL_ELEMENT_HINTS_H_
#define AVVISO_READER_INTERNAL_ELEMENT_HINTS_H_

#include <cstdint>
#include <string_view>
#include <unordered_map>

#include "html/dom.h"
#include "reader/internal/tables.h"

namespace avviso {

struct Hints {
  uint8_t bits = 0;       // of Hint
  std::string_view word;  // the first one that says chrome or comments; of the table
  bool Says(Hint hint) const { return (bits & static_cast<uint8_t>(hint)) != 0; }
};

// Answers are kept, since pages repeat their classes.
class ElementHints {
 public:
  explicit ElementHints(const ReaderTables& tables) : tables_(tables) {}
  // Of class, id, role and data-testid; what microdata says of the body too.
  Hints Of(const Dom& dom, NodeId node);

 private:
  Hints OfValue(std::string_view value);
  void AddWord(std::string_view word, Hints* hints) const;

  const ReaderTables& tables_;
  std::unordered_map<std::string_view, Hints> seen_;
};

}  // namespace avviso

#endif  // AVVISO_READER_INTERNAL_ELEMENT_HINTS_H_
