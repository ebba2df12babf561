// Deeds: whose act a noun phrase names, for acts of words about it.
//
//   condemned the strike by X on Y        X, not Y, though Y may stand nearer
//   X closed the strait. "We condemn such steps"    X, told before
//
// Pure. Views all that it is made of. Looks back over the drafts of three sentences.

#ifndef AVVISO_EVENTS_INTERNAL_DEEDS_H_
#define AVVISO_EVENTS_INTERNAL_DEEDS_H_

#include <vector>

#include "events/internal/arguments.h"
#include "events/internal/draft.h"
#include "events/internal/grammar.h"
#include "mentions/mention.h"

namespace avviso {

class Deeds {
 public:
  // `rules`: by token, what it names an act by; nullptr if it names none.
  Deeds(const Grammar& grammar, const Arguments& arguments, const Mentions& mentions,
        const std::vector<const Rule*>& rules);

  // True if `t` is a noun that names an act, not an actor.
  bool IsDeed(TokenId t) const;
  // The type of that act; kNoType if it names none.
  TypeId TypeOf(TokenId t) const { return IsDeed(t) ? rules_[t]->type : kNoType; }
  // Who does it by the words of its own phrase; empty if they don't tell.
  ActorRows DoerOf(TokenId t) const;
  // Who did what `t` points back to ("the launch", "such steps", "…, a move that"), among
  // the drafts before; empty if it doesn't point back, or to nothing told.
  ActorRows DoerBefore(TokenId t, const EventDraft& draft,
                       const std::vector<EventDraft>& before) const;

 private:
  ActorRows AgentAt(TokenId t, TokenId after) const;
  bool PointsBack(TokenId t, TokenId trigger) const;
  bool Fits(TokenId t, const EventDraft& draft, const EventDraft& other) const;

  const Grammar& grammar_;
  const Syntax& syntax_;
  const Patterns& patterns_;
  const Arguments& arguments_;
  const Mentions& mentions_;
  const std::vector<const Rule*>& rules_;
  const WordSet& deeds_;
  const WordSet& utterances_;
};

}  // namespace avviso

#endif  // AVVISO_EVENTS_INTERNAL_DEEDS_H_
