// What a path looks like: the labels down from the trigger ("v dobj", "n prep:against pobj"), or up
// to where the two part and down again ("v ^xcomp nsubj"); "far" beyond three steps each way.

#include "events/internal/roles.h"

#include <algorithm>

#include "events/internal/decision.h"
#include "events/internal/voices.h"

namespace avviso {
namespace {

constexpr size_t kMostSteps = 3;
constexpr double kTaken = 0.5;
constexpr double kLastResort = 0.25;    // where an act would have nobody: the likeliest
constexpr float kReadElsewhere = 0.5f;  // that brings in an actor of another sentence

std::string_view KindName(ActorMention::Kind kind) {
  switch (kind) {
    case ActorMention::Kind::kPerson: return "person";
    case ActorMention::Kind::kState: return "state";
    case ActorMention::Kind::kOrganisation: return "organisation";
    case ActorMention::Kind::kGroup: return "group";
    case ActorMention::Kind::kAgency: return "agency";
    case ActorMention::Kind::kOutlet: return "outlet";
    case ActorMention::Kind::kUnnamed: break;
  }
  return "unnamed";
}

}  // namespace

// What the actors are weighed for.
struct Roles::Act {
  const Trigger& trigger;
  const EventDraft& draft;
  const Reading::Trigger* read;
  std::vector<uint32_t> voices;  // actors in whose words it is told
};

// An actor by words of its own, or by a pronoun that stands for it.
struct Roles::Candidate {
  uint32_t row = 0;
  TokenRange words;
  TokenId head = 0;
  double source = 0, target = 0;
};

Roles::Roles(const Grammar& grammar, const Arguments& arguments, const Mentions& mentions,
             const Claims& claims, const Reading& reading)
    : grammar_(grammar),
      syntax_(grammar.syntax()),
      arguments_(arguments),
      mentions_(mentions),
      claims_(claims),
      reading_(reading),
      judgement_(grammar.lexicon().judgement()),
      nested_(mentions.actors.size(), false),
      in_(syntax_.doc().sentences.size()) {
  TokenId reach = 0;
  for (uint32_t row = 0; row < mentions.actors.size(); ++row) {
    const ActorMention& actor = mentions.actors[row];
    nested_[row] = actor.tokens.end <= reach;
    reach = std::max(reach, actor.tokens.end);
    in_[syntax_.tree().SentenceOf(actor.head)].push_back(row);
  }
}

std::string Roles::PathTo(TokenId from, TokenId to) const {
  const auto up = [&](TokenId t) {
    std::vector<TokenId> line = {t};
    while (line.size() <= kMostSteps && !syntax_.is_root(line.back())) {
      line.push_back(syntax_.head(line.back()));
    }
    return line;
  };
  const std::vector<TokenId> above = up(from), below = up(to);
  for (size_t i = 0; i < above.size(); ++i) {
    const auto meet = std::find(below.begin(), below.end(), above[i]);
    if (meet == below.end()) continue;
    std::string path = syntax_.IsVerb(from) ? "v" : "n";
    for (size_t k = 0; k < i; ++k) path += " ^" + std::string(syntax_.doc().Dep(above[k]));
    for (auto step = meet; step != below.begin();) {
      --step;
      path += " " + std::string(syntax_.doc().Dep(*step));
      if (syntax_.dep(*step) == Dep::kPrep) path += ":" + std::string(syntax_.doc().Norm(*step));
    }
    return path;
  }
  return "far";
}

// The actors of the trigger's sentence, those that the rule found, and those of the chunk whose
// words the encoder reads as a party.
std::vector<Roles::Candidate> Roles::Around(const Trigger& trigger, const EventDraft& draft,
                                            const Reading::Trigger* read) const {
  const uint32_t sentence = syntax_.tree().SentenceOf(trigger.token);
  std::vector<uint32_t> rows = in_[sentence];
  rows.insert(rows.end(), draft.source.begin(), draft.source.end());
  rows.insert(rows.end(), draft.target.begin(), draft.target.end());
  if (read != nullptr && !read->around.empty()) {
    const uint32_t first = syntax_.tree().SentenceOf(read->around.begin);
    const uint32_t last = syntax_.tree().SentenceOf(read->around.end - 1);
    for (uint32_t s = first; s <= last; ++s) {
      if (s == sentence) continue;
      for (const uint32_t row : in_[s]) {
        const Reading::Roles roles = reading_.RolesOf(*read, mentions_.actors[row].head);
        if (std::max(roles[0], roles[1]) >= kReadElsewhere) rows.push_back(row);
      }
    }
  }
  std::sort(rows.begin(), rows.end());
  rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
  std::vector<Candidate> out;
  for (const uint32_t row : rows) {
    out.push_back({row, mentions_.actors[row].tokens, mentions_.actors[row].head, 0, 0});
  }
  const TokenRange words = syntax_.doc().sentences[sentence];
  for (TokenId t = words.begin; t < words.end; ++t) {
    if (syntax_.form(t) != Form::kPronoun || syntax_.dep(t) == Dep::kPoss) continue;
    const bool known =
        std::any_of(out.begin(), out.end(), [t](const Candidate& c) { return c.head == t; });
    if (known) continue;
    const ActorRows meant = arguments_.ActorsOf(t, false);
    if (meant.size() == 1) out.push_back({meant.front(), {t, t + 1}, t, 0, 0});
  }
  return out;
}

Features Roles::FeaturesOf(const Act& act, const Candidate& candidate, bool source) const {
  const Trigger& trigger = act.trigger;
  const EventDraft& draft = act.draft;
  const Reading::Trigger* const read = act.read;
  const uint32_t row = candidate.row;
  const TokenId head = candidate.head;
  const ActorMention& actor = mentions_.actors[row];
  const ActorRows& own = source ? draft.source : draft.target;
  const ActorRows& others = source ? draft.target : draft.source;
  const size_t role = source ? 0 : 1;
  Features out;
  const auto flag = [&out](std::string name, bool set) {
    if (set) out.emplace_back(std::move(name), 1);
  };
  flag("bias", true);
  if (read != nullptr) {
    float most = 0, other = 0;
    for (TokenId t = candidate.words.begin; t < candidate.words.end; ++t) {
      const Reading::Roles roles = reading_.RolesOf(*read, t);
      most = std::max(most, roles[role]);
      other = std::max(other, roles[1 - role]);
    }
    out.emplace_back("read", LogOdds(most));
    out.emplace_back("read head", LogOdds(reading_.RolesOf(*read, head)[role]));
    out.emplace_back("read other", LogOdds(other));
  } else {
    flag("unread", true);
  }
  const bool itself = std::find(own.begin(), own.end(), row) != own.end();
  flag("rule itself", itself);
  flag("rule chain", !itself && IsAmong(mentions_, row, own));
  flag("rule other", IsAmong(mentions_, row, others));
  flag("rule silent", own.empty());
  flag("rule", trigger.by_rule && itself);
  if (syntax_.IsVerb(trigger.token)) {
    flag("subject", grammar_.Subject(trigger.token) == head);
    flag("object", grammar_.Object(trigger.token) == head);
  }
  const bool here = syntax_.tree().SentenceOf(head) == syntax_.tree().SentenceOf(trigger.token);
  flag(here ? "path " + PathTo(trigger.token, head) : "elsewhere", true);
  flag("before", here && head < trigger.token);
  flag("nested", nested_[row] && head == mentions_.actors[row].head);
  flag("kind " + std::string(KindName(actor.kind)), true);
  flag("pronoun", syntax_.form(head) == Form::kPronoun);
  flag("no sector", actor.sector.empty());
  flag("no country", actor.country.empty());
  const std::string& type = grammar_.lexicon().ontology().type(draft.type).name;
  flag("type " + type, true);
  flag("voice", std::find(act.voices.begin(), act.voices.end(), row) != act.voices.end());
  return out;
}

void Roles::Take(std::vector<Candidate>* candidates, Side* source, Side* target) const {
  const auto take = [&](bool of_source, Side* side) {
    std::vector<const Candidate*> order, taken;
    for (const Candidate& c : *candidates) order.push_back(&c);
    const auto likely = [of_source](const Candidate& c) { return of_source ? c.source : c.target; };
    std::stable_sort(order.begin(), order.end(), [&](const Candidate* a, const Candidate* b) {
      return likely(*a) > likely(*b);
    });
    for (const Candidate* c : order) {
      const bool better = likely(*c) >= (of_source ? c->target : c->source);
      const bool again = std::any_of(taken.begin(), taken.end(), [&](const Candidate* other) {
        return (other->words.begin < c->words.end && c->words.begin < other->words.end) ||
               mentions_.actors[other->row].chain == mentions_.actors[c->row].chain;
      });
      if (again) continue;
      if (likely(*c) >= kTaken && better) {
        taken.push_back(c);
        side->rows.push_back(c->row);
        side->least = likely(*c);
      } else {
        side->left_out = std::max(side->left_out, likely(*c));
      }
    }
    std::sort(side->rows.begin(), side->rows.end());
  };
  take(true, source);
  take(false, target);
  std::erase_if(target->rows, [&](uint32_t row) { return IsAmong(mentions_, row, source->rows); });
  if (!source->rows.empty() || !target->rows.empty()) return;
  const bool of_source = source->left_out >= target->left_out;
  Side* const side = of_source ? source : target;
  if (side->left_out < kLastResort) return;
  const auto likeliest = std::max_element(
      candidates->begin(), candidates->end(), [of_source](const Candidate& a, const Candidate& b) {
        return of_source ? a.source < b.source : a.target < b.target;
      });
  side->rows = {likeliest->row};
  side->least = side->left_out;
}

void Roles::Choose(const Trigger& trigger, const EventDraft& draft, Side* source, Side* target,
                   Trace::Considered* seen) const {
  if (reading_.empty()) {
    source->rows = draft.source;
    target->rows = draft.target;
    return;
  }
  Act act{trigger, draft, reading_.TriggerAt(trigger.read_at), {}};
  for (const uint32_t claim : ClaimsOver(claims_, syntax_.doc().span[trigger.token])) {
    if (!claims_[claim].whole_article) act.voices.push_back(claims_[claim].actor);
  }
  std::vector<Candidate> candidates = Around(trigger, draft, act.read);
  std::vector<Features> features;  // of source and target in turn
  for (Candidate& candidate : candidates) {
    for (const bool of_source : {true, false}) {
      Features all = FeaturesOf(act, candidate, of_source);
      double sum = 0;
      for (const auto& [name, value] : all) {
        sum += judgement_.Weight(of_source ? Weighed::kSource : Weighed::kTarget, name) * value;
      }
      (of_source ? candidate.source : candidate.target) = Logistic(sum);
      if (seen != nullptr) features.push_back(std::move(all));
    }
  }
  Take(&candidates, source, target);
  if (seen == nullptr) return;
  const auto has = [](const Side& side, uint32_t row) {
    return std::find(side.rows.begin(), side.rows.end(), row) != side.rows.end();
  };
  for (size_t i = 0; i < candidates.size(); ++i) {
    const Candidate& c = candidates[i];
    const Span words = syntax_.doc().SpanOf(c.words), head = syntax_.doc().span[c.head];
    seen->roles.push_back(
        {words, head, "source", std::move(features[2 * i]), c.source, has(*source, c.row)});
    seen->roles.push_back(
        {words, head, "target", std::move(features[2 * i + 1]), c.target, has(*target, c.row)});
  }
}

}  // namespace avviso
