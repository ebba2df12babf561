#include <gtest/gtest.h>

#include "base/day.h"
#include "base/json_reader.h"
#include "base/json_writer.h"
#include "base/utf8.h"

namespace avviso {
namespace {

TEST(Day, RoundTrip) {
  const auto day = ParseIsoDay("2023-09-29T18:20:00Z");
  ASSERT_TRUE(day.has_value());
  EXPECT_EQ(FormatDay(*day), "2023-09-29");
  EXPECT_EQ(Weekday(*day), 5);
  EXPECT_FALSE(ParseIsoDay("2023-02-29").has_value());
  EXPECT_FALSE(ParseIsoDay("29 Sep 2023").has_value());
}

TEST(Utf8, RepairsMaximalSubparts) {
  EXPECT_EQ(RepairUtf8("a\xFFz"), "a\xEF\xBF\xBDz");
  EXPECT_EQ(RepairUtf8("\xE2\x82"), "\xEF\xBF\xBD");
  EXPECT_TRUE(IsValidUtf8("Vu\xC4\x8Di\xC4\x87"));
  EXPECT_FALSE(IsValidUtf8("\xED\xA0\x80"));
}

TEST(Utf8, CodePointMapEqualsCounting) {
  std::string text;
  for (int i = 0; i < 100; ++i)
    text += i % 3 == 0 ? "\xC4\x8D" : i % 7 == 0 ? "\xF0\x9F\x98\x80" : "a";
  const CodePointMap map(text);
  for (size_t i = 0, pos = 0; pos < text.size(); ++i) {
    EXPECT_EQ(map.At(pos), i);
    DecodeUtf8(text, &pos);
  }
  EXPECT_EQ(map.At(text.size()), CountCodePoints(text));
}

TEST(Json, WritesWhatItReads) {
  std::string out;
  JsonWriter json(&out);
  json.BeginObject();
  json.Field("text", "say \"no\"\n\x01");
  json.Key("list");
  json.BeginArray();
  json.Integer(-3);
  json.Number(0.1);
  json.Null();
  json.EndArray();
  json.EndObject();
  const auto doc = JsonDocument::Parse(out, "test");
  ASSERT_TRUE(doc.ok()) << doc.error().message;
  EXPECT_EQ(doc.value().root()["text"].String(), "say \"no\"\n\x01");
  EXPECT_EQ(doc.value().root()["list"].kind(), JsonValue::Kind::kArray);
  EXPECT_FALSE(doc.value().root()["none"].present());
  EXPECT_FALSE(JsonDocument::Parse("{\"a\":", "test").ok());
  EXPECT_FALSE(JsonDocument::Parse({}, "test").ok());
}

}  // namespace
}  // namespace avviso
