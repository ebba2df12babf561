// The plain forms: JSON Lines and CSV.

#include "base/json_writer.h"
#include "views/export.h"
#include "views/export_record.h"
#include "views/export_text.h"

namespace avviso {
namespace {

void AppendJsonLine(const EventRow& row, std::string* out) {
  JsonWriter json(out);
  json.BeginObject();
  json.FieldOrNull("day", row.day);
  json.Key("article");
  json.BeginObject();
  json.Field("key", row.article);
  json.Field("id", row.id);
  json.FieldOrNull("url", row.url);
  json.FieldOrNull("outlet", row.outlet);
  json.FieldOrNull("title", row.title);
  json.FieldOrNull("published", row.published);
  json.FieldOrNull("language", row.language);
  json.Field("text_sha256", row.text_sha256);
  json.FieldInteger("revision", row.revision);
  json.FieldBool("replaced", row.replaced);
  json.Field("stored", row.stored);
  json.EndObject();
  json.Key("event");
  if (row.event.empty()) {
    json.Null();
  } else {
    json.BeginObject();
    json.Field("id", row.event);
    json.FieldInteger("reports", row.reports);
    json.FieldInteger("origins", row.origins);
    json.EndObject();
  }
  json.Field("sentence", row.sentence);
  json.EndObject();
  out->pop_back();
  *out += ",\"record\":" + row.json + "}\n";
}

std::string Codes(const std::vector<ExportActor>& actors) {
  std::string out;
  for (const ExportActor& actor : actors) {
    if (!out.empty()) out += "; ";
    out += actor.code;
  }
  return out;
}

std::string Voices(const ExportRecord& record) {
  std::string out;
  record.event()["attribution"].ForEach([&out](std::string_view, JsonValue voice) {
    if (!out.empty()) out += " < ";
    const std::string_view name = voice["name"].String();
    out += name.empty() ? voice["text"].String() : name;
  });
  return out;
}

void AppendCsvRow(const EventRow& row, std::string* out) {
  const ExportRecord record(row);
  const auto number = [&record](std::string_view what) {
    const std::optional<int64_t> count = record.Number(what);
    return count ? std::to_string(*count) : std::string();
  };
  *out += CsvLine({record.id(),
                   row.day,
                   std::string(record.event()["time"]["end"].String()),
                   record.event()["time"]["inferred"].Bool(false) ? "true" : "false",
                   record.Get("type"),
                   record.Get("mode"),
                   record.Get("status"),
                   record.historical() ? "true" : "false",
                   record.Get("quad"),
                   record.Get("plover"),
                   record.Get("cameo"),
                   NumberText(record.goldstein()),
                   record.SourceNames(),
                   Codes(record.sources()),
                   record.TargetNames(),
                   Codes(record.targets()),
                   record.Place("name"),
                   record.Place("country"),
                   record.latitude(),
                   record.longitude(),
                   record.Place("precision"),
                   number("killed"),
                   number("wounded"),
                   number("arrested"),
                   Voices(record),
                   NumberText(record.confidence()),
                   row.sentence,
                   row.outlet,
                   row.title,
                   row.url,
                   row.published,
                   row.event,
                   row.event.empty() ? "" : std::to_string(row.reports),
                   row.event.empty() ? "" : std::to_string(row.origins)});
}

}  // namespace

Export JsonLinesExport() {
  return {[](std::string*) {}, AppendJsonLine, [](std::string*) {}};
}

Export CsvExport() {
  return {[](std::string* out) {
            *out += CsvLine({"id",          "day",       "last_day",   "day_inferred", "type",
                             "mode",        "status",    "historical", "class",        "plover",
                             "cameo",       "goldstein", "source",     "source_code",  "target",
                             "target_code", "place",     "country",    "latitude",     "longitude",
                             "precision",   "killed",    "wounded",    "arrested",     "voices",
                             "confidence",  "sentence",  "outlet",     "title",        "url",
                             "published",   "event",     "reports",    "origins"});
          },
          AppendCsvRow, [](std::string*) {}};
}

}  // namespace avviso
