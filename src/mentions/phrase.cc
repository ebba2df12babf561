// Of the mentions within the phrase the one that its head heads is meant; failing
// that, the first. Where the parser has found no noun phrase, the names and the
// role nouns of the tables say what they can by themselves: the last role, and
// the country of the first name that has one.

#include "mentions/phrase.h"

#include <algorithm>

#include "mentions/internal/hits.h"
#include "nlp/syntax.h"

namespace avviso {
namespace {

TokenRange TokensIn(const Document& doc, Span phrase) {
  TokenRange range{0, 0};
  for (TokenId t = 0; t < doc.token_count(); ++t) {
    if (!doc.span[t].Overlaps(phrase)) continue;
    if (range.empty()) range = {t, t};
    range.end = t + 1;
  }
  return range;
}

// True if the head of the mention hangs from outside of the phrase.
bool IsTop(const Syntax& syntax, TokenRange phrase, const ActorMention& actor) {
  return syntax.is_root(actor.head) || !phrase.Contains(syntax.head(actor.head));
}

// What has no country is of that of the first place in it.
void AddFromPlaces(const Mentions& mentions, TokenRange phrase, ActorMention* actor) {
  const bool none = actor->country.empty() && actor->sector != "IGO" &&
                    (actor->kind != ActorMention::Kind::kPerson || actor->sector.empty());
  if (!none || !actor->id.empty()) return;
  for (const PlaceMention& place : mentions.places) {
    if (place.country.empty() || place.tokens.begin < phrase.begin ||
        place.tokens.end > phrase.end) {
      continue;
    }
    // A town in a personal name tells nothing.
    const bool person = actor->kind == ActorMention::Kind::kPerson;
    if (person && place.tokens.size() != phrase.size()) continue;
    actor->country = place.country;
    return;
  }
}

void AddFromTables(const Hits& hits, TokenRange phrase, ActorMention* actor) {
  for (TokenId t = phrase.begin; t < phrase.end; ++t) {
    if (const Hit* name = hits.NameAt(t); name != nullptr && actor->country.empty()) {
      actor->country = name->row->country;
      if (actor->id.empty()) actor->id = name->row->id;
      if (actor->sector.empty()) actor->sector = name->row->sector;
    }
  }
  for (TokenId t = phrase.begin; t < phrase.end; ++t) {
    if (const Hit* role = hits.RoleAt(t)) actor->sector = role->row->sector;
  }
}

}  // namespace

ActorMention ResolvePhrase(const Document& doc, const Tree& tree, const Lexicon& lexicon,
                           const MentionContext& context, Span phrase) {
  const TokenRange range = TokensIn(doc, phrase);
  const Mentions mentions = FindMentions(doc, tree, lexicon, context);
  const Syntax syntax(doc, tree);
  const ActorMention* best = nullptr;
  for (const ActorMention& actor : mentions.actors) {
    if (!range.Contains(actor.head)) continue;
    if (best == nullptr || (IsTop(syntax, range, actor) && !IsTop(syntax, range, *best))) {
      best = &actor;
    }
  }
  ActorMention actor;
  if (best != nullptr) {
    actor = *best;
    AddFromPlaces(mentions, range, &actor);
    return actor;
  }
  actor.tokens = range;
  actor.name = phrase.In(doc.text);
  if (!range.empty() && doc.labels != nullptr) {
    actor.head = range.begin;
    AddFromTables(Hits(syntax, lexicon, context.published), range, &actor);
    AddFromPlaces(mentions, range, &actor);
  }
  return actor;
}

}  // namespace avviso
