// What speaks for a place and against it is added up: the model's entity, the preposition
// before it, how well known the best of its bearers is, the words around it. Weights are
// whole or half points; kEnough was chosen on the even documents of three geocoded sets
// (docs/quality.md).

#include "mentions/internal/place_evidence.h"

#include <algorithm>

namespace avviso {
namespace {

constexpr double kEnough = 1;
constexpr double kInList = 1.5;
constexpr double kBeforeGeneric = 2;
constexpr double kBeforeCivic = 1.5;
constexpr double kGoal = 1.5;
constexpr double kWellKnown = 1.5;  // by Weight

bool IsJoint(std::string_view word) { return word == "," || word == "and" || word == "or"; }

}  // namespace

PlaceEvidence::PlaceEvidence(const Syntax& syntax, const Hits& hits, const Lexicon& lexicon)
    : syntax_(syntax), doc_(syntax.doc()), hits_(hits), lexicon_(lexicon) {
  for (const Entity& entity : doc_.entities) {
    if (doc_.EntityLabel(entity) != "PERSON" || entity.tokens.size() < 2) continue;
    surnames_.insert(doc_.Norm(entity.tokens.end - 1));
  }
}

void PlaceEvidence::Remember(const std::vector<PlaceName>& found) {
  for (const PlaceName& name : found) {
    if (name.associative) continue;
    accepted_.insert(name.key);
    listed_.insert(name.tokens.begin);
  }
}

double PlaceEvidence::Weight(const PlaceName& name) const {
  double best = -1;
  for (const PlaceCandidate& candidate : name.candidates) {
    const PlaceKind kind = candidate.place.kind;
    double weight = 0;
    if (kind == PlaceKind::kCountry || (kind >= PlaceKind::kContinent && kind != PlaceKind::kSite &&
                                        candidate.place.population == 0)) {
      weight = 3;
    } else if (kind == PlaceKind::kCapital && candidate.main) {
      weight = 2;
    } else if (kind == PlaceKind::kAdmin1) {
      weight = candidate.main ? 3 : 1;
    } else {
      const double people = candidate.place.population;
      weight = people >= 1e6 ? 2 : people >= 1e5 ? 1.5 : people >= 15000 ? 0.5 : 0;
      if (!candidate.main) weight -= 0.5;
    }
    best = std::max(best, weight);
  }
  return best;
}

// The points of the entity that the model has there.
double PlaceEvidence::OfEntity(PlaceName* name) const {
  const Entity* entity = hits_.EntityAt(name->found.begin);
  if (entity == nullptr) return 0;
  const std::string_view label = doc_.EntityLabel(*entity);
  const bool inside = name->found.size() < entity->tokens.size() &&
                      !(name->found.size() + 1 == entity->tokens.size() &&
                        doc_.Norm(entity->tokens.begin) == "the");
  if (label == "GPE" || label == "LOC") return 3;
  // "Gwadar District": a division, whatever the model takes it for.
  if ((label == "FAC" || label == "ORG") && name->found.end + 1 == entity->tokens.end &&
      Is(PlaceWord::kDivision, doc_.Norm(name->found.end)) &&
      IsAfterLocative({entity->tokens.begin, name->found.end})) {
    return 2.5;
  }
  if (label == "FAC") {
    name->associative |= inside;
    return inside ? (Weight(*name) < kWellKnown ? -2 : -1) : 2.5;
  }
  if (label == "NORP") return name->associative ? 1 : -0.5;
  if (label == "PERSON") {
    // "Anderson County Sheriff" is no person, whatever the model says.
    if (inside && name->found.size() > 1 && Is(PlaceWord::kGeneric, doc_.Norm(name->found.end - 1)))
      return 0;
    if (inside) return -6;
    // "wrestled in Delano": nobody is in a person.
    return IsAfterLocative(name->found) ? -1 : -2.5;
  }
  if (label == "ORG") {
    name->associative |= inside;
    if (!inside) return 0.5;
    // "Cornell University" tells of no small town.
    if (Weight(*name) < kWellKnown) return -0.5;
    return name->found.begin == entity->tokens.begin ? 1 : 0;
  }
  if (label == "EVENT" || label == "LAW" || label == "WORK_OF_ART" || label == "PRODUCT" ||
      label == "LANGUAGE") {
    name->associative |= inside;
    return label == "LANGUAGE" ? -4 : -0.5;
  }
  return -3;
}

bool PlaceEvidence::IsAfterLocative(TokenRange range) const {
  TokenId left = range.begin;
  if (left > 0 && doc_.Norm(left - 1) == "the") --left;
  return left > doc_.sentences[syntax_.tree().SentenceOf(range.begin)].begin &&
         Is(PlaceWord::kLocative, doc_.Norm(left - 1));
}

// "fled Kumba", "visited Bamako"
bool PlaceEvidence::IsGoal(TokenRange range) const {
  const TokenId t = range.end - 1;
  TokenId act = syntax_.head(t);
  if (syntax_.dep(t) == Dep::kPobj) {
    act = syntax_.head(act);  // "went to Abuja"
  } else if (syntax_.dep(t) != Dep::kDobj && syntax_.dep(t) != Dep::kNsubjpass) {
    return false;
  }
  return lexicon_.patterns().Class("movement").Has(lexicon_.Word(doc_.Lemma(act)));
}

double PlaceEvidence::OfNeighbours(const std::vector<PlaceName>& before,
                                   const PlaceName& name) const {
  const TokenRange range = name.found;
  double points = IsGoal(range) ? kGoal : 0;
  TokenId left = range.begin;
  if (left > 0 && doc_.Norm(left - 1) == "the") --left;
  const TokenRange sentence = doc_.sentences[syntax_.tree().SentenceOf(range.begin)];
  if (left > sentence.begin) {
    const std::string_view word = doc_.Norm(left - 1);
    if (IsAfterLocative(range)) points += 2;
    if (Is(PlaceWord::kGeneric, word)) points += kBeforeGeneric;
    if (word == "of" && left > sentence.begin + 1 && Is(PlaceWord::kGeneric, doc_.Norm(left - 2))) {
      points += kBeforeGeneric;
    }
    // "the capital, Abuja"
    if (word == "," && left > sentence.begin + 1 &&
        (Is(PlaceWord::kGeneric, doc_.Norm(left - 2)) || doc_.Norm(left - 2) == "capital") &&
        syntax_.form(left - 2) == Form::kNoun) {
      points += kBeforeGeneric;
    }
    if (word == "to" || word == "of") points += 0.5;
    if (Is(PlaceWord::kTitle, word)) points -= 5;
    // "John Paris": an unknown name before it.
    if (syntax_.form(left - 1) == Form::kProper && hits_.EntityAt(left - 1) &&
        doc_.EntityLabel(*hits_.EntityAt(left - 1)) == "PERSON") {
      points -= 2;
    }
    if (IsListed(before, left - 1)) points += kInList;
  }
  if (range.end < sentence.end) {
    if (Is(PlaceWord::kGeneric, doc_.Norm(range.end)) && syntax_.form(range.end) != Form::kProper) {
      points += kBeforeGeneric;
    }
    if (range.end + 1 < sentence.end && listed_.count(range.end + 1) > 0 &&
        IsJoint(doc_.Norm(range.end))) {
      points += kInList;
    }
    if (Is(PlaceWord::kCivic, doc_.Norm(range.end))) points += kBeforeCivic;
    if (Is(PlaceWord::kStreet, doc_.Norm(range.end)) && syntax_.form(range.end) == Form::kProper)
      points -= 6;
    if (doc_.Form(range.end) == "," && range.end + 1 < sentence.end && StartsRegion(range.end + 1))
      points += 2;
    if (doc_.Form(range.end) == "," && range.end + 1 < sentence.end &&
        doc_.Norm(range.end + 1) == "where") {
      points += 2;
    }
  }
  return points;
}

// True if the word before, at `joint`, joins the name to a place.
bool PlaceEvidence::IsListed(const std::vector<PlaceName>& before, TokenId joint) const {
  return IsJoint(doc_.Norm(joint)) && !before.empty() && before.back().tokens.end == joint &&
         !before.back().associative;
}

bool PlaceEvidence::StartsRegion(TokenId t) const {
  const Hit* hit = hits_.NameAt(t);
  if (hit != nullptr && hit->row->kind == NameKind::kCountry) return true;
  const Entity* entity = hits_.EntityAt(t);
  return entity != nullptr && doc_.EntityLabel(*entity) == "GPE";
}

// True if the name goes on to the left or right, so something else is named.
bool PlaceEvidence::IsCut(const std::vector<PlaceName>& before, const PlaceName& name) const {
  const TokenRange range = name.found;
  const TokenRange sentence = doc_.sentences[syntax_.tree().SentenceOf(range.begin)];
  const Entity* entity = hits_.EntityAt(range.begin);
  if (range.begin > sentence.begin && !before.empty() && before.back().tokens.end == range.begin) {
    return false;
  }
  if (range.begin > sentence.begin && syntax_.form(range.begin - 1) == Form::kProper) {
    if (Is(PlaceWord::kPrefix, doc_.Norm(range.begin - 1))) return true;
  }
  if (entity == nullptr || name.associative) return false;
  const std::string_view label = doc_.EntityLabel(*entity);
  if (label != "GPE" && label != "LOC") return false;
  if (range.size() > 1 && Is(PlaceWord::kGeneric, doc_.Norm(range.end - 1))) return false;
  for (TokenId t = range.end; t < entity->tokens.end; ++t) {
    if (syntax_.form(t) == Form::kProper && !Is(PlaceWord::kGeneric, doc_.Norm(t))) return true;
  }
  return false;
}

bool PlaceEvidence::Accept(const std::vector<PlaceName>& before, PlaceName* name) const {
  if (IsCut(before, *name)) return false;
  double points = OfEntity(name) + Weight(*name) + OfNeighbours(before, *name);
  if (name->found.size() > 1) points += 0.5;
  if (accepted_.count(name->key) > 0) points += 2;
  bool proper = true;
  for (TokenId t = name->found.begin; t < name->found.end; ++t) {
    const Form form = syntax_.form(t);
    if (t == name->found.begin || t + 1 == name->found.end) proper &= form == Form::kProper;
  }
  if (!proper && !name->associative) points -= 1.5;
  if (surnames_.count(doc_.Norm(name->found.end - 1)) > 0 && name->found.size() == 1) points -= 2;
  // "Walker County" is no person, whatever the model says.
  const bool named_so = name->found.size() > 1 &&
                        Is(PlaceWord::kGeneric, doc_.Norm(name->found.end - 1)) && points > -2;
  if (named_so) points += 2;
  if (points < kEnough) return false;
  Widen(name);
  return true;
}

// "Salem Township" is what is named, though the tables know Salem alone.
void PlaceEvidence::Widen(PlaceName* name) const {
  const Entity* entity = hits_.EntityAt(name->found.begin);
  if (entity != nullptr && name->found.size() > 1 && entity->tokens.end > name->found.end &&
      Is(PlaceWord::kGeneric, doc_.Norm(name->found.end - 1))) {
    name->associative = true;  // "Walker County Jail"
  }
  if (entity == nullptr || name->associative) return;
  const std::string_view label = doc_.EntityLabel(*entity);
  if (label != "GPE" && label != "LOC") return;
  TokenRange range = entity->tokens;
  while (range.size() > 1 && doc_.Norm(range.begin) == "the") ++range.begin;
  if (range.begin != name->found.begin || range.end <= name->tokens.end) return;
  for (TokenId t = name->tokens.end; t < range.end; ++t) {
    if (syntax_.form(t) != Form::kProper) return;
  }
  name->tokens = range;
  name->part = true;
}

}  // namespace avviso
