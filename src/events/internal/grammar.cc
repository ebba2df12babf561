#include "events/internal/grammar.h"

#include <algorithm>

namespace avviso {
namespace {

constexpr int kFarUp = 10;  // steps up a tree in search of a subject

}  // namespace

Grammar::Grammar(const Syntax& syntax, const Lexicon& lexicon)
    : syntax_(syntax),
      lexicon_(lexicon),
      subject_control_(lexicon.patterns().Class("subject-control")),
      object_preps_(lexicon.patterns().Class("object-control-preposition")),
      complement_preps_(lexicon.patterns().Class("complement-preposition")) {
  const Document& doc = syntax.doc();
  lemma_.reserve(doc.token_count());
  norm_.reserve(doc.token_count());
  for (TokenId t = 0; t < doc.token_count(); ++t) {
    lemma_.push_back(lexicon.Word(doc.Lemma(t)));
    norm_.push_back(lexicon.Word(doc.Norm(t)));
  }
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

std::optional<TokenId> Grammar::Object(TokenId verb) const {
  if (IsPassive(verb)) return SurfaceSubject(verb);
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

void Grammar::FillPrepOf(TokenId from, WordId prep, std::vector<TokenId>* out) const {
  for (const TokenId child : syntax_.tree().Children(from)) {
    const Dep dep = syntax_.dep(child);
    if (dep == Dep::kPrt || dep == Dep::kAdvmod) {
      // "pull out of", "together with"
      for (const TokenId inner : syntax_.tree().Children(child)) {
        if (syntax_.dep(inner) != Dep::kPrep || norm_[inner] != prep) continue;
        if (const auto object = syntax_.Child(inner, Dep::kPobj)) out->push_back(*object);
      }
      continue;
    }
    if (dep != Dep::kPrep && dep != Dep::kAgent && dep != Dep::kDative) continue;
    if (norm_[child] == prep) {
      if (const auto object = syntax_.Child(child, Dep::kPobj)) out->push_back(*object);
    }
    // "from Moscow to Kyiv", "out of the city"
    for (const TokenId inner : syntax_.tree().Children(child)) {
      if (syntax_.dep(inner) != Dep::kPrep || norm_[inner] != prep) continue;
      if (const auto object = syntax_.Child(inner, Dep::kPobj)) out->push_back(*object);
    }
  }
}

// The preposition anywhere at the right edge of an object: "returned dozens of
// works of art to Peru".
void Grammar::FillPrepWithin(TokenId object, WordId prep, std::vector<TokenId>* out) const {
  std::vector<TokenId> open = {object};
  for (size_t i = 0; i < open.size() && i < 8; ++i) {
    FillPrepOf(open[i], prep, out);
    if (!out->empty()) return;
    for (const TokenId child : syntax_.tree().Children(open[i])) {
      const Dep dep = syntax_.dep(child);
      if (dep == Dep::kConj && !syntax_.IsVerb(child)) open.push_back(child);
      if (dep != Dep::kPrep) continue;
      if (const auto inner = syntax_.Child(child, Dep::kPobj)) open.push_back(*inner);
    }
  }
}

std::optional<TokenId> Grammar::SayingVerbOver(TokenId t) const {
  if (syntax_.dep(t) == Dep::kAcomp) t = syntax_.head(t);  // "are responsible"
  for (int step = 0; step < kFarUp; ++step) {
    const Dep dep = syntax_.dep(t);
    const TokenId above = syntax_.head(t);
    if (above == t) break;
    if (dep == Dep::kCcomp && syntax_.IsVerb(above)) {
      if (lexicon_.patterns().Reporting(lemma_[above]) != nullptr) return above;
      break;
    }
    if (dep != Dep::kConj) break;
    t = above;
  }
  // "C, X said": the saying hangs from the clause.
  for (const TokenId child : syntax_.tree().Children(t)) {
    if (syntax_.dep(child) == Dep::kParataxis && syntax_.IsVerb(child) &&
        lexicon_.patterns().Reporting(lemma_[child]) != nullptr) {
      return child;
    }
  }
  return std::nullopt;
}

void Grammar::FillPrep(TokenId from, WordId prep, std::vector<TokenId>* out) const {
  FillPrepOf(from, prep, out);
  if (!out->empty()) return;
  if (!syntax_.IsVerb(from)) FillPrepWithin(from, prep, out);
  if (!out->empty()) return;
  if (syntax_.IsVerb(from)) {
    // The parser hangs "on Iran" from the verb or from its object as it likes.
    for (const TokenId child : syntax_.tree().Children(from)) {
      const Dep dep = syntax_.dep(child);
      if (dep == Dep::kDobj || dep == Dep::kNsubjpass) FillPrepWithin(child, prep, out);
      if (!out->empty()) return;
    }
    if (const auto next = syntax_.Child(from, Dep::kConj); next && syntax_.IsVerb(*next)) {
      if (!OwnSubject(*next)) FillPrepOf(*next, prep, out);
    }
    return;
  }
  if (const auto carrier = CarrierOf(from)) FillPrepOf(carrier->verb, prep, out);
  std::erase(*out, from);  // "went on strike" is no strike on something
}

// An indirect question tells no content: "asked whether the minister would resign",
// "asked how he felt".
bool Grammar::IsQuestion(TokenId verb) const {
  if (syntax_.dep(verb) != Dep::kCcomp) return false;
  for (const TokenId child : syntax_.tree().Children(verb)) {
    if (child > verb) break;
    const std::string_view word = syntax_.doc().Norm(child);
    if (syntax_.dep(child) == Dep::kMark) {
      if (word == "whether" || word == "if") return true;
    } else if (word == "how" || word == "why" || word == "when" || word == "where" ||
               word == "who" || word == "what" || word == "which" || word == "whom") {
      return true;
    }
  }
  return false;
}

// "(insists) that he resign", "that he should resign", "that he be tried"; not "that he resigned".
bool Grammar::IsDemand(TokenId verb) const {
  bool base = syntax_.form(verb) == Form::kVerbBase;
  for (const TokenId child : syntax_.tree().Children(verb)) {
    const Dep dep = syntax_.dep(child);
    if (dep != Dep::kAux && dep != Dep::kAuxpass) continue;
    const std::string_view word = syntax_.doc().Norm(child);
    if (word == "should" || word == "must" || word == "be") return true;
    base = false;
  }
  return base;
}

void Grammar::FillComp(TokenId from, Slot slot, std::vector<TokenId>* out) const {
  const auto wanted = [&](TokenId verb, bool purpose) {
    const bool to = IsInfinitive(verb);
    const bool ing = !to && syntax_.form(verb) == Form::kVerbGerund && !OwnSubject(verb);
    if (purpose && !to) return false;
    if (slot == Slot::kComp) return true;
    if (slot == Slot::kTo) return to;
    if (slot == Slot::kIng) return ing;
    if (to || ing || IsQuestion(verb)) return false;
    return slot == Slot::kThat || IsDemand(verb);
  };
  for (const TokenId child : syntax_.tree().Children(from)) {
    switch (syntax_.dep(child)) {
      case Dep::kXcomp:
      case Dep::kCcomp:
        if (wanted(child, false)) out->push_back(child);
        break;
      case Dep::kAcl:
        if (syntax_.IsNominal(from) && wanted(child, !syntax_.Child(child, Dep::kMark)))
          out->push_back(child);
        break;
      case Dep::kPrep:
        if (const auto comp = syntax_.Child(child, Dep::kPcomp);
            comp && complement_preps_.Has(norm_[child]) && wanted(*comp, false)) {
          out->push_back(*comp);
        }
        break;
      case Dep::kDobj:
        // "told him to leave" hung from the pronoun
        for (const TokenId inner : syntax_.tree().Children(child)) {
          if (syntax_.dep(inner) == Dep::kAcl && syntax_.IsVerb(from) && wanted(inner, true)) {
            out->push_back(inner);
          }
        }
        break;
      default: break;
    }
  }
  if (!out->empty()) return;
  for (const TokenId child : syntax_.tree().Children(from)) {
    if (syntax_.dep(child) == Dep::kAdvcl && wanted(child, true)) out->push_back(child);
  }
}

// The subject of the verb that carries a noun, if that is what `role` asks for.
void Grammar::FillCarried(TokenId noun, CarrierRule::Role role, std::vector<TokenId>* out) const {
  const auto carrier = CarrierOf(noun);
  if (!carrier || carrier->rule->subject != role) return;
  if (const auto subject = Subject(carrier->verb)) out->push_back(*subject);
}

void Grammar::FillDative(TokenId from, std::vector<TokenId>* out) const {
  if (syntax_.IsNominal(from)) {
    if (const auto carrier = CarrierOf(from)) from = carrier->verb;
  }
  const auto dative = syntax_.Child(from, Dep::kDative);
  if (!dative) return;
  const auto object = syntax_.Child(*dative, Dep::kPobj);
  out->push_back(object ? *object : *dative);
}

void Grammar::FillChildren(TokenId from, std::initializer_list<Dep> deps,
                           std::vector<TokenId>* out) const {
  for (const TokenId child : syntax_.tree().Children(from)) {
    const Dep dep = syntax_.dep(child);
    if (std::find(deps.begin(), deps.end(), dep) != deps.end()) out->push_back(child);
  }
}

void Grammar::Fill(TokenId from, const Step& step, std::vector<TokenId>* out) const {
  const auto add = [&](std::optional<TokenId> t) {
    if (t) out->push_back(*t);
  };
  const bool noun = syntax_.IsNominal(from);
  switch (step.slot) {
    case Slot::kSubj:
      if (noun) return FillCarried(from, CarrierRule::Role::kSource, out);
      return add(Subject(from));
    case Slot::kObj:
      if (noun) return FillCarried(from, CarrierRule::Role::kTarget, out);
      return add(Object(from));
    case Slot::kIobj: return FillDative(from, out);
    case Slot::kPoss: return FillChildren(from, {Dep::kPoss}, out);
    case Slot::kMod: return FillChildren(from, {Dep::kCompound, Dep::kAmod, Dep::kNmod}, out);
    case Slot::kPrep: return FillPrep(from, step.word, out);
    case Slot::kPrt: return FillChildren(from, {Dep::kPrt, Dep::kAdvmod, Dep::kPrep}, out);
    case Slot::kAux: return FillChildren(from, {Dep::kAux}, out);
    case Slot::kNeg: return FillChildren(from, {Dep::kNeg}, out);
    case Slot::kAttr:
      FillChildren(from, {Dep::kAttr, Dep::kAcomp, Dep::kOprd}, out);
      if (const auto object = Object(from)) std::erase(*out, *object);
      return;
    case Slot::kSelf: return add(from);
    case Slot::kVoice:
      if (const auto saying = SayingVerbOver(from)) add(SurfaceSubject(*saying));
      return;
    case Slot::kVerb:
      if (const auto carrier = CarrierOf(from)) add(carrier->verb);
      return;
    case Slot::kTo:
    case Slot::kThat:
    case Slot::kBid:
    case Slot::kIng:
    case Slot::kComp: return FillComp(from, step.slot, out);
  }
}

void Grammar::Follow(TokenId trigger, const Path& path, std::vector<TokenId>* out) const {
  std::vector<TokenId> here = {trigger}, next;
  for (const Step& step : path) {
    next.clear();
    for (const TokenId t : here) {
      std::vector<TokenId> filled;
      Fill(t, step, &filled);
      for (const TokenId f : filled) {
        if (std::find(next.begin(), next.end(), f) == next.end()) next.push_back(f);
      }
    }
    here.swap(next);
  }
  out->insert(out->end(), here.begin(), here.end());
}

}  // namespace avviso
