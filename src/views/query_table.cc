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

// `text` holds nothing that a terminal would obey.
void AppendLines(const std::string& text, size_t indent, Ink ink, const TableOptions& options,
                 std::string* out) {
  const size_t width = std::max<size_t>(options.width, 60) - indent;
  for (const std::string& line : Wrap(text, width)) {
    *out += std::string(indent, ' ') + Paint(line, ink, options.color) + "\n";
  }
}

// "Serbia SRBMIL  MOBILIZE troops  –  in Kosovo".
std::string WhatHappened(JsonValue event, std::string_view place) {
  std::string line = Names(event["source"]) + "  " + Did(event) + "  " + Names(event["target"]);
  if (!place.empty()) line += "  in " + Printable(place);
  return line;
}

void AppendHead(const std::string& day, const std::string& what, const TableOptions& options,
                std::string* out) {
  for (const std::string& text :
       Wrap(Pad(day.empty() ? "?" : day, 10) + "  " + what, std::max<size_t>(options.width, 60))) {
    *out += Paint(text, Ink::kBold, options.color) + "\n";
  }
}

void AppendSentence(const EventRow& row, const TableOptions& options, std::string* out) {
  AppendLines(Printable((row.outlet.empty() ? row.article : row.outlet) + ": " + row.sentence), 12,
              Ink::kDim, options, out);
}

// Names of a list of objects, the first five of them.
std::string FirstNames(JsonValue list, const char* between) {
  constexpr size_t kMost = 5;
  std::string names;
  size_t count = 0;
  list.ForEach([&](std::string_view, JsonValue one) {
    if (++count > kMost) return;
    const std::string_view name = one["name"].String();
    if (!names.empty()) names += between;
    names += name.empty() ? one["text"].String() : name;
  });
  names = Printable(names);
  if (count > kMost) names += " and " + std::to_string(count - kMost) + " more";
  return names;
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

void AppendRecordEntry(const EventRow& row, const TableOptions& options, std::string* out) {
  const Result<JsonDocument> document = JsonDocument::Parse(row.json, "record");
  if (!document.ok()) return;
  const JsonValue record = document.value().root();
  AppendHead(
      row.day,
      WhatHappened(record, record["place"]["name"].String()) + (row.replaced ? "  (replaced)" : ""),
      options, out);
  const std::string voices = FirstNames(record["attribution"], ", reported by ");
  AppendLines(Printable(record["id"].String()) +
                  (voices.empty() ? std::string() : "  on the word of " + voices),
              12, Ink::kPlain, options, out);
  AppendSentence(row, options, out);
}

void AppendEventEntry(const EventRow& row, std::string_view merged, const TableOptions& options,
                      std::string* out) {
  const Result<JsonDocument> document = JsonDocument::Parse(merged, row.event);
  if (!document.ok()) return AppendRecordEntry(row, options, out);
  const JsonValue event = document.value().root();
  std::string what = WhatHappened(event, event["place"].String());
  what += "  [" + Counted(row.reports, "report") + ", " + Counted(row.origins, "origin");
  size_t contested = 0;
  event["contested_by"].ForEach([&](std::string_view, JsonValue) { ++contested; });
  if (contested > 0) what += ", contested by " + std::to_string(contested);
  const std::string start(event["start"].String());
  AppendHead(start.empty() ? row.day : start, what + "]", options, out);
  AppendLines(row.event + "  on the word of " + FirstNames(event["origins"], ", "), 12, Ink::kPlain,
              options, out);
  AppendSentence(row, options, out);
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
