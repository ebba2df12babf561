// The status is gathered on the way from the trigger to the root of its
// sentence: negation and modals of each verb, the effect of each governing word
// ("plan to", "fail to", "deny that", "alleged") as data/patterns/effects.tsv
// tells it, "if" and "whether". The way ends where a clause is told as a fact of
// its own: relative clauses, adverbial clauses without "if".
//
// The first thing met that isn't plain counts, but a denial that governs it
// ("denied that it plans to") outdoes it.

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
        occasions_(patterns_.Class("occasion-of-words")) {}

  // The word that was looked at when the status was last changed.
  TokenId by() const { return by_; }

  std::optional<EventStatus> Read(TokenId trigger, StatusAsked asked) {
    TokenId t = at_ = by_ = trigger;
    verbal_ = asked.verbal;
    if (!asked.own_modality) {
      if (syntax_.IsVerb(t)) {
        ReadVerb(t);
      } else {
        ReadNoun(t);
      }
    }
    while (!syntax_.is_root(t) && Climb(&t)) {
    }
    // A headline's future: "Japan, India to deepen ties".
    if (syntax_.is_root(t) && syntax_.IsVerb(t) && grammar_.IsInfinitive(t)) {
      Meet(Effect::kPlanned);
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
    by_ = at_;
    if (effect_ == Effect::kNone) {
      effect_ = effect;
    } else if (effect == Effect::kDenied && effect_ != Effect::kDenied) {
      effect_ = effect;
    } else if (effect == Effect::kDenied) {
      effect_ = Effect::kNone;  // "didn't deny", "never failed to"
    }
  }

  void ReadVerb(TokenId verb) {
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
    Meet(modal);
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
    if (syntax_.Is(t, "none") || syntax_.Is(t, "nobody") || syntax_.Is(t, "nothing")) return true;
    for (const TokenId child : syntax_.tree().Children(t)) {
      if (syntax_.dep(child) == Dep::kDet && syntax_.Is(child, "no")) return true;
    }
    return false;
  }

  Effect ModalEffect(TokenId verb, TokenId modal) const {
    const Effect effect = patterns_.EffectOf(grammar_.norm(modal));
    if (effect != Effect::kConditional && effect != Effect::kPlanned) return effect;
    for (const TokenId child : syntax_.tree().Children(verb)) {
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
        if (IsInverted(below)) Meet(Effect::kDrop);  // "had they known"
        if (!grammar_.IsInfinitive(below)) return false;
        if (verbal_ && occasions_.Has(grammar_.lemma(above))) {  // "called to thank"
          ReadIfVerb(above);
          return true;
        }
        Meet(Effect::kDrop);  // a purpose is no act
        return false;
      case Dep::kAcl:
        if (grammar_.IsInfinitive(below)) {
          const Effect effect = patterns_.EffectOf(grammar_.lemma(above));
          Meet(effect == Effect::kNone ? Effect::kPlanned : effect);
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
        // "announced that it had withdrawn": the clause has its own tense.
        if (finite && effect == Effect::kPlanned) effect = Effect::kNone;
        const bool done = verbal_ && occasions_.Has(grammar_.lemma(above));
        if (effect == Effect::kNone && grammar_.IsInfinitive(below) && !done) {
          effect = Effect::kPlanned;
        }
        Meet(effect);
        ReadIfVerb(above);
        return true;
      }
      case Dep::kPcomp:
      case Dep::kPobj: return true;  // the preposition; its head is met next
      case Dep::kPrep:
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
      default: ReadIfVerb(above); return true;
    }
  }

  // A subject shares the status of what its verb says only if the verb carries it.
  bool ClimbFromSubject(Dep dep, TokenId above) {
    if (dep != Dep::kNsubj) return false;
    if (patterns_.Carriers(grammar_.lemma(above)).empty()) return false;
    ReadIfVerb(above);
    return true;
  }

  Effect PrepEffect(TokenId prep, TokenId verb) const {
    const auto object = syntax_.Child(prep, Dep::kPcomp);
    return object ? patterns_.EffectOf(grammar_.lemma(verb)) : Effect::kNone;
  }

  void ReadIfVerb(TokenId t) {
    if (syntax_.IsVerb(t) || syntax_.doc().upos[t] == Upos::kAux) ReadVerb(t);
  }

  const Grammar& grammar_;
  const Syntax& syntax_;
  const Patterns& patterns_;
  const WordSet& occasions_;
  bool verbal_ = false;
  Effect effect_ = Effect::kNone;
  TokenId at_ = 0, by_ = 0;
};

}  // namespace

std::optional<EventStatus> StatusOf(const Grammar& grammar, TokenId trigger, StatusAsked asked,
                                    TokenId* by) {
  StatusReader reader(grammar);
  const auto status = reader.Read(trigger, asked);
  if (by != nullptr) *by = reader.by();
  return status;
}

}  // namespace avviso
