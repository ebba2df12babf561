#include "events/internal/event_place.h"

#include <algorithm>
#include <vector>

#include "events/internal/circumstances.h"
#include "events/internal/place_relations.h"

namespace avviso {
namespace {

constexpr TokenId kNearWhere = 6;  // tokens from a name to the clause that "where" opens
constexpr int kFarUp = 3;          // nouns between a place and its preposition

bool IsSpecific(const PlaceMention& place) {
  using Precision = PlaceMention::Precision;
  return place.precision != Precision::kCountry && place.precision != Precision::kNone;
}

// How exactly a place says where; the least is the best.
int Coarseness(const PlaceMention& place) {
  using Precision = PlaceMention::Precision;
  switch (place.precision) {
    case Precision::kPoint: return 0;
    case Precision::kPopulatedPlace: return 1;
    case Precision::kArea: return 2;
    case Precision::kAdmin: return 3;
    case Precision::kNone: return 4;
    case Precision::kCountry: return 5;
  }
  return 5;
}

// The token by which the tree hangs the place.
TokenId HeadOf(const Syntax& syntax, TokenRange tokens) {
  for (TokenId t = tokens.begin; t < tokens.end; ++t) {
    if (syntax.is_root(t) || !tokens.Contains(syntax.head(t))) return t;
  }
  return tokens.begin;
}

// How the act of a clause takes a place.
struct ActFrame {
  TokenId top = 0;
  bool moves = false;   // goes, or is sent, somewhere
  bool leaves = false;  // goes, or is sent, away
  bool own = true;      // the clause of the act itself, or of the verb that carries it
  bool verbal = false;  // an act of words: whom it is addressed to is no place of it
};

// The preposition by which the place hangs, above nouns that only say which part of it is
// meant ("in the port of Piraeus", "30 km north of Mitrovica"); `head` itself if it hangs by
// none.
TokenId PrepositionOver(const Grammar& grammar, TokenId head) {
  const Syntax& syntax = grammar.syntax();
  const WordSet& part = grammar.lexicon().patterns().Class("part-of-place");
  const auto is_part = [&](TokenId noun) {
    return part.Has(grammar.lemma(noun)) || part.Has(grammar.norm(noun));
  };
  const TokenId start = head;
  for (int step = 0; step < kFarUp; ++step) {
    // "in the capital, Bamako", "in Chibok town", "in the provincial capital Gao"
    if (syntax.dep(head) == Dep::kAppos) head = syntax.head(head);
    if ((syntax.dep(head) == Dep::kCompound || syntax.dep(head) == Dep::kNmod) &&
        is_part(syntax.head(head))) {
      head = syntax.head(head);
    }
    if (syntax.dep(head) == Dep::kAppos) head = syntax.head(head);
    if (syntax.dep(head) != Dep::kPobj) return start;
    const TokenId preposition = syntax.head(head);
    const TokenId noun = syntax.head(preposition);
    if (!syntax.Is(preposition, "of") || !is_part(noun)) return preposition;
    if (syntax.dep(noun) == Dep::kAdvmod || syntax.dep(noun) == Dep::kNpadvmod) return preposition;
    head = noun;
  }
  return start;
}

// True if the place stands where the act of the clause is located: after a preposition of
// place, as the goal of a movement, or as what a blow falls on.
bool Locates(const Grammar& grammar, const PlaceMention& place, const ActFrame& act) {
  const Syntax& syntax = grammar.syntax();
  const Patterns& patterns = grammar.lexicon().patterns();
  const TokenId head = HeadOf(syntax, place.tokens);
  const TokenId over = PrepositionOver(grammar, head);
  const bool hit = act.own && !act.verbal && (IsSpecific(place) || IsPartNamed(syntax, place));
  if (over == head) {
    const Dep dep = syntax.dep(head);
    if (syntax.head(head) != act.top) return false;
    if (dep == Dep::kDobj || dep == Dep::kNsubjpass) return act.moves || hit;
    // "the Jarinje clashes"
    return (dep == Dep::kCompound || dep == Dep::kNmod) && hit;
  }
  const WordId word = grammar.norm(over);
  const TokenId ruler = syntax.head(over);
  // "according to officers in Kabul"
  for (TokenId t = over; t != act.top && !syntax.is_root(t); t = syntax.head(t)) {
    if (syntax.Is(t, "according")) return false;
  }
  if (patterns.Class("locative-preposition").Has(word)) {
    // "condemned the attack in Kabul" isn't said there.
    const bool said_of = syntax.form(ruler) == Form::kNoun &&
                         (syntax.dep(ruler) == Dep::kDobj || syntax.dep(ruler) == Dep::kPobj);
    return !act.verbal || !act.own || !said_of;
  }
  if (syntax.Is(over, "of")) {
    return (ruler == act.top && hit) || patterns.Class("part-of-place").Has(grammar.norm(ruler));
  }
  if (!patterns.Class("goal-preposition").Has(word)) return false;
  // "fired a missile from Hwangju toward Japan"
  const bool launch = patterns.Class("launch").Has(grammar.lemma(act.top));
  if (launch && place.precision == PlaceMention::Precision::kCountry &&
      (syntax.Is(over, "toward") || syntax.Is(over, "towards"))) {
    return false;
  }
  if (syntax.Is(over, "from") && !act.leaves && !launch) return false;
  // "sent 500 troops to Syria": the goal may hang from what is sent.
  const bool near = ruler == act.top || ((act.moves || launch) && syntax.head(ruler) == act.top &&
                                         syntax.dep(ruler) == Dep::kDobj);
  return near && (act.moves || hit || launch);
}

// "entered Tigray and attacked": acts in a row take place together.
bool IsConjunctOf(const Syntax& syntax, TokenId t, TokenId top) {
  while (syntax.dep(t) == Dep::kConj && t != top) t = syntax.head(t);
  return t == top;
}

// The most exact of the places that locate the clause; of two, the first.
const PlaceMention* PlaceInClause(const Grammar& grammar, const Mentions& mentions,
                                  const ActFrame& act, const std::vector<TokenId>& tokens) {
  const PlaceMention* best = nullptr;
  for (const PlaceMention& place : mentions.places) {
    if (place.associative) continue;
    const TokenId head = HeadOf(grammar.syntax(), place.tokens);
    if (std::find(tokens.begin(), tokens.end(), head) == tokens.end()) continue;
    if (!Locates(grammar, place, act)) continue;
    if (best == nullptr || Coarseness(place) < Coarseness(*best)) best = &place;
  }
  return best;
}

// "In Banjska, police said that ...": what stands before the subject frames all of the
// sentence.
const PlaceMention* FrameOf(const Grammar& grammar, const Mentions& mentions, TokenId trigger) {
  const Syntax& syntax = grammar.syntax();
  const TokenRange sentence = syntax.doc().sentences[syntax.tree().SentenceOf(trigger)];
  const WordSet& locative = grammar.lexicon().patterns().Class("locative-preposition");
  for (const PlaceMention& place : mentions.places) {
    if (place.tokens.begin < sentence.begin || place.associative) continue;
    if (place.tokens.begin >= sentence.end) break;
    const TokenId head = HeadOf(syntax, place.tokens);
    const TokenId over = PrepositionOver(grammar, head);
    if (over == head || !locative.Has(grammar.norm(over))) continue;
    const TokenId governor = syntax.head(over);
    if (syntax.is_root(governor) && head < governor) return &place;
  }
  return nullptr;
}

// "Abuja, where she met the president": the place that a clause with "where" tells of.
const PlaceMention* PlaceOfWhere(const Grammar& grammar, const Mentions& mentions, TokenId top) {
  const Syntax& syntax = grammar.syntax();
  if (syntax.dep(top) != Dep::kRelcl && syntax.dep(top) != Dep::kAdvcl) return nullptr;
  const auto& children = syntax.tree().Children(top);
  if (std::none_of(children.begin(), children.end(),
                   [&](TokenId child) { return syntax.Is(child, "where"); })) {
    return nullptr;
  }
  // The clause may hang from a noun before the name: "the capital, Abuja, where".
  const PlaceMention* nearest = nullptr;
  const TokenId begin = syntax.tree().Subtree(top).begin;
  for (const PlaceMention& place : mentions.places) {
    if (place.tokens.end > begin) break;
    if (place.tokens.begin + kNearWhere >= begin && !place.associative) nearest = &place;
  }
  return nearest;
}

// Places but for whole states, and names that no table knows.
bool IsNearby(const PlaceMention& place) {
  return place.precision != PlaceMention::Precision::kCountry;
}

// True if the place hangs, by a preposition of place, from no act of speech and no description
// of somebody ("said in Kabul", "a resident of Gao who lives in Mopti").
bool TellsWhere(const Grammar& grammar, const PlaceMention& place) {
  const Syntax& syntax = grammar.syntax();
  const Patterns& patterns = grammar.lexicon().patterns();
  const TokenId head = HeadOf(syntax, place.tokens);
  const TokenId over = PrepositionOver(grammar, head);
  if (over == head || !patterns.Class("locative-preposition").Has(grammar.norm(over))) return false;
  TokenId t = over;
  while (!syntax.is_root(t)) {
    t = syntax.head(t);
    if (patterns.Class("residence").Has(grammar.lemma(t))) return false;
    if (syntax.Is(t, "according")) return false;
    if (syntax.IsVerb(t)) break;
  }
  return patterns.Reporting(grammar.lemma(t)) == nullptr;
}

// The place nearest to the trigger of those that its sentence tells; one with a point goes first,
// then one behind it.
const PlaceMention* NearestInSentence(const Grammar& grammar, const Mentions& mentions,
                                      TokenId trigger) {
  const Syntax& syntax = grammar.syntax();
  const TokenRange sentence = syntax.doc().sentences[syntax.tree().SentenceOf(trigger)];
  const PlaceMention* best = nullptr;
  for (const PlaceMention& place : mentions.places) {
    if (place.tokens.begin >= sentence.end) break;
    if (place.tokens.begin < sentence.begin || place.associative || !IsNearby(place)) continue;
    if (!TellsWhere(grammar, place)) continue;
    const bool known = best != nullptr && best->unresolved == nullptr;
    const bool behind = best != nullptr && best->tokens.begin > trigger;
    const bool better = place.unresolved == nullptr ? !known || !behind : !known && !behind;
    if (better) best = &place;
  }
  return best;
}

// "The attack took place in Gao", "during the meeting, held in Gao": the place that a sentence
// gives to what another one told, by a noun of `what`.
const PlaceMention* PlaceOfIncident(const Grammar& grammar, const Mentions& mentions,
                                    uint32_t sentence, const WordSet& what) {
  const Syntax& syntax = grammar.syntax();
  const Patterns& patterns = grammar.lexicon().patterns();
  const TokenRange range = syntax.doc().sentences[sentence];
  for (TokenId t = range.begin; t < range.end; ++t) {
    if (!syntax.IsVerb(t) || !patterns.Class("happening").Has(grammar.lemma(t))) continue;
    auto subject = grammar.SurfaceSubject(t);
    if (syntax.dep(t) == Dep::kAcl) subject = syntax.head(t);
    if (!subject || !what.Has(grammar.lemma(*subject))) continue;
    ActFrame act;
    act.top = t;
    const auto tokens = CircumstanceTokens(syntax, t);
    if (const PlaceMention* place = PlaceInClause(grammar, mentions, act, tokens)) return place;
  }
  return nullptr;
}

// The place with the words that say of which larger one it is a part, if they follow at once:
// "Tessit area of Gao region", "Konduga town in Borno".
EventPlace Told(const Grammar& grammar, const Mentions& mentions, const PlaceMention& place) {
  const Syntax& syntax = grammar.syntax();
  const Document& doc = syntax.doc();
  EventPlace told = RelatedPlace(syntax, place);
  if (told.text.end != doc.span[place.tokens.end - 1].end) return told;
  const WordSet& part = grammar.lexicon().patterns().Class("part-of-place");
  const TokenId end = doc.sentences[syntax.tree().SentenceOf(place.tokens.begin)].end;
  TokenId t = place.tokens.end;
  for (const PlaceMention& next : mentions.places) {
    if (next.tokens.begin < t) continue;
    const bool noun = t < end && part.Has(grammar.norm(t));
    if (noun) ++t;
    if (t >= end || !(syntax.Is(t, "of") || (noun && syntax.Is(t, "in")))) break;
    ++t;
    if (t < end && syntax.Is(t, "the")) ++t;
    if (next.tokens.begin != t) break;
    t = next.tokens.end;
    if (t < end && part.Has(grammar.norm(t))) ++t;
    told.text.end = doc.span[t - 1].end;
  }
  return told;
}

EventPlace Inferred(EventPlace place) {
  place.inferred = true;
  return place;
}

// Where the words around the clause say it: elsewhere in the sentence, in a next one about "the
// incident", or, of deeds that go on from the sentence before, there.
std::optional<EventPlace> PlaceAround(const Grammar& grammar, const Mentions& mentions,
                                      TokenId trigger, const TypeRow& type) {
  const Syntax& syntax = grammar.syntax();
  const bool meeting = type.name == "CONSULT";
  const bool fight = type.name == "ASSAULT" || type.name == "PROTEST" || type.name == "COERCE";
  if (type.quad.starts_with("material")) {
    if (const PlaceMention* place = NearestInSentence(grammar, mentions, trigger)) {
      return Inferred(Told(grammar, mentions, *place));
    }
  }
  const uint32_t sentence = syntax.tree().SentenceOf(trigger);
  if ((meeting || fight) && sentence + 1 < syntax.doc().sentences.size()) {
    const Patterns& patterns = grammar.lexicon().patterns();
    const WordSet& what = meeting ? patterns.Class("meeting") : patterns.Class("incident");
    if (const PlaceMention* place = PlaceOfIncident(grammar, mentions, sentence + 1, what)) {
      return Inferred(Told(grammar, mentions, *place));
    }
  }
  if (!fight || sentence == 0) return std::nullopt;
  const TokenId before = syntax.doc().sentences[sentence - 1].begin;
  if (const PlaceMention* place = NearestInSentence(grammar, mentions, before)) {
    return Inferred(Told(grammar, mentions, *place));
  }
  return std::nullopt;
}

}  // namespace

std::optional<EventPlace> PlaceOf(const Grammar& grammar, const Mentions& mentions, TokenId trigger,
                                  TypeId type) {
  const Syntax& syntax = grammar.syntax();
  const WordSet& border = grammar.lexicon().patterns().Class("border");
  const WordSet& departure = grammar.lexicon().patterns().Class("departure");
  const WordSet& movement = grammar.lexicon().patterns().Class("movement");
  const TypeRow& row = grammar.lexicon().ontology().type(type);
  const bool moving = row.name == "MOBILIZE" || row.name == "RETREAT";
  const auto carrier =
      syntax.IsVerb(trigger) ? std::optional<Carrier>() : grammar.CarrierOf(trigger);
  for (const TokenId top : CircumstanceTops(grammar, trigger)) {
    const auto tokens = CircumstanceTokens(syntax, top);
    const bool own =
        top == trigger || (carrier && carrier->verb == top) || IsConjunctOf(syntax, trigger, top);
    ActFrame act;
    act.top = top;
    act.moves = own && (moving || movement.Has(grammar.lemma(top)));
    act.leaves = row.name == "RETREAT" || departure.Has(grammar.lemma(top));
    act.own = own;
    act.verbal = row.verbal;
    for (const TokenId t : tokens) {
      if (syntax.dep(t) != Dep::kPobj || !border.Has(grammar.lemma(t))) continue;
      if (auto found = StripOf(syntax, mentions, t)) return found;
    }
    if (const PlaceMention* place = PlaceInClause(grammar, mentions, act, tokens)) {
      return Told(grammar, mentions, *place);
    }
    if (const PlaceMention* place = PlaceOfWhere(grammar, mentions, top)) {
      return Told(grammar, mentions, *place);
    }
  }
  if (const PlaceMention* frame = FrameOf(grammar, mentions, trigger)) {
    return Told(grammar, mentions, *frame);
  }
  if (auto around = PlaceAround(grammar, mentions, trigger, row)) return around;
  const Document& doc = syntax.doc();
  const PlaceMention* dateline = DatelineOf(doc, mentions);
  if (dateline == nullptr) return std::nullopt;
  uint32_t filed = syntax.tree().SentenceOf(dateline->tokens.begin);
  // A dateline that is a sentence by itself heads the next one.
  if (doc.Form(doc.sentences[filed].end - 1).find_first_not_of("-–—") == std::string_view::npos) {
    ++filed;
  }
  if (syntax.tree().SentenceOf(trigger) > filed + 1) return std::nullopt;
  EventPlace found;
  found.text = doc.SpanOf(dateline->tokens);
  found.place = *dateline;
  found.place.associative = false;
  found.inferred = true;
  return found;
}

}  // namespace avviso
