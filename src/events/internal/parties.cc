#include "events/internal/parties.h"

#include <algorithm>
#include <utility>

namespace avviso {
namespace {

// "X said that Y must …": whose words make the act.
bool OfSpeaker(const Rule& rule) {
  return std::any_of(rule.source.begin(), rule.source.end(), [](const Path& path) {
    return path.size() == 1 && path.front().slot == Slot::kVoice;
  });
}

}  // namespace

void Parties::FindActors(const Trigger& trigger, EventDraft* draft) const {
  const Rule& rule = *trigger.rule;
  const TokenId t = trigger.token;
  draft->source = arguments_.ActorsAlong(t, rule.source, true);
  for (const Path& path : rule.target) {
    draft->target = arguments_.ActorsAlong(t, {path}, true);
    if (const auto object = grammar_.Object(t);
        object && syntax_.IsVerb(t) && !draft->target.empty() &&
        std::all_of(draft->target.begin(), draft->target.end(),
                    [&](uint32_t row) { return IsAmong(mentions_, row, draft->source); })) {
      draft->target = arguments_.ObjectBefore(*object);  // "phoned X and urged him"
    }
    // What is the source's own isn't whom it acts on: "withdrew its troops".
    const bool named = !draft->target.empty();
    std::erase_if(draft->target,
                  [&](uint32_t row) { return IsAmong(mentions_, row, draft->source); });
    draft->to_itself = named && draft->target.empty() && OfSpeaker(rule);
    std::erase_if(draft->target, [&](uint32_t row) { return IsOwnedBy(row, draft->source); });
    if (!draft->target.empty()) return;
  }
  for (const Path& path : rule.target) {
    std::vector<TokenId> found;
    grammar_.Follow(t, path, &found);
    for (const TokenId f : found) {
      const uint32_t place = arguments_.PlaceWithin(f);
      if (place != kNoMention) draft->places.push_back(place);
    }
    if (!draft->places.empty()) return;
  }
}

void Parties::FindBlamed(const std::vector<EventDraft>& before, EventDraft* draft) const {
  const TypeRow& type = grammar_.lexicon().ontology().type(draft->type);
  if (!type.verbal) return;
  for (const Path& path : draft->rule->target) {
    std::vector<TokenId> found;
    grammar_.Follow(draft->trigger, path, &found);
    for (const TokenId t : found) {
      // A complaint that is looked into is nobody's fault.
      const bool blame = type.content == TypeRow::Content::kClaim && deeds_.IsDeed(t) &&
                         deeds_.TypeOf(t) != draft->type;
      if (!draft->target.empty() && !blame) continue;
      ActorRows doers = blame ? deeds_.DoerOf(t) : ActorRows();
      if (doers.empty() && draft->target.empty()) doers = deeds_.DoerBefore(t, *draft, before);
      std::erase_if(doers, [&](uint32_t row) { return IsAmong(mentions_, row, draft->source); });
      if (doers.empty()) continue;
      draft->target = std::move(doers);
      draft->places.clear();
      return;
    }
  }
}

ActorRows Parties::Accused(const Trigger& trigger) const {
  for (const Trigger& other : triggers_.kept) {
    if (other.token != trigger.claimed_by || syntax_.IsVerb(trigger.token)) continue;
    if (const auto object = grammar_.Object(other.token)) {
      return arguments_.ActorsOf(*object, false);
    }
  }
  return {};
}

bool Parties::IsOwnedBy(uint32_t row, const ActorRows& owners) const {
  // Its forces and officials are the source's hands; "his uncle" isn't.
  const std::string& sector = mentions_.actors[row].sector;
  if (sector != "MIL" && sector != "COP" && sector != "GOV" && sector != "SPY") return false;
  const TokenId head = mentions_.actors[row].head;
  const auto poss = syntax_.Child(head, Dep::kPoss);
  if (!poss || syntax_.form(*poss) != Form::kPronoun) return false;
  const ActorRows possessor = arguments_.ActorsOf(*poss, false);
  // An unresolved "its" beside one source is taken for that source's.
  if (possessor.empty()) return owners.size() == 1;
  return IsAmong(mentions_, possessor.front(), owners);
}

}  // namespace avviso
