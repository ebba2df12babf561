// What a word might report: every stretch around it that could be what is said.
//
// Which of them is, if any, is not decided here but weighed (weigh.h).

#ifndef AVVISO_CLAIMS_INTERNAL_SAID_H_
#define AVVISO_CLAIMS_INTERNAL_SAID_H_

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/span.h"
#include "nlp/syntax.h"

namespace avviso {

inline constexpr TokenId kNoToken = UINT32_MAX;

// How the words hang together.
enum class Shape : uint8_t {
  kClause,        // said that C
  kInfinitive,    // refused to C
  kObject,        // announced C
  kObjectAnd,     // called C1 C2, praised C1 for C2
  kObjectOnly,    // the object without a relative clause behind a comma
  kObjectsPrep,   // had doubts about C
  kPrep,          // spoke about C
  kAdverbClause,  // asked whether C
  kComplement,    // sounded C
  kAbove,         // C, X said, C
  kQuote,         // the quotations of the sentence
  kPassive,       // C was praised by X
  kPassiveAnd,    // C1 is expected to C2
  kReduced,       // C, praised by X
  kRaised,        // C1 seems to C2
  kAdverb,        // C reportedly C
  kDocument,      // C in a survey
  kClauseOnly,    // a clause without what hangs behind a comma
};
inline constexpr size_t kShapes = 18;
std::string_view ShapeName(Shape shape);

struct Said {
  Shape shape = Shape::kClause;
  TokenId head = kNoToken;    // the word that the stretch hangs by
  std::string_view word;      // the preposition or mark; empty if there is none
  TokenId source = kNoToken;  // who says it, where the shape tells; see `from_subject`
  bool from_subject = true;   // the subject says it; else `source`, or nobody is named
  std::array<Span, 3> parts;
  uint32_t count = 0;
  std::span<const Span> spans() const { return {parts.data(), count}; }
};

// Of a quotation mark in any of its forms.
bool IsQuoteForm(std::string_view form);

class SaidFinder {
 public:
  // Views all, which must outlive it. `quotes`: the quoted parts of the text, in order.
  SaidFinder(const Syntax& syntax, const std::vector<Span>& quotes)
      : syntax_(syntax), doc_(syntax.doc()), quotes_(quotes) {}

  // What `cue` might report, by its part of speech. Valid until the next call.
  std::span<const Said> Of(TokenId cue);

  // The tokens of `range` without those of `hole`, in up to two parts, without what
  // is loose at their edges.
  std::vector<Span> Around(TokenRange range, TokenRange hole) const;
  std::optional<Span> Trimmed(TokenRange range) const;

 private:
  void OfVerb(TokenId verb);
  void OfObject(TokenId verb, TokenId object);
  void OfPassive(TokenId verb, TokenRange hole);
  void OfAbove(TokenId verb);
  void OfQuotes(TokenId cue);
  void OfNoun(TokenId noun);
  void OfAdjective(TokenId adjective);
  void OfAdverb(TokenId adverb);
  void AddChild(TokenId cue, TokenId child, TokenRange hole);
  void AddCut(TokenId child, TokenRange hole);
  Said* Add(Shape shape, TokenId head, std::string_view word, TokenRange range, TokenRange hole);
  void AddPart(TokenRange range, Said* said) const;
  TokenRange CueClause(TokenId verb) const;
  TokenId AgentOf(TokenId verb) const;

  const Syntax& syntax_;
  const Document& doc_;
  const std::vector<Span>& quotes_;
  std::vector<Said> found_;
};

}  // namespace avviso

#endif  // AVVISO_CLAIMS_INTERNAL_SAID_H_
