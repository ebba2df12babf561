#include "views/record_json.h"

#include <optional>
#include <string_view>

#include "base/json_writer.h"
#include "base/sha256.h"
#include "base/utf8.h"
#include "views/names.h"

namespace avviso {
namespace {

class RecordWriter {
 public:
  RecordWriter(const CodedArticle& coded, std::string* out)
      : coded_(coded), text_(coded.article.text), points_(text_), json_(out) {}

  void Write(const EngineStamp& stamp) {
    json_.BeginObject();
    WriteArticle(stamp);
    json_.Key("events");
    json_.BeginArray();
    for (const Event& event : coded_.events) WriteEvent(event);
    json_.EndArray();
    json_.Key("claims");
    json_.BeginArray();
    for (const Claim& claim : coded_.claims) WriteClaim(claim);
    json_.EndArray();
    json_.Key("times");
    json_.BeginArray();
    for (const TimeMention& time : coded_.mentions.times) WriteTime(time);
    json_.EndArray();
    json_.Key("places");
    json_.BeginArray();
    for (const PlaceMention& place : coded_.mentions.places) {
      WritePlace(place, coded_.document.SpanOf(place.tokens));
    }
    json_.EndArray();
    WriteNotes();
    json_.EndObject();
  }

 private:
  void WriteArticle(const EngineStamp& stamp) {
    const Article& article = coded_.article;
    json_.Field("id", article.id);
    json_.FieldOrNull("url", article.url);
    json_.FieldOrNull("outlet", article.outlet);
    json_.FieldOrNull("title", article.title);
    json_.Key("authors");
    WriteStrings(article.authors);
    json_.FieldOrNull("published", article.published);
    json_.FieldOrNull("language", article.language);
    json_.Field("text", text_);
    json_.Field("text_sha256", Sha256Hex(text_));
    json_.Key("engine");
    json_.BeginObject();
    json_.Field("version", stamp.version);
    json_.Field("model", stamp.model);
    json_.Field("lexicon", stamp.lexicon);
    json_.FieldOrNull("gazetteer", stamp.gazetteer);
    json_.FieldOrNull("encoder", stamp.encoder);
    json_.EndObject();
  }

  void WriteEvent(const Event& event) {
    json_.BeginObject();
    json_.Field("id", event.id);
    json_.Field("type", event.type);
    json_.FieldOrNull("mode", event.mode);
    json_.Key("contexts");
    WriteStrings(event.contexts);
    json_.Field("status", NameOf(event.status));
    json_.FieldBool("historical", event.historical);
    json_.Field("plover", event.plover);
    json_.FieldOrNull("cameo", event.cameo);
    json_.Field("quad", event.quad);
    json_.FieldNumber("goldstein", event.goldstein);
    json_.Key("source");
    WriteParticipants(event.source);
    json_.Key("target");
    WriteParticipants(event.target);
    json_.Key("place");
    if (event.place) {
      json_.BeginObject();
      WritePlaceFields(event.place->place, event.place->text);
      json_.FieldBool("inferred", event.place->inferred);
      json_.EndObject();
    } else {
      json_.Null();
    }
    json_.Key("time");
    WriteEventTime(event.time);
    WriteNumbers(event);
    WriteAttribution(event);
    WriteMentions(event);
    json_.FieldNumber("confidence", event.confidence);
    json_.EndObject();
  }

  void WriteParticipants(const std::vector<Participant>& participants) {
    json_.BeginArray();
    for (const Participant& participant : participants) {
      json_.BeginObject();
      WriteQuoted(participant.text);
      json_.Field("name", participant.name);
      json_.Field("country", participant.country);
      json_.Field("sector", participant.sector);
      json_.Field("code", participant.country + participant.sector);
      json_.FieldOrNull("id", participant.id);
      json_.EndObject();
    }
    json_.EndArray();
  }

  void WriteEventTime(const std::optional<EventTime>& time) {
    if (!time) return json_.Null();
    json_.BeginObject();
    WriteQuoted(time->text);
    WriteDay("start", time->start);
    WriteDay("end", time->end);
    json_.FieldOrNull("precision", NameOf(time->precision));
    json_.FieldBool("inferred", time->inferred);
    json_.EndObject();
  }

  void WriteNumbers(const Event& event) {
    json_.Key("numbers");
    json_.BeginArray();
    for (const EventNumber& number : event.numbers) {
      json_.BeginObject();
      json_.Field("what", number.what);
      WriteCount("value", number.value);
      WriteCount("low", number.low);
      WriteCount("high", number.high);
      WriteQuoted(number.text);
      json_.FieldOrNull("says", number.says);
      json_.EndObject();
    }
    json_.EndArray();
  }

  void WriteAttribution(const Event& event) {
    json_.Key("attribution");
    json_.BeginArray();
    for (const Voice& voice : event.attribution) {
      json_.BeginObject();
      WriteQuoted(voice.text);
      json_.Field("name", voice.name);
      json_.Field("kind", NameOf(voice.kind));
      json_.Key("cue");
      WriteQuotedObject(voice.cue);
      json_.EndObject();
    }
    json_.EndArray();
  }

  void WriteMentions(const Event& event) {
    json_.Key("mentions");
    json_.BeginArray();
    for (const EventMention& mention : event.mentions) {
      json_.BeginObject();
      json_.Key("sentence");
      WriteSpan(mention.sentence);
      json_.Key("trigger");
      WriteSpan(mention.trigger);
      json_.Field("text", mention.trigger.In(text_));
      json_.Field("rule", mention.rule);
      json_.EndObject();
    }
    json_.EndArray();
  }

  void WriteClaim(const Claim& claim) {
    json_.BeginObject();
    json_.Key("source");
    json_.BeginObject();
    WriteQuoted(claim.source);
    json_.Field("name", claim.source_name);
    json_.Field("kind", NameOf(claim.kind));
    json_.EndObject();
    json_.Key("cue");
    WriteQuotedObject(claim.cue);
    json_.Key("content");
    json_.BeginArray();
    for (Span span : claim.content) WriteSpan(span);
    json_.EndArray();
    json_.Field("quote", NameOf(claim.quote));
    if (claim.outer == kNoClaim) {
      json_.FieldNull("outer");
    } else {
      json_.FieldInteger("outer", claim.outer);
    }
    json_.FieldBool("whole_article", claim.whole_article);
    json_.EndObject();
  }

  void WriteTime(const TimeMention& time) {
    json_.BeginObject();
    WriteQuoted(coded_.document.SpanOf(time.tokens));
    json_.Field("type", NameOf(time.type));
    json_.Field("value", time.value);
    WriteDay("start", time.start);
    WriteDay("end", time.end);
    json_.EndObject();
  }

  void WritePlace(const PlaceMention& place, Span span) {
    json_.BeginObject();
    WritePlaceFields(place, span);
    json_.EndObject();
  }

  void WritePlaceFields(const PlaceMention& place, Span span) {
    WriteQuoted(span);
    json_.Field("name", place.name);
    json_.Field("country", place.country);
    json_.FieldOrNull("admin1", place.admin1);
    WriteDegrees("lat", place.lat);
    WriteDegrees("lon", place.lon);
    if (place.geonames == 0) {
      json_.FieldNull("geonames");
    } else {
      json_.FieldInteger("geonames", static_cast<int64_t>(place.geonames));
    }
    json_.FieldOrNull("precision", NameOf(place.precision));
    json_.FieldBool("associative", place.associative);
    if (place.unresolved != nullptr) json_.Field("unresolved", place.unresolved);
  }

  void WriteNotes() {
    json_.Key("notes");
    json_.BeginArray();
    for (const std::vector<Note>* notes : {&coded_.article.notes, &coded_.document.notes}) {
      for (const Note& note : *notes) {
        json_.BeginObject();
        json_.Field("code", note.code);
        json_.Field("message", note.message);
        json_.EndObject();
      }
    }
    json_.EndArray();
  }

  // The members text and span; both null where there are no words.
  void WriteQuoted(Span span) {
    json_.FieldOrNull("text", span.In(text_));
    json_.Key("span");
    if (span.empty()) {
      json_.Null();
    } else {
      WriteSpan(span);
    }
  }

  void WriteQuotedObject(Span span) {
    if (span.empty()) return json_.Null();
    json_.BeginObject();
    WriteQuoted(span);
    json_.EndObject();
  }

  void WriteSpan(Span span) {
    json_.BeginArray();
    json_.Integer(points_.At(span.begin));
    json_.Integer(points_.At(span.end));
    json_.EndArray();
  }

  void WriteStrings(const std::vector<std::string>& strings) {
    json_.BeginArray();
    for (const std::string& string : strings) json_.String(string);
    json_.EndArray();
  }

  void WriteDay(std::string_view key, std::optional<Day> day) {
    json_.FieldOrNull(key, day ? FormatDay(*day) : std::string());
  }

  void WriteCount(std::string_view key, std::optional<int64_t> count) {
    json_.Key(key);
    if (count) {
      json_.Integer(*count);
    } else {
      json_.Null();
    }
  }

  void WriteDegrees(std::string_view key, std::optional<double> degrees) {
    json_.Key(key);
    if (degrees) {
      json_.Number(*degrees);
    } else {
      json_.Null();
    }
  }

  const CodedArticle& coded_;
  const std::string_view text_;
  const CodePointMap points_;
  JsonWriter json_;
};

}  // namespace

void AppendRecordJson(const CodedArticle& coded, const EngineStamp& stamp, std::string* out) {
  RecordWriter(coded, out).Write(stamp);
}

}  // namespace avviso
