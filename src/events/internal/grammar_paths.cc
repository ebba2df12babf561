// The words at the end of a path: slot by slot, each from all that the slot before gave.

#include <algorithm>
#include <initializer_list>

#include "events/internal/grammar.h"

namespace avviso {
namespace {

constexpr int kFarUp = 10;  // steps up a tree in search of a verb

}  // namespace

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
  if (!dative) {
    if (!syntax_.IsVerb(from) || !KeptObject(from)) return;
    if (const auto subject = SurfaceSubject(from)) out->push_back(*subject);
    return;
  }
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
      if (const auto saying = SayingVerbOver(from)) return add(SurfaceSubject(*saying));
      return add(QuotedVoice(from));
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
