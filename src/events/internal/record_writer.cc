#include "events/internal/record_writer.h"

#include <algorithm>
#include <utility>

#include "base/hash.h"
#include "events/internal/status.h"

namespace avviso {
namespace {

// The PLOVER code of a type with a status.
std::string_view CodeOf(const TypeRow& type, EventStatus status, bool told_by_actor) {
  if (status != EventStatus::kPlanned) return type.name;
  return told_by_actor ? type.planned : type.planned_by_other;
}

VoiceKind KindOf(ActorMention::Kind kind) {
  switch (kind) {
    case ActorMention::Kind::kPerson: return VoiceKind::kPerson;
    case ActorMention::Kind::kState: return VoiceKind::kGovernment;
    case ActorMention::Kind::kAgency: return VoiceKind::kAgency;
    case ActorMention::Kind::kOutlet: return VoiceKind::kOutlet;
    case ActorMention::Kind::kOrganisation: return VoiceKind::kOrganisation;
    default: return VoiceKind::kUnnamed;
  }
}

}  // namespace

Span RecordWriter::TriggerSpan(TokenId t) const {
  Span span = doc_.span[t];
  if (const auto particle = syntax_.Child(t, Dep::kPrt); particle && *particle == t + 1) {
    span.end = doc_.span[*particle].end;
  }
  return span;
}

Voice RecordWriter::VoiceOf(uint32_t row, Span cue) const {
  const ActorMention& actor = input_.mentions.actors[row];
  return {doc_.SpanOf(actor.tokens), actor.name, KindOf(actor.kind), cue};
}

std::vector<Voice> RecordWriter::ChainOf(const Trigger& trigger, const std::vector<Trigger>& all,
                                         const std::vector<uint32_t>& rows,
                                         const EventDraft& draft) const {
  std::vector<Voice> chain;
  if (trigger.claimed_by != trigger.token) {
    for (const Trigger& other : all) {
      if (other.token != trigger.claimed_by) continue;
      for (const uint32_t row : arguments_.ActorsAlong(other.token, other.rule->source, true)) {
        chain.push_back(VoiceOf(row, TriggerSpan(other.token)));
      }
    }
  }
  const bool verbal = ontology_.type(draft.type).verbal;
  for (const uint32_t row : rows) {
    const Claim& claim = input_.claims[row];
    // Who acts by words is no further voice for that.
    if (verbal && claim.actor != kNoMention && chain.empty() &&
        IsAmong(input_.mentions, claim.actor, draft.source)) {
      continue;
    }
    // The accuser goes on speaking.
    if (claim.source.empty() || (!chain.empty() && chain.back().name == claim.source_name)) {
      continue;
    }
    chain.push_back({claim.source, claim.source_name, claim.kind, claim.cue});
  }
  return chain;
}

void RecordWriter::AddParticipants(const ActorRows& rows, std::vector<Participant>* out) const {
  std::vector<uint32_t> chains;
  for (const uint32_t row : rows) {
    const ActorMention& actor = input_.mentions.actors[row];
    if (std::find(chains.begin(), chains.end(), actor.chain) != chains.end()) continue;
    chains.push_back(actor.chain);
    out->push_back({doc_.SpanOf(actor.tokens), actor.name, actor.country, actor.sector, actor.id});
  }
}

// True if a plan is told in its actor's name: by the article or by the actor.
bool RecordWriter::IsToldByActor(const EventDraft& draft, const std::vector<Voice>& voices) const {
  if (draft.source.empty()) return false;
  if (voices.empty()) return true;
  return std::any_of(draft.source.begin(), draft.source.end(), [&](uint32_t row) {
    return input_.mentions.actors[row].name == voices.front().name;
  });
}

Event RecordWriter::Write(EventDraft* draft) const {
  const TypeRow& type = ontology_.type(draft->type);
  Event event = std::move(draft->event);
  event.type = type.name;
  event.quad = type.quad;
  event.status = draft->status;
  AddParticipants(draft->source, &event.source);
  AddParticipants(draft->target, &event.target);
  for (const uint32_t row : draft->places) {
    const PlaceMention& place = input_.mentions.places[row];
    event.target.push_back({doc_.SpanOf(place.tokens), place.name, place.country, "", ""});
  }
  event.plover = CodeOf(type, draft->status, IsToldByActor(*draft, event.attribution));
  const auto codes = ontology_.CodesOf(event.type, event.mode, StatusName(event.status));
  event.cameo = codes.cameo;
  event.goldstein = codes.goldstein;
  std::string key(input_.document_id);
  key += '|' + event.type + '|';
  for (const Participant& actor : event.source) key += actor.name + '|';
  key += '>';
  for (const Participant& actor : event.target) key += actor.name + '|';
  key += std::to_string(event.mentions.front().trigger.begin);
  event.id = HashHex(MurmurHash64A(key, 0));
  return event;
}

}  // namespace avviso
