#include "nlp/syntax.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace avviso {
namespace {

constexpr std::array<std::pair<std::string_view, Dep>, 46> kDeps = {{
    {"ROOT", Dep::kRoot},
    {"acl", Dep::kAcl},
    {"acomp", Dep::kAcomp},
    {"advcl", Dep::kAdvcl},
    {"advmod", Dep::kAdvmod},
    {"agent", Dep::kAgent},
    {"amod", Dep::kAmod},
    {"appos", Dep::kAppos},
    {"attr", Dep::kAttr},
    {"aux", Dep::kAux},
    {"auxpass", Dep::kAuxpass},
    {"case", Dep::kCase},
    {"cc", Dep::kCc},
    {"ccomp", Dep::kCcomp},
    {"compound", Dep::kCompound},
    {"conj", Dep::kConj},
    {"csubj", Dep::kCsubj},
    {"csubjpass", Dep::kCsubj},
    {"dative", Dep::kDative},
    {"dep", Dep::kDep},
    {"det", Dep::kDet},
    {"dobj", Dep::kDobj},
    {"expl", Dep::kExpl},
    {"mark", Dep::kMark},
    {"meta", Dep::kMeta},
    {"neg", Dep::kNeg},
    {"nmod", Dep::kNmod},
    {"npadvmod", Dep::kNpadvmod},
    {"nsubj", Dep::kNsubj},
    {"nsubjpass", Dep::kNsubjpass},
    {"nummod", Dep::kNummod},
    {"oprd", Dep::kOprd},
    {"parataxis", Dep::kParataxis},
    {"pcomp", Dep::kPcomp},
    {"pobj", Dep::kPobj},
    {"poss", Dep::kPoss},
    {"preconj", Dep::kPreconj},
    {"predet", Dep::kPredet},
    {"prep", Dep::kPrep},
    {"prt", Dep::kPrt},
    {"punct", Dep::kPunct},
    {"quantmod", Dep::kQuantmod},
    {"relcl", Dep::kRelcl},
    {"xcomp", Dep::kXcomp},
    {"intj", Dep::kOther},
    {"", Dep::kOther},
}};

constexpr std::array<std::pair<std::string_view, Form>, 17> kForms = {{
    {"VB", Form::kVerbBase},
    {"VBD", Form::kVerbPast},
    {"VBG", Form::kVerbGerund},
    {"VBN", Form::kVerbParticiple},
    {"VBP", Form::kVerbPresent},
    {"VBZ", Form::kVerbPresent},
    {"MD", Form::kModal},
    {"NN", Form::kNoun},
    {"NNS", Form::kNoun},
    {"NNP", Form::kProper},
    {"NNPS", Form::kProper},
    {"PRP", Form::kPronoun},
    {"PRP$", Form::kPronoun},
    {"WP", Form::kPronoun},
    {"WP$", Form::kPronoun},
    {"WDT", Form::kPronoun},
    {"EX", Form::kOther},
}};

// The value of each of `labels`, by its row.
template <typename T, size_t N>
std::vector<T> Translate(const std::vector<std::string>& labels,
                         const std::array<std::pair<std::string_view, T>, N>& table) {
  std::vector<T> values(labels.size(), T::kOther);
  for (size_t i = 0; i < labels.size(); ++i) {
    for (const auto& [name, value] : table) {
      // Sizes and first letters part most of them without a call.
      if (labels[i].size() == name.size() && labels[i][0] == name[0] && labels[i] == name) {
        values[i] = value;
        break;
      }
    }
  }
  return values;
}

}  // namespace

Syntax::Syntax(const Document& doc, const Tree& tree) : doc_(&doc), tree_(&tree) {
  if (doc.labels == nullptr) return;
  const auto deps = Translate(doc.labels->deps, kDeps);
  const auto forms = Translate(doc.labels->tags, kForms);
  dep_.reserve(doc.token_count());
  form_.reserve(doc.token_count());
  for (TokenId t = 0; t < doc.token_count(); ++t) {
    dep_.push_back(deps[doc.dep[t]]);
    form_.push_back(forms[doc.tag[t]]);
  }
}

std::optional<TokenId> Syntax::Child(TokenId t, Dep dep) const {
  for (const TokenId child : tree_->Children(t)) {
    if (dep_[child] == dep) return child;
  }
  return std::nullopt;
}

bool Syntax::IsInCapitals(TokenId t) const {
  const Span sentence = doc_->SpanOf(doc_->sentences[tree_->SentenceOf(t)]);
  const std::string_view text = sentence.In(doc_->text);
  return std::none_of(text.begin(), text.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

bool Syntax::IsUnder(TokenId t, TokenId above) const {
  while (t != above) {
    const TokenId up = head(t);
    if (up == t) return false;
    t = up;
  }
  return true;
}

}  // namespace avviso
