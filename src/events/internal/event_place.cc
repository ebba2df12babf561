#include "events/internal/event_place.h"

#include <algorithm>
#include <vector>

#include "events/internal/circumstances.h"
#include "events/internal/place_relations.h"

namespace avviso {
namespace {

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

// True if the place stands where the act of the clause `top` is located: after a
// preposition of place, as the goal of a movement, or as what a blow falls on.
bool Locates(const Grammar& grammar, const PlaceMention& place, TokenId top) {
  const Syntax& syntax = grammar.syntax();
  const Patterns& patterns = grammar.lexicon().patterns();
  const TokenId head = HeadOf(syntax, place.tokens);
  const Dep dep = syntax.dep(head);
  const bool moves = patterns.Class("movement").Has(grammar.lemma(top));
  if (dep == Dep::kPobj) {
    const TokenId preposition = syntax.head(head);
    const WordId word = grammar.norm(preposition);
    if (patterns.Class("locative-preposition").Has(word)) return true;
    if (syntax.head(preposition) != top) return false;
    if (patterns.Class("goal-preposition").Has(word)) return moves || IsSpecific(place);
    return syntax.Is(preposition, "of") && IsSpecific(place);
  }
  if (syntax.head(head) != top) return false;
  if (dep == Dep::kDobj || dep == Dep::kNsubjpass) return moves || IsSpecific(place);
  // "the Jarinje clashes"
  return (dep == Dep::kCompound || dep == Dep::kNmod) && IsSpecific(place);
}

// The most exact of the places that locate the clause; of two, the first.
const PlaceMention* PlaceInClause(const Grammar& grammar, const Mentions& mentions, TokenId top,
                                  const std::vector<TokenId>& tokens) {
  const PlaceMention* best = nullptr;
  for (const PlaceMention& place : mentions.places) {
    if (place.associative) continue;
    const TokenId head = HeadOf(grammar.syntax(), place.tokens);
    if (std::find(tokens.begin(), tokens.end(), head) == tokens.end()) continue;
    if (!Locates(grammar, place, top)) continue;
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
    if (syntax.dep(head) != Dep::kPobj || !locative.Has(grammar.norm(syntax.head(head)))) continue;
    const TokenId governor = syntax.head(syntax.head(head));
    if (syntax.is_root(governor) && head < governor) return &place;
  }
  return nullptr;
}

}  // namespace

std::optional<EventPlace> PlaceOf(const Grammar& grammar, const Mentions& mentions,
                                  TokenId trigger) {
  const Syntax& syntax = grammar.syntax();
  const WordSet& border = grammar.lexicon().patterns().Class("border");
  for (const TokenId top : CircumstanceTops(grammar, trigger)) {
    const auto tokens = CircumstanceTokens(syntax, top);
    for (const TokenId t : tokens) {
      if (syntax.dep(t) != Dep::kPobj || !border.Has(grammar.lemma(t))) continue;
      if (auto found = StripOf(syntax, mentions, t)) return found;
    }
    if (const PlaceMention* place = PlaceInClause(grammar, mentions, top, tokens)) {
      return RelatedPlace(syntax, *place);
    }
  }
  if (const PlaceMention* frame = FrameOf(grammar, mentions, trigger)) {
    return RelatedPlace(syntax, *frame);
  }
  const Document& doc = syntax.doc();
  const PlaceMention* dateline = DatelineOf(doc, mentions);
  if (dateline == nullptr) return std::nullopt;
  const uint32_t filed = syntax.tree().SentenceOf(dateline->tokens.begin);
  if (syntax.tree().SentenceOf(trigger) > filed + 1) return std::nullopt;
  EventPlace found;
  found.text = doc.SpanOf(dateline->tokens);
  found.place = *dateline;
  found.inferred = true;
  return found;
}

}  // namespace avviso
