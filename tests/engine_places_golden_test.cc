// Golden cases of places: tests/golden/places/*.case, a text and the places that it
// names; tests/golden/where/*.case, a text and where its acts took place and what they
// count.
//
//   # says why the cases are here
//   @published 2023-09-29        optional, as @url
//   The text, one block a line.
//   ----
//   Zvecan XKX populated-place 43 21     words, state, precision, whole degrees
//   [killed] @ Zvecan XKX populated-place 43 21; killed 5 [5,5] says police
//   ====
//
// An act is shown by the words that name it; its type is for tests/golden/events. "-" stands
// for what is empty, "~" before words for an associative place, "?" behind a place for one that
// is inferred. Degrees are rounded, so that another edition of the gazetteer gives the same.
// With AVVISO_UPDATE_GOLDEN=1 the expectations are written anew, to be reviewed as a diff.
// Needs the default model and a gazetteer; says so if one isn't there.

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "base/file_system.h"
#include "engine/engine.h"
#include "engine/gazetteer_store.h"
#include "engine/model_store.h"

namespace avviso {
namespace {

constexpr const char* kPrecisions[] = {"-", "point", "populated-place", "admin", "country", "area"};

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

std::string Show(const PlaceMention& place, std::string_view words) {
  std::string out = place.associative ? "~" : "";
  out += std::string(words) + " " + (place.country.empty() ? "-" : place.country) + " " +
         kPrecisions[static_cast<size_t>(place.precision)];
  if (place.lat && place.lon) {
    out += " " + std::to_string(std::lround(*place.lat)) + " " +
           std::to_string(std::lround(*place.lon));
  } else {
    out += " -";
  }
  return out;
}

std::string ShowPlaces(const CodedArticle& coded) {
  std::string out;
  for (const PlaceMention& place : coded.mentions.places) {
    out += Show(place, coded.document.SpanOf(place.tokens).In(coded.document.text)) + "\n";
  }
  return out.empty() ? "none\n" : out;
}

std::string ShowEvents(const CodedArticle& coded) {
  std::string out;
  const auto show = [](const std::optional<int64_t>& n) { return n ? std::to_string(*n) : "-"; };
  for (const Event& event : coded.events) {
    out += "[" + std::string(event.mentions.front().trigger.In(coded.document.text)) + "]";
    if (event.place) {
      out += " @ " + Show(event.place->place, event.place->text.In(coded.document.text));
      if (event.place->inferred) out += "?";
    }
    for (const EventNumber& number : event.numbers) {
      out += "; " + number.what + " " + show(number.value) + " [" + show(number.low) + "," +
             show(number.high) + "]";
      if (!number.says.empty()) out += " says " + number.says;
    }
    out += "\n";
  }
  return out.empty() ? "none\n" : out;
}

// What holds for any text: in order, no overlap, a point on Earth or a reason.
void CheckPromises(const CodedArticle& coded) {
  TokenId end = 0;
  for (const PlaceMention& place : coded.mentions.places) {
    EXPECT_LT(place.tokens.begin, place.tokens.end);
    EXPECT_GE(place.tokens.begin, end);
    end = place.tokens.end;
    EXPECT_EQ(place.lat.has_value(), place.lon.has_value());
    EXPECT_NE(place.lat.has_value(), place.unresolved != nullptr);
    if (place.lat) {
      EXPECT_LE(std::abs(*place.lat), 90);
      EXPECT_LE(std::abs(*place.lon), 180);
    }
  }
  for (const Event& event : coded.events) {
    if (event.place) {
      EXPECT_FALSE(event.place->place.associative);
    }
    for (const EventNumber& number : event.numbers) {
      EXPECT_TRUE(number.value || number.low || number.high);
      if (number.low && number.high) {
        EXPECT_LE(*number.low, *number.high);
      }
    }
  }
}

void Check(const Engine& engine, const std::string& folder, size_t least,
           std::string (*show)(const CodedArticle&)) {
  auto workspace = engine.MakeWorkspace();
  std::vector<std::string> paths;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
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
      const CodedArticle coded = engine.Code(article, &workspace);
      CheckPromises(coded);
      const std::string got = show(coded);
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
  EXPECT_GE(count, least);
}

class PlacesGolden : public ::testing::Test {
 protected:
  void SetUp() override {
    const auto model = FindModel("");
    if (!model.ok()) GTEST_SKIP() << model.error().message;
    EngineOptions options;
    options.model = model.value();
    options.tables = source_ + "/data";
    options.gazetteer = FindGazetteer();
    if (options.gazetteer.empty()) GTEST_SKIP() << "no gazetteer is installed: make data";
    auto engine = Engine::Open(options);
    ASSERT_TRUE(engine.ok()) << engine.error().message;
    engine_.emplace(std::move(engine).value());
  }

  const std::string source_ = AVVISO_SOURCE_DIR;
  std::optional<Engine> engine_;
};

TEST_F(PlacesGolden, Places) { Check(*engine_, source_ + "/tests/golden/places", 60, ShowPlaces); }

TEST_F(PlacesGolden, WhereAndHowMany) {
  Check(*engine_, source_ + "/tests/golden/where", 60, ShowEvents);
}

}  // namespace
}  // namespace avviso
