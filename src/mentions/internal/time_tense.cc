// The nearest verb above the time decides: by its auxiliaries, by its own form,
// or, for infinitives and participles, by the word that governs it ("expected to
// meet", "due on Friday", "managed to flee").

#include "mentions/internal/time_tense.h"

namespace avviso {
namespace {

constexpr int kHighest = 12;  // steps up the tree

bool Looks(const TimeGrammar& grammar, const Syntax& syntax, TokenId t) {
  return grammar.HasCue(TenseCue::kFutureVerb, syntax.doc().Lemma(t));
}

// What the auxiliaries of the verb `t` say; kUnknown if it has none that tells.
TimeDirection ByAuxiliaries(const Syntax& syntax, const TimeGrammar& grammar, TokenId t) {
  bool past = false;
  for (const TokenId child : syntax.tree().Children(t)) {
    if (syntax.dep(child) != Dep::kAux && syntax.dep(child) != Dep::kAuxpass) continue;
    const std::string_view norm = syntax.doc().Norm(child);
    const std::string_view lemma = syntax.doc().Lemma(child);
    if (grammar.HasCue(TenseCue::kFutureAux, norm) || grammar.HasCue(TenseCue::kFutureAux, lemma)) {
      return TimeDirection::kFuture;
    }
    if (lemma == "have") past = true;
    if (syntax.form(child) == Form::kVerbPast) past = true;
    if (syntax.form(child) == Form::kModal && !past) {
      if (!syntax.Child(t, Dep::kAuxpass)) {
        bool perfect = false;
        for (const TokenId other : syntax.tree().Children(t)) {
          perfect |= syntax.doc().Lemma(other) == "have" && syntax.dep(other) == Dep::kAux;
        }
        if (perfect) return TimeDirection::kPast;
      }
      return TimeDirection::kFuture;
    }
  }
  return past ? TimeDirection::kPast : TimeDirection::kUnknown;
}

bool HasTo(const Syntax& syntax, TokenId t) {
  for (const TokenId child : syntax.tree().Children(t)) {
    if (syntax.dep(child) == Dep::kAux && syntax.Is(child, "to")) return true;
  }
  return false;
}

}  // namespace

TimeDirection DirectionAt(const Syntax& syntax, const TimeGrammar& grammar, TokenId token) {
  TokenId t = token;
  bool inherits = false;  // `t` happens when its governor does
  bool direct = true;     // no other word but a preposition stands between `token` and `t`
  for (int step = 0; step < kHighest; ++step) {
    const bool verb = syntax.IsVerb(t) || syntax.doc().upos[t] == Upos::kAux;
    if (verb && (t != token || inherits)) {
      const TimeDirection aux = ByAuxiliaries(syntax, grammar, t);
      const Form form = syntax.form(t);
      if (aux == TimeDirection::kFuture) return aux;
      // "was scheduled for Friday", "is expected on Friday", "due to meet".
      if (Looks(grammar, syntax, t) && step > 0 && form == Form::kVerbParticiple) {
        return TimeDirection::kFuture;
      }
      if (const auto complement = syntax.Child(t, Dep::kAcomp);
          complement && Looks(grammar, syntax, *complement)) {
        return TimeDirection::kFuture;  // "is due on Friday"
      }
      if (aux == TimeDirection::kPast) return aux;
      if (HasTo(syntax, t)) {
        if (syntax.is_root(t)) return TimeDirection::kFuture;
        const TokenId above = syntax.head(t);
        if (!grammar.HasCue(TenseCue::kSameTense, syntax.doc().Lemma(above))) {
          return TimeDirection::kFuture;
        }
      } else if (form == Form::kVerbPast || form == Form::kVerbParticiple) {
        return TimeDirection::kPast;
      } else if (form == Form::kVerbPresent || form == Form::kVerbBase) {
        // "the deadline is Friday", "the hearing is on Friday"
        if (syntax.doc().Lemma(t) == "be" && direct) return TimeDirection::kFuture;
        return grammar.HasCue(TenseCue::kSchedule, syntax.doc().Lemma(t)) ||
                       Looks(grammar, syntax, t)
                   ? TimeDirection::kFuture
                   : TimeDirection::kUnknown;
      } else if (form == Form::kVerbGerund && syntax.Child(t, Dep::kAux)) {
        // "is meeting on Friday"; past auxiliaries have been read already.
        return TimeDirection::kFuture;
      }
    } else if (step > 0 && Looks(grammar, syntax, t) && !syntax.IsNominal(t)) {
      return TimeDirection::kFuture;  // "due on Friday"
    }
    if (syntax.is_root(t)) break;
    direct = direct && (t == token || syntax.dep(t) == Dep::kPrep);
    inherits = true;
    t = syntax.head(t);
  }
  return TimeDirection::kUnknown;
}

}  // namespace avviso
