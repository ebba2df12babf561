// A clause here is the trigger with what hangs from it, and from the verb that
// carries it, but for the clauses below. Where the trigger's own clause names
// nothing, the clause above it may ("said in Paris on Friday" only for acts of
// words, whose verb is the trigger itself).

#include "events/internal/circumstances.h"

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

}  // namespace avviso
