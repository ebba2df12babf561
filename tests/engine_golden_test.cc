// Golden cases of the coder: tests/golden/events/*.case, a text and the events
// that it tells.
//
//   # says why the case is here
//   @published 2023-09-29        optional, as @url
//   The text, one block a line.
//   ----
//   REQUEST/yield happened: United States USA GOV -> Serbia SRB GOV [asked] <- Alan Roe
//   ====
//
// An expectation is a line for each event, in order: type and mode, status,
// sources and targets by name, country and sector, the first trigger, the voices.
// A case without events expects the line "none".
//
// With AVVISO_UPDATE_GOLDEN=1 the expectations are written anew, to be reviewed
// as a diff. Needs the default model; says so if it isn't there.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "base/file_system.h"
#include "engine/engine.h"
#include "engine/model_store.h"

namespace avviso {
namespace {

constexpr const char* kStatus[] = {"happened", "planned", "possible", "denied", "conditional"};

struct Case {
  std::string comment, published, url, text, expected;
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

std::string Show(const std::vector<Participant>& actors) {
  std::string out;
  for (const Participant& actor : actors) {
    if (!out.empty()) out += " + ";
    out += actor.name + (actor.country.empty() ? " -" : " " + actor.country) +
           (actor.sector.empty() ? " -" : " " + actor.sector);
  }
  return out.empty() ? "nobody" : out;
}

std::string Show(const CodedArticle& coded) {
  std::string out;
  for (const Event& event : coded.events) {
    out += event.type + (event.mode.empty() ? "" : "/" + event.mode) + " " +
           kStatus[static_cast<size_t>(event.status)] + ": " + Show(event.source) + " -> " +
           Show(event.target) + " [" +
           std::string(event.mentions.front().trigger.In(coded.article.text)) + "]";
    if (event.place) out += " @" + event.place->place.name;
    if (event.time && !event.time->inferred && event.time->start) {
      out += " on " + FormatDay(*event.time->start);
    }
    for (const EventNumber& number : event.numbers) {
      if (number.value) out += " " + number.what + "=" + std::to_string(*number.value);
    }
    for (const Voice& voice : event.attribution) out += " <- " + voice.name;
    out += "\n";
  }
  return out.empty() ? "none\n" : out;
}

// The promises of a record that hold for any text.
void CheckSpans(const CodedArticle& coded) {
  const auto inside = [&](Span span) {
    return span.begin <= span.end && span.end <= coded.article.text.size();
  };
  for (const Event& event : coded.events) {
    ASSERT_FALSE(event.mentions.empty());
    EXPECT_FALSE(event.source.empty() && event.target.empty());
    for (const EventMention& mention : event.mentions) {
      EXPECT_TRUE(inside(mention.sentence) && mention.sentence.Contains(mention.trigger));
    }
    for (const Participant& actor : event.source) EXPECT_TRUE(inside(actor.text));
    for (const Participant& actor : event.target) EXPECT_TRUE(inside(actor.text));
    for (const Voice& voice : event.attribution) EXPECT_TRUE(inside(voice.text));
  }
}

TEST(Golden, Events) {
  const auto model = FindModel("");
  if (!model.ok()) GTEST_SKIP() << model.error().message;
  const std::string source = AVVISO_SOURCE_DIR;
  const auto engine = Engine::Open({model.value(), source + "/data"});
  ASSERT_TRUE(engine.ok()) << engine.error().message;
  auto workspace = engine.value().MakeWorkspace();
  std::vector<std::string> paths;
  for (const auto& entry : std::filesystem::directory_iterator(source + "/tests/golden/events")) {
    if (entry.path().extension() == ".case") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  ASSERT_FALSE(paths.empty());
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
      CheckSpans(coded);
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
  EXPECT_GE(count, 80u);
}

}  // namespace
}  // namespace avviso
