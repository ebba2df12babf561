// Hits: where the lexicon's names and role nouns stand in a document.

#ifndef AVVISO_MENTIONS_INTERNAL_HITS_H_
#define AVVISO_MENTIONS_INTERNAL_HITS_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "base/day.h"
#include "lexicon/lexicon.h"
#include "nlp/document.h"
#include "nlp/syntax.h"

namespace avviso {

struct Hit {
  TokenRange tokens;
  const NameRow* row = nullptr;
};

// The longest names and the longest roles, each from left to right without
// overlap. A role may overlap a name ("UN envoy"); a name that is a part of a longer body's
// role noun is none ("Security Council" in "National Security Council").
class Hits {
 public:
  // On a day that isn't known, those who once governed don't.
  Hits(const Syntax& syntax, const Lexicon& lexicon, std::optional<Day> day);

  const std::vector<Hit>& names() const { return names_; }
  const std::vector<Hit>& roles() const { return roles_; }
  // The hit that covers `t`; nullptr if none does.
  const Hit* NameAt(TokenId t) const { return At(names_, name_at_, t); }
  const Hit* RoleAt(TokenId t) const { return At(roles_, role_at_, t); }
  // The model's entity that covers `t`; nullptr if none does.
  const Entity* EntityAt(TokenId t) const {
    return entity_at_[t] == 0 ? nullptr : &entities_[entity_at_[t] - 1];
  }

 private:
  static const Hit* At(const std::vector<Hit>& hits, const std::vector<uint32_t>& at, TokenId t) {
    return at[t] == 0 ? nullptr : &hits[at[t] - 1];
  }
  void DropNamesInRoles();
  std::vector<Hit> names_, roles_;
  const std::vector<Entity>& entities_;
  std::vector<uint32_t> name_at_, role_at_, entity_at_;  // by token, 1-based; 0: none
};

}  // namespace avviso

#endif  // AVVISO_MENTIONS_INTERNAL_HITS_H_
