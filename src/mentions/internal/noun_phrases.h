// Noun phrases that could name an actor: which tokens head one, how far its words go,
// and which of them are a personal name.
//
// Pure, total. Views the syntax, the hits and the lexicon.

#ifndef AVVISO_MENTIONS_INTERNAL_NOUN_PHRASES_H_
#define AVVISO_MENTIONS_INTERNAL_NOUN_PHRASES_H_

#include <string>
#include <string_view>
#include <vector>

#include "lexicon/lexicon.h"
#include "mentions/internal/hits.h"
#include "nlp/document.h"
#include "nlp/syntax.h"

namespace avviso {

class NounPhrases {
 public:
  NounPhrases(const Syntax& syntax, const Hits& hits, const Lexicon& lexicon);

  // By token: true for the words of a dateline. "BELGRADE, Serbia (AP) -- ": a place before
  // a dash or colon at the start of a block acts for nobody, though the parser may take it
  // for a subject.
  std::vector<bool> DatelineTokens() const;
  bool IsHead(TokenId t) const;
  // "killed five", "thousands fled": a number that stands for people.
  bool IsCount(TokenId t) const;
  // The words of the phrase headed by `head`, without what follows it.
  TokenRange Around(TokenId head) const;
  // The personal name that ends at `last`: capitals and small particles, without
  // titles and names of states.
  TokenRange PersonalName(TokenRange range, TokenId last) const;
  // The words of a phrase without a determiner.
  std::string NameOf(TokenRange range) const;

 private:
  bool IsDatelineToken(TokenId t) const;
  bool SpaceBefore(size_t t) const { return t > 0 && doc_.space_after[t - 1] != 0; }
  bool IsTimeWord(TokenId t) const;

  const Syntax& syntax_;
  const Document& doc_;
  const Hits& hits_;
  const Lexicon& lexicon_;
  const WordSet& counts_;
};

}  // namespace avviso

#endif  // AVVISO_MENTIONS_INTERNAL_NOUN_PHRASES_H_
