// Antecedents: whom a pronoun, or "the country", points back to.
//
// Pure. Looks at the drafts before the one asked for, whose chains have to be known. Steps
// back two sentences, four for a speaker.

#ifndef AVVISO_MENTIONS_INTERNAL_ANTECEDENTS_H_
#define AVVISO_MENTIONS_INTERNAL_ANTECEDENTS_H_

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "lexicon/lexicon.h"
#include "mentions/internal/chain_table.h"
#include "nlp/syntax.h"

namespace avviso {

class Antecedents {
 public:
  // Views all of them.
  Antecedents(const Syntax& syntax, const Lexicon& lexicon, const ChainTable& table);

  // The chain that the pronoun of draft `i` stands for; kNoMention if it isn't certain
  // enough.
  uint32_t OfPronoun(size_t i) const;
  // "the country": the state that was named last before draft `i`.
  uint32_t LastState(size_t i) const;

 private:
  enum class PronounKind { kNone, kPerson, kThing, kGroup };

  static PronounKind KindOf(std::string_view word);
  static bool CouldBe(PronounKind kind, Gender gender, const Chain& chain);
  bool IsSubject(size_t i) const;
  bool IsSpeaker(size_t i) const;
  uint32_t LastSpeaker(size_t i, PronounKind kind, Gender gender) const;
  TokenId SubjectOf(TokenId verb) const;
  uint32_t OwnSubject(TokenId t) const;
  void MarkQuotes();
  // How likely the mention `j` is what the pronoun `i` points back to, by where it stands.
  TokenId VerbOfObject(TokenId t) const;
  bool IsParallel(TokenId pronoun, TokenId before) const;
  double Weigh(size_t i, size_t j) const;

  const Syntax& syntax_;
  const Document& doc_;
  const Lexicon& lexicon_;
  const ChainTable& table_;
  std::vector<size_t> block_of_;  // by sentence
  std::vector<bool> in_quote_;    // by token
};

}  // namespace avviso

#endif  // AVVISO_MENTIONS_INTERNAL_ANTECEDENTS_H_
