// Document: one text and what the language stages have found in it.
//
// A Document is a set of columns, one row a token, in the order of the text.
// Tokens, sentences and trees are not objects of their own: a TokenId is a row
// number, a sentence is a range of rows, a tree is the `head` column. So a
// Document is a handful of allocations however long the article is, can be
// copied and compared, and has no pointer into another one.
//
// Invariants, checked by Validate() and by every test that builds a Document:
//   * token spans are in order, not empty, and do not overlap;
//   * each token is in exactly one sentence, and sentences are in order;
//   * `head` stays within the sentence and has no circle; a root is its own
//     head. A sentence may have more than one root, as spaCy's may;
//   * entities are in order, do not overlap and do not cross a sentence.
//
// Tags, morphology, dependency and entity labels are the loaded pipeline's own
// (ClearNLP dependencies in the English models, Universal Dependencies in most
// others): small ids into its Labels. Upos is the universal one in all.

#ifndef AVVISO_NLP_DOCUMENT_H_
#define AVVISO_NLP_DOCUMENT_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/note.h"
#include "base/result.h"
#include "base/span.h"

namespace avviso {

using TokenId = uint32_t;
using LabelId = uint16_t;  // a row of one of the tables in Labels

// Rows [begin, end).
struct TokenRange {
  TokenId begin = 0;
  TokenId end = 0;
  TokenId size() const { return end - begin; }
  bool empty() const { return begin == end; }
  bool Contains(TokenId t) const { return begin <= t && t < end; }
  friend auto operator<=>(TokenRange, TokenRange) = default;
};

// kNone: the pipeline gave the token no part of speech.
enum class Upos : uint8_t {
  kNone,
  kAdj,
  kAdp,
  kAdv,
  kAux,
  kCconj,
  kDet,
  kIntj,
  kNoun,
  kNum,
  kPart,
  kPron,
  kPropn,
  kPunct,
  kSconj,
  kSym,
  kVerb,
  kX,
  kSpace,  // a token of white space; spaCy's own addition
};

// "ADJ", "ADP", …; empty for kNone.
std::string_view UposName(Upos pos);
// The Upos of such a name; kNone if there is none.
Upos UposFromName(std::string_view name);

// The label tables of a pipeline. Row 0 of each is the empty string: no label.
struct Labels {
  std::vector<std::string> tags;      // fine-grained tags, e.g. "VBD"
  std::vector<std::string> morphs;    // e.g. "Tense=Past|VerbForm=Fin"
  std::vector<std::string> deps;      // e.g. "nsubj"
  std::vector<std::string> entities;  // e.g. "GPE"
};

struct Entity {
  TokenRange tokens;
  LabelId label = 0;  // row of Labels::entities
  friend bool operator==(const Entity&, const Entity&) = default;
};

struct Document {
  Document() = default;
  explicit Document(std::string body) : text(std::move(body)) {}

  size_t token_count() const { return span.size(); }
  std::string_view Form(TokenId t) const { return span[t].In(text); }
  // The normal form: lower case, with contractions and spellings undone.
  std::string_view Norm(TokenId t) const { return norm[t].In(strings); }
  std::string_view Lemma(TokenId t) const { return lemma[t].In(strings); }
  std::string_view Tag(TokenId t) const { return labels->tags[tag[t]]; }
  std::string_view Morph(TokenId t) const { return labels->morphs[morph[t]]; }
  std::string_view Dep(TokenId t) const { return labels->deps[dep[t]]; }
  std::string_view EntityLabel(const Entity& e) const { return labels->entities[e.label]; }

  // The bytes from the first token of `range` to the end of the last. Requires
  // a range that isn't empty.
  Span SpanOf(TokenRange range) const { return {span[range.begin].begin, span[range.end - 1].end}; }

  // Ok, or kCorrupt with the first broken invariant. O(tokens).
  Status Validate() const;

  std::string text;                      // never changes after construction: spans point here
  std::shared_ptr<const Labels> labels;  // the pipeline's; null before annotation
  std::vector<Span> blocks;              // paragraphs, list items, lines; in order; see Pipeline
  std::vector<TokenRange> sentences;
  std::vector<Entity> entities;
  std::vector<Note> notes;  // what annotation met and worked around

  // One entry a token.
  std::vector<Span> span;
  std::vector<uint8_t> space_after;  // 1 if one ' ' follows that belongs to no token
  std::vector<Span> norm;            // into `strings`
  std::vector<Span> lemma;           // into `strings`; empty if the pipeline gives none
  std::vector<LabelId> tag;
  std::vector<Upos> upos;
  std::vector<LabelId> morph;
  std::vector<TokenId> head;
  std::vector<LabelId> dep;

  std::string strings;  // norms and lemmas, one after another
};

}  // namespace avviso

#endif  // AVVISO_NLP_DOCUMENT_H_
