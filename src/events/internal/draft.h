// An event in the making: rows in place of copies, so that drafts of one act can
// be told to be the same and merged.

#ifndef AVVISO_EVENTS_INTERNAL_DRAFT_H_
#define AVVISO_EVENTS_INTERNAL_DRAFT_H_

#include <optional>
#include <string_view>
#include <vector>

#include "encoder/reading.h"
#include "events/event.h"
#include "events/internal/arguments.h"
#include "events/trace.h"
#include "lexicon/lexicon.h"
#include "nlp/syntax.h"

namespace avviso {

struct EventDraft {
  TokenId trigger = 0;
  const Rule* rule = nullptr;
  bool lacks = false;      // an actor that its rule needs
  bool to_itself = false;  // a speaker's words to nobody but the speaker
  TypeId type = kNoType;
  double act = 1, type_likely = 1, status_likely = 1;  // how sure the decision is
  double source_likely = 1, target_likely = 1;         // of the least likely of those chosen
  double source_left = 0, target_left = 0;             // of the likeliest of those left out
  double told_before = 0;                              // how likely another draft tells it too
  std::string_view refusal;                            // what the rules hold against it
  EventStatus status = EventStatus::kHappened;
  std::optional<EventStatus> rule_status;  // by the rules; none: they find no act told
  TokenId status_by = 0;  // the word that gives the status by the rules; the trigger if none does
  ActorRows source, target;
  std::vector<uint32_t> places;    // rows of Mentions::places that stand as targets
  TokenId agent = UINT32_MAX;      // the word that stands as the trigger's subject
  TokenId patient = UINT32_MAX;    // … and as its object
  TokenId beside = UINT32_MAX;     // the verb that it is coordinated with, if it shares its object
  TokenId result_of = UINT32_MAX;  // the verb whose outcome it tells: "struck, killing five"
  WordId content = kNoWord;        // the word that heads what an act of words is about
  const Reading::Trigger* read = nullptr;
  Event event;  // all but actors, codes and id
};

struct MergeInput {
  const Syntax& syntax;
  const Mentions& mentions;
  const Lexicon& lexicon;
  const Reading& reading;  // empty: by rule alone
  Trace* trace = nullptr;
};

// Merges drafts of one type and status that tell of one act. What one leaves open another fills.
// Keeps order. A draft is held against a bounded number of those before, so the cost is linear.
std::vector<EventDraft> MergeDrafts(std::vector<EventDraft> drafts, const MergeInput& input);

}  // namespace avviso

#endif  // AVVISO_EVENTS_INTERNAL_DRAFT_H_
