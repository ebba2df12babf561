// Arguments: from the words that a path leads to, to the actors that they mean.

#ifndef AVVISO_EVENTS_INTERNAL_ARGUMENTS_H_
#define AVVISO_EVENTS_INTERNAL_ARGUMENTS_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "claims/claim.h"
#include "events/internal/grammar.h"
#include "mentions/mention.h"

namespace avviso {

// Rows of Mentions::actors, in the order of the text.
using ActorRows = std::vector<uint32_t>;

// True if `row` is one of `rows`, by its chain.
bool IsAmong(const Mentions& mentions, uint32_t row, const ActorRows& rows);

class Arguments {
 public:
  // Views all of them.
  Arguments(const Grammar& grammar, const Mentions& mentions, const Claims& claims);

  // The actors that the noun phrase headed by `t` names: itself and what is
  // coordinated with it; failing that, if `deep`, actors within it ("the
  // decision of the court", "Syrian missiles").
  ActorRows ActorsOf(TokenId t, bool deep) const;
  // The actors of the first of `paths` that leads to any.
  ActorRows ActorsAlong(TokenId trigger, const std::vector<Path>& paths, bool deep) const;
  // True if both name one actor.
  bool ShareAnActor(const ActorRows& a, const ActorRows& b) const;
  bool HasSector(TokenId t, const std::string& sector) const;
  // The place that the noun phrase headed by `t` names; kNoMention if none.
  uint32_t PlaceOf(TokenId t) const { return place_at_[t]; }
  // The same, or the first place within the noun phrase ("parts of the valley").
  uint32_t PlaceWithin(TokenId t) const;

  // Whom the object pronoun `t` stands for if not for the subject: the object of
  // the verb that its own is coordinated with.
  ActorRows ObjectBefore(TokenId t) const;

 private:
  void AddCoordinated(TokenId t, ActorRows* rows) const;
  std::optional<TokenId> Companion(TokenId child) const;
  std::optional<TokenId> CompanionOfSubject(TokenId t) const;
  std::optional<TokenId> PairBefore(TokenId t) const;
  bool AddOne(TokenId t, ActorRows* rows) const;
  void AddWithin(TokenId t, const WordSet& prepositions, ActorRows* rows) const;
  ActorRows ActorsIn(TokenId t, const WordSet* prepositions) const;
  ActorRows ActorsOfSubject(TokenId t) const;
  uint32_t Speaker(TokenId t) const;
  uint32_t Antecedent(TokenId t) const;
  bool IsTool(uint32_t row) const;

  const Grammar& grammar_;
  const Mentions& mentions_;
  const Claims& claims_;
  const WordSet& proxies_;
  const WordSet& quantities_;
  const WordSet& inner_preps_;
  const WordSet& owner_preps_;
  const WordSet& agent_preps_;
  const WordSet& first_person_;
  const WordSet& third_person_;
  std::vector<uint32_t> actor_at_, place_at_;  // by token: row or kNoMention
};

}  // namespace avviso

#endif  // AVVISO_EVENTS_INTERNAL_ARGUMENTS_H_
