// Rules are tried from the leaves of each tree upward, so that a rule may ask of
// what type the act in its complement is ("vowed to attack").
//
// What stands in the content of an act of words is no act of its own: the walk
// from each trigger to its root looks for one. The walk ends at what is told as
// a fact beside it: a relative clause, an adverbial clause, "after the attack".
//
// The encoder may read an act at another word than the rule takes: "launched" of "launched an
// attack". Such words are one candidate.

#include "events/internal/triggers.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

namespace avviso {
namespace {

constexpr float kLeastRead = 0.15f;  // that makes a word a candidate without a rule
constexpr float kSurelyRead = 0.3f;  // above it a word needs no other's reading

class TriggerFinder {
 public:
  TriggerFinder(const Grammar& grammar, const Arguments& arguments, const Reading& reading,
                Trace* trace)
      : trace_(trace),
        reading_(reading),
        grammar_(grammar),
        syntax_(grammar.syntax()),
        patterns_(grammar.lexicon().patterns()),
        ontology_(grammar.lexicon().ontology()),
        arguments_(arguments),
        aside_(patterns_.Class("aside-preposition")),
        quantities_(patterns_.Class("quantity")) {}

  Triggers Run() {
    const size_t n = syntax_.doc().token_count();
    rule_at_.assign(n, nullptr);
    for (const TokenId t : FromLeaves()) rule_at_[t] = RuleFor(t);
    std::vector<Trigger> triggers;
    for (TokenId t = 0; t < n; ++t) {
      const bool read = reading_.ActAt(t) >= kLeastRead;
      const bool by_rule = rule_at_[t] != nullptr && rule_at_[t]->type != kNoType;
      if (!by_rule && trace_ != nullptr) SayWhyNot(t);
      if (!by_rule && !read) continue;
      Trigger trigger{t, by_rule ? rule_at_[t] : ReadRule(t), t, kNoType, t};
      trigger.by_rule = by_rule;
      trigger.ruled_out = !by_rule && rule_at_[t] != nullptr;
      FindContent(&trigger);
      trigger.inner = !Keep(&trigger);
      if (trigger.inner && !read) {
        if (trace_ != nullptr) {
          trace_->Add(Words(t), trigger.rule->id + ": only the content of another act");
        }
        continue;
      }
      triggers.push_back(trigger);
    }
    JoinRead(&triggers);
    return {std::move(triggers), std::move(rule_at_)};
  }

 private:
  // Of the type that the encoder finds likeliest.
  const Rule* ReadRule(TokenId t) const {
    const Reading::Act& act = reading_.act[t];
    const auto best =
        static_cast<size_t>(std::max_element(act.begin() + 1, act.end()) - act.begin() - 1);
    return &patterns_.ReadRule(ontology_.Find(reading_.labels->types[best]));
  }

  // Words that tell one act together with `t`: the verb that carries it, its object or particle.
  std::vector<TokenId> OneActWith(TokenId t) const {
    std::vector<TokenId> words;
    if (const auto carrier = grammar_.CarrierOf(t)) words.push_back(carrier->verb);
    const Dep dep = syntax_.dep(t);
    if (dep == Dep::kDobj || dep == Dep::kNsubjpass) words.push_back(syntax_.head(t));
    if (!syntax_.IsVerb(t)) return words;
    for (const Dep below : {Dep::kDobj, Dep::kNsubjpass, Dep::kPrt, Dep::kXcomp, Dep::kAcomp}) {
      if (const auto child = syntax_.Child(t, below)) words.push_back(*child);
    }
    return words;
  }

  // Gives each rule's trigger the word whose reading counts for it, and drops what the encoder
  // alone saw at such a word.
  void JoinRead(std::vector<Trigger>* triggers) const {
    std::vector<TokenId> taken;
    for (Trigger& trigger : *triggers) {
      trigger.read_at = trigger.token;
      if (!trigger.by_rule || reading_.ActAt(trigger.token) >= kSurelyRead) continue;
      for (const TokenId word : OneActWith(trigger.token)) {
        if (reading_.ActAt(word) > reading_.ActAt(trigger.read_at)) trigger.read_at = word;
      }
      if (trigger.read_at != trigger.token) taken.push_back(trigger.read_at);
    }
    std::sort(taken.begin(), taken.end());
    std::erase_if(*triggers, [&](const Trigger& trigger) {
      return !trigger.by_rule && std::binary_search(taken.begin(), taken.end(), trigger.token);
    });
  }

  Span Words(TokenId t) const { return syntax_.doc().span[t]; }

  // For the trace: what kept a word that has rules from being an act.
  void SayWhyNot(TokenId t) const {
    if (rule_at_[t] != nullptr) {
      trace_->Add(Words(t),
                  rule_at_[t]->id + " (" + rule_at_[t]->row + "): a sense that is no act");
      return;
    }
    if (syntax_.doc().upos[t] == Upos::kAux) return;
    // Of all its rules the one that came nearest.
    const Rule* nearest = nullptr;
    size_t most = 0, failed = 0;
    for (const uint32_t row : *RowsFor(t)) {
      const Rule& rule = patterns_.rule(row);
      size_t held = 0;
      while (held < rule.when.size() && Holds(t, rule, rule.when[held])) ++held;
      if (nearest != nullptr && held <= most) continue;
      nearest = &rule;
      most = failed = held;
    }
    if (nearest == nullptr || failed >= nearest->tests.size()) return;
    trace_->Add(Words(t), nearest->id + " (" + nearest->row + "): not " + nearest->tests[failed]);
  }

  std::vector<TokenId> FromLeaves() const {
    std::vector<TokenId> order;
    const size_t n = syntax_.doc().token_count();
    order.reserve(n);
    for (TokenId t = 0; t < n; ++t) {
      if (syntax_.is_root(t)) order.push_back(t);
    }
    for (size_t i = 0; i < order.size(); ++i) {
      for (const TokenId child : syntax_.tree().Children(order[i])) order.push_back(child);
    }
    return {order.rbegin(), order.rend()};
  }

  const std::vector<uint32_t>* RowsFor(TokenId t) const {
    static const std::vector<uint32_t> kNone;
    const Dep dep = syntax_.dep(t);
    const WordId word = grammar_.lemma(t);
    if (word == kNoWord) return &kNone;
    if (syntax_.IsVerb(t)) return dep == Dep::kAmod ? &kNone : &patterns_.VerbRules(word);
    if (syntax_.form(t) == Form::kNoun || syntax_.form(t) == Form::kProper) {
      return dep == Dep::kCompound || dep == Dep::kAmod ? &kNone : &patterns_.NounRules(word);
    }
    return dep == Dep::kAcomp || dep == Dep::kCcomp || dep == Dep::kOprd
               ? &patterns_.AdjectiveRules(word)
               : &kNone;
  }

  // The first rule that holds and has the actors that it needs; failing that the
  // first that holds, for what it says of the type.
  const Rule* FirstOf(TokenId t, const std::vector<uint32_t>& rows) const {
    const Rule* lacking = nullptr;
    for (const uint32_t row : rows) {
      const Rule& rule = patterns_.rule(row);
      if (!Holds(t, rule)) continue;
      if (rule.type == kNoType || HasActors(t, rule)) return &rule;
      if (lacking == nullptr) lacking = &rule;
    }
    return lacking;
  }

  bool HasActors(TokenId t, const Rule& rule) const {
    if (rule.need_source && arguments_.ActorsAlong(t, rule.source, true).empty()) return false;
    return !rule.need_target || !arguments_.ActorsAlong(t, rule.target, true).empty();
  }

  const Rule* RuleFor(TokenId t) {
    const Rule* own = FirstOf(t, *RowsFor(t));
    if (!syntax_.IsVerb(t)) return own;
    rule_at_[t] = own;  // rules for any verb may ask for it
    const Rule* any = FirstOf(t, patterns_.AnyVerbRules());
    if (any == nullptr) return own;
    if (HasActors(t, *any)) return any;
    // "will not lift": no giving way, whoever does it.
    return any->own_modality && (own == nullptr || !HasActors(t, *own)) ? any : own;
  }

  bool Holds(TokenId t, const Rule& rule) const {
    return std::all_of(rule.when.begin(), rule.when.end(),
                       [&](const Test& test) { return Holds(t, rule, test); });
  }

  bool Holds(TokenId t, const Rule& rule, const Test& test) const {
    std::vector<TokenId> found;
    grammar_.Follow(t, test.path, &found);
    bool any = test.any_of.empty() && !found.empty();
    for (const TokenId f : found) {
      for (const Trait& trait : test.any_of) {
        any = any || (trait.kind == Trait::Kind::kOwn ? IsSourceOf(t, rule, f) : Has(f, trait));
      }
    }
    return any != test.negated;
  }

  // "X said that it must": the one who must is the one who says so.
  bool IsSourceOf(TokenId t, const Rule& rule, TokenId found) const {
    return arguments_.ShareAnActor(arguments_.ActorsOf(found, false),
                                   arguments_.ActorsAlong(t, rule.source, true));
  }

  bool Has(TokenId t, const Trait& trait) const {
    switch (trait.kind) {
      case Trait::Kind::kWord: return grammar_.lemma(t) == trait.id || grammar_.norm(t) == trait.id;
      case Trait::Kind::kClass: return InClass(t, patterns_.Class(trait.id));
      case Trait::Kind::kActor: return !arguments_.ActorsOf(t, false).empty();
      case Trait::Kind::kOwn: return false;  // asked for with its rule
      case Trait::Kind::kWithin: return !arguments_.ActorsOf(t, true).empty();
      case Trait::Kind::kSector: return arguments_.HasSector(t, patterns_.Sector(trait.id));
      case Trait::Kind::kType:
      case Trait::Kind::kQuad: {
        const TypeId type = TypeAt(t);
        if (type == kNoType) return false;
        return trait.kind == Trait::Kind::kType ? type == trait.id
                                                : ontology_.QuadOf(type) == trait.id;
      }
    }
    return false;
  }

  bool InClass(TokenId t, const WordSet& set) const {
    if (IsOfClass(t, set)) return true;
    for (const TokenId child : syntax_.tree().Children(t)) {
      const Dep dep = syntax_.dep(child);
      if (dep == Dep::kConj && set.Has(grammar_.lemma(child))) return true;
      // "a series of attacks", "a shipment of grain"
      if (dep == Dep::kPrep && syntax_.Is(child, "of") && quantities_.Has(grammar_.lemma(t))) {
        const auto object = syntax_.Child(child, Dep::kPobj);
        if (object && IsOfClass(*object, set)) return true;
      }
    }
    return false;
  }

  // By the word itself or one that modifies it; but "a drone attack" is no drone.
  bool IsOfClass(TokenId t, const WordSet& set) const {
    if (set.Has(grammar_.lemma(t)) || set.Has(grammar_.norm(t))) return true;
    for (const TokenId child : syntax_.tree().Children(t)) {
      const Dep dep = syntax_.dep(child);
      const bool modifier = dep == Dep::kCompound || dep == Dep::kAmod;
      if (modifier && rule_at_[t] == nullptr && set.Has(grammar_.lemma(child))) return true;
    }
    return false;
  }

  // The act that the word names, itself or by what it carries or starts.
  TypeId TypeAt(TokenId t) const {
    for (int step = 0; step < 4; ++step) {
      if (rule_at_[t] != nullptr) return rule_at_[t]->type;
      std::optional<TokenId> next = syntax_.Child(t, Dep::kDobj);
      if (!next) next = syntax_.Child(t, Dep::kXcomp);
      if (!next) {
        if (const auto prep = syntax_.Child(t, Dep::kPrep)) next = syntax_.Child(*prep, Dep::kPobj);
      }
      if (!next) return kNoType;
      t = *next;
    }
    return kNoType;
  }

  // "held exercises": where a rule has taken the verb with its object, the object
  // is no second act.
  bool IsObjectOfOwnVerb(TokenId t) const {
    if (syntax_.IsVerb(t)) return false;
    const TokenId above = syntax_.head(t);
    if (syntax_.dep(t) != Dep::kDobj && syntax_.dep(t) != Dep::kNsubjpass) return false;
    return rule_at_[above] != nullptr && rule_at_[above]->type != kNoType;
  }

  // The first act in a clause or noun phrase that completes the trigger.
  void FindContent(Trigger* trigger) const {
    for (const TokenId child : syntax_.tree().Children(trigger->token)) {
      TokenId inner = child;
      switch (syntax_.dep(child)) {
        case Dep::kXcomp:
        case Dep::kCcomp:
        case Dep::kDobj:
        case Dep::kAcl:
        case Dep::kNsubjpass: break;
        case Dep::kPrep: {
          const auto object = syntax_.Child(child, Dep::kPobj);
          const auto comp = syntax_.Child(child, Dep::kPcomp);
          if (!object && !comp) continue;
          if (aside_.Has(grammar_.norm(child))) continue;
          inner = comp ? *comp : *object;
          break;
        }
        default: continue;
      }
      const TypeId type = TypeAt(inner);
      if (type == kNoType || type == trigger->rule->type) continue;
      trigger->content = type;
      trigger->content_token = inner;
      return;
    }
  }

  // False if the trigger is only the content of an act above it.
  bool Keep(Trigger* trigger) const {
    TokenId t = trigger->token;
    if (IsObjectOfOwnVerb(t)) return false;
    while (!syntax_.is_root(t)) {
      const Dep dep = syntax_.dep(t);
      const TokenId above = syntax_.head(t);
      switch (dep) {
        case Dep::kRelcl:
        case Dep::kAdvcl:
        case Dep::kNsubj:
        case Dep::kCsubj:
        case Dep::kParataxis:
        case Dep::kAppos:
        case Dep::kPoss: return true;
        case Dep::kAcl:
          if (!grammar_.IsInfinitive(t) && !syntax_.Child(t, Dep::kMark)) return true;
          break;
        case Dep::kPrep:
          if (aside_.Has(grammar_.norm(t))) return true;
          break;
        case Dep::kConj:
          // Coordinated acts stand side by side; what holds of the first holds of both.
          t = above;
          continue;
        default: break;
      }
      const Rule* rule = rule_at_[above];
      if (rule != nullptr && rule->type != kNoType && dep != Dep::kNsubjpass) {
        const TypeRow& row = ontology_.type(rule->type);
        if (row.content == TypeRow::Content::kSwallow) return false;
        if (row.content == TypeRow::Content::kClaim) {
          const bool clause = syntax_.IsVerb(t) || dep == Dep::kPrep;
          if (!clause) return false;
          // A noun is a claim if it is of what was done: "accused X of an attack".
          if (!syntax_.IsVerb(trigger->token) && ontology_.type(trigger->rule->type).verbal) {
            return false;
          }
          if (trigger->claimed_by == trigger->token) trigger->claimed_by = above;
          return true;
        }
      }
      if (rule != nullptr && dep == Dep::kNsubjpass && rule->type != kNoType &&
          ontology_.type(rule->type).content != TypeRow::Content::kOwn) {
        return false;
      }
      t = above;
    }
    return true;
  }

  Trace* const trace_;
  const Reading& reading_;
  const Grammar& grammar_;
  const Syntax& syntax_;
  const Patterns& patterns_;
  const Ontology& ontology_;
  const Arguments& arguments_;
  const WordSet& aside_;
  const WordSet& quantities_;
  std::vector<const Rule*> rule_at_;  // by token
};

}  // namespace

Triggers FindTriggers(const Grammar& grammar, const Arguments& arguments, const Reading& reading,
                      Trace* trace) {
  return TriggerFinder(grammar, arguments, reading, trace).Run();
}

}  // namespace avviso
