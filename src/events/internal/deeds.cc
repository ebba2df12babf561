#include "events/internal/deeds.h"

#include <algorithm>
#include <optional>

namespace avviso {
namespace {

constexpr uint32_t kReach = 2;  // sentences back

}  // namespace

Deeds::Deeds(const Grammar& grammar, const Arguments& arguments, const Mentions& mentions,
             const std::vector<const Rule*>& rules)
    : grammar_(grammar),
      syntax_(grammar.syntax()),
      patterns_(grammar.lexicon().patterns()),
      arguments_(arguments),
      mentions_(mentions),
      rules_(rules),
      deeds_(grammar.lexicon().patterns().Class("deed-noun")),
      utterances_(grammar.lexicon().patterns().Class("utterance-noun")) {}

bool Deeds::IsDeed(TokenId t) const {
  return syntax_.form(t) == Form::kNoun && rules_[t] != nullptr && rules_[t]->type != kNoType &&
         arguments_.ActorsOf(t, false).empty();
}

// Whom a "by" that hangs from `t`, behind `after`, names.
ActorRows Deeds::AgentAt(TokenId t, TokenId after) const {
  for (const TokenId by : syntax_.tree().Children(t)) {
    if (by < after || !syntax_.Is(by, "by")) continue;
    const auto doer = syntax_.Child(by, Dep::kPobj);
    if (doer) return arguments_.ActorsOf(*doer, true);
  }
  return {};
}

ActorRows Deeds::DoerOf(TokenId t) const {
  if (rules_[t] == nullptr) return {};
  // "the arrest of the journalist by police": the parser may hang the doer from whom it is
  // done to, or from the verb.
  for (const TokenId prep : syntax_.tree().Children(t)) {
    const auto inner =
        syntax_.dep(prep) == Dep::kPrep ? syntax_.Child(prep, Dep::kPobj) : std::nullopt;
    ActorRows rows = inner ? AgentAt(*inner, *inner) : ActorRows();
    if (!rows.empty()) return rows;
  }
  const bool object = syntax_.dep(t) == Dep::kDobj;
  ActorRows rows = object ? AgentAt(syntax_.head(t), t) : ActorRows();
  return rows.empty() ? arguments_.ActorsAlong(t, rules_[t]->source, true) : rows;
}

// "the launch", "such steps", "this"; and what stands beside a clause to sum it up: "a move
// condemned by", "a provocation which".
bool Deeds::PointsBack(TokenId t, TokenId trigger) const {
  const WordId word = grammar_.lemma(t);
  if (syntax_.form(t) != Form::kNoun || !arguments_.ActorsOf(t, false).empty()) return false;
  if (!deeds_.Has(word) && !utterances_.Has(word) && patterns_.NounRules(word).empty())
    return false;
  const Dep clause = syntax_.dep(trigger);
  if (syntax_.head(trigger) == t && (clause == Dep::kRelcl || clause == Dep::kAcl)) {
    const TokenId first = syntax_.tree().Subtree(t).begin;
    if (first == 0) return false;
    const std::string_view mark = syntax_.doc().Form(first - 1);
    return mark == "," || mark == "-" || mark == "--" || mark == "\u2013" || mark == "\u2014";
  }
  bool definite = false;
  for (const TokenId child : syntax_.tree().Children(t)) {
    const std::string_view form = syntax_.doc().Norm(child);
    switch (syntax_.dep(child)) {
      case Dep::kPoss: return false;
      case Dep::kDet:
      case Dep::kAmod:
      case Dep::kPredet:
        definite |= form == "the" || form == "this" || form == "that" || form == "these" ||
                    form == "those" || form == "such";
        break;
      default: break;
    }
  }
  return definite;
}

bool Deeds::Fits(TokenId t, const EventDraft& draft, const EventDraft& other) const {
  if (other.source.empty() || other.trigger > t) return false;
  if (std::any_of(draft.source.begin(), draft.source.end(),
                  [&](uint32_t row) { return IsAmong(mentions_, row, other.source); })) {
    return false;
  }
  const uint32_t here = syntax_.tree().SentenceOf(t);
  if (syntax_.tree().SentenceOf(other.trigger) + kReach < here) return false;
  const WordId word = grammar_.lemma(t);
  const Ontology& ontology = grammar_.lexicon().ontology();
  if (!deeds_.Has(word) && !utterances_.Has(word)) {
    // "the attack": what was told by a rule of the same type.
    const std::vector<uint32_t>& rows = patterns_.NounRules(word);
    return std::any_of(rows.begin(), rows.end(),
                       [&](uint32_t row) { return patterns_.rule(row).type == other.rule->type; });
  }
  const TypeRow& type = ontology.type(other.rule->type);
  if (type.verbal != utterances_.Has(word)) return false;
  // What is blamed is an act against somebody.
  const TypeRow& own = ontology.type(draft.rule->type);
  return own.content != TypeRow::Content::kClaim || type.quad.ends_with("conflict");
}

ActorRows Deeds::DoerBefore(TokenId t, const EventDraft& draft,
                            const std::vector<EventDraft>& before) const {
  if (!PointsBack(t, draft.trigger)) return {};
  for (size_t i = before.size(); i-- > 0;) {
    if (Fits(t, draft, before[i])) return before[i].source;
  }
  return {};
}

}  // namespace avviso
