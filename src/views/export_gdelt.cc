// GDELT 2.0: events in 61 columns and mentions in 16, tab separated, without a
// header; the names are in docs/exports.md. An event here is one record of one
// article. What isn't known is left empty, and the kind of a place is 0.

#include <algorithm>
#include <cstdio>
#include <utility>

#include "base/json_writer.h"
#include "views/export.h"
#include "views/export_record.h"
#include "views/export_text.h"

namespace avviso {
namespace {

constexpr int64_t kLead = 400;  // an act told in the first code points is a root event

using Cells = std::vector<std::string>;

// CAMEO's name of a sector where it has another.
std::string CameoType(const std::string& sector) {
  if (sector == "JRN") return "MED";
  if (sector == "MED") return "HLH";
  return sector;
}

void AddActor(const ExportActor& actor, Cells* cells) {
  const std::string type = CameoType(actor.sector);
  cells->insert(cells->end(),
                {actor.country + type, actor.name, actor.country, "", "", "", "", type, "", ""});
}

// The year and its part that has gone, as GDELT reckons it: months of thirty days.
std::string FractionDate(const std::string& digits) {
  if (digits.size() < 8) return "";
  const int year = std::stoi(digits.substr(0, 4));
  const int month = std::stoi(digits.substr(4, 2));
  const int day = std::stoi(digits.substr(6, 2));
  char text[24];
  std::snprintf(text, sizeof text, "%.4f", year + ((month - 1) * 30 + day) / 365.0);
  return text;
}

std::string QuadClass(const std::string& quad) {
  if (quad == "verbal-cooperation") return "1";
  if (quad == "material-cooperation") return "2";
  return quad == "verbal-conflict" ? "3" : "4";
}

// GDELT's kinds of places: 1 a country, 4 a city of the world, 5 a part of a country.
std::string GeoType(const ExportRecord& record) {
  const std::string precision = record.Place("precision");
  if (record.Place("country").empty()) return "0";
  if (precision == "country") return "1";
  return precision == "point" || precision == "populated-place" ? "4" : "5";
}

void AddPlace(const ExportRecord& record, const CountryCodes& countries, Cells* cells) {
  const std::string type = GeoType(record);
  if (type == "0") {
    cells->insert(cells->end(), {"0", "", "", "", "", "", "", ""});
    return;
  }
  const std::string fips = countries.Of(record.Place("country")).fips;
  cells->insert(cells->end(), {type, record.Place("name"), fips, fips, "", record.latitude(),
                               record.longitude(), ""});
}

std::vector<std::pair<int64_t, int64_t>> Spans(const ExportRecord& record, const char* member) {
  std::vector<std::pair<int64_t, int64_t>> spans;
  record.event()["mentions"].ForEach([&](std::string_view, JsonValue mention) {
    std::vector<int64_t> ends;
    mention[member].ForEach(
        [&ends](std::string_view, JsonValue end) { ends.push_back(end.Integer().value_or(0)); });
    if (ends.size() == 2) spans.emplace_back(ends[0], ends[1]);
  });
  return spans;
}

void AppendEvent(const EventRow& row, const CountryCodes& countries, std::string* out) {
  const ExportRecord record(row);
  const std::string day = DayDigits(row.day);
  Cells cells = {std::to_string(StableNumber(record.id())), day, day.substr(0, 6), day.substr(0, 4),
                 FractionDate(day)};
  AddActor(record.source(), &cells);
  AddActor(record.target(), &cells);
  const std::string code = record.Get("cameo");
  const auto sentences = Spans(record, "sentence");
  const bool root = !sentences.empty() && sentences.front().first < kLead;
  const bool merged = !row.event.empty();
  cells.insert(cells.end(), {root ? "1" : "0", code, code.substr(0, 3), code.substr(0, 2),
                             QuadClass(record.Get("quad")), NumberText(record.goldstein()),
                             std::to_string(merged ? std::max<int64_t>(row.reports, 1)
                                                   : static_cast<int64_t>(sentences.size())),
                             std::to_string(merged ? std::max<int64_t>(row.origins, 1) : 1),
                             std::to_string(merged ? std::max<int64_t>(row.reports, 1) : 1), ""});
  for (int actor = 0; actor < 2; ++actor) {
    cells.insert(cells.end(), {"0", "", "", "", "", "", "", ""});
  }
  AddPlace(record, countries, &cells);
  cells.insert(cells.end(), {QuarterDigits(row.stored), row.url.empty() ? row.article : row.url});
  *out += TabLine(cells);
}

std::string FirstOffset(JsonValue actors) {
  std::string offset;
  actors.ForEach([&offset](std::string_view, JsonValue actor) {
    actor["span"].ForEach([&offset](std::string_view, JsonValue end) {
      if (offset.empty()) offset = std::to_string(end.Integer().value_or(-1));
    });
  });
  return offset.empty() ? "-1" : offset;
}

// Our quotation and its place in the text, for the column that is free.
std::string Extras(const EventRow& row, std::string_view words, std::pair<int64_t, int64_t> trigger,
                   std::pair<int64_t, int64_t> sentence) {
  std::string extras;
  JsonWriter json(&extras);
  const auto span = [&json](const char* name, std::pair<int64_t, int64_t> ends) {
    json.Key(name);
    json.BeginArray();
    json.Integer(ends.first);
    json.Integer(ends.second);
    json.EndArray();
  };
  json.BeginObject();
  json.Field("quote", words);
  span("span", trigger);
  span("sentence", sentence);
  json.Field("text_sha256", row.text_sha256);
  json.EndObject();
  return extras;
}

void AppendMentions(const EventRow& row, std::string* out) {
  const ExportRecord record(row);
  const auto triggers = Spans(record, "trigger");
  const auto sentences = Spans(record, "sentence");
  std::vector<std::string> words;
  record.event()["mentions"].ForEach([&words](std::string_view, JsonValue mention) {
    words.emplace_back(mention["text"].String());
  });
  const std::string seen = QuarterDigits(row.stored);
  const int confidence = std::clamp(static_cast<int>(record.confidence() * 10) * 10, 10, 100);
  for (size_t i = 0; i < triggers.size() && i < sentences.size() && i < words.size(); ++i) {
    const bool first = i == 0;
    *out += TabLine({std::to_string(StableNumber(record.id())), seen, seen, "1",
                     row.outlet.empty() ? row.article : row.outlet,
                     row.url.empty() ? row.article : row.url, "",
                     first ? FirstOffset(record.event()["source"]) : "-1",
                     first ? FirstOffset(record.event()["target"]) : "-1",
                     std::to_string(triggers[i].first), "1", std::to_string(confidence), "", "", "",
                     Extras(row, words[i], triggers[i], sentences[i])});
  }
}

}  // namespace

Export GdeltEventsExport(std::shared_ptr<const CountryCodes> countries) {
  return {[](std::string*) {},
          [countries = std::move(countries)](const EventRow& row, std::string* out) {
            AppendEvent(row, *countries, out);
          },
          [](std::string*) {}};
}

Export GdeltMentionsExport() {
  return {[](std::string*) {}, AppendMentions, [](std::string*) {}};
}

}  // namespace avviso
