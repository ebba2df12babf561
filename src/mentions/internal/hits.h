// Hits: where the lexicon's names and role nouns stand in a document.

#ifndef AVVISO_MENTIONS_INTERNAL_HITS_H_
#define AVVISO_MENTIONS_INTERNAL_HITS_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "base/day.h"
#include "lexicon/lexicon.h"
#include "mentions/mention.h"
#include "nlp/document.h"
#include "nlp/syntax.h"

namespace avviso {

struct Hit {
  TokenRange tokens;
  const NameRow* row = nullptr;
};

// The longest names and the longest roles, each from left to right without
// overlap. A role may overlap a name ("UN envoy"); a name that is a part of a longer body's
// role noun is none ("Security Council" in "National Security Council"), nor one of those that
// hold a state's name and mean something else ("French fries").
class Hits {
 public:
  // On a day that isn't known, those who once governed don't.
  Hits(const Syntax& syntax, const Lexicon& lexicon, std::optional<Day> day);

  // Drops names of states where something else is named: a longer or another place ("South
  // China Sea", "Georgia" of Atlanta), a street, a person ("Mr. England").
  void DropNamesakes(const Syntax& syntax, const Lexicon& lexicon,
                     const std::vector<PlaceMention>& places);

  const std::vector<Hit>& names() const { return names_; }
  const std::vector<Hit>& roles() const { return roles_; }
  // The hit that covers `t`; nullptr if none does.
  const Hit* NameAt(TokenId t) const { return At(names_, name_at_, t); }
  const Hit* RoleAt(TokenId t) const { return At(roles_, role_at_, t); }
  // True within a name that holds a state's and names nobody: "French fries", "the Georgia
  // Support Act".
  bool IsNothing(TokenId t) const { return nothing_at_[t]; }
  // The model's entity that covers `t`; nullptr if none does.
  const Entity* EntityAt(TokenId t) const {
    return entity_at_[t] == 0 ? nullptr : &entities_[entity_at_[t] - 1];
  }

 private:
  static const Hit* At(const std::vector<Hit>& hits, const std::vector<uint32_t>& at, TokenId t) {
    return at[t] == 0 ? nullptr : &hits[at[t] - 1];
  }
  void DropNamesInRoles();
  void DropNothings(const Syntax& syntax, const Lexicon& lexicon);
  // Keeps the names at the places of true ones.
  void KeepNames(const std::vector<bool>& keep);
  std::vector<Hit> names_, roles_;
  const std::vector<Entity>& entities_;
  std::vector<uint32_t> name_at_, role_at_, entity_at_;  // by token, 1-based; 0: none
  std::vector<bool> nothing_at_;                         // by token
};

}  // namespace avviso

#endif  // AVVISO_MENTIONS_INTERNAL_HITS_H_
