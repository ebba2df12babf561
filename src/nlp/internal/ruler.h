// AttributeRuler: sets parts of speech, morphology and lemmas by patterns over tokens,
// as spaCy's attribute_ruler does.
//
// A pattern is a sequence of tokens, each described by the values that its attributes
// must have; a match sets attributes of one token of it. All matches are found before
// any is applied, and where two set the same attribute the later pattern wins.
// Attributes a pattern may ask for: ORTH (TEXT), LOWER, NORM, SHAPE, PREFIX, SUFFIX, TAG, POS,
// DEP, LEMMA, IS_SPACE, IS_ALPHA, each as a plain value or, but for the two flags, as
// {"IN": […]}, {"NOT_IN": […]} or, for ORTH, LOWER, TAG and DEP, {"REGEX": "…"}. Attributes
// it may set: TAG, POS, MORPH, DEP, LEMMA, NORM. Operators and other attributes are refused.
// Cost: tens of nanoseconds a token; patterns are found by the tag or the word of
// their first token.

#ifndef AVVISO_NLP_INTERNAL_RULER_H_
#define AVVISO_NLP_INTERNAL_RULER_H_

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "nlp/document.h"
#include "nlp/internal/regex.h"
#include "nlp/internal/words.h"

namespace avviso {

class AttributeRuler {
 public:
  // Scratch memory of one thread.
  struct Scratch {
    struct Match {
      TokenId target = 0;
      uint32_t rule = 0;
      TokenId begin = 0;
    };
    std::vector<Match> matches;
    std::vector<CharClass> classes;
    RegexScratch regex;
  };

  // Reads attribute_ruler/patterns. `*labels` must hold the tags and deps of the tagger and
  // the parser; those that the rules may set, and morphs, are added where missing. The
  // Documents to come must use these labels, or the same with more rows at the end. Errors:
  // kTruncated; kCorrupt; kUnsupported, with the key's name, for a pattern that this build
  // can't match.
  static Result<AttributeRuler> Load(std::string_view bytes, std::string_view name, Labels* labels);

  AttributeRuler(AttributeRuler&&) noexcept;
  AttributeRuler& operator=(AttributeRuler&&) noexcept;
  ~AttributeRuler();

  // `tokens` are all of the document's, in order. Requires all columns of `*doc` to be
  // sized: tag, upos, morph, dep, lemma and norm may be read and set.
  void Apply(std::span<const RawToken> tokens, const WordTable& words, Scratch* scratch,
             Document* doc) const;

 private:
  struct Rules;
  explicit AttributeRuler(std::unique_ptr<const Rules> rules);
  std::unique_ptr<const Rules> rules_;
};

// "Number=Sing|Case=Nom" as spaCy's Morphology writes it: features sorted by name, the
// values of a feature sorted, "|" between features. "_" gives "".
std::string NormalMorph(std::string_view features);

}  // namespace avviso

#endif  // AVVISO_NLP_INTERNAL_RULER_H_
