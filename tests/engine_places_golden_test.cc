// Golden cases of places: tests/golden/places/*.case, a text and the places that it
// names; tests/golden/where/*.case, a text and where its acts took place and what they
// count.
//
//   Zvecan XKX populated-place 43 21     words, state, precision, whole degrees
//   [killed] @ Zvecan XKX populated-place 43 21; killed 5 [5,5] says police
//
// An act is shown by the words that name it; its type is for tests/golden/events. "-" stands
// for what is empty, "~" before words for an associative place, "?" behind a place for one that
// is inferred. Degrees are rounded, so that another edition of the gazetteer gives the same.
// tests/golden_cases.h has the form. Needs the default model and a gazetteer; says so if one isn't
// there.

#include <gtest/gtest.h>

#include <cmath>
#include <optional>
#include <string>

#include "engine/engine.h"
#include "engine/gazetteer_store.h"
#include "golden_cases.h"

namespace avviso {
namespace {

constexpr const char* kPrecisions[] = {"-", "point", "populated-place", "admin", "country", "area"};

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

void Check(const std::string& folder, std::string (*show)(const CodedArticle&)) {
  EngineOptions options;
  options.gazetteer = FindGazetteer();
  options.min_confidence = 0;
  if (options.gazetteer.empty()) GTEST_SKIP() << "no gazetteer is installed: make data";
  CheckGoldenCoding(
      folder, 60, options,
      [show](const Engine& engine, Engine::Workspace* workspace, const GoldenCase& c) {
        const CodedArticle coded = engine.Code(ArticleOfCase(c), workspace);
        CheckPromises(coded);
        return show(coded);
      });
}

TEST(PlacesGolden, Places) { Check("places", ShowPlaces); }

TEST(PlacesGolden, WhereAndHowMany) { Check("where", ShowEvents); }

}  // namespace
}  // namespace avviso
