#include <gtest/gtest.h>

#include <string>

#include "base/json_reader.h"
#include "views/record_check.h"
#include "views/record_json.h"
#include "views/record_table.h"

namespace avviso {
namespace {

// Where `words` stand in the text, in bytes.
Span Find(const std::string& text, std::string_view words) {
  const size_t at = text.find(words);
  AVVISO_CHECK(at != std::string::npos);
  return {static_cast<uint32_t>(at), static_cast<uint32_t>(at + words.size())};
}

// One row for each of `words`; enough of a Document for views of records.
void AddToken(CodedArticle* coded, std::string_view words) {
  coded->document.span.push_back(Find(coded->document.text, words));
}

// A hand-made record, with characters of two, three and four bytes before its spans.
CodedArticle Sample() {
  CodedArticle coded;
  const std::string text =
      "Vučić 😀 — “Serbia” asked NATO to help five people in Zvečan on Friday, a clerk said.";
  coded.article.id = "a\"1";
  coded.article.text = text;
  coded.article.outlet = "hotnews.example";
  coded.article.published = "2023-09-29";
  coded.article.notes = {{"some-note", "said of the article"}};
  coded.document.text = text;
  coded.document.notes = {{"other-note", "said of the parse"}};
  AddToken(&coded, "Zvečan");
  AddToken(&coded, "Friday");
  PlaceMention place;
  place.tokens = {0, 1};
  place.name = "Zvečan";
  place.country = "XKX";
  place.lat = 42.9;
  place.precision = PlaceMention::Precision::kPopulatedPlace;
  coded.mentions.places.push_back(place);
  TimeMention time;
  time.tokens = {1, 2};
  time.value = "2023-09-29";
  time.start = time.end = ParseIsoDay("2023-09-29");
  coded.mentions.times.push_back(time);
  Claim claim;
  claim.source = Find(text, "a clerk");
  claim.source_name = "a clerk";
  claim.cue = Find(text, "said");
  claim.content = {Find(text, "“Serbia” asked NATO")};
  coded.claims = {claim};

  Event event;
  event.id = "e1";
  event.type = "REQUEST";
  event.mode = "assist";
  event.status = EventStatus::kPlanned;
  event.plover = "REQUEST";
  event.quad = "verbal-conflict";
  event.goldstein = -3.5;
  event.source = {{Find(text, "Serbia"), "Serbia", "SRB", "GOV", "state:srb"}};
  event.target = {{Find(text, "NATO"), "NATO", "", "IGO", ""}};
  event.place = EventPlace{Find(text, "Zvečan"), place};
  event.time =
      EventTime{Find(text, "Friday"), time.start, time.end, TimeMention::Precision::kDay, false};
  event.numbers = {{"people", 5, 5, 5, Find(text, "five")}};
  event.attribution = {{Find(text, "a clerk"), "a clerk", VoiceKind::kUnnamed, Find(text, "said")}};
  event.mentions = {{{0, static_cast<uint32_t>(text.size())}, Find(text, "asked"), "request.ask"}};
  event.confidence = 0.5;
  coded.events = {event};
  return coded;
}

std::string SampleJson() {
  std::string out;
  AppendRecordJson(Sample(), {"1.0", "model-1", "abc"}, &out);
  return out;
}

TEST(RecordJson, HasTheShapeOfTheContract) {
  const auto document = JsonDocument::Parse(SampleJson(), "record");
  ASSERT_TRUE(document.ok()) << document.error().message;
  const JsonValue root = document.value().root();
  EXPECT_EQ(root["id"].String(), "a\"1");
  EXPECT_EQ(root["url"].kind(), JsonValue::Kind::kNull);
  EXPECT_EQ(root["outlet"].String(), "hotnews.example");
  EXPECT_EQ(root["engine"]["model"].String(), "model-1");
  JsonValue event;
  root["events"].ForEach([&](std::string_view, JsonValue value) { event = value; });
  EXPECT_EQ(event["status"].String(), "planned");
  EXPECT_EQ(event["goldstein"].Number(), -3.5);
  EXPECT_EQ(event["cameo"].kind(), JsonValue::Kind::kNull);
  JsonValue source;
  event["source"].ForEach([&](std::string_view, JsonValue value) { source = value; });
  EXPECT_EQ(source["code"].String(), "SRBGOV");
  EXPECT_EQ(event["place"]["precision"].String(), "populated-place");
  EXPECT_EQ(event["place"]["lon"].kind(), JsonValue::Kind::kNull);
  EXPECT_EQ(event["time"]["start"].String(), "2023-09-29");
  size_t notes = 0;
  root["notes"].ForEach([&](std::string_view, JsonValue) { ++notes; });
  EXPECT_EQ(notes, 2U);
}

TEST(RecordJson, CountsCodePoints) {
  // "Vučić 😀 — “" is 11 code points and 21 bytes.
  EXPECT_NE(SampleJson().find(R"({"text":"Serbia","span":[11,17],)"), std::string::npos)
      << SampleJson();
}

TEST(RecordJson, AgreesWithItsChecker) {
  const auto checked = CheckRecord(SampleJson(), "record");
  ASSERT_TRUE(checked.ok()) << checked.error().message;
  EXPECT_EQ(checked.value().events, 1U);
  // Source, target, place, time, number, voice, its cue, mention; claim and its cue;
  // a time, a place.
  EXPECT_EQ(checked.value().strings, 12U);
}

TEST(RecordJson, IsTheSameTwice) { EXPECT_EQ(SampleJson(), SampleJson()); }

// The record with one piece replaced, and what the checker then says.
std::string Complaint(const std::string& from, const std::string& to) {
  std::string line = SampleJson();
  const size_t at = line.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  line.replace(at, from.size(), to);
  const auto checked = CheckRecord(line, "r:1");
  return checked.ok() ? "" : checked.error().message;
}

TEST(RecordCheck, FindsEachKindOfLie) {
  const auto names = [](const std::string& complaint, const std::string& path) {
    return complaint.rfind("r:1: " + path + ": ", 0) == 0;
  };
  EXPECT_TRUE(names(Complaint("[11,17]", "[11,16]"), "events[0].source[0].text"));
  EXPECT_TRUE(names(Complaint("[11,17]", "[11,999]"), "events[0].source[0].span") ||
              names(Complaint("[11,17]", "[11,999]"), "events[0].source[0].text"));
  EXPECT_TRUE(names(Complaint("[11,17]", "null"), "events[0].source[0].span"));
  EXPECT_TRUE(names(Complaint("[11,17]", "[11.5,17]"), "events[0].source[0].span"));
  EXPECT_TRUE(
      names(Complaint("\"text\":\"asked\"", "\"text\":\"asks\""), "events[0].mentions[0].text"));
  EXPECT_TRUE(names(Complaint("\"sentence\":[0,", "\"sentence\":[5000,"),
                    "events[0].mentions[0].sentence"));
  EXPECT_TRUE(names(Complaint("Vučić", "Vucic"), "text_sha256"));
  EXPECT_NE(Complaint("{", ""), "");
}

TEST(RecordTable, ShowsWhoDidWhatToWhom) {
  std::string out;
  AppendRecordTable(Sample(), {100, false}, &out);
  for (const char* piece :
       {"2023-09-29", "Serbia SRBGOV", "REQUEST assist", "(planned)", "NATO IGO", "Zvečan XKX",
        "on the word of a clerk", "hotnews.example"}) {
    EXPECT_NE(out.find(piece), std::string::npos) << piece << "\n" << out;
  }
  EXPECT_EQ(out.find('\x1b'), std::string::npos);
}

TEST(RecordTable, KeepsToTheWidth) {
  CodedArticle coded = Sample();
  coded.events[0].source[0].name = std::string(300, 'x') + " " + std::string(80, 'y');
  coded.article.title = std::string(500, 't');
  for (const size_t width : {60U, 80U, 100U, 160U}) {
    std::string out;
    AppendRecordTable(coded, {width, false}, &out);
    size_t columns = 0;
    for (const char c : out) {
      if (c == '\n') columns = 0;
      if (c != '\n' && (c & 0xC0) != 0x80) ++columns;
      ASSERT_LE(columns, width) << out;
    }
  }
}

TEST(RecordTable, ObeysNoEscapeInTheNews) {
  CodedArticle coded = Sample();
  coded.article.title = "a\x1b[31mred\a\xE2\x80\xAE";
  coded.events[0].target[0].name = "evil\x1b]0;x\x07\xC2\x9Bname";
  std::string out;
  AppendRecordTable(coded, {100, false}, &out);
  for (const char* piece : {"\x1b", "\a", "\xC2\x9B", "\xE2\x80\xAE"}) {
    EXPECT_EQ(out.find(piece), std::string::npos);
  }
}

TEST(RecordTable, ColoursWhenAsked) {
  std::string out;
  AppendRecordTable(Sample(), {100, true}, &out);
  EXPECT_NE(out.find("\x1b["), std::string::npos);
}

}  // namespace
}  // namespace avviso
