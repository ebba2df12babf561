#include "views/query_table.h"

#include <algorithm>

#include "base/json_reader.h"
#include "base/json_writer.h"
#include "views/export_text.h"
#include "views/terminal_text.h"

namespace avviso {
namespace {

std::string Names(JsonValue actors) {
  std::string out;
  actors.ForEach([&out](std::string_view, JsonValue actor) {
    std::string_view name = actor["name"].String();
    if (name.empty()) name = actor["text"].String();
    if (!out.empty()) out += ", ";
    out += Printable(name);
    if (!actor["code"].String().empty()) out += " " + std::string(actor["code"].String());
  });
  return out.empty() ? "–" : out;
}

std::string Did(JsonValue event) {
  std::string did(event["type"].String());
  if (!event["mode"].String().empty()) did += " " + std::string(event["mode"].String());
  const std::string_view status = event["status"].String();
  if (status != "happened") did += " (" + std::string(status) + ")";
  return did;
}

// "1 report", "2 reports".
std::string Counted(int64_t count, const char* what) {
  return std::to_string(count) + " " + what + (count == 1 ? "" : "s");
}

void AppendRow(const EventRow& row, const TableOptions& options, std::string* out) {
  const Result<JsonDocument> document = JsonDocument::Parse(row.json, "record");
  if (!document.ok()) return;
  const JsonValue event = document.value().root();
  std::string line = Pad(row.day.empty() ? "?" : row.day, 10) + "  " + Names(event["source"]) +
                     "  " + Did(event) + "  " + Names(event["target"]);
  std::string_view place = event["place"]["name"].String();
  if (!place.empty()) line += "  in " + Printable(place);
  if (row.origins > 0) {
    line += "  [" + Counted(row.reports, "report") + ", " + Counted(row.origins, "origin") + "]";
  }
  if (row.replaced) line += "  (replaced)";
  const size_t width = std::max<size_t>(options.width, 60);
  for (const std::string& text : Wrap(line, width)) {
    *out += Paint(text, Ink::kBold, options.color) + "\n";
  }
  const std::string below = (row.outlet.empty() ? row.article : row.outlet) + ": " + row.sentence;
  for (const std::string& text : Wrap(Printable(below), width - 12)) {
    *out += std::string(12, ' ') + Paint(text, Ink::kDim, options.color) + "\n";
  }
}

std::string DailyLine(const DailyCount& count) {
  std::string line;
  JsonWriter json(&line);
  json.BeginObject();
  json.Field("day", count.day);
  json.Field("type", count.type);
  json.FieldInteger("records", count.records);
  json.FieldInteger("happened", count.happened);
  json.FieldNumber("goldstein", count.goldstein);
  json.EndObject();
  return line + "\n";
}

}  // namespace

Export TableExport(const TableOptions& options) {
  return {[](std::string*) {},
          [options](const EventRow& row, std::string* out) { AppendRow(row, options, out); },
          [](std::string*) {}};
}

std::string DailyCounts(const std::vector<DailyCount>& counts, std::string_view form) {
  std::string out;
  if (form == "csv") out = "day,type,records,happened,goldstein\r\n";
  if (form == "table") out = "DAY         TYPE        RECORDS  HAPPENED  GOLDSTEIN\n";
  for (const DailyCount& count : counts) {
    const std::string records = std::to_string(count.records);
    const std::string happened = std::to_string(count.happened);
    const std::string goldstein = NumberText(count.goldstein);
    if (form == "csv") {
      out +=
          count.day + "," + count.type + "," + records + "," + happened + "," + goldstein + "\r\n";
    } else if (form == "table") {
      out += Pad(count.day, 12) + Pad(count.type, 12) + Pad(records, 9) + Pad(happened, 10) +
             goldstein + "\n";
    } else {
      out += DailyLine(count);
    }
  }
  return out;
}

}  // namespace avviso
