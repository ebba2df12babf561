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

  Result<Judgement> Load(const std::string& records, const std::string& claims = "") {
    std::ofstream(dir_ / "judgement/records.tsv") << "model\tfeature\tweight\n" << records;
    std::ofstream(dir_ / "judgement/claims.tsv") << "feature\tweight\n" << claims;
    return Judgement::Load(dir_.string());
  }

  fs::path dir_;
};

bool IsRefused(const Result<Judgement>& judgement) {
  return !judgement.ok() && judgement.error().code == ErrorCode::kCorrupt;
}

TEST_F(JudgementTest, ClaimWeightsByTheirWords) {
  const Result<Judgement> judgement = Load("", "cue insist & clause\t1.5\n");
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
  EXPECT_TRUE(IsRefused(Load("", "title\t1\ntitle\t2\n")));
  EXPECT_TRUE(IsRefused(Load("", "title\tmuch\n")));
}

// A feature weighs in its own model alone.
TEST_F(JudgementTest, WeightsByModelAndFeature) {
  const auto judgement = Load("act\tread\t1.5\nsource\tread\t-2\nact\tbias\t0.25\n");
  ASSERT_TRUE(judgement.ok()) << judgement.error().message;
  EXPECT_EQ(judgement.value().Weight(Weighed::kAct, "read"), 1.5);
  EXPECT_EQ(judgement.value().Weight(Weighed::kSource, "read"), -2);
  EXPECT_EQ(judgement.value().Weight(Weighed::kAct, "bias"), 0.25);
  EXPECT_EQ(judgement.value().Weight(Weighed::kSource, "bias"), 0);
  EXPECT_EQ(judgement.value().Weight(Weighed::kTarget, "read"), 0);
}

TEST_F(JudgementTest, EmptyTablesAreFine) {
  const auto judgement = Load("");
  ASSERT_TRUE(judgement.ok());
  EXPECT_EQ(judgement.value().Weight(Weighed::kConfidence, "bias"), 0);
  EXPECT_FALSE(judgement.value().knows_claims());
}

TEST_F(JudgementTest, FaultsAreTold) {
  EXPECT_TRUE(IsRefused(Load("nonesuch\tbias\t1\n")));
  EXPECT_TRUE(IsRefused(Load("act\tbias\tmuch\n")));
  EXPECT_TRUE(IsRefused(Load("act\tbias\t1\nact\tbias\t2\n")));
}

TEST(Judgement, OwnTablesLoad) {
  const auto judgement = Judgement::Load(kData);
  ASSERT_TRUE(judgement.ok()) << judgement.error().message;
  for (const Weighed model : {Weighed::kAct, Weighed::kSource, Weighed::kTarget, Weighed::kMerge,
                              Weighed::kConfidence, Weighed::kAlone}) {
    EXPECT_NE(judgement.value().Weight(model, "bias"), 0);
  }
  EXPECT_GT(judgement.value().Weight(Weighed::kAct, "read"), 0);
  EXPECT_TRUE(judgement.value().knows_claims());
}

}  // namespace
}  // namespace avviso
