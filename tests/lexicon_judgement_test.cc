// The tables of learned weights: what is read, and what is refused.

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "lexicon/judgement.h"

namespace avviso {
namespace {

namespace fs = std::filesystem;

const std::string kData = std::string(AVVISO_SOURCE_DIR) + "/data";

class JudgementTest : public testing::Test {
 protected:
  void SetUp() override {
    dir_ = fs::temp_directory_path() / ("judgement_" + std::to_string(::getpid()));
    fs::create_directories(dir_ / "judgement");
  }
  void TearDown() override { fs::remove_all(dir_); }

  Result<Judgement> Load(const std::string& types, const std::string& confidence,
                         const std::string& claims = "") {
    std::ofstream(dir_ / "judgement/types.tsv") << "feature\tweights\n" << types;
    std::ofstream(dir_ / "judgement/confidence.tsv") << "feature\tweight\n" << confidence;
    std::ofstream(dir_ / "judgement/claims.tsv") << "feature\tweight\n" << claims;
    Result<Ontology> ontology = Ontology::Load(kData);
    EXPECT_TRUE(ontology.ok());
    return Judgement::Load(dir_.string(), ontology.value());
  }

  fs::path dir_;
};

bool IsRefused(const Result<Judgement>& judgement) {
  return !judgement.ok() && judgement.error().code == ErrorCode::kCorrupt;
}

TEST_F(JudgementTest, ClaimWeightsByTheirWords) {
  const Result<Judgement> judgement = Load("types\tACCUSE\n", "", "cue insist & clause\t1.5\n");
  ASSERT_TRUE(judgement.ok());
  EXPECT_TRUE(judgement.value().knows_claims());
  const uint64_t cue = Judgement::KeyOf({"cue", "insist"});
  EXPECT_EQ(judgement.value().ClaimWeight(cue), nullptr);
  const float* weight =
      judgement.value().ClaimWeight(Judgement::Join(cue, Judgement::KeyOf("clause")));
  ASSERT_NE(weight, nullptr);
  EXPECT_FLOAT_EQ(*weight, 1.5f);
}

TEST_F(JudgementTest, ClaimFeatureTwice) {
  EXPECT_TRUE(IsRefused(Load("types\tACCUSE\n", "", "title\t1\ntitle\t2\n")));
  EXPECT_TRUE(IsRefused(Load("types\tACCUSE\n", "", "title\tmuch\n")));
}

TEST_F(JudgementTest, ReadsWeights) {
  const auto judgement = Load("types\tAID ASSAULT\nlem=give\t1.5 -2 0.25\n", "bias\t-0.5\n");
  ASSERT_TRUE(judgement.ok()) << judgement.error().message;
  EXPECT_FALSE(judgement.value().empty());
  EXPECT_EQ(judgement.value().classes(), 3u);
  const auto weights = judgement.value().TypeWeights(Judgement::KeyOf("lem=give"));
  ASSERT_EQ(weights.size(), 3u);
  EXPECT_EQ(weights[1], -2);
  EXPECT_EQ(judgement.value().ConfidenceWeight("bias"), -0.5);
  EXPECT_TRUE(judgement.value().TypeWeights(Judgement::KeyOf("lem=take")).empty());
  EXPECT_EQ(judgement.value().ConfidenceWeight("act"), 0);
}

TEST_F(JudgementTest, EmptyTablesAreFine) {
  const auto judgement = Load("", "");
  ASSERT_TRUE(judgement.ok());
  EXPECT_TRUE(judgement.value().empty());
}

TEST_F(JudgementTest, FaultsAreTold) {
  EXPECT_TRUE(IsRefused(Load("types\tNONESUCH\n", "")));
  EXPECT_TRUE(IsRefused(Load("bias\t1 2 3\n", "")));
  EXPECT_TRUE(IsRefused(Load("types\tAID\nbias\t1\n", "")));
  EXPECT_TRUE(IsRefused(Load("types\tAID\nbias\t1 x\n", "")));
  EXPECT_TRUE(IsRefused(Load("types\tAID\nbias\t1 2\nbias\t1 2\n", "")));
  EXPECT_TRUE(IsRefused(Load("", "bias\tmuch\n")));
}

TEST(Judgement, OwnTablesLoad) {
  const auto ontology = Ontology::Load(kData);
  ASSERT_TRUE(ontology.ok());
  const auto judgement = Judgement::Load(kData, ontology.value());
  ASSERT_TRUE(judgement.ok()) << judgement.error().message;
  EXPECT_FALSE(judgement.value().empty());
  EXPECT_EQ(judgement.value().classes(), ontology.value().types().size() + 1);
}

}  // namespace
}  // namespace avviso
