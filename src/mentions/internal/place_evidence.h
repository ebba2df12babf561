// Whether a name that the tables know is meant as a place where it stands.

#ifndef AVVISO_MENTIONS_INTERNAL_PLACE_EVIDENCE_H_
#define AVVISO_MENTIONS_INTERNAL_PLACE_EVIDENCE_H_

#include <cstdint>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "lexicon/lexicon.h"
#include "mentions/internal/hits.h"
#include "mentions/internal/place_names.h"
#include "nlp/syntax.h"

namespace avviso {

class PlaceEvidence {
 public:
  // Views all three, which must outlive it.
  PlaceEvidence(const Syntax& syntax, const Hits& hits, const Lexicon& lexicon);

  // Takes the names that a first pass accepted: the same name elsewhere, and its neighbours
  // in a list, are more likely places then.
  void Remember(const std::vector<PlaceName>& found);
  // True if enough speaks for a place; then `name` is marked as associative where it stands
  // within another name, and widened where the model's entity goes on ("Salem Township").
  // `before`: the names accepted before it, in their order.
  bool Accept(const std::vector<PlaceName>& before, PlaceName* name) const;

 private:
  double Weight(const PlaceName& name) const;
  double OfEntity(PlaceName* name) const;
  bool IsAfterLocative(TokenRange range) const;
  bool IsGoal(TokenRange range) const;
  double OfNeighbours(const std::vector<PlaceName>& before, const PlaceName& name) const;
  bool IsListed(const std::vector<PlaceName>& before, TokenId joint) const;
  bool StartsRegion(TokenId t) const;
  bool IsCut(const std::vector<PlaceName>& before, const PlaceName& name) const;
  void Widen(PlaceName* name) const;
  bool Is(PlaceWord group, std::string_view word) const {
    return lexicon_.places().Is(group, word);
  }

  const Syntax& syntax_;
  const Document& doc_;
  const Hits& hits_;
  const Lexicon& lexicon_;
  std::unordered_set<std::string_view> surnames_;
  std::unordered_set<uint64_t> accepted_;  // keys
  std::unordered_set<TokenId> listed_;     // where places begin
};

}  // namespace avviso

#endif  // AVVISO_MENTIONS_INTERNAL_PLACE_EVIDENCE_H_
