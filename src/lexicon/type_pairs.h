// TypePairs: which types of act may be two names for one act, read from data/merging.

#ifndef AVVISO_LEXICON_TYPE_PAIRS_H_
#define AVVISO_LEXICON_TYPE_PAIRS_H_

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "lexicon/ontology.h"

namespace avviso {

class TypePairs {
 public:
  // Errors: those of Table::Load; kCorrupt if a type isn't one of the ontology's.
  static Result<TypePairs> Load(const std::string& data_dir, const Ontology& ontology);

  enum class Fit { kNone, kCompatible, kSame };
  Fit Of(std::string_view a, std::string_view b) const;

  bool Verbal(std::string_view type) const;
  bool Symmetric(std::string_view type) const;

 private:
  std::vector<std::pair<std::string, std::string>> pairs_;
  std::vector<std::string> verbal_;
  std::vector<std::string> symmetric_;
};

}  // namespace avviso

#endif  // AVVISO_LEXICON_TYPE_PAIRS_H_
