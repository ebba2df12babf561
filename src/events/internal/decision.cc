#include "events/internal/decision.h"

#include <algorithm>
#include <cmath>

#include "events/internal/status.h"

namespace avviso {
namespace {

constexpr double kMostOdds = 7;
constexpr double kLeastLog = -7;
constexpr std::array<EventStatus, kReadStatuses> kStatuses = {
    EventStatus::kHappened, EventStatus::kPlanned, EventStatus::kPossible, EventStatus::kDenied,
    EventStatus::kConditional};

double LogOf(double p) { return p > 0 ? std::max(kLeastLog, std::log(p)) : kLeastLog; }

void Softmax(std::vector<double>* sums) {
  const double most = *std::max_element(sums->begin(), sums->end());
  double total = 0;
  for (double& sum : *sums) total += sum = std::exp(sum - most);
  for (double& sum : *sums) sum /= total;
}

std::string_view DepGroup(Dep dep) {
  switch (dep) {
    case Dep::kRoot: return "root";
    case Dep::kRelcl: return "relcl";
    case Dep::kAdvcl: return "advcl";
    case Dep::kAcl: return "acl";
    case Dep::kConj: return "conj";
    case Dep::kCcomp: return "ccomp";
    case Dep::kXcomp: return "xcomp";
    case Dep::kPcomp: return "pcomp";
    case Dep::kDobj: return "dobj";
    case Dep::kPobj: return "pobj";
    case Dep::kNsubj:
    case Dep::kNsubjpass: return "nsubj";
    case Dep::kCompound: return "compound";
    case Dep::kAmod: return "amod";
    default: return "other";
  }
}

}  // namespace

double LogOdds(double p) {
  if (p <= 0) return -kMostOdds;
  if (p >= 1) return kMostOdds;
  return std::clamp(std::log(p / (1 - p)), -kMostOdds, kMostOdds);
}

double Logistic(double x) { return 1 / (1 + std::exp(-x)); }

Decider::Decider(const Grammar& grammar, const Reading& reading)
    : grammar_(grammar),
      syntax_(grammar.syntax()),
      reading_(reading),
      judgement_(grammar.lexicon().judgement()) {
  if (reading.empty()) return;
  for (const std::string& name : reading.labels->types) {
    types_.push_back(grammar.lexicon().ontology().Find(name));
  }
}

double Decider::Sum(Weighed model, const Features& features) const {
  double sum = 0;
  for (const auto& [name, value] : features) sum += judgement_.Weight(model, name) * value;
  return sum;
}

Features Decider::ActFeatures(const Input& input, const Reading::Act& act) const {
  const Trigger& trigger = input.trigger;
  const TokenId t = trigger.token;
  const auto best = static_cast<size_t>(std::max_element(act.begin() + 1, act.end()) - act.begin());
  const double any = 1.0 - act[0];
  Features out;
  const auto flag = [&out](std::string name, bool set) {
    if (set) out.emplace_back(std::move(name), 1);
  };
  flag("bias", true);
  out.emplace_back("read", LogOdds(any));
  out.emplace_back("top", LogOf(act[best] / std::max(any, 1e-6)));
  flag("at another word", trigger.read_at != t);
  flag("rule", trigger.by_rule);
  if (trigger.by_rule) {
    const TypeId type = trigger.rule->type;
    flag("firm", trigger.rule->firm);
    flag("agree", types_[best - 1] == type);
    for (size_t i = 0; i < types_.size(); ++i) {
      if (types_[i] == type) out.emplace_back("type", LogOf(act[i + 1] / std::max(any, 1e-6)));
    }
  }
  // What the words around say of themselves: one act is often told by two.
  if (!syntax_.is_root(t)) out.emplace_back("read above", LogOdds(reading_.ActAt(syntax_.head(t))));
  float below = 0;
  for (const TokenId child : syntax_.tree().Children(t)) {
    below = std::max(below, reading_.ActAt(child));
  }
  out.emplace_back("read below", LogOdds(below));
  flag("ruled out", trigger.ruled_out);
  flag("inner", trigger.inner);
  flag("claimed", trigger.claimed_by != t);
  const bool verbal = grammar_.lexicon().ontology().type(trigger.rule->type).verbal;
  out.emplace_back((verbal ? "status of words " : "status of a deed ") +
                       std::string(input.status ? StatusName(*input.status) : "none"),
                   1);
  flag("verb", syntax_.IsVerb(t));
  flag("dep " + std::string(DepGroup(syntax_.dep(t))), true);
  flag("refused", !input.refusal.empty());
  flag("refused: " + std::string(input.refusal), !input.refusal.empty());
  return out;
}

void Decider::DecideType(const Trigger& trigger, const Reading::Act& act,
                         Decision* decision) const {
  std::vector<double> sums;
  const double any = std::max(1.0 - act[0], 1e-6);
  const Ontology& ontology = grammar_.lexicon().ontology();
  for (size_t i = 0; i < types_.size(); ++i) {
    const bool said = trigger.by_rule && trigger.rule->type == types_[i];
    double sum = judgement_.Weight(Weighed::kType, "read") * LogOf(act[i + 1] / any) +
                 judgement_.Weight(Weighed::kType, "type " + ontology.type(types_[i]).name);
    if (said) {
      sum += judgement_.Weight(Weighed::kType, trigger.rule->firm ? "firm rule" : "rule");
    }
    sums.push_back(sum);
  }
  Softmax(&sums);
  const auto best = static_cast<size_t>(std::max_element(sums.begin(), sums.end()) - sums.begin());
  decision->type = types_[best];
  decision->type_likely = sums[best];
  sums[best] = -1;
  decision->runner_up =
      types_[static_cast<size_t>(std::max_element(sums.begin(), sums.end()) - sums.begin())];
}

void Decider::DecideStatus(const Input& input, const Reading::Trigger& read,
                           Decision* decision) const {
  // "refused" is a deed of words told as done; "did not attack" tells no attack.
  const bool verbal = grammar_.lexicon().ontology().type(input.trigger.rule->type).verbal;
  std::vector<double> sums;
  for (size_t i = 0; i < kStatuses.size(); ++i) {
    double sum =
        judgement_.Weight(Weighed::kStatus, "read") * LogOf(read.status[i]) +
        judgement_.Weight(Weighed::kStatus, "status " + std::string(StatusName(kStatuses[i])));
    if (input.status == kStatuses[i]) {
      sum += judgement_.Weight(Weighed::kStatus, (verbal ? "rule of words " : "rule of a deed ") +
                                                     std::string(StatusName(kStatuses[i])));
    }
    sums.push_back(sum);
  }
  Softmax(&sums);
  const auto best = static_cast<size_t>(std::max_element(sums.begin(), sums.end()) - sums.begin());
  decision->status = kStatuses[best];
  decision->status_likely = sums[best];
}

Decision Decider::Decide(const Input& input, Trace::Considered* seen) const {
  const Trigger& trigger = input.trigger;
  Decision decision;
  decision.type = trigger.rule->type;
  decision.status = input.status.value_or(EventStatus::kHappened);
  if (reading_.empty()) return decision;
  const Reading::Act& act = reading_.act[trigger.read_at];
  Features features = ActFeatures(input, act);
  decision.act = Logistic(Sum(Weighed::kAct, features));
  DecideType(trigger, act, &decision);
  if (const Reading::Trigger* read = reading_.TriggerAt(trigger.read_at)) {
    DecideStatus(input, *read, &decision);
    decision.historical_read = read->historical;
    if (seen != nullptr) seen->read_status.assign(read->status.begin(), read->status.end());
  }
  if (seen != nullptr) {
    const Ontology& ontology = grammar_.lexicon().ontology();
    seen->rule = trigger.rule->id;
    seen->by_rule = trigger.by_rule;
    seen->firm = trigger.rule->firm;
    seen->rule_type = ontology.type(trigger.rule->type).name;
    seen->rule_status = input.status ? StatusName(*input.status) : "";
    seen->act = std::move(features);
    seen->act_likely = decision.act;
    seen->read.assign(act.begin(), act.end());
    seen->type = ontology.type(decision.type).name;
    seen->type_likely = decision.type_likely;
    if (decision.runner_up != kNoType) seen->runner_up = ontology.type(decision.runner_up).name;
  }
  return decision;
}

bool Decider::IsHistorical(const Decision& decision, std::optional<bool> by_time,
                           Trace::Considered* seen) const {
  if (decision.historical_read < 0) return by_time.value_or(false);
  Features features = {{"bias", 1}, {"read", LogOdds(decision.historical_read)}};
  if (by_time) features.emplace_back(*by_time ? "long ago" : "of late", 1);
  const bool historical = Sum(Weighed::kHistorical, features) > 0;
  if (seen != nullptr) seen->historical = std::move(features);
  return historical;
}

std::string Decider::ModeOf(const Trigger& trigger, TypeId type) const {
  const Reading::Trigger* read = reading_.empty() ? nullptr : reading_.TriggerAt(trigger.read_at);
  if (read == nullptr) return "";
  float most = read->modes[0];
  std::string mode;
  for (size_t i = 1; i < read->modes.size(); ++i) {
    const std::string& name = reading_.labels->modes[i - 1];
    if (read->modes[i] > most && grammar_.lexicon().ontology().HasMode(type, name)) {
      most = read->modes[i];
      mode = name;
    }
  }
  return mode;
}

}  // namespace avviso
