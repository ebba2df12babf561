// POLECAT's and ICEWS's layouts: 40 and 20 columns, tab separated, with a header.

#include <algorithm>
#include <utility>

#include "views/export.h"
#include "views/export_record.h"
#include "views/export_text.h"

namespace avviso {
namespace {

using Cells = std::vector<std::string>;

const Cells& PolecatHead() {
  static const Cells kHead = {"Event ID",
                              "Event Date",
                              "Event Type",
                              "Event Mode",
                              "Intensity",
                              "Quad Code",
                              "Contexts",
                              "Actor Name",
                              "Actor Country",
                              "Actor COW",
                              "Primary Actor Sector",
                              "Actor Sectors",
                              "Actor Title",
                              "Actor Name Raw",
                              "Wikipedia Actor ID",
                              "Recipient Name",
                              "Recipient Country",
                              "Recipient COW",
                              "Primary Recipient Sector",
                              "Recipient Sectors",
                              "Recipient Title",
                              "Recipient Name Raw",
                              "Wikipedia Recipient ID",
                              "Placename",
                              "City",
                              "District",
                              "Province",
                              "Country",
                              "Latitude",
                              "Longitude",
                              "GeoNames ID",
                              "Raw Placename",
                              "Feature Type",
                              "Source",
                              "Publication Date",
                              "Story People",
                              "Story Organizations",
                              "Story Locations",
                              "Language",
                              "Version"};
  return kHead;
}

const Cells& IcewsHead() {
  static const Cells kHead = {
      "Event ID",       "Event Date", "Source Name",     "Source Sectors", "Source Country",
      "Event Text",     "CAMEO Code", "Intensity",       "Target Name",    "Target Sectors",
      "Target Country", "Story ID",   "Sentence Number", "Publisher",      "City",
      "District",       "Province",   "Country",         "Latitude",       "Longitude"};
  return kHead;
}

std::string QuadCode(std::string quad) {
  std::transform(quad.begin(), quad.end(), quad.begin(), [](char c) {
    return c == '-' ? ' ' : c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  });
  return quad;
}

void AddActor(const ExportActor& actor, Cells* cells) {
  cells->insert(cells->end(),
                {actor.name, actor.country, "", actor.sector, actor.sector, "", actor.text, ""});
}

bool IsTown(const ExportRecord& record) {
  const std::string precision = record.Place("precision");
  return precision == "point" || precision == "populated-place";
}

// A country by its name, as ICEWS has it; one without a name by its code.
std::string CountryName(const std::string& code, const CountryCodes& countries) {
  const std::string& name = countries.Of(code).name;
  return name.empty() ? code : name;
}

void AppendPolecat(const EventRow& row, const CountryCodes& countries, std::string* out) {
  const ExportRecord record(row);
  Cells cells = {record.id(),
                 row.day,
                 record.Get("type"),
                 record.Get("mode"),
                 NumberText(record.goldstein()),
                 QuadCode(record.Get("quad")),
                 record.Contexts("; ")};
  AddActor(record.source(), &cells);
  AddActor(record.target(), &cells);
  const std::optional<int64_t> geonames = record.event()["place"]["geonames"].Integer();
  cells.insert(
      cells.end(),
      {record.Place("name"), IsTown(record) ? record.Place("name") : "", "", record.Place("admin1"),
       CountryName(record.Place("country"), countries), record.latitude(), record.longitude(),
       geonames ? std::to_string(*geonames) : "", record.Place("text"), record.Place("precision"),
       row.outlet, row.published.substr(0, 10), "", "", "", row.language, row.engine});
  *out += TabLine(cells);
}

void AppendIcews(const EventRow& row, const CountryCodes& countries, std::string* out) {
  const ExportRecord record(row);
  const ExportActor source = record.source();
  const ExportActor target = record.target();
  *out +=
      TabLine({std::to_string(StableNumber(record.id())),
               row.day,
               source.name,
               source.sector,
               CountryName(source.country, countries),
               record.Get("type") + (record.Get("mode").empty() ? "" : " " + record.Get("mode")),
               record.Get("cameo"),
               NumberText(record.goldstein()),
               target.name,
               target.sector,
               CountryName(target.country, countries),
               std::to_string(StableNumber(row.article)),
               "",
               row.outlet,
               IsTown(record) ? record.Place("name") : "",
               "",
               record.Place("admin1"),
               CountryName(record.Place("country"), countries),
               record.latitude(),
               record.longitude()});
}

}  // namespace

Export PolecatExport(std::shared_ptr<const CountryCodes> countries) {
  return {[](std::string* out) { *out += TabLine(PolecatHead()); },
          [countries = std::move(countries)](const EventRow& row, std::string* out) {
            AppendPolecat(row, *countries, out);
          },
          [](std::string*) {}};
}

Export IcewsExport(std::shared_ptr<const CountryCodes> countries) {
  return {[](std::string* out) { *out += TabLine(IcewsHead()); },
          [countries = std::move(countries)](const EventRow& row, std::string* out) {
            AppendIcews(row, *countries, out);
          },
          [](std::string*) {}};
}

}  // namespace avviso
