// Golden cases of times: tests/golden/times/*.case, a text and the expressions
// that it holds.
//
//   # says why the cases are here
//   @published 2023-09-29        optional, as @url
//   The text, one block a line.
//   ----
//   last Friday DATE 2023-09-22  the words, the type, the value; "-" if unresolved
//   ====
//
// A case without times expects the line "none". With AVVISO_UPDATE_GOLDEN=1 the
// expectations are written anew, to be reviewed as a diff. Needs the default
// model; says so if it isn't there.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

#include "base/file_system.h"
#include "engine/engine.h"
#include "engine/model_store.h"

namespace avviso {
namespace {

constexpr const char* kTypes[] = {"DATE", "TIME", "DURATION", "SET"};

struct Case {
  std::string comment, published, url, text, expected;
};

std::vector<Case> ReadCases(const std::string& bytes) {
  std::vector<Case> cases;
  Case now;
  bool expecting = false;
  std::istringstream lines(bytes);
  for (std::string line; std::getline(lines, line);) {
    if (line == "====") {
      cases.push_back(now);
      now = Case();
      expecting = false;
    } else if (line == "----") {
      expecting = true;
    } else if (expecting) {
      now.expected += line + "\n";
    } else if (line.starts_with("#")) {
      now.comment += line + "\n";
    } else if (line.starts_with("@published ")) {
      now.published = line.substr(11);
    } else if (line.starts_with("@url ")) {
      now.url = line.substr(5);
    } else {
      now.text += now.text.empty() ? line : "\n" + line;
    }
  }
  return cases;
}

std::string WriteCases(const std::vector<Case>& cases) {
  std::string out;
  for (const Case& c : cases) {
    out += c.comment;
    if (!c.published.empty()) out += "@published " + c.published + "\n";
    if (!c.url.empty()) out += "@url " + c.url + "\n";
    out += c.text + "\n----\n" + c.expected + "====\n";
  }
  return out;
}

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
  const auto model = FindModel("");
  if (!model.ok()) GTEST_SKIP() << model.error().message;
  const std::string source = AVVISO_SOURCE_DIR;
  const auto engine = Engine::Open({model.value(), source + "/data"});
  ASSERT_TRUE(engine.ok()) << engine.error().message;
  auto workspace = engine.value().MakeWorkspace();
  std::vector<std::string> paths;
  for (const auto& entry : std::filesystem::directory_iterator(source + "/tests/golden/times")) {
    if (entry.path().extension() == ".case") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  size_t count = 0;
  for (const std::string& path : paths) {
    const auto bytes = ReadFile(path);
    ASSERT_TRUE(bytes.ok()) << bytes.error().message;
    std::vector<Case> cases = ReadCases(bytes.value());
    for (Case& c : cases) {
      Article article;
      article.id = "case";
      article.url = c.url;
      article.published = c.published;
      article.published_day = ParseIsoDay(c.published);
      article.text = c.text;
      const CodedArticle coded = engine.value().Code(article, &workspace);
      CheckPromises(coded);
      const std::string got = Show(coded);
      if (std::getenv("AVVISO_UPDATE_GOLDEN") != nullptr) {
        c.expected = got;
      } else {
        EXPECT_EQ(got, c.expected) << path << "\n" << c.comment << c.text;
      }
      ++count;
    }
    if (std::getenv("AVVISO_UPDATE_GOLDEN") != nullptr) {
      ASSERT_TRUE(WriteFile(path, WriteCases(cases)).ok());
    }
  }
  EXPECT_GE(count, 400u);
}

}  // namespace
}  // namespace avviso
