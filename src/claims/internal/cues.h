// Cues: the words that report, who they report of, and what.

#ifndef AVVISO_CLAIMS_INTERNAL_CUES_H_
#define AVVISO_CLAIMS_INTERNAL_CUES_H_

#include <optional>
#include <vector>

#include "claims/claim.h"
#include "lexicon/lexicon.h"
#include "mentions/mention.h"
#include "nlp/syntax.h"

namespace avviso {

class CueFinder {
 public:
  CueFinder(const Syntax& syntax, const Lexicon& lexicon, const Mentions& mentions);

  // Claims of verbs, nouns and prepositions, in no order.
  Claims Run();

 private:
  void ReadVerb(TokenId verb, const ReportingRule& rule);
  void ReadNoun(TokenId noun);
  void ReadAccording(TokenId according);
  void ReadQuoted(TokenId verb);
  bool ReadTail(TokenId verb, TokenRange sentence);
  bool ReadInverted(TokenId verb, const ReportingRule& rule);
  bool SpeaksForItself(TokenId noun) const;
  bool IsApart(TokenRange phrase, TokenRange sentence) const;
  const ReportingRule* RuleOf(TokenId t) const;
  const Claim* ClaimBefore(TokenId verb) const;
  void AddCited(TokenId verb, Claim* claim);
  void AddListener(TokenId verb, const Claim& claim);
  std::optional<TokenId> SubjectOf(TokenId verb) const;
  std::vector<Span> ContentOf(TokenId verb, const ReportingRule& rule) const;
  // What follows a preposition, or "called".
  std::vector<Span> ContentBehind(TokenId verb, const ReportingRule& rule) const;
  // The tokens of `range` without those of `hole`, in up to two spans, without
  // quotation marks and commas at their edges.
  std::vector<Span> Around(TokenRange range, TokenRange hole) const;
  std::optional<Span> Trimmed(TokenRange range) const;
  void SetSource(TokenId head, Claim* claim) const;
  bool IsQuoteMark(TokenId t) const;
  bool IsSpeakerOrListener(TokenId t) const;

  const Syntax& syntax_;
  const Document& doc_;
  const Patterns& patterns_;
  const Lexicon& lexicon_;
  const Mentions& mentions_;
  std::vector<uint32_t> actor_at_;  // by token: row of Mentions::actors by its head
  Claims claims_;
};

}  // namespace avviso

#endif  // AVVISO_CLAIMS_INTERNAL_CUES_H_
