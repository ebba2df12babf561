// From noun phrases to actor mentions, each by itself: no chains yet.

#ifndef AVVISO_MENTIONS_INTERNAL_ACTORS_H_
#define AVVISO_MENTIONS_INTERNAL_ACTORS_H_

#include <string>
#include <vector>

#include "mentions/internal/hits.h"
#include "mentions/mention.h"
#include "nlp/syntax.h"

namespace avviso {

// A mention and what chains need to know of it.
struct ActorDraft {
  ActorMention mention;
  TokenRange name;                 // the tokens of a personal name; empty if none
  std::vector<std::string> roles;  // the role nouns: "president"
  TokenId role_head = UINT32_MAX;
  TokenId possessor = UINT32_MAX;  // head of the noun phrase that owns this one
  bool own_country = false;        // its own words give the country
  bool definite = false;           // "the", "this", "his": may point back
  bool plural = false;
  bool pronoun = false;
  bool state_noun = false;  // "the country", "neighbouring states"
};

// In the order of their first tokens; no two have the same head.
std::vector<ActorDraft> DraftActors(const Syntax& syntax, const Hits& hits, const Lexicon& lexicon);

}  // namespace avviso

#endif  // AVVISO_MENTIONS_INTERNAL_ACTORS_H_
