// From a draft to the record that leaves the coder: actors with their words, voices, codes, id,
// confidence.

#ifndef AVVISO_EVENTS_INTERNAL_RECORD_WRITER_H_
#define AVVISO_EVENTS_INTERNAL_RECORD_WRITER_H_

#include <string_view>
#include <vector>

#include "events/coder.h"
#include "events/internal/arguments.h"
#include "events/internal/draft.h"
#include "events/internal/grammar.h"
#include "events/internal/triggers.h"

namespace avviso {

class RecordWriter {
 public:
  // Views all.
  RecordWriter(const Grammar& grammar, const Arguments& arguments, const CodeInput& input)
      : grammar_(grammar),
        syntax_(grammar.syntax()),
        ontology_(grammar.lexicon().ontology()),
        doc_(grammar.syntax().doc()),
        arguments_(arguments),
        input_(input) {}

  // The words that name the act: a verb with its particle.
  Span TriggerSpan(TokenId t) const;
  // The chain of those on whose word the act is told: the claims `rows` over it, and who makes the
  // accusation among `all` that it stands in.
  std::vector<Voice> ChainOf(const Trigger& trigger, const std::vector<Trigger>& all,
                             const std::vector<uint32_t>& rows, const EventDraft& draft) const;
  // All but the confidence.
  Event Write(EventDraft* draft) const;

 private:
  Voice VoiceOf(uint32_t row, Span cue) const;
  void AddParticipants(const ActorRows& rows, std::vector<Participant>* out) const;
  bool IsToldByActor(const EventDraft& draft, const std::vector<Voice>& voices) const;

  const Grammar& grammar_;
  const Syntax& syntax_;
  const Ontology& ontology_;
  const Document& doc_;
  const Arguments& arguments_;
  const CodeInput& input_;
};

}  // namespace avviso

#endif  // AVVISO_EVENTS_INTERNAL_RECORD_WRITER_H_
