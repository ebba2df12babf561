// Lemmatizer: the dictionary form of each token, as spaCy's lemmatizer gives it.
//
// Mode "rule": exceptions by part of speech, else suffix rules checked against an index
// of known forms, else the word in lower case. Mode "lookup": one table by spelling.
// Cost: about 10 ns for a (word, part of speech, morphology) seen before, 300 ns for a
// new one.

#ifndef AVVISO_NLP_INTERNAL_LEMMATIZER_H_
#define AVVISO_NLP_INTERNAL_LEMMATIZER_H_

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"
#include "nlp/document.h"
#include "nlp/internal/words.h"

namespace avviso {

// One thread's memory of lemmas. For use with one lemmatizer and one WordTable; forgets
// when that table was cleared.
class LemmaCache {
 public:
  LemmaCache();
  LemmaCache(LemmaCache&&) noexcept;
  LemmaCache& operator=(LemmaCache&&) noexcept;
  ~LemmaCache();

 private:
  friend class Lemmatizer;
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

class Lemmatizer {
 public:
  struct Options {
    std::string mode = "rule";  // "rule" or "lookup"
    std::string language;       // "en" has a test for base forms of its own
    bool overwrite = false;     // also where a lemma is set already
  };

  // Reads lemmatizer/lookups/lookups.bin. Errors: kTruncated; kCorrupt (a table that the
  // mode needs is missing, too); kUnsupported for a mode, or for a language whose
  // lemmatizer differs from the general one in this mode.
  static Result<Lemmatizer> Load(std::string_view bytes, std::string_view name,
                                 const Options& options);

  Lemmatizer(Lemmatizer&&) noexcept;
  Lemmatizer& operator=(Lemmatizer&&) noexcept;
  ~Lemmatizer();

  // Sets doc->lemma where it is empty, or everywhere with `overwrite`. `tokens` are all
  // of the document's, in order; upos and morph are read.
  void Apply(std::span<const RawToken> tokens, const WordTable& words, LemmaCache* cache,
             Document* doc) const;

 private:
  struct Tables;
  explicit Lemmatizer(std::unique_ptr<const Tables> tables);
  std::unique_ptr<const Tables> tables_;
};

}  // namespace avviso

#endif  // AVVISO_NLP_INTERNAL_LEMMATIZER_H_
