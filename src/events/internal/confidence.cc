#include "events/internal/confidence.h"

#include <algorithm>
#include <cmath>

#include "events/internal/decision.h"

namespace avviso {
namespace {

constexpr double kLongSentence = 40.0;  // tokens

}  // namespace

Features ConfidenceFeatures(const ConfidenceInput& input) {
  const Syntax& syntax = input.grammar.syntax();
  const EventDraft& draft = input.draft;
  const Event& event = input.event;
  Features out;
  const auto flag = [&](std::string name, bool set) {
    if (set) out.emplace_back(std::move(name), 1);
  };
  const auto any = [&](const ActorRows& rows, const auto& test) {
    return std::any_of(rows.begin(), rows.end(),
                       [&](uint32_t row) { return test(input.mentions.actors[row]); });
  };
  const auto pronoun = [&](const ActorMention& a) { return syntax.form(a.head) == Form::kPronoun; };
  const auto nowhere = [](const ActorMention& a) { return a.country.empty() && a.sector != "IGO"; };
  const auto within = [&](const ActorMention& a) {
    const Dep dep = syntax.dep(a.head);
    return dep == Dep::kPoss || dep == Dep::kCompound || dep == Dep::kAmod || dep == Dep::kNmod;
  };
  const auto side = [&](const std::string& name, const ActorRows& rows, double least,
                        double left_out) {
    flag("no " + name, rows.empty());
    flag(name + " is a pronoun", any(rows, pronoun));
    flag(name + " has no country", any(rows, nowhere));
    flag(name + " within a phrase", any(rows, within));
    flag("several " + name + "s", rows.size() > 1);
    if (input.alone) return;
    if (!rows.empty()) out.emplace_back(name, LogOdds(least));
    out.emplace_back(rows.empty() ? "left out as the only " + name : "left out as " + name,
                     LogOdds(left_out));
  };
  flag("bias", true);
  if (!input.alone) {
    out.emplace_back("act", LogOdds(draft.act));
    out.emplace_back("type", LogOdds(draft.type_likely));
    out.emplace_back("status", LogOdds(draft.status_likely));
    out.emplace_back("told before", LogOdds(draft.told_before));
    flag("no status by rule", !draft.rule_status);
    flag("another status by rule", draft.rule_status && *draft.rule_status != draft.status);
    flag("type of another rule", draft.type != draft.rule->type);
  }
  flag("refused", !draft.refusal.empty());
  flag("trigger is no verb", !syntax.IsVerb(draft.trigger));
  flag("lacks an actor", draft.lacks);
  side("source", draft.source, draft.source_likely, draft.source_left);
  side("target", draft.target, draft.target_likely, draft.target_left);
  flag("target is a place", draft.target.empty() && !draft.places.empty());
  flag("has a place", event.place.has_value());
  flag("on somebody's word", !event.attribution.empty());
  flag("in a relative clause", syntax.dep(draft.trigger) == Dep::kRelcl);
  flag("told again", event.mentions.size() > 1);
  flag("historical", event.historical);
  flag("status planned", draft.status == EventStatus::kPlanned);
  flag("status possible", draft.status == EventStatus::kPossible);
  flag("status denied", draft.status == EventStatus::kDenied);
  flag("status conditional", draft.status == EventStatus::kConditional);
  flag("type " + event.type, true);
  const TokenRange words = syntax.doc().sentences[syntax.tree().SentenceOf(draft.trigger)];
  out.emplace_back("length", std::min(2.0, words.size() / kLongSentence));
  return out;
}

double ConfidenceOf(const Judgement& judgement, const Features& features, bool alone) {
  const Weighed model = alone ? Weighed::kAlone : Weighed::kConfidence;
  double sum = 0;
  for (const auto& [name, value] : features) sum += judgement.Weight(model, name) * value;
  // To a hundredth, so that the last bits of a machine's exp don't show.
  return std::round(100 * Logistic(sum)) / 100;
}

}  // namespace avviso
