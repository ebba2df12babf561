// The plain forms: JSON Lines and CSV.

#include <algorithm>

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

// One member of all actors of a side, in their order.
std::string Each(const std::vector<ExportActor>& actors, std::string ExportActor::* member) {
  std::string out;
  for (size_t i = 0; i < actors.size(); ++i) {
    if (i > 0) out += "; ";
    out += actors[i].*member;
  }
  return out;
}

std::string Names(const std::vector<ExportActor>& actors) {
  std::string out;
  for (const ExportActor& actor : actors) {
    if (!out.empty()) out += ", ";
    out += actor.name;
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

using Actors = std::vector<ExportActor>;

size_t PairsOf(const ExportRecord& record) {
  return std::max<size_t>(record.sources().size(), 1) *
         std::max<size_t>(record.targets().size(), 1);
}

void AppendActors(const Actors& actors, std::vector<std::string>* cells) {
  for (const auto member :
       {&ExportActor::name, &ExportActor::country, &ExportActor::sector, &ExportActor::id}) {
    cells->push_back(Each(actors, member));
  }
}

// A line about these of the record's actors.
std::string CsvLineOf(const EventRow& row, const ExportRecord& record, const Actors& sources,
                      const Actors& targets) {
  const auto number = [&record](std::string_view what) {
    const std::optional<int64_t> count = record.Number(what);
    return count ? std::to_string(*count) : std::string();
  };
  std::vector<std::string> cells = {
      record.id(),
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
      Names(sources),
      Each(sources, &ExportActor::code),
      Names(targets),
      Each(targets, &ExportActor::code),
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
      row.event.empty() ? "" : std::to_string(row.origins)};
  AppendActors(sources, &cells);
  AppendActors(targets, &cells);
  cells.push_back(std::to_string(PairsOf(record)));
  cells.push_back(row.article);
  return CsvLine(cells);
}

void AppendCsvRow(const EventRow& row, std::string* out) {
  const ExportRecord record(row);
  *out += CsvLineOf(row, record, record.sources(), record.targets());
}

// Each actor by itself; a side without any is one row of nobody.
std::vector<Actors> OneByOne(const Actors& actors) {
  std::vector<Actors> alone;
  for (const ExportActor& actor : actors) alone.push_back({actor});
  if (alone.empty()) alone.emplace_back();
  return alone;
}

void AppendCsvPairs(const EventRow& row, std::string* out) {
  const ExportRecord record(row);
  for (const Actors& source : OneByOne(record.sources())) {
    for (const Actors& target : OneByOne(record.targets())) {
      *out += CsvLineOf(row, record, source, target);
    }
  }
}

void AppendCsvHeader(std::string* out) {
  *out += CsvLine({"id",
                   "day",
                   "last_day",
                   "day_inferred",
                   "type",
                   "mode",
                   "status",
                   "historical",
                   "class",
                   "plover",
                   "cameo",
                   "goldstein",
                   "source",
                   "source_code",
                   "target",
                   "target_code",
                   "place",
                   "country",
                   "latitude",
                   "longitude",
                   "precision",
                   "killed",
                   "wounded",
                   "arrested",
                   "voices",
                   "confidence",
                   "sentence",
                   "outlet",
                   "title",
                   "url",
                   "published",
                   "event",
                   "reports",
                   "origins",
                   "source_name",
                   "source_country",
                   "source_sector",
                   "source_id",
                   "target_name",
                   "target_country",
                   "target_sector",
                   "target_id",
                   "pairs",
                   "article"});
}

}  // namespace

Export JsonLinesExport() {
  return {[](std::string*) {}, AppendJsonLine, [](std::string*) {}};
}

Export CsvExport() {
  return {AppendCsvHeader, AppendCsvRow, [](std::string*) {}};
}

Export CsvPairsExport() {
  return {AppendCsvHeader, AppendCsvPairs, [](std::string*) {}};
}

}  // namespace avviso
