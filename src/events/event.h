// Event: one act as an article reports it, with the words that it rests on.
//
// A record, with no behaviour; the field names and meanings of the output are in
// docs/record.md, what each value means in the codebook. An event isn't a fact:
// two articles may hold events that contradict each other, and both are kept.
//
// No evidence, no event: each has at least one mention, with the sentence, the
// words that name the act and the rule that found it.

#ifndef AVVISO_EVENTS_EVENT_H_
#define AVVISO_EVENTS_EVENT_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/day.h"
#include "base/span.h"
#include "claims/claim.h"
#include "mentions/mention.h"

namespace avviso {

// An actor in a role of an event.
struct Participant {
  Span text;  // the words in the first mention
  std::string name;
  std::string country;
  std::string sector;
  std::string id;
};

enum class EventStatus : uint8_t { kHappened, kPlanned, kPossible, kDenied, kConditional };

struct EventMention {
  Span sentence;
  Span trigger;      // the fewest words that name the act
  std::string rule;  // of data/patterns, e.g. "request.ask-to-inf"
};

struct EventPlace {
  Span text;
  PlaceMention place;  // `tokens` unused
  // Its clause doesn't say it: the rest of the sentence, one beside it or the dateline does.
  bool inferred = false;
};

struct EventTime {
  Span text;  // empty if the publication day stands in
  std::optional<Day> start;
  std::optional<Day> end;
  TimeMention::Precision precision = TimeMention::Precision::kUnknown;
  // No words of the sentence give it: an earlier sentence does, or the publication
  // day stands in.
  bool inferred = false;
};

// What is counted, and how many: an exact number has value, low and high; "at least" and
// "dozens" low alone, "up to" high alone, "nearly" value and high, "about" value alone, a
// range low and high.
struct EventNumber {
  std::string what;  // killed, wounded, arrested, …
  std::optional<int64_t> value, low, high;
  Span text;
  std::string says = {};  // on whose word: the innermost voice; empty: the article's own
};

struct Voice {
  Span text;
  std::string name;
  VoiceKind kind = VoiceKind::kUnnamed;
  Span cue;  // empty for a credit line
};

struct Event {
  std::string id;    // stable hash of document id, type, actors and first trigger
  std::string type;  // PLOVER type
  std::string mode;  // empty if the words show none
  std::vector<std::string> contexts;
  EventStatus status = EventStatus::kHappened;
  bool historical = false;
  std::string plover;  // PLOVER code derived from type and status (codebook, section 3)
  std::string cameo;   // CAMEO code, e.g. "1056"; empty if the mapping has none
  std::string quad;    // verbal-cooperation, material-cooperation, verbal-conflict, …
  double goldstein = 0;
  std::vector<Participant> source;  // who does it
  std::vector<Participant> target;  // to whom
  std::optional<EventPlace> place;
  std::optional<EventTime> time;
  std::vector<EventNumber> numbers;
  std::vector<Voice> attribution;      // the chain of voices, innermost first
  std::vector<EventMention> mentions;  // at least one; the first is the best evidence
  double confidence = 0;               // in [0, 1]; how it is made is told in docs/coder.md
};

}  // namespace avviso

#endif  // AVVISO_EVENTS_EVENT_H_
