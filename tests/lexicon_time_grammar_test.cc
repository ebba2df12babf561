// The tables of times: the real ones load and hold what the docs say; broken ones
// are refused with file and line.

#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "base/file_system.h"
#include "lexicon/time_grammar.h"
#include "lexicon/time_pattern.h"

namespace avviso {
namespace {

constexpr const char* kWords = "class\twords\tvalue\nmonth\tmay\t5\nunit\tday\t4\n";
constexpr const char* kTense = "cue\twords\nfuture-aux\twill\n";

class Tables : public testing::Test {
 protected:
  void SetUp() override {
    dir_ = testing::TempDir() + "avviso_times_" +
           testing::UnitTest::GetInstance()->current_test_info()->name();
    std::filesystem::create_directories(dir_ + "/times");
    Write("words.tsv", kWords);
    Write("tense.tsv", kTense);
    Write("rules.tsv", "id\tpattern\tmake\ttest\na\t@month\tmonth\t\n");
  }
  void TearDown() override { std::filesystem::remove_all(dir_); }

  void Write(const std::string& file, const std::string& bytes) {
    ASSERT_TRUE(WriteFile(dir_ + "/times/" + file, bytes).ok());
  }
  // The message with which rules of these rows are refused; empty if they load.
  std::string Refusal(const std::string& rows) {
    Write("rules.tsv", "id\tpattern\tmake\ttest\n" + rows);
    return Message();
  }
  std::string Message() const {
    const auto grammar = TimeGrammar::Load(dir_);
    if (grammar.ok()) return "";
    EXPECT_EQ(grammar.error().code, ErrorCode::kCorrupt);
    return grammar.error().message;
  }
  static bool Says(const std::string& message, const std::string& what) {
    return message.find(what) != std::string::npos;
  }

  std::string dir_;
};

TEST_F(Tables, FollowsAPattern) {
  EXPECT_EQ(Refusal("$n\t( a | the )\t\t\nx\t$n? < @unit > ( before | after )\tref-shift\tend\n"),
            "");
  const auto loaded = TimeGrammar::Load(dir_);
  ASSERT_TRUE(loaded.ok());
  const TimeGrammar& grammar = loaded.value();
  uint32_t node = TimeGrammar::kRoot;
  for (const TimeSymbol symbol :
       {grammar.Literal("the"), grammar.Class("unit"), grammar.Literal("after")}) {
    node = grammar.Next(node, symbol);
    ASSERT_NE(node, TimeGrammar::kRoot);
  }
  const auto accepts = grammar.AcceptsAt(node);
  ASSERT_EQ(accepts.size(), 1u);
  EXPECT_EQ(accepts[0].begin, 1);
  EXPECT_EQ(accepts[0].end, 2);
  EXPECT_EQ(grammar.rule(accepts[0].rule).test, TimeTest::kEnd);
  EXPECT_EQ(grammar.Next(node, grammar.Literal("the")), TimeGrammar::kRoot);
  EXPECT_TRUE(grammar.HasCue(TenseCue::kFutureAux, "will"));
  EXPECT_FALSE(grammar.HasCue(TenseCue::kSchedule, "will"));
}

TEST_F(Tables, RefusesBrokenRules) {
  EXPECT_TRUE(Says(Refusal("x\t@moon\tmonth\t\n"), "rules.tsv:2: unknown class"));
  EXPECT_TRUE(Says(Refusal("x\t@month\tmoon\t\n"), "rules.tsv:2: unknown make"));
  EXPECT_TRUE(Says(Refusal("x\t@month\tmonth\tmoon\n"), "rules.tsv:2: unknown test"));
  EXPECT_TRUE(Says(Refusal("x\t( @month\tmonth\t\n"), "'(' without ')'"));
  EXPECT_TRUE(Says(Refusal("x\t@month )\tmonth\t\n"), "')' without '('"));
  EXPECT_TRUE(Says(Refusal("x\t$no\tmonth\t\n"), "no pattern $no"));
  EXPECT_TRUE(Says(Refusal("$n\ta\t\t\n$n\tb\t\t\n"), "rules.tsv:3: $n is named twice"));
  EXPECT_TRUE(Says(Refusal("x\ta?\tmonth\t\n"), "allows nothing"));
  EXPECT_TRUE(Says(Refusal("x\ta < > b\tmonth\t\n"), "hold nothing"));
  std::string much = "x\t";
  for (int i = 0; i < 20; ++i) much += "( a | b | c ) ";
  EXPECT_TRUE(Says(Refusal(much + "\tmonth\t\n"), "too many sequences"));
}

TEST_F(Tables, RefusesBrokenWords) {
  Write("words.tsv", "class\twords\tvalue\nmonth\tmay\tfive\n");
  EXPECT_TRUE(Says(Message(), "words.tsv:2: value is no whole number"));
  Write("words.tsv", "class\twords\tvalue\nmonth\tmay\t5\nmonth\tmay\t6\n");
  EXPECT_TRUE(Says(Message(), "words.tsv:3: \"may\" is in this class already"));
  Write("words.tsv", kWords);
  Write("tense.tsv", "cue\twords\nsoon\twill\n");
  EXPECT_TRUE(Says(Message(), "tense.tsv:2: unknown cue"));
}

TEST(RealTables, Load) {
  const auto grammar = TimeGrammar::Load(std::string(AVVISO_SOURCE_DIR) + "/data");
  ASSERT_TRUE(grammar.ok()) << grammar.error().message;
  EXPECT_GT(grammar.value().rule_count(), 100u);
  EXPECT_LT(grammar.value().node_count(), 100000u);
}

}  // namespace
}  // namespace avviso
