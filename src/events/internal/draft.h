// An event in the making: rows in place of copies, so that drafts of one act can
// be told to be the same and merged.

#ifndef AVVISO_EVENTS_INTERNAL_DRAFT_H_
#define AVVISO_EVENTS_INTERNAL_DRAFT_H_

#include <vector>

#include "events/event.h"
#include "events/internal/arguments.h"
#include "lexicon/lexicon.h"

namespace avviso {

struct EventDraft {
  TokenId trigger = 0;
  const Rule* rule = nullptr;
  bool lacks = false;        // an actor that its rule needs
  bool to_itself = false;    // a speaker's words to nobody but the speaker
  TypeId type = kNoType;     // the rule's, or the one that the judge says
  double act = 1, none = 0;  // how likely it is an act of that type, and none at all
  EventStatus status = EventStatus::kHappened;
  ActorRows source, target;
  std::vector<uint32_t> places;    // rows of Mentions::places that stand as targets
  TokenId agent = UINT32_MAX;      // the word that stands as the trigger's subject
  TokenId patient = UINT32_MAX;    // … and as its object
  TokenId beside = UINT32_MAX;     // the verb that it is coordinated with, if it shares its object
  TokenId result_of = UINT32_MAX;  // the verb whose outcome it tells: "struck, killing five"
  WordId content = kNoWord;        // the word that heads what an act of words is about
  Event event;                     // all but actors, codes and id
};

// Merges drafts that tell of one act: the same type, status and parties. What
// one leaves open another may fill if they stand in one sentence. Keeps order.
std::vector<EventDraft> MergeDrafts(std::vector<EventDraft> drafts, const Mentions& mentions,
                                    const Lexicon& lexicon, const Tree& tree);

}  // namespace avviso

#endif  // AVVISO_EVENTS_INTERNAL_DRAFT_H_
