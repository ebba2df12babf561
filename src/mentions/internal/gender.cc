#include "mentions/internal/gender.h"

#include <string_view>

namespace avviso {
namespace {

Gender OfPronoun(std::string_view word) {
  if (word == "she" || word == "her" || word == "herself" || word == "hers") return Gender::kFemale;
  if (word == "he" || word == "him" || word == "his" || word == "himself") return Gender::kMale;
  return Gender::kUnknown;
}

}  // namespace

Gender GenderOf(const Syntax& syntax, const Lexicon& lexicon, const ActorDraft& draft) {
  const Document& doc = syntax.doc();
  const TokenId head = draft.mention.head;
  if (draft.pronoun) return OfPronoun(doc.Norm(head));
  if (draft.plural) return Gender::kUnknown;
  const WordSet& female = lexicon.patterns().Class("female-noun");
  const WordSet& male = lexicon.patterns().Class("male-noun");
  for (TokenId t = draft.mention.tokens.begin; t < draft.mention.tokens.end; ++t) {
    // "Mr. Example", "the gunman's girlfriend": the head, and what stands by it as a title.
    if (t != head && (syntax.head(t) != head || syntax.dep(t) != Dep::kCompound)) continue;
    if (t != head && syntax.form(t) != Form::kProper) continue;
    const WordId word = lexicon.Word(t == head ? doc.Lemma(t) : doc.Norm(t));
    if (female.Has(word)) return Gender::kFemale;
    if (male.Has(word)) return Gender::kMale;
  }
  if (draft.name.empty()) return Gender::kUnknown;
  return lexicon.persons().GenderOf(doc.SpanOf(draft.name).In(doc.text));
}

}  // namespace avviso
