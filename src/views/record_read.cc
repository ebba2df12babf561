#include "views/record_read.h"

#include <optional>
#include <string>

#include "base/json_reader.h"
#include "base/utf8.h"
#include "views/names.h"

namespace avviso {
namespace {

// The value whose word is `word`; `otherwise` if there is none.
template <typename Enum>
Enum Named(std::string_view word, Enum last, Enum otherwise) {
  for (int value = 0; value <= static_cast<int>(last); ++value) {
    if (NameOf(static_cast<Enum>(value)) == word) return static_cast<Enum>(value);
  }
  return otherwise;
}

std::string Text(JsonValue value) { return std::string(value.String()); }

class Reader {
 public:
  Reader(JsonValue root, std::string_view text) : root_(root) {
    for (size_t at = 0; at < text.size(); DecodeUtf8(text, &at)) {
      starts_.push_back(static_cast<uint32_t>(at));
    }
    starts_.push_back(static_cast<uint32_t>(text.size()));
  }

  std::vector<Event> Events() {
    std::vector<Event> events;
    root_["events"].ForEach(
        [&](std::string_view, JsonValue value) { events.push_back(EventOf(value)); });
    return events;
  }

  bool outside() const { return outside_; }

 private:
  // Code points to bytes; empty for null.
  Span SpanOf(JsonValue value) {
    if (value.kind() != JsonValue::Kind::kArray) return {};
    std::vector<int64_t> ends;
    value.ForEach(
        [&](std::string_view, JsonValue end) { ends.push_back(end.Integer().value_or(-1)); });
    const int64_t most = static_cast<int64_t>(starts_.size()) - 1;
    if (ends.size() != 2 || ends[0] < 0 || ends[1] < ends[0] || ends[1] > most) {
      outside_ = true;
      return {};
    }
    return {starts_[static_cast<size_t>(ends[0])], starts_[static_cast<size_t>(ends[1])]};
  }

  std::vector<Participant> Participants(JsonValue list) {
    std::vector<Participant> all;
    list.ForEach([&](std::string_view, JsonValue value) {
      all.push_back({SpanOf(value["span"]), Text(value["name"]), Text(value["country"]),
                     Text(value["sector"]), Text(value["id"])});
    });
    return all;
  }

  std::optional<EventPlace> PlaceOf(JsonValue value) {
    if (value.kind() != JsonValue::Kind::kObject) return std::nullopt;
    EventPlace place;
    place.text = SpanOf(value["span"]);
    place.place.name = Text(value["name"]);
    place.place.country = Text(value["country"]);
    place.place.admin1 = Text(value["admin1"]);
    place.place.lat = value["lat"].Number();
    place.place.lon = value["lon"].Number();
    place.place.geonames = static_cast<uint64_t>(value["geonames"].Integer().value_or(0));
    place.place.precision = Named(value["precision"].String(), PlaceMention::Precision::kArea,
                                  PlaceMention::Precision::kNone);
    return place;
  }

  std::optional<EventTime> TimeOf(JsonValue value) {
    if (value.kind() != JsonValue::Kind::kObject) return std::nullopt;
    EventTime time;
    time.text = SpanOf(value["span"]);
    time.start = ParseIsoDay(value["start"].String());
    time.end = ParseIsoDay(value["end"].String());
    time.precision = Named(value["precision"].String(), TimeMention::Precision::kDecade,
                           TimeMention::Precision::kUnknown);
    time.inferred = value["inferred"].Bool(false);
    return time;
  }

  void ReadLists(JsonValue value, Event* event) {
    value["contexts"].ForEach(
        [&](std::string_view, JsonValue context) { event->contexts.push_back(Text(context)); });
    value["numbers"].ForEach([&](std::string_view, JsonValue number) {
      event->numbers.push_back({Text(number["what"]), number["value"].Integer(),
                                number["low"].Integer(), number["high"].Integer(),
                                SpanOf(number["span"])});
    });
    value["attribution"].ForEach([&](std::string_view, JsonValue voice) {
      event->attribution.push_back(
          {SpanOf(voice["span"]), Text(voice["name"]),
           Named(voice["kind"].String(), VoiceKind::kUnnamed, VoiceKind::kUnnamed),
           SpanOf(voice["cue"]["span"])});
    });
    value["mentions"].ForEach([&](std::string_view, JsonValue mention) {
      event->mentions.push_back(
          {SpanOf(mention["sentence"]), SpanOf(mention["trigger"]), Text(mention["rule"])});
    });
  }

  Event EventOf(JsonValue value) {
    Event event;
    event.id = Text(value["id"]);
    event.type = Text(value["type"]);
    event.mode = Text(value["mode"]);
    event.status =
        Named(value["status"].String(), EventStatus::kConditional, EventStatus::kHappened);
    event.historical = value["historical"].Bool(false);
    event.plover = Text(value["plover"]);
    event.cameo = Text(value["cameo"]);
    event.quad = Text(value["quad"]);
    event.goldstein = value["goldstein"].Number().value_or(0);
    event.source = Participants(value["source"]);
    event.target = Participants(value["target"]);
    event.place = PlaceOf(value["place"]);
    event.time = TimeOf(value["time"]);
    event.confidence = value["confidence"].Number().value_or(0);
    ReadLists(value, &event);
    return event;
  }

  JsonValue root_;
  std::vector<uint32_t> starts_;  // bytes of the code points
  bool outside_ = false;
};

}  // namespace

Result<ReadRecord> RecordFromJson(std::string_view line, std::string_view name) {
  AVVISO_ASSIGN(const JsonDocument json, JsonDocument::Parse(line, name));
  const JsonValue root = json.root();
  const auto fault = [&](std::string_view what) {
    return Error{ErrorCode::kCorrupt, std::string(name) + ": " + std::string(what)};
  };
  if (root["text"].kind() != JsonValue::Kind::kString) return fault("a record without text");
  if (root["events"].kind() != JsonValue::Kind::kArray) return fault("a record without events");
  ReadRecord record;
  record.article.id = Text(root["id"]);
  record.article.url = Text(root["url"]);
  record.article.outlet = Text(root["outlet"]);
  record.article.title = Text(root["title"]);
  record.article.published = Text(root["published"]);
  record.article.published_day = ParseIsoDay(record.article.published);
  record.article.text = Text(root["text"]);
  Reader reader(root, record.article.text);
  record.events = reader.Events();
  if (reader.outside()) return fault("a span outside of the text");
  for (const Event& event : record.events) {
    if (event.mentions.empty()) return fault("an event without mentions");
  }
  return record;
}

}  // namespace avviso
