// The status is gathered on the way from the trigger to the root of its
// sentence: negation and modals of each verb, the effect of each governing word
// ("plan to", "fail to", "deny that", "alleged") as data/patterns/effects.tsv
// tells it, "if" and "whether". The way ends where a clause is told as a fact of
// its own: relative clauses, adverbial clauses without "if".
//
// The first thing met that isn't plain counts, but a denial that governs it
// ("denied that it plans to") outdoes it, and what keeps words from telling an act
// ("must consider withdrawing", "in order to try to") outdoes all.

#include "events/internal/status.h"

#include <algorithm>

namespace avviso {
namespace {

class StatusReader {
 public:
  explicit StatusReader(const Grammar& grammar)
      : grammar_(grammar),
        syntax_(grammar.syntax()),
        patterns_(grammar.lexicon().patterns()),
        wishes_(patterns_.Class("wish")),
        times_(patterns_.Class("time-preposition")),
        means_(patterns_.Class("means")) {}

  // The word that was looked at when the status was last changed.
  TokenId by() const { return by_; }

  std::optional<EventStatus> Read(TokenId trigger, bool own_modality) {
    TokenId t = at_ = by_ = trigger;
    if (!own_modality) {
      if (syntax_.IsVerb(t)) {
        ReadVerb(t);
      } else {
        ReadNoun(t);
      }
    }
    while (!syntax_.is_root(t) && Climb(&t)) {
    }
    if (effect_ == Effect::kDrop) return std::nullopt;
    switch (effect_) {
      case Effect::kPlanned: return EventStatus::kPlanned;
      case Effect::kPossible: return EventStatus::kPossible;
      case Effect::kDenied: return EventStatus::kDenied;
      case Effect::kConditional: return EventStatus::kConditional;
      default: return EventStatus::kHappened;
    }
  }

 private:
  void Meet(Effect effect) {
    if (effect == Effect::kNone || effect == Effect::kHappened) return;
    if (effect_ == Effect::kDrop) return;
    by_ = at_;
    if (effect_ == Effect::kNone || effect == Effect::kDrop) {
      effect_ = effect;
    } else if (effect == Effect::kDenied && effect_ != Effect::kDenied) {
      effect_ = effect;
    } else if (effect == Effect::kDenied) {
      effect_ = Effect::kNone;  // "didn't deny", "never failed to"
    }
  }

  void ReadVerb(TokenId verb, bool over_clause = false) {
    bool negated = false;
    Effect modal = Effect::kNone;
    for (const TokenId child : syntax_.tree().Children(verb)) {
      const Dep dep = syntax_.dep(child);
      if (dep == Dep::kNeg) negated = true;
      if (dep == Dep::kAux && syntax_.form(child) == Form::kModal) modal = ModalEffect(verb, child);
      if (dep == Dep::kMark) ReadMark(child);
      // "reportedly", "allegedly"
      if (dep == Dep::kAdvmod) Meet(patterns_.EffectOf(grammar_.lemma(child)));
      // "no one was arrested"
      if ((dep == Dep::kNsubj || dep == Dep::kNsubjpass || dep == Dep::kDobj) && IsNone(child)) {
        negated = true;
      }
    }
    // A conjunct without a subject shares the auxiliaries of the first.
    if (syntax_.dep(verb) == Dep::kConj && modal == Effect::kNone && !negated &&
        !syntax_.Child(verb, Dep::kNsubj) && !syntax_.Child(verb, Dep::kNsubjpass) &&
        syntax_.form(verb) == Form::kVerbBase) {
      for (const TokenId child : syntax_.tree().Children(syntax_.head(verb))) {
        if (syntax_.dep(child) == Dep::kAux && syntax_.form(child) == Form::kModal) {
          modal = ModalEffect(syntax_.head(verb), child);
        }
      }
    }
    if (modal != Effect::kDrop || !over_clause) Meet(modal);
    if (negated) Meet(Effect::kDenied);
  }

  // A condition without "if": an auxiliary before its subject.
  bool IsInverted(TokenId verb) const {
    const auto aux = syntax_.Child(verb, Dep::kAux);
    const auto subject = syntax_.Child(verb, Dep::kNsubj);
    return aux && subject && *aux < *subject && !syntax_.Child(verb, Dep::kMark) &&
           (syntax_.Is(*aux, "had") || syntax_.Is(*aux, "should") || syntax_.Is(*aux, "were"));
  }

  bool IsNone(TokenId t) const {
    if (syntax_.Is(t, "none") || syntax_.Is(t, "nobody") || syntax_.Is(t, "nothing") ||
        syntax_.Is(t, "neither")) {
      return true;
    }
    for (const TokenId child : syntax_.tree().Children(t)) {
      if (syntax_.dep(child) == Dep::kDet && syntax_.Is(child, "no")) return true;
      if (child < t && syntax_.Is(child, "neither")) return true;
    }
    return false;
  }

  Effect ModalEffect(TokenId verb, TokenId modal) const {
    const Effect effect = patterns_.EffectOf(grammar_.norm(modal));
    if (effect != Effect::kConditional && effect != Effect::kPlanned) return effect;
    for (const TokenId child : syntax_.tree().Children(verb)) {
      // "would have agreed": it didn't come to that.
      if (effect == Effect::kConditional && syntax_.dep(child) == Dep::kAux &&
          syntax_.Is(child, "have")) {
        return Effect::kDrop;
      }
      if (syntax_.dep(child) != Dep::kAdvcl) continue;
      const auto mark = syntax_.Child(child, Dep::kMark);
      if (mark && (syntax_.Is(*mark, "if") || syntax_.Is(*mark, "unless"))) {
        return Effect::kConditional;
      }
    }
    return Effect::kPlanned;  // "would" is most often what somebody said will be
  }

  void ReadMark(TokenId mark) {
    if (syntax_.Is(mark, "if") || syntax_.Is(mark, "unless")) Meet(Effect::kDrop);  // a condition
    if (syntax_.Is(mark, "whether")) Meet(Effect::kPossible);
  }

  void ReadNoun(TokenId noun) {
    for (const TokenId child : syntax_.tree().Children(noun)) {
      const Dep dep = syntax_.dep(child);
      if (dep == Dep::kDet && syntax_.Is(child, "no")) Meet(Effect::kDenied);
      if (dep == Dep::kAmod || dep == Dep::kCompound) {
        const Effect by_form = patterns_.EffectOf(grammar_.norm(child));
        Meet(by_form != Effect::kNone ? by_form : patterns_.EffectOf(grammar_.lemma(child)));
      }
    }
    if (const auto carrier = grammar_.CarrierOf(noun)) Meet(carrier->rule->effect);
  }

  // Moves `*t` to its head and reads what that says of it. False at the end.
  bool Climb(TokenId* t) {
    const TokenId below = *t, above = syntax_.head(below);
    const Dep dep = syntax_.dep(below);
    *t = at_ = above;
    switch (dep) {
      case Dep::kRelcl:
      case Dep::kParataxis:
      case Dep::kAppos:
      case Dep::kNsubj:
      case Dep::kPoss: return ClimbFromSubject(dep, above);
      case Dep::kAdvcl:
        if (IsInverted(below)) Meet(Effect::kDrop);             // "had they known"
        if (grammar_.IsInfinitive(below)) Meet(Effect::kDrop);  // a purpose is no act
        return false;
      case Dep::kAcl:
        if (grammar_.IsInfinitive(below)) {
          Effect effect = patterns_.EffectOf(grammar_.lemma(above));
          if (effect == Effect::kNone) effect = Effect::kPlanned;
          if (means_.Has(grammar_.lemma(above))) effect = Effect::kDrop;  // "the power to"
          Meet(effect);
        } else {
          if (!syntax_.Child(below, Dep::kMark)) return false;
          Meet(patterns_.EffectOf(grammar_.lemma(above)));
        }
        ReadNoun(above);
        return true;
      case Dep::kXcomp:
      case Dep::kCcomp: {
        Effect effect = patterns_.EffectOf(grammar_.lemma(above));
        const bool finite = dep == Dep::kCcomp && !grammar_.IsInfinitive(below);
        if (grammar_.IsQuestion(below)) return ClimbFromQuestion(below);
        // "hopes that they come", "wants them to come"
        if (wishes_.Has(grammar_.lemma(above)) && HasSubject(below)) effect = Effect::kDrop;
        // "announced that it had withdrawn": the clause has its own tense.
        if (finite && effect == Effect::kPlanned) effect = Effect::kNone;
        if (IsValued(below, above)) effect = Effect::kDrop;
        if (effect == Effect::kNone && grammar_.IsInfinitive(below)) effect = Effect::kPlanned;
        Meet(effect);
        ReadIfVerb(above, finite);
        return true;
      }
      case Dep::kPcomp:
      case Dep::kPobj: return true;  // the preposition; its head is met next
      case Dep::kPrep:
        if (times_.Has(grammar_.norm(below))) return false;  // "after the attack"
        if (!syntax_.IsVerb(above)) return syntax_.IsNominal(above);
        Meet(PrepEffect(below, above));
        ReadIfVerb(above);
        return true;
      case Dep::kDobj:
      case Dep::kNsubjpass:
        // "announced the release" tells of an act; "feared an attack" doesn't.
        if (const Effect effect = patterns_.EffectOf(grammar_.lemma(above));
            syntax_.IsVerb(above) && effect != Effect::kPlanned) {
          Meet(effect);
        }
        ReadIfVerb(above);
        return true;
      case Dep::kConj:
        if (!syntax_.IsVerb(below) || !HasOwnTense(below)) ReadIfVerb(above);
        return true;
      default: ReadIfVerb(above); return true;
    }
  }

  bool HasSubject(TokenId verb) const {
    return syntax_.Child(verb, Dep::kNsubj) || syntax_.Child(verb, Dep::kNsubjpass);
  }

  // "it is wrong to blame them": a view of an act, and no act.
  bool IsValued(TokenId below, TokenId above) const {
    if (!grammar_.IsInfinitive(below)) return false;
    TokenId copula = above;
    std::optional<TokenId> valued;
    if (syntax_.dep(above) == Dep::kAcomp) {
      valued = above;
      copula = syntax_.head(above);
    } else {
      valued = syntax_.Child(above, Dep::kAcomp);
    }
    if (!valued || patterns_.EffectOf(grammar_.lemma(*valued)) != Effect::kNone) return false;
    const auto subject = syntax_.Child(copula, Dep::kNsubj);
    return subject && syntax_.Is(*subject, "it");
  }

  // "didn't know who fired": who doesn't know is no news of the firing.
  bool ClimbFromQuestion(TokenId clause) {
    const auto mark = syntax_.Child(clause, Dep::kMark);
    if (mark && (syntax_.Is(*mark, "whether") || syntax_.Is(*mark, "if"))) {
      Meet(Effect::kPossible);
    }
    return false;
  }

  // "did not go there and fired": the second verb has its own tense.
  bool HasOwnTense(TokenId verb) const {
    return syntax_.form(verb) == Form::kVerbPast || syntax_.form(verb) == Form::kVerbPresent ||
           syntax_.Child(verb, Dep::kAux) || syntax_.Child(verb, Dep::kAuxpass) || HasSubject(verb);
  }

  // A subject shares the status of what its verb says only if the verb carries it.
  bool ClimbFromSubject(Dep dep, TokenId above) {
    if (dep != Dep::kNsubj) return false;
    const auto& rows = patterns_.Carriers(grammar_.lemma(above));
    if (std::none_of(rows.begin(), rows.end(),
                     [this](uint32_t row) { return patterns_.carrier(row).noun_is_subject; })) {
      return false;
    }
    ReadIfVerb(above);
    return true;
  }

  Effect PrepEffect(TokenId prep, TokenId verb) const {
    const auto object = syntax_.Child(prep, Dep::kPcomp);
    return object ? patterns_.EffectOf(grammar_.lemma(verb)) : Effect::kNone;
  }

  // What somebody can't understand or must say, in a finite clause, is told all the same.
  void ReadIfVerb(TokenId t, bool over_clause = false) {
    if (syntax_.IsVerb(t) || syntax_.doc().upos[t] == Upos::kAux) ReadVerb(t, over_clause);
  }

  const Grammar& grammar_;
  const Syntax& syntax_;
  const Patterns& patterns_;
  const WordSet& wishes_;
  const WordSet& times_;
  const WordSet& means_;
  Effect effect_ = Effect::kNone;
  TokenId at_ = 0, by_ = 0;
};

}  // namespace

std::optional<EventStatus> StatusOf(const Grammar& grammar, TokenId trigger, bool own_modality,
                                    TokenId* by) {
  StatusReader reader(grammar);
  const auto status = reader.Read(trigger, own_modality);
  if (by != nullptr) *by = reader.by();
  return status;
}

std::string_view StatusName(EventStatus status) {
  switch (status) {
    case EventStatus::kHappened: return "happened";
    case EventStatus::kPlanned: return "planned";
    case EventStatus::kPossible: return "possible";
    case EventStatus::kDenied: return "denied";
    case EventStatus::kConditional: return "conditional";
  }
  return "";
}

}  // namespace avviso
