// Whether two drafts are one act is weighed (data/judgement/records.tsv, model `merge`): how their
// parties agree, how alike the encoder finds the two words, where they stand, and what the rule
// says. The rule, which also decides alone where there is no reading: neither names a party that
// the other contradicts, and
//   the same parties on both sides: one act, wherever it is told; an act of words
//     only if it is about the same too;
//   never, if both tell their days and these don't meet;
//   a side that is empty in one of them: one act in the same sentence ("killed
//     five in an attack by rebels"), and elsewhere if the other side agrees.
// A party is its chain, or but for persons its country and sector.

#include <algorithm>
#include <cmath>

#include "events/internal/decision.h"
#include "events/internal/draft.h"

namespace avviso {
namespace {

constexpr double kSure = 0.5;      // an act from which on what it tells counts
constexpr size_t kMostHomes = 48;  // of one type that a draft is held against, the last ones
constexpr double kOneAct = 0.4;    // a record twice is worse than two acts in one

class DraftMerger {
 public:
  explicit DraftMerger(const MergeInput& input)
      : input_(input),
        mentions_(input.mentions),
        lexicon_(input.lexicon),
        tree_(input.syntax.tree()) {}

  std::vector<EventDraft> Run(std::vector<EventDraft> drafts) {
    std::vector<EventDraft> merged;
    std::vector<std::vector<size_t>> of_type(lexicon_.ontology().types().size() + 1);
    for (EventDraft& draft : drafts) {
      std::vector<size_t>& homes = of_type[draft.type];
      const size_t first = homes.size() > kMostHomes ? homes.size() - kMostHomes : 0;
      size_t home = merged.size();
      double most = 0;
      for (size_t i = first; i < homes.size(); ++i) {
        EventDraft& other = merged[homes[i]];
        if (other.status != draft.status) continue;
        const double likely = Likely(other, draft);
        if (likely <= most) continue;
        most = likely;
        home = homes[i];
      }
      if (most < kOneAct) {
        home = merged.size();
        draft.told_before = most;
      }
      if (home == merged.size()) {
        homes.push_back(home);
        merged.push_back(std::move(draft));
      } else {
        // What hardly tells an act adds to one that does, never the other way round.
        if (merged[home].act < kSure && draft.act >= kSure) std::swap(merged[home], draft);
        Absorb(&merged[home], std::move(draft));
      }
    }
    return merged;
  }

 private:
  double Likely(const EventDraft& a, const EventDraft& b) const {
    if (input_.reading.empty()) return IsOneAct(a, b) ? 1 : 0;
    if (IsOfOthers(a.source, b.source) && IsOfOthers(a.target, b.target)) return 0;
    Features features = FeaturesOf(a, b);
    double sum = 0;
    for (const auto& [name, value] : features) {
      sum += lexicon_.judgement().Weight(Weighed::kMerge, name) * value;
    }
    const double likely = Logistic(sum);
    if (input_.trace != nullptr) {
      const Document& doc = input_.syntax.doc();
      input_.trace->Add({doc.span[a.trigger], doc.span[b.trigger], std::move(features), likely});
    }
    return likely;
  }

  Features FeaturesOf(const EventDraft& a, const EventDraft& b) const {
    const Document& doc = input_.syntax.doc();
    Features out;
    const auto flag = [&out](std::string name, bool set) {
      if (set) out.emplace_back(std::move(name), 1);
    };
    const TypeRow& type = lexicon_.ontology().type(a.type);
    flag("bias", true);
    flag("rule", IsOneAct(a, b));
    flag("same word", doc.Lemma(a.trigger) == doc.Lemma(b.trigger));
    flag("one by grammar", IsOneByGrammar(a, b));
    if (a.read != nullptr && b.read != nullptr) {
      float alike = 0;
      for (size_t i = 0; i < a.read->meaning.size(); ++i) {
        alike += a.read->meaning[i] * b.read->meaning[i];
      }
      out.emplace_back("alike", alike);
    }
    const uint32_t here = tree_.SentenceOf(a.trigger), there = tree_.SentenceOf(b.trigger);
    const uint32_t far = here > there ? here - there : there - here;
    flag("same sentence", far == 0);
    flag("next sentence", far == 1);
    out.emplace_back("far", std::log1p(far));
    Compare("source", a.source, b.source, &out);
    Compare("target", a.target, b.target, &out);
    flag("other days", OnOtherDays(a, b));
    flag("same mode", !a.event.mode.empty() && a.event.mode == b.event.mode);
    flag("other mode",
         !a.event.mode.empty() && !b.event.mode.empty() && a.event.mode != b.event.mode);
    flag("words", type.verbal);
    flag("words, same content", type.verbal && a.content != kNoWord && a.content == b.content);
    flag("words, same word", type.verbal && doc.Lemma(a.trigger) == doc.Lemma(b.trigger));
    flag("one is history", a.event.historical != b.event.historical);
    flag("type " + type.name, true);
    return out;
  }

  // How the parties of one side agree.
  void Compare(const std::string& side, const ActorRows& a, const ActorRows& b,
               Features* out) const {
    const auto shared = static_cast<size_t>(std::count_if(a.begin(), a.end(), [&](uint32_t row) {
      return std::any_of(b.begin(), b.end(), [&](uint32_t other) { return SameParty(row, other); });
    }));
    const char* how = " none";
    if (!a.empty() || !b.empty()) {
      how = a.empty() || b.empty()                       ? " open"
            : shared == a.size() && a.size() == b.size() ? " same"
            : shared > 0                                 ? " partly"
                                                         : " other";
    }
    out->emplace_back(side + how, 1);
  }

  // Both are told, and none is in both.
  bool IsOfOthers(const ActorRows& a, const ActorRows& b) const {
    return !a.empty() && !b.empty() && std::none_of(a.begin(), a.end(), [&](uint32_t row) {
      return std::any_of(b.begin(), b.end(), [&](uint32_t other) { return SameParty(row, other); });
    });
  }

  // "The strike killed two": what the act did is the act. "a complaint that they filed".
  static bool IsOneByGrammar(const EventDraft& a, const EventDraft& b) {
    return b.agent == a.trigger || a.agent == b.trigger || b.result_of == a.trigger ||
           b.patient == a.trigger || a.patient == b.trigger;
  }

  bool IsOneAct(const EventDraft& a, const EventDraft& b) const {
    if (a.type != b.type || a.status != b.status) return false;
    if (IsOneByGrammar(a, b)) return true;
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
    const bool tells = draft.act >= kSure;
    if (home->source.empty() && !draft.source.empty() && tells) {
      home->source = draft.source;
      home->source_likely = draft.source_likely;
    }
    if (home->target.empty() && !draft.target.empty() && tells) {
      home->target = draft.target;
      home->target_likely = draft.target_likely;
      if (home->places.empty()) home->places = draft.places;
    } else if (draft.agent == home->trigger || home->agent == draft.trigger ||
               draft.result_of == home->trigger) {
      home->target.insert(home->target.end(), draft.target.begin(), draft.target.end());
    }
    home->act = std::max(home->act, draft.act);
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

  const MergeInput& input_;
  const Mentions& mentions_;
  const Lexicon& lexicon_;
  const Tree& tree_;
};

}  // namespace

std::vector<EventDraft> MergeDrafts(std::vector<EventDraft> drafts, const MergeInput& input) {
  return DraftMerger(input).Run(std::move(drafts));
}

}  // namespace avviso
