// A clause here is the trigger with what hangs from it, and from the verb that
// carries it, but for the clauses below. Where the trigger's own clause names
// nothing, the clause above it may ("said in Paris on Friday" only for acts of
// words, whose verb is the trigger itself).

#include "events/internal/circumstances.h"

#include <algorithm>
#include <charconv>

namespace avviso {

std::vector<TokenId> CircumstanceTokens(const Syntax& syntax, TokenId top) {
  std::vector<TokenId> tokens = {top};
  for (size_t i = 0; i < tokens.size(); ++i) {
    for (const TokenId child : syntax.tree().Children(tokens[i])) {
      const Dep dep = syntax.dep(child);
      if (dep == Dep::kRelcl || dep == Dep::kCcomp || dep == Dep::kAdvcl || dep == Dep::kXcomp ||
          dep == Dep::kParataxis || dep == Dep::kPcomp) {
        continue;
      }
      if ((dep == Dep::kConj || dep == Dep::kAcl) && syntax.IsVerb(child)) continue;
      tokens.push_back(child);
    }
  }
  return tokens;
}

std::vector<TokenId> CircumstanceTops(const Grammar& grammar, TokenId trigger) {
  const Syntax& syntax = grammar.syntax();
  std::vector<TokenId> tops = {trigger};
  if (!syntax.IsVerb(trigger)) {
    if (const auto carrier = grammar.CarrierOf(trigger)) tops.push_back(carrier->verb);
  }
  for (TokenId t = trigger; !syntax.is_root(t); t = syntax.head(t)) {
    const Dep dep = syntax.dep(t);
    const TokenId above = syntax.head(t);
    if (dep == Dep::kRelcl || dep == Dep::kParataxis) break;
    if ((dep == Dep::kCcomp || dep == Dep::kXcomp || dep == Dep::kAdvcl) &&
        grammar.lexicon().patterns().Reporting(grammar.lemma(above)) != nullptr) {
      break;
    }
    if (dep == Dep::kCcomp && !grammar.IsInfinitive(t)) break;
    if (syntax.IsVerb(above)) tops.push_back(above);
  }
  return tops;
}

// "the border with Kosovo": a line or strip that is called by a place.
std::optional<EventPlace> BorderPlace(const Grammar& grammar, const Mentions& mentions,
                                      TokenId head) {
  const Syntax& syntax = grammar.syntax();
  const Document& doc = syntax.doc();
  const TokenRange phrase = syntax.tree().Subtree(head);
  for (const PlaceMention& place : mentions.places) {
    if (place.tokens.begin < phrase.begin || place.tokens.end > phrase.end) continue;
    EventPlace found;
    const TokenRange words{phrase.begin, std::max(place.tokens.end, head + 1)};
    found.text = doc.SpanOf(words);
    found.place = place;
    found.place.name = place.name + " " + std::string(doc.Form(head));
    found.place.precision = PlaceMention::Precision::kArea;
    return found;
  }
  return std::nullopt;
}

std::optional<EventPlace> PlaceOf(const Grammar& grammar, const Mentions& mentions,
                                  TokenId trigger) {
  const Syntax& syntax = grammar.syntax();
  const Patterns& patterns = grammar.lexicon().patterns();
  const WordSet& locative = patterns.Class("locative-preposition");
  const WordSet& border = patterns.Class("border");
  for (const TokenId top : CircumstanceTops(grammar, trigger)) {
    const auto tokens = CircumstanceTokens(syntax, top);
    for (const TokenId t : tokens) {
      if (syntax.dep(t) != Dep::kPobj || !border.Has(grammar.lemma(t))) continue;
      if (auto found = BorderPlace(grammar, mentions, t)) return found;
    }
    for (const PlaceMention& place : mentions.places) {
      for (const TokenId t : tokens) {
        if (!place.tokens.Contains(t) || syntax.dep(t) != Dep::kPobj) continue;
        if (!locative.Has(grammar.norm(syntax.head(t)))) continue;
        EventPlace found;
        found.text = syntax.doc().SpanOf(place.tokens);
        found.place = place;
        return found;
      }
    }
  }
  return std::nullopt;
}

std::optional<EventNumber> NumberOf(const Grammar& grammar, TokenId head, const std::string& what) {
  const Syntax& syntax = grammar.syntax();
  const Document& doc = syntax.doc();
  TokenId number = head;
  if (doc.upos[head] != Upos::kNum) {
    const auto child = syntax.Child(head, Dep::kNummod);
    if (!child) return std::nullopt;
    number = *child;
  }
  std::string digits;
  for (const char c : doc.Form(number)) {
    if (c != ',') digits += c;
  }
  EventNumber found;
  found.what = what;
  found.text = doc.span[number];
  int64_t value = 0;
  const auto parsed = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (parsed.ec == std::errc() && parsed.ptr == digits.data() + digits.size()) {
    found.value = value;
    return found;
  }
  const WordId word = grammar.norm(number);
  const Patterns& patterns = grammar.lexicon().patterns();
  for (int i = 1; i <= 12; ++i) {
    if (patterns.Class("number-" + std::to_string(i)).Has(word)) {
      found.value = i;
      return found;
    }
  }
  return std::nullopt;
}

}  // namespace avviso
