// Records for tests of the store and of exports: small, but of the form that avviso
// code writes, with members in its order and offsets that fit.

#ifndef AVVISO_TESTS_SAMPLE_RECORD_H_
#define AVVISO_TESTS_SAMPLE_RECORD_H_

#include <cstdint>
#include <string>
#include <vector>

#include "base/json_writer.h"
#include "base/sha256.h"
#include "base/utf8.h"

namespace avviso {

struct SampleEvent {
  std::string id = "00000000000000e1";
  std::string type = "ASSAULT", mode = "aerial", quad = "material-conflict", cameo = "195";
  std::string status = "happened";
  double goldstein = -10;
  std::string source = "Serbia", source_country = "SRB", source_sector = "MIL";
  std::string target = "Kosovo", target_country = "XKX", target_sector = "CVL";
  std::string place = "Zvecan", place_country = "XKX", precision = "populated-place";
  double latitude = 42.9, longitude = 20.8;
  std::string day = "2023-09-24";
  std::string voice = "Albin Kurti";
  int64_t killed = 4;
};

struct SampleArticle {
  std::string id = "a1", url = "https://hotnews.example/a1", outlet = "hotnews.example";
  std::string title =
      "Shots near Zve\xC4\x8D"
      "an";
  std::string published = "2023-09-25T08:00:00Z";
  std::string text =
      "Serbia hit a house near Zve\xC4\x8D"
      "an, \xE2\x80\x9CKurti\xE2\x80\x9D said.\n\tFour died.";
  std::vector<SampleEvent> events = {SampleEvent()};
};

inline void WriteSampleActor(const std::string& name, const std::string& country,
                             const std::string& sector, JsonWriter* json) {
  json->BeginArray();
  json->BeginObject();
  json->Field("text", "Serbia");
  json->Key("span");
  json->BeginArray();
  json->Integer(0);
  json->Integer(6);
  json->EndArray();
  json->Field("name", name);
  json->Field("country", country);
  json->Field("sector", sector);
  json->Field("code", country + sector);
  json->FieldNull("id");
  json->EndObject();
  json->EndArray();
}

inline void WriteSampleSpan(const char* key, int64_t begin, int64_t end, JsonWriter* json) {
  json->Key(key);
  json->BeginArray();
  json->Integer(begin);
  json->Integer(end);
  json->EndArray();
}

inline void WriteSampleEvent(const SampleEvent& event, int64_t sentence_end, JsonWriter* json) {
  json->BeginObject();
  json->Field("id", event.id);
  json->Field("type", event.type);
  json->FieldOrNull("mode", event.mode);
  json->Key("contexts");
  json->BeginArray();
  json->String("military");
  json->EndArray();
  json->Field("status", event.status);
  json->FieldBool("historical", false);
  json->Field("plover", event.type);
  json->FieldOrNull("cameo", event.cameo);
  json->Field("quad", event.quad);
  json->FieldNumber("goldstein", event.goldstein);
  json->Key("source");
  WriteSampleActor(event.source, event.source_country, event.source_sector, json);
  json->Key("target");
  WriteSampleActor(event.target, event.target_country, event.target_sector, json);
  json->Key("place");
  json->BeginObject();
  json->Field("text", "Serbia");
  WriteSampleSpan("span", 0, 6, json);
  json->Field("name", event.place);
  json->Field("country", event.place_country);
  json->FieldNull("admin1");
  json->FieldNumber("lat", event.latitude);
  json->FieldNumber("lon", event.longitude);
  json->FieldNull("geonames");
  json->Field("precision", event.precision);
  json->EndObject();
  json->Key("time");
  json->BeginObject();
  json->FieldNull("text");
  json->FieldNull("span");
  json->Field("start", event.day);
  json->Field("end", event.day);
  json->Field("precision", "day");
  json->FieldBool("inferred", true);
  json->EndObject();
  json->Key("numbers");
  json->BeginArray();
  json->BeginObject();
  json->Field("what", "killed");
  json->FieldInteger("value", event.killed);
  json->EndObject();
  json->EndArray();
  json->Key("attribution");
  json->BeginArray();
  if (!event.voice.empty()) {
    json->BeginObject();
    json->Field("name", event.voice);
    json->Field("kind", "person");
    json->FieldNull("cue");
    json->EndObject();
  }
  json->EndArray();
  json->Key("mentions");
  json->BeginArray();
  json->BeginObject();
  WriteSampleSpan("sentence", 0, sentence_end, json);
  WriteSampleSpan("trigger", 7, 10, json);
  json->Field("text", "hit");
  json->Field("rule", "assault.hit");
  json->EndObject();
  json->EndArray();
  json->FieldNumber("confidence", 0.9);
  json->EndObject();
}

inline std::string SampleRecord(const SampleArticle& article) {
  std::string out;
  JsonWriter json(&out);
  json.BeginObject();
  json.Field("id", article.id);
  json.FieldOrNull("url", article.url);
  json.FieldOrNull("outlet", article.outlet);
  json.FieldOrNull("title", article.title);
  json.FieldOrNull("published", article.published);
  json.Field("language", "en");
  json.Field("text", article.text);
  json.Field("text_sha256", Sha256Hex(article.text));
  json.Key("engine");
  json.BeginObject();
  json.Field("version", "0.1.0");
  json.Field("model", "en_core_web_sm-3.8.0");
  json.Field("lexicon", "0f0f");
  json.EndObject();
  json.Key("events");
  json.BeginArray();
  const auto points = static_cast<int64_t>(CountCodePoints(article.text));
  for (const SampleEvent& event : article.events) WriteSampleEvent(event, points, &json);
  json.EndArray();
  json.Key("claims");
  json.BeginArray();
  json.BeginObject();
  json.Key("source");
  json.BeginObject();
  json.Field("name", "Albin Kurti");
  json.Field("kind", "person");
  json.EndObject();
  json.FieldNull("cue");
  json.Key("content");
  json.BeginArray();
  json.BeginArray();
  json.Integer(0);
  json.Integer(6);
  json.EndArray();
  json.EndArray();
  json.Field("quote", "indirect");
  json.EndObject();
  json.EndArray();
  json.EndObject();
  return out;
}

}  // namespace avviso

#endif  // AVVISO_TESTS_SAMPLE_RECORD_H_
