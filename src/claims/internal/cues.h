// Cues: the words that report, who they report of, and what.

#ifndef AVVISO_CLAIMS_INTERNAL_CUES_H_
#define AVVISO_CLAIMS_INTERNAL_CUES_H_

#include <optional>
#include <vector>

#include "claims/claim.h"
#include "claims/claim_trace.h"
#include "claims/internal/said.h"
#include "claims/internal/weigh.h"
#include "lexicon/lexicon.h"
#include "mentions/mention.h"
#include "nlp/syntax.h"

namespace avviso {

class CueFinder {
 public:
  // Views all, which must outlive it. `quotes`: the quoted parts of the text, in order.
  CueFinder(const Syntax& syntax, const Lexicon& lexicon, const Mentions& mentions,
            const std::vector<Span>& quotes, ClaimTrace* trace);

  // Claims of words that report and of "according to", in no order.
  Claims Run();

 private:
  static constexpr double kSettled = 1e9;  // the score of what isn't weighed

  // One way to read a word as a report.
  struct Reading {
    Said said;
    TokenId source = kNoToken;
    double score = 0;
  };

  void ReadVerb(TokenId verb);
  void ReadWord(TokenId word);  // a noun, an adjective, an adverb
  void ReadAccording(TokenId according);
  void ReadQuoted(TokenId verb);
  bool ReadTail(TokenId verb, TokenRange sentence);
  bool ReadInverted(TokenId verb, const ReportingRule& rule);
  std::optional<Reading> Best(TokenId cue, std::optional<TokenId> subject);
  bool IsThatClause(TokenId cue, const Said& said) const;
  bool Vouches(TokenId cue, const Said& said) const;
  double LeastScore(TokenId cue, const Said& said) const;
  double PriorOf(TokenId cue, const Said& said) const;
  Claim ClaimOf(TokenId cue, const Reading& reading) const;
  void Add(Claim claim, double score = kSettled);
  void DropRivals();
  bool SpeaksForItself(TokenId noun) const;
  bool IsApart(TokenRange phrase, TokenRange sentence) const;
  const ReportingRule* RuleOf(TokenId t) const;
  const Claim* ClaimBefore(TokenId verb) const;
  void AddCited(TokenId verb, Claim* claim);
  void AddListener(TokenId verb, const Claim& claim);
  std::optional<TokenId> SubjectOf(TokenId verb) const;
  TokenId CarrierOf(TokenId noun) const;
  TokenId AntecedentOf(TokenId word) const;
  Span SourceSpan(TokenId source) const;
  std::optional<TokenId> HolderOf(TokenId word) const;
  std::vector<Span> ClauseOf(TokenId verb);
  void SetSource(TokenId head, Claim* claim) const;
  void SetVoice(TokenId head, Claim* claim) const;
  bool IsSpeakerOrListener(TokenId t) const;

  const Syntax& syntax_;
  const Document& doc_;
  const Patterns& patterns_;
  const Lexicon& lexicon_;
  const Mentions& mentions_;
  const std::vector<uint32_t> actor_at_;  // by token: row of Mentions::actors by its head
  SaidFinder said_;
  Weigher weigher_;
  ClaimTrace* trace_;
  Claims claims_;
  std::vector<double> scores_;  // by claim
};

}  // namespace avviso

#endif  // AVVISO_CLAIMS_INTERNAL_CUES_H_
