// A Document written by hand, for tests that need a parse but no model.
//
//   SampleDocument("Serbia Serbia NNP PROPN 1 nsubj GPE\n"
//                  "attacked attack VBD VERB 1 ROOT -\n…")
//
// A line a token: form, lemma, tag, universal tag, head (a row, from 0), label,
// entity label or '-'. A blank line ends a sentence. Tokens are parted by one
// blank; neighbours with the same entity label are one entity.

#ifndef AVVISO_TESTS_SAMPLE_DOCUMENT_H_
#define AVVISO_TESTS_SAMPLE_DOCUMENT_H_

#include <algorithm>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "nlp/document.h"

namespace avviso {

inline LabelId SampleLabel(std::vector<std::string>* labels, const std::string& name) {
  const auto found = std::find(labels->begin(), labels->end(), name);
  if (found != labels->end()) return static_cast<LabelId>(found - labels->begin());
  labels->push_back(name);
  return static_cast<LabelId>(labels->size() - 1);
}

inline Span SampleString(Document* doc, const std::string& text) {
  const auto begin = static_cast<uint32_t>(doc->strings.size());
  doc->strings += text;
  return {begin, static_cast<uint32_t>(doc->strings.size())};
}

inline Document SampleDocument(const std::string& rows) {
  struct Row {
    std::string form, lemma, tag, pos, dep, entity;
    TokenId head = 0;
  };
  std::vector<Row> tokens;
  std::vector<TokenRange> sentences;
  std::istringstream in(rows);
  TokenId begin = 0;
  const auto end_sentence = [&] {
    const auto end = static_cast<TokenId>(tokens.size());
    if (end > begin) sentences.push_back({begin, end});
    begin = end;
  };
  for (std::string line; std::getline(in, line);) {
    if (line.empty()) {
      end_sentence();
      continue;
    }
    std::istringstream cells(line);
    Row row;
    cells >> row.form >> row.lemma >> row.tag >> row.pos >> row.head >> row.dep >> row.entity;
    tokens.push_back(row);
  }
  end_sentence();
  std::string text;
  std::vector<Span> spans;
  for (const Row& row : tokens) {
    if (!text.empty()) text += ' ';
    const auto start = static_cast<uint32_t>(text.size());
    text += row.form;
    spans.push_back({start, static_cast<uint32_t>(text.size())});
  }
  Document doc(text);
  auto labels = std::make_shared<Labels>();
  labels->tags = labels->morphs = labels->deps = labels->entities = {""};
  doc.sentences = sentences;
  doc.span = spans;
  doc.blocks = {{0, static_cast<uint32_t>(text.size())}};
  for (TokenId t = 0; t < tokens.size(); ++t) {
    const Row& row = tokens[t];
    std::string norm = row.form;
    for (char& c : norm) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    doc.space_after.push_back(1);
    doc.norm.push_back(SampleString(&doc, norm));
    doc.lemma.push_back(SampleString(&doc, row.lemma));
    doc.tag.push_back(SampleLabel(&labels->tags, row.tag));
    doc.upos.push_back(UposFromName(row.pos));
    doc.morph.push_back(0);
    doc.head.push_back(row.head);
    doc.dep.push_back(SampleLabel(&labels->deps, row.dep));
    if (row.entity == "-") continue;
    const LabelId label = SampleLabel(&labels->entities, row.entity);
    const bool starts = std::any_of(sentences.begin(), sentences.end(),
                                    [&](TokenRange sentence) { return sentence.begin == t; });
    if (!starts && !doc.entities.empty() && doc.entities.back().tokens.end == t &&
        doc.entities.back().label == label) {
      doc.entities.back().tokens.end = t + 1;
    } else {
      doc.entities.push_back({{t, t + 1}, label});
    }
  }
  doc.labels = labels;
  return doc;
}

}  // namespace avviso

#endif  // AVVISO_TESTS_SAMPLE_DOCUMENT_H_
