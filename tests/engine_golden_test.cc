// Golden cases of the coder: tests/golden/events/*.case, a text and the events
// that it tells.
//
//   REQUEST/yield happened: United States USA GOV -> Serbia SRB GOV [asked] <- Alan Roe
//
// An expectation is a line for each event, in order: type and mode, status,
// sources and targets by name, country and sector, the first trigger, the voices.
// A case without events expects the line "none".
//
// Cases of tests/golden/events hold the rules, without the encoder; those of tests/golden/read
// what rules and encoder make together.
//
// Needs the default model, and the encoder; says so if one isn't there. tests/golden_cases.h has
// the form.

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "engine/encoder_store.h"
#include "engine/engine.h"
#include "engine/gazetteer_store.h"
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

std::string Answer(const Engine& engine, Engine::Workspace* workspace, const GoldenCase& c) {
  const CodedArticle coded = engine.Code(ArticleOfCase(c), workspace);
  CheckSpans(coded);
  return Show(coded);
}

TEST(Golden, Events) {
  EngineOptions options;
  options.min_confidence = 0;  // rules are held here, not weights
  CheckGoldenCoding("events", 80, options, Answer);
}

TEST(Golden, EventsRead) {
  EngineOptions options;
  options.encoder = FindEncoder();
  options.gazetteer = FindGazetteer();
  if (options.encoder.empty()) GTEST_SKIP() << "no encoder is installed: tools/fetch_encoder.sh";
  if (options.gazetteer.empty()) GTEST_SKIP() << "no gazetteer is installed: make data";
  CheckGoldenCoding("read", 15, options, Answer);
}

}  // namespace
}  // namespace avviso
