// Glossary: what types, modes, classes, statuses, sectors and terms mean, in a sentence each,
// from data/ontology/explained.tsv. Its names are the values that a user may give.

#ifndef AVVISO_LEXICON_GLOSSARY_H_
#define AVVISO_LEXICON_GLOSSARY_H_

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace avviso {

struct GlossaryRow {
  std::string kind;  // type, mode, class, status, sector or term
  std::string name;  // "ASSAULT"; of a mode "ASSAULT drone"
  std::string text;
};

class Glossary {
 public:
  // Errors: those of Table::Load.
  static Result<Glossary> Load(const std::string& data_dir);

  const std::vector<GlossaryRow>& rows() const { return rows_; }
  // Of one kind, in the order of the table; of modes without their type, each once.
  std::vector<std::string> NamesOf(std::string_view kind) const;

 private:
  std::vector<GlossaryRow> rows_;
};

}  // namespace avviso

#endif  // AVVISO_LEXICON_GLOSSARY_H_
