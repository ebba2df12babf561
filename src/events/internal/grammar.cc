#include "events/internal/grammar.h"

#include <algorithm>
#include <utility>

#include "events/internal/words.h"

namespace avviso {
namespace {

constexpr int kFarUp = 10;  // steps up a tree in search of a subject

}  // namespace

Grammar::Grammar(const Syntax& syntax, const Lexicon& lexicon, std::vector<TokenId> voice)
    : syntax_(syntax),
      lexicon_(lexicon),
      lemma_(WordsOf(syntax, lexicon)),
      voice_(std::move(voice)),
      subject_control_(lexicon.patterns().Class("subject-control")),
      object_preps_(lexicon.patterns().Class("object-control-preposition")),
      givers_(lexicon.patterns().Class("giver")),
      complement_preps_(lexicon.patterns().Class("complement-preposition")) {
  const Document& doc = syntax.doc();
  norm_.reserve(doc.token_count());
  for (TokenId t = 0; t < doc.token_count(); ++t) norm_.push_back(lexicon.Word(doc.Norm(t)));
}

// Who is quoted with the main clause that `t` heads, told in another sentence.
std::optional<TokenId> Grammar::QuotedVoice(TokenId t) const {
  if (voice_.empty()) return std::nullopt;
  for (int step = 0; step < kFarUp && !syntax_.is_root(t); ++step) {
    if (syntax_.dep(t) != Dep::kConj && syntax_.dep(t) != Dep::kAcomp) return std::nullopt;
    t = syntax_.head(t);
  }
  if (!syntax_.is_root(t) || voice_[t] == UINT32_MAX) return std::nullopt;
  return voice_[t];
}

bool Grammar::IsInfinitive(TokenId verb) const {
  for (const TokenId child : syntax_.tree().Children(verb)) {
    if (syntax_.dep(child) == Dep::kAux && syntax_.Is(child, "to")) return true;
  }
  return false;
}

// What the verb's own children and place tell.
Grammar::Voice Grammar::OwnVoice(TokenId verb) const {
  bool aux = false, object = false, agent = false;
  for (const TokenId child : syntax_.tree().Children(verb)) {
    switch (syntax_.dep(child)) {
      case Dep::kAuxpass:
      case Dep::kNsubjpass: return Voice::kPassive;
      case Dep::kAux: aux = true; break;
      case Dep::kDobj: object = true; break;
      case Dep::kAgent: agent = true; break;
      default: break;
    }
  }
  if (syntax_.form(verb) != Form::kVerbParticiple) {
    return agent && !object ? Voice::kPassive : Voice::kActive;
  }
  if (aux || object) return Voice::kActive;
  const Dep dep = syntax_.dep(verb);
  if (agent || dep == Dep::kAcl || dep == Dep::kAdvcl || dep == Dep::kOprd) return Voice::kPassive;
  if (dep == Dep::kConj && syntax_.IsVerb(syntax_.head(verb)) && !OwnSubject(verb)) {
    return Voice::kAsHead;
  }
  return Voice::kActive;
}

bool Grammar::IsPassive(TokenId verb) const {
  for (int step = 0; step < kFarUp; ++step) {
    const Voice voice = OwnVoice(verb);
    if (voice != Voice::kAsHead) return voice == Voice::kPassive;
    verb = syntax_.head(verb);  // "was arrested and charged"
  }
  return false;
}

std::optional<TokenId> Grammar::OwnSubject(TokenId verb) const {
  if (const auto own = SubjectAmongChildren(verb)) return own;
  // "Sudan's government is committed": the parser may hang it from "is".
  for (const TokenId child : syntax_.tree().Children(verb)) {
    const Dep dep = syntax_.dep(child);
    if (dep != Dep::kAux && dep != Dep::kAuxpass) continue;
    if (const auto found = SubjectAmongChildren(child)) return found;
  }
  return std::nullopt;
}

std::optional<TokenId> Grammar::SubjectAmongChildren(TokenId verb) const {
  for (const TokenId child : syntax_.tree().Children(verb)) {
    const Dep dep = syntax_.dep(child);
    if (dep != Dep::kNsubj && dep != Dep::kNsubjpass && dep != Dep::kCsubj) continue;
    const std::string_view word = syntax_.doc().Norm(child);
    const bool relative = word == "who" || word == "which" || word == "that";
    if (relative && syntax_.dep(verb) == Dep::kRelcl) return syntax_.head(verb);
    return child;
  }
  return std::nullopt;
}

// Who governs a verb without a subject of its own; or the verb to ask next.
std::optional<TokenId> Grammar::Controller(TokenId verb, TokenId* next) const {
  const TokenId above = syntax_.head(verb);
  *next = verb;
  switch (syntax_.dep(verb)) {
    case Dep::kConj:
    case Dep::kAdvcl:
      if (syntax_.IsVerb(above) || syntax_.doc().upos[above] == Upos::kAux) *next = above;
      return std::nullopt;
    case Dep::kXcomp:
    case Dep::kCcomp: {
      if (syntax_.dep(verb) == Dep::kCcomp && !IsInfinitive(verb) &&
          syntax_.form(verb) != Form::kVerbBase) {
        return std::nullopt;
      }
      const auto object = syntax_.Child(above, Dep::kDobj);
      if (object && !subject_control_.Has(lemma_[above])) return object;
      if (syntax_.dep(above) == Dep::kAcomp) {
        *next = syntax_.head(above);  // "is ready to"
      } else {
        *next = above;
      }
      return std::nullopt;
    }
    case Dep::kAcomp: *next = above; return std::nullopt;
    case Dep::kPcomp: {
      const TokenId ruler = syntax_.head(above);
      if (!syntax_.IsVerb(ruler)) {
        // "in exchange for releasing": the subject of the clause around it.
        if (syntax_.dep(ruler) == Dep::kPobj) *next = syntax_.head(syntax_.head(ruler));
        return std::nullopt;
      }
      if (object_preps_.Has(norm_[above])) {
        if (const auto object = syntax_.Child(ruler, Dep::kDobj)) return object;
      }
      *next = ruler;
      return std::nullopt;
    }
    case Dep::kAcl:
      if (!IsInfinitive(verb)) return above;
      if (const auto poss = syntax_.Child(above, Dep::kPoss)) return poss;
      if (syntax_.dep(above) == Dep::kDobj) *next = syntax_.head(above);
      return std::nullopt;
    case Dep::kRelcl: return above;
    default: return std::nullopt;
  }
}

std::optional<TokenId> Grammar::SurfaceSubject(TokenId verb) const {
  for (int step = 0; step < kFarUp; ++step) {
    if (const auto own = OwnSubject(verb)) return own;
    TokenId next = verb;
    if (const auto found = Controller(verb, &next)) return found;
    if (next == verb) return std::nullopt;
    verb = next;
  }
  return std::nullopt;
}

std::optional<TokenId> Grammar::Subject(TokenId verb) const {
  if (syntax_.dep(verb) == Dep::kAcomp && !syntax_.IsVerb(verb))
    return SurfaceSubject(syntax_.head(verb));
  if (!IsPassive(verb)) return SurfaceSubject(verb);
  for (const TokenId child : syntax_.tree().Children(verb)) {
    const Dep dep = syntax_.dep(child);
    if (dep == Dep::kAgent || (dep == Dep::kPrep && syntax_.Is(child, "by"))) {
      if (const auto object = syntax_.Child(child, Dep::kPobj)) return object;
    }
  }
  return std::nullopt;
}

// "was denied a visa": what was given, where who got it is the subject.
std::optional<TokenId> Grammar::KeptObject(TokenId verb) const {
  if (!givers_.Has(lemma_[verb]) || !IsPassive(verb)) return std::nullopt;
  const auto object = syntax_.Child(verb, Dep::kDobj);
  return object ? object : syntax_.Child(verb, Dep::kOprd);
}

std::optional<TokenId> Grammar::Object(TokenId verb) const {
  if (IsPassive(verb)) {
    const auto kept = KeptObject(verb);
    return kept ? kept : SurfaceSubject(verb);
  }
  std::optional<TokenId> later;
  for (const TokenId child : syntax_.tree().Children(verb)) {
    switch (syntax_.dep(child)) {
      case Dep::kDobj: {
        const std::string_view word = syntax_.doc().Norm(child);
        const bool relative = word == "whom" || word == "which" || word == "that" || word == "who";
        if (relative && syntax_.dep(verb) == Dep::kRelcl) return syntax_.head(verb);
        return child;
      }
      case Dep::kOprd:
        if (syntax_.IsNominal(child) && !later) later = child;
        break;
      case Dep::kNpadvmod:  // "gave the rebels two days"
        if (syntax_.Child(verb, Dep::kDative)) later = child;
        break;
      case Dep::kCcomp:
      case Dep::kXcomp:
        // "asked Serbia to withdraw": Serbia may hang from either verb.
        if (IsInfinitive(child)) {
          if (const auto subject = syntax_.Child(child, Dep::kNsubj)) later = subject;
        }
        break;
      case Dep::kConj:
        // "attacked and killed five"
        if (!later && syntax_.IsVerb(child) && !OwnSubject(child)) {
          later = syntax_.Child(child, Dep::kDobj);
        }
        break;
      default: break;
    }
  }
  if (later) return later;
  // "the man whom police arrested", with or without the pronoun
  if (syntax_.dep(verb) == Dep::kRelcl) {
    const auto subject = OwnSubject(verb);
    if (subject && *subject != syntax_.head(verb)) return syntax_.head(verb);
  }
  return std::nullopt;
}

bool Grammar::Carries(TokenId verb, TokenId noun, bool noun_is_subject, WordId prep,
                      std::optional<Carrier>* out) const {
  const Patterns& patterns = lexicon_.patterns();
  for (const uint32_t row : patterns.Carriers(lemma_[verb])) {
    const CarrierRule& rule = patterns.carrier(row);
    if (rule.noun_is_subject != noun_is_subject || rule.prep != prep) continue;
    if (rule.particle != kNoWord) {
      bool found = false;
      for (const TokenId child : syntax_.tree().Children(verb)) {
        found = found || (child != noun && norm_[child] == rule.particle);
      }
      if (!found) continue;
    }
    *out = Carrier{verb, &rule};
    return true;
  }
  return false;
}

std::optional<Carrier> Grammar::CarrierOf(TokenId noun) const {
  std::optional<Carrier> carrier;
  // Below the noun: "sanctions imposed by", "sanctions that the EU imposed".
  for (const TokenId child : syntax_.tree().Children(noun)) {
    const Dep dep = syntax_.dep(child);
    if (dep != Dep::kAcl && dep != Dep::kRelcl) continue;
    const auto object = Object(child);
    const auto subject = SurfaceSubject(child);
    if (object && *object == noun && Carries(child, noun, false, kNoWord, &carrier)) return carrier;
    if (subject && *subject == noun && !IsPassive(child) &&
        Carries(child, noun, true, kNoWord, &carrier)) {
      return carrier;
    }
  }
  TokenId top = noun;
  for (int step = 0; step < kFarUp && syntax_.dep(top) == Dep::kConj; ++step)
    top = syntax_.head(top);
  const TokenId above = syntax_.head(top);
  switch (syntax_.dep(top)) {
    case Dep::kDobj:
    case Dep::kNsubjpass:
    case Dep::kOprd:
    case Dep::kAttr: Carries(above, noun, false, kNoWord, &carrier); break;
    case Dep::kNsubj: Carries(above, noun, true, kNoWord, &carrier); break;
    case Dep::kPobj: {
      const TokenId ruler = syntax_.head(above);
      if (syntax_.IsVerb(ruler) && Carries(ruler, noun, false, norm_[above], &carrier)) break;
      // "a series of attacks", "a round of talks"
      if (syntax_.Is(above, "of") && syntax_.dep(ruler) == Dep::kDobj) {
        Carries(syntax_.head(ruler), noun, false, kNoWord, &carrier);
      }
      break;
    }
    default: break;
  }
  return carrier;
}

}  // namespace avviso
