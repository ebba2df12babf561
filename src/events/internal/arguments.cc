#include "events/internal/arguments.h"

#include <algorithm>

namespace avviso {
namespace {

constexpr int kDeepest = 4;         // noun phrases within noun phrases
constexpr uint32_t kPairReach = 8;  // tokens from the second of a pair to "both"

void AddRow(uint32_t row, ActorRows* rows) {
  if (std::find(rows->begin(), rows->end(), row) == rows->end()) rows->push_back(row);
}

}  // namespace

bool IsAmong(const Mentions& mentions, uint32_t row, const ActorRows& rows) {
  return std::any_of(rows.begin(), rows.end(), [&](uint32_t other) {
    return mentions.actors[row].chain == mentions.actors[other].chain;
  });
}

Arguments::Arguments(const Grammar& grammar, const Mentions& mentions, const Claims& claims)
    : grammar_(grammar),
      mentions_(mentions),
      claims_(claims),
      proxies_(grammar.lexicon().patterns().Class("proxy")),
      quantities_(grammar.lexicon().patterns().Class("quantity")),
      inner_preps_(grammar.lexicon().patterns().Class("inner-preposition")),
      owner_preps_(grammar.lexicon().patterns().Class("owner-preposition")),
      agent_preps_(grammar.lexicon().patterns().Class("agent-preposition")),
      first_person_(grammar.lexicon().patterns().Class("first-person")),
      third_person_(grammar.lexicon().patterns().Class("third-person")) {
  const size_t n = grammar.syntax().doc().token_count();
  actor_at_.assign(n, kNoMention);
  place_at_.assign(n, kNoMention);
  for (uint32_t i = 0; i < mentions.actors.size(); ++i) {
    actor_at_[mentions.actors[i].head] = i;
  }
  for (uint32_t i = 0; i < mentions.places.size(); ++i) {
    for (TokenId t = mentions.places[i].tokens.begin; t < mentions.places[i].tokens.end; ++t) {
      place_at_[t] = i;
    }
  }
}

// "I" and "we" in somebody's words are that somebody.
uint32_t Arguments::Speaker(TokenId t) const {
  if (!first_person_.Has(grammar_.norm(t))) return kNoMention;
  const Span span = grammar_.syntax().doc().span[t];
  uint32_t best = kNoMention, best_size = UINT32_MAX;
  for (const Claim& claim : claims_) {
    if (claim.actor == kNoMention || claim.whole_article || !claim.vouches) continue;
    for (const Span content : claim.content) {
      if (content.Contains(span) && content.size() < best_size) {
        best = claim.actor;
        best_size = content.size();
      }
    }
  }
  return best;
}

// Whom a pronoun that no chain holds stands for, by the clause alone:
// "X said that they will", "telephoned X and urged him".
uint32_t Arguments::Antecedent(TokenId t) const {
  const Syntax& syntax = grammar_.syntax();
  if (syntax.form(t) != Form::kPronoun || !third_person_.Has(grammar_.norm(t))) return kNoMention;
  const TokenId verb = syntax.head(t);
  if (!syntax.IsVerb(verb)) return kNoMention;
  std::optional<TokenId> found;
  if (syntax.dep(t) == Dep::kNsubj || syntax.dep(t) == Dep::kNsubjpass) {
    if (const auto saying = grammar_.SayingVerbOver(verb)) found = grammar_.SurfaceSubject(*saying);
  } else if (syntax.dep(t) == Dep::kDobj && syntax.dep(verb) == Dep::kConj) {
    found = grammar_.Object(syntax.head(verb));
  }
  return found && *found != t ? actor_at_[*found] : kNoMention;
}

bool Arguments::AddOne(TokenId t, ActorRows* rows) const {
  uint32_t row = actor_at_[t];
  if (row == kNoMention) row = Speaker(t);
  if (row == kNoMention) row = Antecedent(t);
  if (row == kNoMention) return false;
  AddRow(row, rows);
  return true;
}

// "France, along with Germany,", "France as well as Germany": who acts beside the one that
// `child` hangs from.
std::optional<TokenId> Arguments::Companion(TokenId child) const {
  const Syntax& syntax = grammar_.syntax();
  const Document& doc = syntax.doc();
  const TokenId head = syntax.head(child);
  if (syntax.dep(child) == Dep::kPrep && child > head && syntax.Is(child, "with")) {
    const std::string_view before = doc.Norm(child - 1);
    return before == "along" || before == "together" ? syntax.Child(child, Dep::kPobj)
                                                     : std::nullopt;
  }
  // The parser gives the verb two subjects.
  if (syntax.dep(child) != Dep::kCc || !syntax.Is(child, "as") || syntax.is_root(head)) {
    return std::nullopt;
  }
  for (const TokenId sibling : syntax.tree().Children(syntax.head(head))) {
    if (sibling > child && syntax.dep(sibling) == syntax.dep(head)) return sibling;
  }
  return std::nullopt;
}

// The same where the parser hangs "along with" from the verb.
std::optional<TokenId> Arguments::CompanionOfSubject(TokenId t) const {
  const Syntax& syntax = grammar_.syntax();
  if (syntax.dep(t) != Dep::kNsubj) return std::nullopt;
  const TokenId verb = syntax.head(t);
  for (const TokenId child : syntax.tree().Children(verb)) {
    if (child < t || child > verb) continue;
    if (!syntax.Is(child, "along") && !syntax.Is(child, "together")) continue;
    const auto with = syntax.Child(child, Dep::kPrep);
    if (with && syntax.Is(*with, "with")) return syntax.Child(*with, Dep::kPobj);
  }
  return std::nullopt;
}

// "Smith and Jones both urged": the pair before, which the parser leaves elsewhere.
std::optional<TokenId> Arguments::PairBefore(TokenId t) const {
  const Syntax& syntax = grammar_.syntax();
  if (t == 0 || syntax.dep(t) != Dep::kNsubj || !syntax.Is(t, "both")) return std::nullopt;
  const TokenId first = syntax.doc().sentences[syntax.tree().SentenceOf(t)].begin;
  TokenId left = t;
  while (left > first) {
    --left;
    if (syntax.dep(left) == Dep::kConj && syntax.IsNominal(left)) break;
  }
  if (syntax.dep(left) != Dep::kConj || t > left + kPairReach) return std::nullopt;
  return syntax.head(left);
}

void Arguments::AddCoordinated(TokenId t, ActorRows* rows) const {
  const Syntax& syntax = grammar_.syntax();
  std::vector<TokenId> open = {PairBefore(t).value_or(t)};
  for (size_t i = 0; i < open.size() && i < 32; ++i) {
    AddOne(open[i], rows);
    if (const auto companion = CompanionOfSubject(open[i])) open.push_back(*companion);
    for (const TokenId child : syntax.tree().Children(open[i])) {
      const Dep dep = syntax.dep(child);
      if (dep == Dep::kConj && !syntax.IsVerb(child)) open.push_back(child);
      // "five of the soldiers", "a group of rebels"
      if (dep == Dep::kPrep && syntax.Is(child, "of") && actor_at_[open[i]] == kNoMention &&
          (quantities_.Has(grammar_.lemma(open[i])) || syntax.doc().upos[open[i]] == Upos::kNum)) {
        if (const auto object = syntax.Child(child, Dep::kPobj)) open.push_back(*object);
      }
      if (dep == Dep::kAppos && actor_at_[open[i]] == kNoMention) open.push_back(child);
      if (const auto companion = Companion(child)) open.push_back(*companion);
    }
  }
}

// Breadth first: what stands nearest to the head wins.
void Arguments::AddWithin(TokenId t, const WordSet& prepositions, ActorRows* rows) const {
  const Syntax& syntax = grammar_.syntax();
  std::vector<TokenId> level = {t}, next;
  for (int depth = 0; depth < kDeepest && rows->empty() && !level.empty(); ++depth) {
    next.clear();
    for (const TokenId from : level) {
      for (const TokenId child : syntax.tree().Children(from)) {
        switch (syntax.dep(child)) {
          case Dep::kPoss:
          case Dep::kCompound:
          case Dep::kAmod:
          case Dep::kNmod: next.push_back(child); break;
          default: break;
        }
      }
    }
    for (const TokenId from : level) {
      for (const TokenId child : syntax.tree().Children(from)) {
        const Dep dep = syntax.dep(child);
        if (dep == Dep::kConj && !syntax.IsVerb(child)) next.push_back(child);
        if ((dep == Dep::kPrep && prepositions.Has(grammar_.norm(child))) || dep == Dep::kAgent) {
          if (const auto object = syntax.Child(child, Dep::kPobj)) next.push_back(*object);
        }
      }
    }
    for (const TokenId found : next) {
      AddCoordinated(found, rows);
      if (!rows->empty()) break;
    }
    level.swap(next);
  }
}

bool Arguments::ShareAnActor(const ActorRows& a, const ActorRows& b) const {
  return std::any_of(a.begin(), a.end(), [&](uint32_t x) {
    return std::any_of(b.begin(), b.end(), [&](uint32_t y) {
      return mentions_.actors[x].chain == mentions_.actors[y].chain;
    });
  });
}

bool Arguments::HasSector(TokenId t, const std::string& sector) const {
  const ActorRows rows = ActorsOf(t, false);
  return std::any_of(rows.begin(), rows.end(),
                     [&](uint32_t row) { return mentions_.actors[row].sector == sector; });
}

uint32_t Arguments::PlaceWithin(TokenId t) const {
  const Syntax& syntax = grammar_.syntax();
  std::vector<TokenId> open = {t};
  for (size_t i = 0; i < open.size() && i < 24; ++i) {
    if (place_at_[open[i]] != kNoMention) return place_at_[open[i]];
    for (const TokenId child : syntax.tree().Children(open[i])) {
      const Dep dep = syntax.dep(child);
      if (dep == Dep::kPrep || dep == Dep::kPobj || dep == Dep::kCompound || dep == Dep::kAmod ||
          dep == Dep::kAppos || dep == Dep::kPoss) {
        open.push_back(child);
      }
    }
  }
  return kNoMention;
}

// "artillery and tanks" act for whoever owns them, if the words tell that.
bool Arguments::IsTool(uint32_t row) const {
  const ActorMention& actor = mentions_.actors[row];
  return actor.country.empty() && proxies_.Has(grammar_.lemma(actor.head));
}

ActorRows Arguments::ActorsOf(TokenId t, bool deep) const {
  return ActorsIn(t, deep ? &inner_preps_ : nullptr);
}

// What the noun phrase names; failing that, what stands in it behind its own
// modifiers or behind one of `prepositions`, if any are given.
ActorRows Arguments::ActorsIn(TokenId t, const WordSet* prepositions) const {
  ActorRows rows;
  AddCoordinated(t, &rows);
  if (prepositions != nullptr &&
      std::all_of(rows.begin(), rows.end(), [&](uint32_t row) { return IsTool(row); })) {
    ActorRows owners;
    AddWithin(t, *prepositions, &owners);
    if (!owners.empty()) rows = std::move(owners);
  }
  std::sort(rows.begin(), rows.end());
  return rows;
}

// Who acts. Some things act for their owner ("Syrian missiles struck"), or for the
// one who does something with them ("issued a statement calling for"). Whom an
// attack is on, or what a bombardment is of, is not who made it.
ActorRows Arguments::ActorsOfSubject(TokenId t) const {
  const WordId word = grammar_.lemma(t);
  const bool act = !grammar_.lexicon().patterns().NounRules(word).empty();
  ActorRows rows = ActorsIn(t, !proxies_.Has(word) ? nullptr : act ? &agent_preps_ : &owner_preps_);
  const Syntax& syntax = grammar_.syntax();
  for (int step = 0; step < 3 && rows.empty() && syntax.dep(t) == Dep::kDobj; ++step) {
    const auto subject = grammar_.Subject(syntax.head(t));
    if (!subject || *subject == t) break;
    t = *subject;
    rows = ActorsOf(t, true);
  }
  return rows;
}

ActorRows Arguments::ObjectBefore(TokenId t) const {
  const Syntax& syntax = grammar_.syntax();
  const TokenId verb = syntax.head(t);
  if (syntax.form(t) != Form::kPronoun || !third_person_.Has(grammar_.norm(t)) ||
      syntax.dep(verb) != Dep::kConj) {
    return {};
  }
  const auto object = grammar_.Object(syntax.head(verb));
  return object && *object != t ? ActorsOf(*object, false) : ActorRows();
}

ActorRows Arguments::ActorsAlong(TokenId trigger, const std::vector<Path>& paths, bool deep) const {
  ActorRows rows;
  for (const Path& path : paths) {
    std::vector<TokenId> found;
    grammar_.Follow(trigger, path, &found);
    for (const TokenId t : found) {
      const bool subject = path.back().slot == Slot::kSubj;
      for (const uint32_t row : subject ? ActorsOfSubject(t) : ActorsOf(t, deep))
        AddRow(row, &rows);
    }
    if (!rows.empty()) break;
  }
  return rows;
}

}  // namespace avviso
