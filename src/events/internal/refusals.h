// Refusals: why a draft whose words name an act is no event after all.
//
// Rules look at a word and its arguments; these look at who takes part and at how
// the sentence tells it: a question, a word to the reader, a custom, what a
// programme does, what private people do among themselves, sport.

#ifndef AVVISO_EVENTS_INTERNAL_REFUSALS_H_
#define AVVISO_EVENTS_INTERNAL_REFUSALS_H_

#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "events/internal/draft.h"
#include "events/internal/grammar.h"
#include "mentions/mention.h"

namespace avviso {

class Refusals {
 public:
  // Views both.
  Refusals(const Grammar& grammar, const Mentions& mentions);

  // The reason, for a trace; empty if there is none. `OfTrigger` needs no actors.
  std::string_view OfTrigger(TokenId trigger, const Rule& rule) const;
  // `status_by` is the word that gave the status.
  std::string_view OfDraft(const EventDraft& draft, TokenId status_by) const;

 private:
  void ReadActors();
  bool IsSport(TokenId t) const;
  bool IsAsked(TokenId t) const;
  bool IsAddressed(TokenId t) const;
  bool IsGeneric(TokenId t) const;
  bool IsCase(TokenId verb) const;
  bool IsInverted(TokenId verb) const;
  bool IsTimeless(TokenId verb) const;
  bool IsStanding(TokenId t) const;
  bool IsCustom(TokenId t) const;
  bool IsPlainPresent(TokenId verb) const;
  bool HasChild(TokenId t, Dep dep, const WordSet& words) const;
  // The verb whose clause tells the act: the trigger, or what carries it.
  TokenId VerbOf(TokenId trigger) const;

  bool IsUnclaimed(const EventDraft& draft, TokenId status_by) const;
  bool IsThing(const EventDraft& draft) const;
  bool IsPrivate(uint32_t row) const;
  bool IsOwnKin(uint32_t row, const ActorRows& owners) const;
  bool AllPrivate(const ActorRows& rows) const;
  bool AllOf(const ActorRows& rows, std::string_view sector) const;
  bool IsBusiness(const ActorRows& rows) const;
  bool AmongPrivate(const EventDraft& draft) const;
  bool IsPasserBy(uint32_t row) const;
  bool IsOpinion(const EventDraft& draft) const;

  const Grammar& grammar_;
  const Syntax& syntax_;
  const Mentions& mentions_;
  const Ontology& ontology_;
  const WordSet& anyone_;
  const WordSet& opinion_holders_;
  const WordSet& schemes_;
  const WordSet& customs_;
  const WordSet& kin_;
  const WordSet& things_;
  std::vector<bool> sport_;                  // by sentence
  std::vector<bool> asked_;                  // by token: before a question mark of its clause
  std::vector<bool> dated_;                  // by token: part of a time of several words
  std::unordered_set<uint32_t> passers_by_;  // chains
  std::unordered_map<TokenId, uint32_t> chain_at_;  // of an actor, by its head
};

}  // namespace avviso

#endif  // AVVISO_EVENTS_INTERNAL_REFUSALS_H_
