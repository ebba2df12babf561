// The finder of mentions: who, where and when a text names.
//
//   Document + Tree + Lexicon -> Mentions
//
// Actors are noun phrases that a table, a role noun, a title or the model's
// entities make a possible actor. Each gets a country and a sector if the words
// give them, and a chain: mentions of one chain are one person, body or group,
// by equal name, last name, title, description or pronoun. A chain is joined
// only if one candidate fits; else the mention stays alone.
//
// Pure, deterministic, total. Linear in tokens but for chains, which are
// quadratic in the different persons of an article (a few dozen).

#ifndef AVVISO_MENTIONS_FINDER_H_
#define AVVISO_MENTIONS_FINDER_H_

#include <optional>
#include <string>

#include "base/day.h"
#include "lexicon/gazetteer.h"
#include "lexicon/lexicon.h"
#include "mentions/mention.h"
#include "nlp/document.h"
#include "nlp/tree.h"

namespace avviso {

// A day for words of no known day: groups are what they are by the last rows of the
// tables, and persons what they last were.
inline constexpr Day kPresent{2'500'000};

// What is known of the article besides its text.
struct MentionContext {
  // Anchors "yesterday" and weekdays; without it they stay unresolved.
  std::optional<Day> published;
  // Where the outlet is at home (Lexicon::CountryOfUrl): "the police" of an article
  // that names no country are this one's. Empty if unknown.
  std::string home_country = {};
  // Where towns are looked up; without one, the places of data/places alone.
  const Gazetteer* gazetteer = nullptr;
};

// Requires an annotated Document and its Tree.
Mentions FindMentions(const Document& doc, const Tree& tree, const Lexicon& lexicon,
                      const MentionContext& context);

}  // namespace avviso

#endif  // AVVISO_MENTIONS_FINDER_H_
