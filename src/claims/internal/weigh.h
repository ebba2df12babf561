// The weigher: whether a word with a stretch around it is somebody's report.
//
// A sum of weights of data/judgement/claims.tsv, one for each feature; above 0 it is
// one. A feature's name says what it is, in words parted by spaces:
//
//   shape S, shape S W           how the stretch hangs (said.h), with its preposition
//   cue L, tag T, dep D          lemma, tag and place of the word that may report
//   above L D                    what it hangs from
//   kind K                       what data/patterns/reporting.tsv calls the lemma
//   child D, child prep W, aux W what else hangs from it
//   quoted, title                where it stands
//   source K, word L             who would be saying it
//   said L, length N, quote Q    what would be said
//
// Most of them are told again with the shape: a word reports in some ways only.
// Words that are unlikely to report at all, since neither that table nor a row "gate L"
// has their lemma, are passed by; so are shapes without a row "gate L S".
//
// Pure. Cost: about 40 look-ups for each stretch.

#ifndef AVVISO_CLAIMS_INTERNAL_WEIGH_H_
#define AVVISO_CLAIMS_INTERNAL_WEIGH_H_

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "claims/internal/said.h"
#include "lexicon/lexicon.h"
#include "mentions/mention.h"
#include "nlp/syntax.h"

namespace avviso {

class Weigher {
 public:
  // Views all, which must outlive it. `actor_at`: by token, the row of the actor whose
  // head it is. `names`: whether the names of features are wanted.
  struct Text {
    const Syntax& syntax;
    const Lexicon& lexicon;
    const Mentions& mentions;
    const std::vector<uint32_t>& actor_at;
    const std::vector<Span>& quotes;
  };
  Weigher(const Text& text, bool names);

  // False if nothing that this word says could be kept.
  bool MayReport(TokenId cue) const;
  // The same of one shape; after Begin.
  bool MayReport(const Said& said) const;
  // Of the cue alone; what follows is about it.
  void Begin(TokenId cue);
  // How likely `said` is a report of the cue by `source`, as the logarithm of odds.
  double Score(const Said& said, TokenId source);
  // The names of what the last score was made of.
  const std::vector<std::string>& names() const { return names_; }

 private:
  void Add(std::string_view kind, std::string_view a = {}, std::string_view b = {});
  void AddCue();
  void AddSource(TokenId source);
  void AddSaid(const Said& said);
  bool InQuote(Span words) const;

  const Text text_;
  const Document& doc_;
  const bool with_names_;
  TokenId cue_ = kNoToken;
  const ReportingRule* rule_ = nullptr;  // of the cue
  uint64_t gate_ = 0;
  std::vector<uint64_t> about_cue_, keys_;
  std::vector<std::string> cue_names_, names_;
};

}  // namespace avviso

#endif  // AVVISO_CLAIMS_INTERNAL_WEIGH_H_
