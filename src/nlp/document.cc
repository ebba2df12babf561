#include "nlp/document.h"

#include <algorithm>
#include <array>

namespace avviso {
namespace {

constexpr std::array<std::string_view, 19> kUposNames = {
    "",     "ADJ",  "ADP",   "ADV",   "AUX",   "CCONJ", "DET",  "INTJ", "NOUN", "NUM",
    "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM",   "VERB", "X",    "SPACE"};

Error Broken(const std::string& what, size_t where) {
  return {ErrorCode::kCorrupt, "document: " + what + " at row " + std::to_string(where)};
}

// Ok if following heads from any token of the sentence ends at a root.
Status CheckTree(const Document& doc, TokenRange sentence) {
  for (TokenId t = sentence.begin; t < sentence.end; ++t) {
    TokenId at = t;
    for (TokenId steps = 0; doc.head[at] != at; ++steps) {
      at = doc.head[at];
      if (!sentence.Contains(at)) return Broken("a head outside the sentence", t);
      if (steps > sentence.size()) return Broken("a circle of heads", t);
    }
  }
  return Ok();
}

}  // namespace

std::string_view UposName(Upos pos) { return kUposNames[static_cast<size_t>(pos)]; }

Upos UposFromName(std::string_view name) {
  const auto* at = std::find(kUposNames.begin(), kUposNames.end(), name);
  return at == kUposNames.end() ? Upos::kNone : static_cast<Upos>(at - kUposNames.begin());
}

Status Document::Validate() const {
  const size_t n = token_count();
  for (size_t size : {space_after.size(), norm.size(), lemma.size(), tag.size(), upos.size(),
                      morph.size(), head.size(), dep.size()}) {
    if (size != n) return Broken("a column of another length", size);
  }
  uint32_t past = 0;
  for (TokenId t = 0; t < n; ++t) {
    if (span[t].begin < past || span[t].empty() || span[t].end > text.size()) {
      return Broken("a token span out of order", t);
    }
    if (head[t] >= n) return Broken("a head outside the document", t);
    past = span[t].end;
  }
  TokenId next = 0;
  for (const TokenRange& sentence : sentences) {
    if (sentence.begin != next || sentence.end <= sentence.begin || sentence.end > n) {
      return Broken("a sentence out of order", sentence.begin);
    }
    AVVISO_TRY(CheckTree(*this, sentence));
    next = sentence.end;
  }
  if (next != n) return Broken("a token in no sentence", next);
  TokenId free = 0;
  size_t s = 0;
  for (const Entity& entity : entities) {
    if (entity.tokens.begin < free || entity.tokens.empty()) {
      return Broken("an entity out of order", entity.tokens.begin);
    }
    while (s < sentences.size() && sentences[s].end <= entity.tokens.begin) ++s;
    if (s == sentences.size() || entity.tokens.end > sentences[s].end) {
      return Broken("an entity that crosses a sentence", entity.tokens.begin);
    }
    free = entity.tokens.end;
  }
  return Ok();
}

}  // namespace avviso
