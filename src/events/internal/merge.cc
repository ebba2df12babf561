// Two drafts are one act if type and status agree and neither names a party that
// the other contradicts:
//   the same parties on both sides: one act, wherever it is told; an act of words
//     only if it is about the same too;
//   never, if both tell their days and these don't meet;
//   a side that is empty in one of them: one act in the same sentence ("killed
//     five in an attack by rebels"), and elsewhere if the other side agrees.
// A party is its chain, or but for persons its country and sector.

#include <algorithm>

#include "events/internal/draft.h"

namespace avviso {
namespace {

class DraftMerger {
 public:
  DraftMerger(const Mentions& mentions, const Lexicon& lexicon, const Tree& tree)
      : mentions_(mentions), lexicon_(lexicon), tree_(tree) {}

  std::vector<EventDraft> Run(std::vector<EventDraft> drafts) {
    std::vector<EventDraft> merged;
    for (EventDraft& draft : drafts) {
      EventDraft* home = nullptr;
      for (EventDraft& other : merged) {
        if (home == nullptr && IsOneAct(other, draft)) home = &other;
      }
      if (home == nullptr) {
        merged.push_back(std::move(draft));
      } else {
        Absorb(home, std::move(draft));
      }
    }
    return merged;
  }

 private:
  bool IsOneAct(const EventDraft& a, const EventDraft& b) const {
    if (a.type != b.type || a.status != b.status) return false;
    // "The strike killed two": what the act did is the act.
    if (b.agent == a.trigger || a.agent == b.trigger || b.result_of == a.trigger) return true;
    // "a complaint that they filed"
    if (b.patient == a.trigger || a.patient == b.trigger) return true;
    if (b.beside != a.trigger && OnOtherDays(a, b)) return false;
    if (!a.event.mode.empty() && !b.event.mode.empty() && a.event.mode != b.event.mode) {
      return false;
    }
    const bool near = tree_.SentenceOf(a.trigger) == tree_.SentenceOf(b.trigger);
    const TypeRow& type = lexicon_.ontology().type(a.type);
    const bool source = SameSide(a.source, b.source);
    const bool target = SameSide(a.target, b.target) && a.places == b.places;
    // "backs and endorses the speaker"
    if (type.verbal && source && target && b.beside == a.trigger) return true;
    if (type.verbal && (near || a.content != b.content)) return false;
    const bool open_source = a.source.empty() || b.source.empty();
    const bool open_target =
        (a.target.empty() && a.places.empty()) || (b.target.empty() && b.places.empty());
    if (source && target && !(a.source.empty() && a.target.empty())) return true;
    if (near) return (source || open_source) && (target || open_target);
    // Told again with less: "the release was confirmed".
    return !type.verbal && ((source && !a.source.empty() && open_target) ||
                            (target && !a.target.empty() && open_source));
  }

  // Both tell when, and the days don't meet.
  static bool OnOtherDays(const EventDraft& a, const EventDraft& b) {
    const auto& first = a.event.time;
    const auto& second = b.event.time;
    if (!first || !second || first->inferred || second->inferred || !first->start || !first->end ||
        !second->start || !second->end) {
      return false;
    }
    return *first->end < *second->start || *second->end < *first->start;
  }

  bool SameSide(const ActorRows& a, const ActorRows& b) const {
    if (a.size() != b.size()) return false;
    return std::all_of(a.begin(), a.end(), [&](uint32_t row) {
      return std::any_of(b.begin(), b.end(), [&](uint32_t other) { return SameParty(row, other); });
    });
  }

  // One chain; or, but for persons, bodies and crowds of one sector and state.
  bool SameParty(uint32_t a, uint32_t b) const {
    const ActorMention& first = mentions_.actors[a];
    const ActorMention& second = mentions_.actors[b];
    if (first.chain == second.chain) return true;
    if (first.kind == ActorMention::Kind::kPerson || second.kind == ActorMention::Kind::kPerson) {
      return false;
    }
    return !first.country.empty() && first.country == second.country &&
           first.sector == second.sector;
  }

  static void Absorb(EventDraft* home, EventDraft draft) {
    if (home->source.empty()) home->source = draft.source;
    if (home->target.empty()) {
      home->target = draft.target;
      if (home->places.empty()) home->places = draft.places;
    } else if (draft.agent == home->trigger || home->agent == draft.trigger ||
               draft.result_of == home->trigger) {
      home->target.insert(home->target.end(), draft.target.begin(), draft.target.end());
    }
    home->act = std::max(home->act, draft.act);
    home->none = std::min(home->none, draft.none);
    Event& event = home->event;
    event.mentions.insert(event.mentions.end(), draft.event.mentions.begin(),
                          draft.event.mentions.end());
    if (draft.event.place &&
        (!event.place || (event.place->inferred && !draft.event.place->inferred))) {
      event.place = draft.event.place;
    }
    if (draft.event.time && (!event.time || IsBetter(*draft.event.time, *event.time))) {
      event.time = draft.event.time;
    }
    if (event.mode.empty()) event.mode = draft.event.mode;
    for (const std::string& context : draft.event.contexts) {
      if (std::find(event.contexts.begin(), event.contexts.end(), context) ==
          event.contexts.end()) {
        event.contexts.push_back(context);
      }
    }
    for (const EventNumber& number : draft.event.numbers) {
      const bool known =
          std::any_of(event.numbers.begin(), event.numbers.end(),
                      [&](const EventNumber& other) { return IsToldAlready(other, number); });
      if (!known) event.numbers.push_back(number);
    }
    event.historical = event.historical && draft.event.historical;
  }

  // What the words say goes before what was inferred; of two that agree, the finer: "two years
  // ago" and "in April 2014".
  static bool IsBetter(const EventTime& a, const EventTime& b) {
    if (a.inferred != b.inferred) return b.inferred;
    if (a.inferred || !a.start || !a.end || !b.start || !b.end) return false;
    return *b.start <= *a.start && *a.end <= *b.end && (*a.start != *b.start || *a.end != *b.end);
  }

  // Of one voice the first number counts; another voice may say another.
  static bool IsToldAlready(const EventNumber& a, const EventNumber& b) {
    if (a.what != b.what) return false;
    return a.says == b.says || (a.value == b.value && a.low == b.low && a.high == b.high);
  }

  const Mentions& mentions_;
  const Lexicon& lexicon_;
  const Tree& tree_;
};

}  // namespace

std::vector<EventDraft> MergeDrafts(std::vector<EventDraft> drafts, const Mentions& mentions,
                                    const Lexicon& lexicon, const Tree& tree) {
  return DraftMerger(mentions, lexicon, tree).Run(std::move(drafts));
}

}  // namespace avviso
