// Parties: the source and the target of an act, by its rule and by what was told before.
//
// Pure. Views all that it is made of.

#ifndef AVVISO_EVENTS_INTERNAL_PARTIES_H_
#define AVVISO_EVENTS_INTERNAL_PARTIES_H_

#include <vector>

#include "events/internal/arguments.h"
#include "events/internal/deeds.h"
#include "events/internal/draft.h"
#include "events/internal/grammar.h"
#include "events/internal/triggers.h"
#include "mentions/mention.h"

namespace avviso {

class Parties {
 public:
  Parties(const Grammar& grammar, const Arguments& arguments, const Mentions& mentions,
          const Triggers& triggers)
      : grammar_(grammar),
        syntax_(grammar.syntax()),
        arguments_(arguments),
        mentions_(mentions),
        triggers_(triggers),
        deeds_(grammar, arguments, mentions, triggers.rules) {}

  // Who the rule's paths lead to. Where they lead to no actor, places stand in.
  void FindActors(const Trigger& trigger, EventDraft* draft) const;
  // An act of words about a deed is aimed at who did it: by the deed's own words, or among
  // the drafts `before`.
  void FindBlamed(const std::vector<EventDraft>& before, EventDraft* draft) const;
  // Whom the accusation is about that claims the trigger: "accused X of an attack".
  ActorRows Accused(const Trigger& trigger) const;

 private:
  bool IsOwnedBy(uint32_t row, const ActorRows& owners) const;

  const Grammar& grammar_;
  const Syntax& syntax_;
  const Arguments& arguments_;
  const Mentions& mentions_;
  const Triggers& triggers_;
  const Deeds deeds_;
};

}  // namespace avviso

#endif  // AVVISO_EVENTS_INTERNAL_PARTIES_H_
