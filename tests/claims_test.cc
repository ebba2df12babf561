#include "claims/claims.h"

#include <gtest/gtest.h>

#include "sample_document.h"

namespace avviso {
namespace {

const Lexicon& Tables() {
  static const auto* const kLexicon =
      new Result<Lexicon>(Lexicon::Load(std::string(AVVISO_SOURCE_DIR) + "/data"));
  return kLexicon->value();
}

Claims Find(const Document& doc) {
  const Tree tree(doc);
  return FindClaims(doc, tree, Tables(), {});
}

TEST(Claims, EmptyDocument) { EXPECT_TRUE(Find(Document()).empty()); }

TEST(Claims, ClauseOfAReportingVerb) {
  const Document doc = SampleDocument(
      "police police NNS NOUN 1 nsubj -\n"
      "said say VBD VERB 1 ROOT -\n"
      "troops troop NNS NOUN 3 nsubj -\n"
      "left leave VBD VERB 1 ccomp -\n");
  const Claims claims = Find(doc);
  ASSERT_EQ(claims.size(), 1u);
  EXPECT_EQ(claims[0].source.In(doc.text), "police");
  EXPECT_EQ(claims[0].cue.In(doc.text), "said");
  ASSERT_EQ(claims[0].content.size(), 1u);
  EXPECT_EQ(claims[0].content[0].In(doc.text), "troops left");
}

TEST(Claims, AccordingTo) {
  const Document doc = SampleDocument(
      "troops troop NNS NOUN 1 nsubj -\n"
      "left leave VBD VERB 1 ROOT -\n"
      "according accord VBG VERB 1 prep -\n"
      "to to IN ADP 2 prep -\n"
      "police police NNS NOUN 3 pobj -\n");
  const Claims claims = Find(doc);
  ASSERT_EQ(claims.size(), 1u);
  EXPECT_EQ(claims[0].source.In(doc.text), "police");
  EXPECT_EQ(claims[0].cue.In(doc.text), "according to");
  EXPECT_EQ(claims[0].content[0].In(doc.text), "troops left");
}

TEST(Claims, WhatISayIsNoReport) {
  EXPECT_TRUE(Find(SampleDocument("I I PRP PRON 1 nsubj -\n"
                                  "think think VBP VERB 1 ROOT -\n"
                                  "they they PRP PRON 3 nsubj -\n"
                                  "left leave VBD VERB 1 ccomp -\n"))
                  .empty());
}

}  // namespace
}  // namespace avviso
