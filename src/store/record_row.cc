#include "store/record_row.h"

#include <algorithm>

#include "base/day.h"
#include "base/fold.h"

namespace avviso {
namespace {

void AddOnce(std::string_view key, std::vector<std::string>* keys) {
  if (key.empty() || std::find(keys->begin(), keys->end(), key) != keys->end()) return;
  keys->emplace_back(key);
}

ActorKeys KeysOf(JsonValue actor) {
  ActorKeys keys;
  const std::string_view country = actor["country"].String();
  const std::string_view code = actor["code"].String();
  const std::string_view id = actor["id"].String();
  AddOnce(country, &keys.codes);
  AddOnce(code, &keys.codes);
  AddOnce(id, &keys.codes);
  keys.main = !country.empty() ? country : !id.empty() ? id : code;
  keys.name = FoldName(actor["name"].String());
  keys.label = actor["name"].String();
  if (keys.label.empty()) keys.label = actor["text"].String();
  keys.country = country;
  keys.sector = actor["sector"].String();
  keys.code = code;
  keys.id = id;
  return keys;
}

void ReadActors(JsonValue actors, std::string* names, std::vector<ActorKeys>* keys) {
  actors.ForEach([&](std::string_view, JsonValue actor) {
    keys->push_back(KeysOf(actor));
    if (!names->empty()) *names += "; ";
    *names += keys->back().label;
  });
}

std::string DayText(std::string_view given) {
  const std::optional<Day> day = ParseIsoDay(given);
  return day ? FormatDay(*day) : std::string();
}

void ReadDays(JsonValue time, std::string_view published, RecordRow* row) {
  const std::string start = DayText(time["start"].String());
  const std::string end = DayText(time["end"].String());
  row->day = !start.empty() ? start : !end.empty() ? end : DayText(published);
  row->last_day = std::max(end, row->day);
}

std::string SentenceOf(JsonValue event, const TextByPoints& text) {
  std::string sentence;
  bool first = true;
  event["mentions"].ForEach([&](std::string_view, JsonValue mention) {
    if (!first) return;
    first = false;
    std::vector<int64_t> ends;
    mention["sentence"].ForEach(
        [&](std::string_view, JsonValue end) { ends.push_back(end.Integer().value_or(-1)); });
    if (ends.size() != 2) return;
    if (const auto words = text.At(ends[0], ends[1])) sentence = *words;
  });
  return sentence;
}

}  // namespace

std::string FoldName(std::string_view name) {
  std::string folded;
  for (const char c : Folded(name)) {
    const bool space = c == ' ' || c == '\t' || c == '\n' || c == '\r';
    if (space && (folded.empty() || folded.back() == ' ')) continue;
    folded.push_back(space ? ' ' : c);
  }
  if (!folded.empty() && folded.back() == ' ') folded.pop_back();
  return folded;
}

RecordRow RowOfEvent(JsonValue event, std::string_view published, const TextByPoints& text) {
  RecordRow row;
  row.id = event["id"].String();
  row.type = event["type"].String();
  row.mode = event["mode"].String();
  row.plover = event["plover"].String();
  row.cameo = event["cameo"].String();
  row.quad = event["quad"].String();
  row.status = event["status"].String();
  row.goldstein = event["goldstein"].Number().value_or(0);
  row.historical = event["historical"].Bool(false);
  row.confidence = event["confidence"].Number().value_or(0);
  ReadDays(event["time"], published, &row);
  ReadActors(event["source"], &row.source, &row.sources);
  ReadActors(event["target"], &row.target, &row.targets);
  const JsonValue place = event["place"];
  row.place = place["name"].String();
  if (row.place.empty()) row.place = place["text"].String();
  row.place_country = place["country"].String();
  row.latitude = place["lat"].Number();
  row.longitude = place["lon"].Number();
  event["attribution"].ForEach([&row](std::string_view, JsonValue voice) {
    std::string_view name = voice["name"].String();
    if (name.empty()) name = voice["text"].String();
    row.voices.emplace_back(name, voice["kind"].String());
  });
  row.sentence = SentenceOf(event, text);
  return row;
}

}  // namespace avviso
