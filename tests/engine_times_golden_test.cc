// Golden cases of times: tests/golden/times/*.case, a text and the expressions
// that it holds.
//
//   last Friday DATE 2023-09-22  the words, the type, the value; "-" if unresolved
//
// A case without times expects the line "none". Needs the default model; says so if it isn't
// there. tests/golden_cases.h has the form.

#include <gtest/gtest.h>

#include <string>

#include "engine/engine.h"
#include "golden_cases.h"

namespace avviso {
namespace {

constexpr const char* kTypes[] = {"DATE", "TIME", "DURATION", "SET"};

std::string Show(const CodedArticle& coded) {
  std::string out;
  for (const TimeMention& time : coded.mentions.times) {
    out += std::string(coded.document.SpanOf(time.tokens).In(coded.document.text)) + " " +
           kTypes[static_cast<size_t>(time.type)] + " " + (time.value.empty() ? "-" : time.value) +
           "\n";
  }
  return out.empty() ? "none\n" : out;
}

// What holds for any text: in order, no overlap, days only with a value, a reason
// where there are none.
void CheckPromises(const CodedArticle& coded) {
  TokenId end = 0;
  for (const TimeMention& time : coded.mentions.times) {
    EXPECT_LT(time.tokens.begin, time.tokens.end);
    EXPECT_GE(time.tokens.begin, end);
    end = time.tokens.end;
    EXPECT_EQ(time.start.has_value(), time.end.has_value());
    if (time.start) {
      EXPECT_LE(*time.start, *time.end);
      EXPECT_FALSE(time.value.empty());
    }
    if (time.value.empty()) {
      EXPECT_NE(time.unresolved, TimeMention::Unresolved::kNo);
    }
  }
}

TEST(Golden, Times) {
  CheckGoldenCoding("times", 400, {},
                    [](const Engine& engine, Engine::Workspace* workspace, const GoldenCase& c) {
                      const CodedArticle coded = engine.Code(ArticleOfCase(c), workspace);
                      CheckPromises(coded);
                      return Show(coded);
                    });
}

}  // namespace
}  // namespace avviso
