// Syntax: the dependency labels of the English pipelines (ClearNLP's) as an
// enum, and the questions about a tree that several stages ask.
//
// A Syntax is made once a document in O(tokens) and views it.

#ifndef AVVISO_NLP_SYNTAX_H_
#define AVVISO_NLP_SYNTAX_H_

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "nlp/document.h"
#include "nlp/tree.h"

namespace avviso {

enum class Dep : uint8_t {
  kOther,
  kRoot,
  kAcl,
  kAcomp,
  kAdvcl,
  kAdvmod,
  kAgent,
  kAmod,
  kAppos,
  kAttr,
  kAux,
  kAuxpass,
  kCase,
  kCc,
  kCcomp,
  kCompound,
  kConj,
  kCsubj,
  kDative,
  kDep,
  kDet,
  kDobj,
  kExpl,
  kMark,
  kMeta,
  kNeg,
  kNmod,
  kNpadvmod,
  kNsubj,
  kNsubjpass,
  kNummod,
  kOprd,
  kParataxis,
  kPcomp,
  kPobj,
  kPoss,
  kPreconj,
  kPredet,
  kPrep,
  kPrt,
  kPunct,
  kQuantmod,
  kRelcl,
  kXcomp,
};

// The forms of verbs and nouns that rules ask for.
enum class Form : uint8_t {
  kOther,
  kVerbBase,        // VB
  kVerbPast,        // VBD
  kVerbGerund,      // VBG
  kVerbParticiple,  // VBN
  kVerbPresent,     // VBP, VBZ
  kModal,           // MD
  kNoun,            // NN, NNS
  kProper,          // NNP, NNPS
  kPronoun,         // PRP, PRP$, WP, WP$, WDT
};

class Syntax {
 public:
  // Views both, which must outlive it.
  Syntax(const Document& doc, const Tree& tree);

  const Document& doc() const { return *doc_; }
  const Tree& tree() const { return *tree_; }
  Dep dep(TokenId t) const { return dep_[t]; }
  Form form(TokenId t) const { return form_[t]; }
  TokenId head(TokenId t) const { return doc_->head[t]; }
  bool is_root(TokenId t) const { return doc_->head[t] == t; }

  // The first child with such a label.
  std::optional<TokenId> Child(TokenId t, Dep dep) const;
  bool IsVerb(TokenId t) const {
    return form_[t] >= Form::kVerbBase && form_[t] <= Form::kVerbPresent;
  }
  bool IsNominal(TokenId t) const {
    return form_[t] == Form::kNoun || form_[t] == Form::kProper || form_[t] == Form::kPronoun;
  }
  // True if the sentence of `t` has no small letter, as in headlines and old wires.
  bool IsInCapitals(TokenId t) const;
  // True if `t` hangs, at any depth, from `above`, or is it.
  bool IsUnder(TokenId t, TokenId above) const;
  // True if the lower-cased form of `t` is `word`.
  bool Is(TokenId t, std::string_view word) const { return doc_->Norm(t) == word; }

 private:
  const Document* doc_;
  const Tree* tree_;
  std::vector<Dep> dep_;
  std::vector<Form> form_;
};

}  // namespace avviso

#endif  // AVVISO_NLP_SYNTAX_H_
