// Golden cases of actors and claims: tests/golden/{actors,claims}/*.case.
//
// Actors: a line a phrase, "phrase", "phrase @2022-05-01" or "phrase || what it stood
// in", and what it is resolved to: "name | country sector". Claims: a text, and a line for each
// claim: source (its name) "cue" content; "-> N" is the claim that reports it.
//
//   # says why the case is here
//   Serbian troops
//   ----
//   Serbian troops | SRB MIL
//   ====
//
// With AVVISO_UPDATE_GOLDEN=1 the expectations are written anew, to be reviewed
// as a diff. Needs the default model; says so if it isn't there.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "base/file_system.h"
#include "engine/engine.h"
#include "engine/model_store.h"

namespace avviso {
namespace {

struct Case {
  std::string comment, text, expected;
};

std::vector<std::string> Lines(const std::string& text) {
  std::vector<std::string> lines;
  for (size_t begin = 0; begin < text.size();) {
    size_t end = text.find('\n', begin);
    if (end == std::string::npos) end = text.size();
    lines.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return lines;
}

std::vector<Case> ReadCases(const std::string& bytes) {
  std::vector<Case> cases;
  Case now;
  bool expecting = false;
  for (const std::string& line : Lines(bytes)) {
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
    } else {
      now.text += now.text.empty() ? line : "\n" + line;
    }
  }
  return cases;
}

using Answer = std::function<std::string(const Engine&, Engine::Workspace*, const std::string&)>;

void CheckFolder(const std::string& folder, const Answer& answer) {
  const auto model = FindModel("");
  if (!model.ok()) GTEST_SKIP() << model.error().message;
  const std::string source = AVVISO_SOURCE_DIR;
  const auto engine = Engine::Open({model.value(), source + "/data"});
  ASSERT_TRUE(engine.ok()) << engine.error().message;
  auto workspace = engine.value().MakeWorkspace();
  std::vector<std::string> paths;
  for (const auto& entry :
       std::filesystem::directory_iterator(source + "/tests/golden/" + folder)) {
    if (entry.path().extension() == ".case") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  ASSERT_FALSE(paths.empty());
  for (const std::string& path : paths) {
    const auto bytes = ReadFile(path);
    ASSERT_TRUE(bytes.ok()) << bytes.error().message;
    std::string updated;
    for (const Case& c : ReadCases(bytes.value())) {
      const std::string got = answer(engine.value(), &workspace, c.text);
      updated += c.comment + c.text + "\n----\n" + got + "====\n";
      if (std::getenv("AVVISO_UPDATE_GOLDEN") == nullptr) {
        EXPECT_EQ(got, c.expected) << path << "\n" << c.comment << c.text;
      }
    }
    if (std::getenv("AVVISO_UPDATE_GOLDEN") != nullptr) {
      ASSERT_TRUE(WriteFile(path, updated).ok());
    }
  }
}

TEST(Golden, Actors) {
  CheckFolder("actors",
              [](const Engine& engine, Engine::Workspace* workspace, const std::string& text) {
                std::string out;
                for (const std::string& line : Lines(text)) {
                  ActorPhrase phrase{line, ""};
                  if (const size_t bar = line.find(" || "); bar != std::string::npos) {
                    phrase.text = line.substr(0, bar);
                    phrase.context = line.substr(bar + 4);
                  } else if (const size_t at = line.find(" @"); at != std::string::npos) {
                    phrase.text = line.substr(0, at);
                    phrase.day = ParseIsoDay(line.substr(at + 2));
                    EXPECT_TRUE(phrase.day.has_value()) << line;
                  }
                  const ActorMention actor = engine.ResolveActor(phrase, workspace);
                  out += actor.name + " | " + (actor.country.empty() ? "-" : actor.country) + " " +
                         (actor.sector.empty() ? "-" : actor.sector) + "\n";
                }
                return out;
              });
}

TEST(Golden, Claims) {
  CheckFolder("claims",
              [](const Engine& engine, Engine::Workspace* workspace, const std::string& text) {
                Article article;
                article.text = text;
                const CodedArticle coded = engine.Code(std::move(article), workspace);
                std::string out;
                for (const Claim& claim : coded.claims) {
                  out += claim.source_name + " \"" + std::string(claim.cue.In(text)) + "\"";
                  for (const Span part : claim.content) {
                    EXPECT_LE(part.end, text.size());
                    out += " [" + std::string(part.In(text)) + "]";
                  }
                  if (claim.whole_article) out += " all";
                  if (claim.outer != kNoClaim)
                    out += " -> " + coded.claims[claim.outer].source_name;
                  out += "\n";
                }
                return out.empty() ? std::string("none\n") : out;
              });
}

}  // namespace
}  // namespace avviso
