// Golden cases: files of tests/golden/<folder>/*.case.
//
//   # says why the case is here
//   @published 2023-09-29        optional, as @url
//   The text, one block a line.
//   ----
//   what is expected, lines
//   ====
//
// With AVVISO_UPDATE_GOLDEN=1 the expectations are written anew, to be reviewed as a diff.

#ifndef AVVISO_TESTS_GOLDEN_CASES_H_
#define AVVISO_TESTS_GOLDEN_CASES_H_

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <sstream>
#include <string>
#include <vector>

#include "base/day.h"
#include "base/file_system.h"
#include "engine/engine.h"
#include "engine/model_store.h"
#include "reader/article.h"

namespace avviso {

struct GoldenCase {
  std::string comment, published, url, text, expected;
};

inline std::vector<GoldenCase> ReadCases(const std::string& bytes) {
  std::vector<GoldenCase> cases;
  GoldenCase now;
  bool expecting = false;
  std::istringstream lines(bytes);
  for (std::string line; std::getline(lines, line);) {
    if (line == "====") {
      cases.push_back(now);
      now = GoldenCase();
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

inline std::string WriteCases(const std::vector<GoldenCase>& cases) {
  std::string out;
  for (const GoldenCase& c : cases) {
    out += c.comment;
    if (!c.published.empty()) out += "@published " + c.published + "\n";
    if (!c.url.empty()) out += "@url " + c.url + "\n";
    out += c.text + "\n----\n" + c.expected + "====\n";
  }
  return out;
}

inline Article ArticleOfCase(const GoldenCase& c) {
  Article article;
  article.id = "case";
  article.url = c.url;
  article.published = c.published;
  article.published_day = ParseIsoDay(c.published);
  article.text = c.text;
  return article;
}

// Holds what `answer` says of each case against what is expected; there must be at least
// `least` cases.
inline void CheckGolden(const std::string& folder, size_t least,
                        const std::function<std::string(const GoldenCase&)>& answer) {
  const bool update = std::getenv("AVVISO_UPDATE_GOLDEN") != nullptr;
  std::vector<std::string> paths;
  for (const auto& entry : std::filesystem::directory_iterator(std::string(AVVISO_SOURCE_DIR) +
                                                               "/tests/golden/" + folder)) {
    if (entry.path().extension() == ".case") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  size_t count = 0;
  for (const std::string& path : paths) {
    const auto bytes = ReadFile(path);
    ASSERT_TRUE(bytes.ok()) << bytes.error().message;
    std::vector<GoldenCase> cases = ReadCases(bytes.value());
    count += cases.size();
    for (GoldenCase& c : cases) {
      const std::string got = answer(c);
      if (!update) {
        EXPECT_EQ(got, c.expected) << path << "\n" << c.comment << c.text;
      }
      c.expected = got;
    }
    if (update) {
      ASSERT_TRUE(WriteFile(path, WriteCases(cases)).ok());
    }
  }
  EXPECT_GE(count, least);
}

// The same for what an engine with the default model and the project's tables codes.
// Skips, and says so, if the model isn't installed. `options` has what else the engine uses: a
// gazetteer, an encoder.
inline void CheckGoldenCoding(const std::string& folder, size_t least, EngineOptions options,
                              const std::function<std::string(const Engine&, Engine::Workspace*,
                                                              const GoldenCase&)>& answer) {
  const auto model = FindModel("");
  if (!model.ok()) GTEST_SKIP() << model.error().message;
  options.model = model.value();
  options.tables = std::string(AVVISO_SOURCE_DIR) + "/data";
  const auto engine = Engine::Open(options);
  ASSERT_TRUE(engine.ok()) << engine.error().message;
  auto workspace = engine.value().MakeWorkspace();
  CheckGolden(folder, least,
              [&](const GoldenCase& c) { return answer(engine.value(), &workspace, c); });
}

}  // namespace avviso

#endif  // AVVISO_TESTS_GOLDEN_CASES_H_
