#include "events/internal/words.h"

#include <string>
#include <string_view>

namespace avviso {
namespace {

// The tagger takes "Rebels" and "Security Forces" in titles for names, whose
// lemmas keep their plural.
WordId SingularOf(const Lexicon& lexicon, std::string_view lemma) {
  constexpr size_t kShortest = 4;
  if (lemma.size() < kShortest || (lemma.back() != 's' && lemma.back() != 'S')) return kNoWord;
  return lexicon.Word(lemma.substr(0, lemma.size() - 1));
}

// "sit-in" and "cease-fire" are three tokens.
void JoinHyphened(const Syntax& syntax, const Lexicon& lexicon, std::vector<WordId>* words) {
  const Document& doc = syntax.doc();
  for (TokenId t = 0; t + 2 < doc.token_count(); ++t) {
    if (doc.Form(t + 1) != "-" || doc.span[t].end != doc.span[t + 1].begin ||
        doc.span[t + 1].end != doc.span[t + 2].begin) {
      continue;
    }
    const WordId word =
        lexicon.Word(std::string(doc.Form(t)) + "-" + std::string(doc.Lemma(t + 2)));
    if (word != kNoWord) (*words)[syntax.head(t + 2) == t ? t : t + 2] = word;
  }
}

}  // namespace

std::vector<WordId> WordsOf(const Syntax& syntax, const Lexicon& lexicon) {
  const Document& doc = syntax.doc();
  std::vector<WordId> words;
  words.reserve(doc.token_count());
  for (TokenId t = 0; t < doc.token_count(); ++t) {
    words.push_back(lexicon.Word(doc.Lemma(t)));
    if (words.back() == kNoWord && syntax.form(t) == Form::kProper) {
      words.back() = SingularOf(lexicon, doc.Lemma(t));
    }
  }
  JoinHyphened(syntax, lexicon, &words);
  return words;
}

}  // namespace avviso
