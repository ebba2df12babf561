// Golden cases of the coder: tests/golden/events/*.case, a text and the events
// that it tells.
//
//   REQUEST/yield happened: United States USA GOV -> Serbia SRB GOV [asked] <- Alan Roe
//
// An expectation is a line for each event, in order: type and mode, status,
// sources and targets by name, country and sector, the first trigger, the voices.
// A case without events expects the line "none".
//
// Needs the default model; says so if it isn't there. tests/golden_cases.h has the form.

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "engine/engine.h"
#include "golden_cases.h"

namespace avviso {
namespace {

constexpr const char* kStatus[] = {"happened", "planned", "possible", "denied", "conditional"};

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
  CheckGoldenCoding("events", 80, "",
                    [](const Engine& engine, Engine::Workspace* workspace, const GoldenCase& c) {
                      const CodedArticle coded = engine.Code(ArticleOfCase(c), workspace);
                      CheckSpans(coded);
                      return Show(coded);
                    });
}

}  // namespace
}  // namespace avviso
