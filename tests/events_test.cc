// The coder on parses written by hand: constructions that the model may parse in
// more than one way are held here as they should be read.

#include <gtest/gtest.h>

#include "claims/claims.h"
#include "events/coder.h"
#include "mentions/finder.h"
#include "sample_document.h"

namespace avviso {
namespace {

const Lexicon& Tables() {
  static const auto* const kLexicon =
      new Result<Lexicon>(Lexicon::Load(std::string(AVVISO_SOURCE_DIR) + "/data"));
  return kLexicon->value();
}

std::vector<Event> Code(const Document& doc, Trace* trace = nullptr) {
  EXPECT_TRUE(doc.Validate().ok());
  const Tree tree(doc);
  const auto coder = Coder::Make(Tables());
  EXPECT_TRUE(coder.ok());
  const auto published = ParseIsoDay("2023-09-29");
  const Mentions mentions = FindMentions(doc, tree, Tables(), {published, ""});
  const Claims claims = FindClaims(doc, tree, Tables(), mentions);
  return coder.value().Code({doc, tree, {}, mentions, claims, published, "doc"}, trace);
}

constexpr char kActive[] =
    "Serbia Serbia NNP PROPN 1 nsubj GPE\n"
    "attacked attack VBD VERB 1 ROOT -\n"
    "Kosovo Kosovo NNP PROPN 1 dobj GPE\n";

TEST(Coder, EmptyDocument) { EXPECT_TRUE(Code(Document()).empty()); }

TEST(Coder, ActiveAndPassiveAreOne) {
  const auto active = Code(SampleDocument(kActive));
  const auto passive =
      Code(SampleDocument("Kosovo Kosovo NNP PROPN 2 nsubjpass GPE\n"
                          "was be VBD AUX 2 auxpass -\n"
                          "attacked attack VBN VERB 2 ROOT -\n"
                          "by by IN ADP 2 agent -\n"
                          "Serbia Serbia NNP PROPN 3 pobj GPE\n"));
  ASSERT_EQ(active.size(), 1u);
  ASSERT_EQ(passive.size(), 1u);
  for (const Event& event : {active[0], passive[0]}) {
    EXPECT_EQ(event.type, "ASSAULT");
    ASSERT_EQ(event.source.size(), 1u);
    EXPECT_EQ(event.source[0].country, "SRB");
    ASSERT_EQ(event.target.size(), 1u);
    EXPECT_EQ(event.target[0].country, "XKX");
    EXPECT_EQ(event.quad, "material-conflict");
    EXPECT_EQ(event.plover, "ASSAULT");
    EXPECT_TRUE(event.time->inferred);
  }
}

TEST(Coder, SameBytesSameEvents) {
  const auto first = Code(SampleDocument(kActive));
  const auto second = Code(SampleDocument(kActive));
  ASSERT_EQ(first.size(), second.size());
  EXPECT_EQ(first[0].id, second[0].id);
  EXPECT_EQ(first[0].id.size(), 16u);
}

TEST(Coder, NegationDenies) {
  const auto events =
      Code(SampleDocument("Serbia Serbia NNP PROPN 3 nsubj GPE\n"
                          "did do VBD AUX 3 aux -\n"
                          "not not RB PART 3 neg -\n"
                          "attack attack VB VERB 3 ROOT -\n"
                          "Kosovo Kosovo NNP PROPN 3 dobj GPE\n"));
  ASSERT_EQ(events.size(), 1u);
  EXPECT_EQ(events[0].status, EventStatus::kDenied);
}

TEST(Coder, ContentOfARequestIsNoAct) {
  const auto events =
      Code(SampleDocument("Chad Chad NNP PROPN 1 nsubj GPE\n"
                          "asked ask VBD VERB 1 ROOT -\n"
                          "Serbia Serbia NNP PROPN 4 nsubj GPE\n"
                          "to to TO PART 4 aux -\n"
                          "attack attack VB VERB 1 ccomp -\n"
                          "Kosovo Kosovo NNP PROPN 4 dobj GPE\n"));
  ASSERT_EQ(events.size(), 1u);
  EXPECT_EQ(events[0].type, "REQUEST");
  ASSERT_EQ(events[0].target.size(), 1u);
  EXPECT_EQ(events[0].target[0].country, "SRB");
}

TEST(Coder, PlannedAidIsAnAgreementInPlover) {
  const auto events =
      Code(SampleDocument("Norway Norway NNP PROPN 2 nsubj GPE\n"
                          "will will MD AUX 2 aux -\n"
                          "help help VB VERB 2 ROOT -\n"
                          "Chad Chad NNP PROPN 2 dobj GPE\n"));
  ASSERT_EQ(events.size(), 1u);
  EXPECT_EQ(events[0].type, "AID");
  EXPECT_EQ(events[0].status, EventStatus::kPlanned);
  EXPECT_EQ(events[0].plover, "AGREE");
  EXPECT_EQ(events[0].cameo, "033");
}

TEST(Coder, TwoSentencesOfOneActAreOneRecord) {
  const auto events =
      Code(SampleDocument("Serbia Serbia NNP PROPN 1 nsubj GPE\n"
                          "attacked attack VBD VERB 1 ROOT -\n"
                          "Kosovo Kosovo NNP PROPN 1 dobj GPE\n"
                          "\n"
                          "Serbia Serbia NNP PROPN 4 nsubj GPE\n"
                          "attacked attack VBD VERB 4 ROOT -\n"
                          "Kosovo Kosovo NNP PROPN 4 dobj GPE\n"));
  ASSERT_EQ(events.size(), 1u);
  EXPECT_EQ(events[0].mentions.size(), 2u);
}

TEST(Coder, VoiceOfACommaClause) {
  const auto events =
      Code(SampleDocument("Serbia Serbia NNP PROPN 1 nsubj GPE\n"
                          "attacked attack VBD VERB 5 ccomp -\n"
                          "Kosovo Kosovo NNP PROPN 1 dobj GPE\n"
                          ", , , PUNCT 5 punct -\n"
                          "police police NNS NOUN 5 nsubj -\n"
                          "said say VBD VERB 5 ROOT -\n"));
  ASSERT_EQ(events.size(), 1u);
  ASSERT_EQ(events[0].attribution.size(), 1u);
  EXPECT_EQ(events[0].attribution[0].name, "police");
}

TEST(Coder, TraceTellsWhyNothingCame) {
  Trace trace;
  const auto events = Code(SampleDocument("It it PRP PRON 1 nsubj -\n"
                                          "attacked attack VBD VERB 1 ROOT -\n"
                                          "them they PRP PRON 1 dobj -\n"),
                           &trace);
  EXPECT_TRUE(events.empty());
  ASSERT_EQ(trace.steps().size(), 1u);
  EXPECT_NE(trace.steps()[0].what.find("no actor"), std::string::npos);
}

}  // namespace
}  // namespace avviso
