// GeoJSON (RFC 7946), RSS 2.0, Atom (RFC 4287).

#include <array>
#include <memory>

#include "base/day.h"
#include "base/json_writer.h"
#include "views/export.h"
#include "views/export_record.h"
#include "views/export_text.h"

namespace avviso {
namespace {

void AppendFeature(const EventRow& row, std::string* out) {
  const ExportRecord record(row);
  JsonWriter json(out);
  json.BeginObject();
  json.Field("type", "Feature");
  json.Field("id", record.id());
  json.Key("geometry");
  if (const auto point = record.point()) {
    json.BeginObject();
    json.Field("type", "Point");
    json.Key("coordinates");
    json.BeginArray();
    json.Number(point->second);
    json.Number(point->first);
    json.EndArray();
    json.EndObject();
  } else {
    json.Null();
  }
  json.Key("properties");
  json.BeginObject();
  json.FieldOrNull("day", row.day);
  for (const char* member : {"type", "mode", "status", "quad"}) {
    json.FieldOrNull(member, record.Get(member));
  }
  json.FieldNumber("goldstein", record.goldstein());
  json.FieldOrNull("source", record.SourceNames());
  json.FieldOrNull("target", record.TargetNames());
  json.FieldOrNull("place", record.Place("name"));
  json.FieldOrNull("country", record.Place("country"));
  json.FieldOrNull("precision", record.Place("precision"));
  json.Field("sentence", row.sentence);
  json.FieldOrNull("outlet", row.outlet);
  json.FieldOrNull("url", row.url);
  json.FieldOrNull("published", row.published);
  json.FieldNumber("confidence", record.confidence());
  json.EndObject();
  json.EndObject();
}

// An address that may stand in a link: one that a script could hide in is dropped.
std::string WebAddress(const std::string& url) {
  return url.compare(0, 7, "http://") == 0 || url.compare(0, 8, "https://") == 0 ? url : "";
}

// "Fri, 29 Sep 2023 18:20:00 GMT" of "2023-09-29T18:20:00Z"; "" of anything else.
std::string MailTime(const std::string& time) {
  constexpr std::array<const char*, 7> kDays = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
  constexpr std::array<const char*, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                   "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const std::optional<Day> day = ParseIsoDay(time);
  if (!day || time.size() != 20) return "";
  const CivilDate date = ToCivil(*day);
  return std::string(kDays.at(static_cast<size_t>(Weekday(*day) - 1))) + ", " + time.substr(8, 2) +
         " " + kMonths.at(static_cast<size_t>(date.month - 1)) + " " + time.substr(0, 4) + " " +
         time.substr(11, 8) + " GMT";
}

std::string Element(const char* name, const std::string& text) {
  if (text.empty()) return "";
  return std::string("<") + name + ">" + XmlText(text) + "</" + name + ">\n";
}

// A description is HTML in RSS, so that plain words are escaped twice.
void AppendRssItem(const EventRow& row, std::string* out) {
  const ExportRecord record(row);
  *out += "<item>\n" + Element("title", record.Title()) + Element("link", WebAddress(row.url)) +
          "<guid isPermaLink=\"false\">urn:avviso:record:" + XmlText(record.id()) + "</guid>\n" +
          Element("pubDate", MailTime(row.stored)) + Element("category", record.Get("type")) +
          Element("description", XmlText(row.sentence)) + "</item>\n";
}

void AppendAtomEntry(const EventRow& row, std::string* out) {
  const ExportRecord record(row);
  *out += "<entry>\n<id>urn:avviso:record:" + XmlText(record.id()) + "</id>\n" +
          Element("title", record.Title()) + Element("updated", row.stored) + "<author><name>" +
          XmlText(row.outlet.empty() ? "unknown" : row.outlet) + "</name></author>\n";
  if (const std::string url = WebAddress(row.url); !url.empty()) {
    *out += "<link href=\"" + XmlText(url) + "\"/>\n";
  }
  *out += "<category term=\"" + XmlText(record.Get("type")) + "\"/>\n" +
          Element("summary", row.sentence) + "</entry>\n";
}

}  // namespace

Export GeoJsonExport() {
  const auto first = std::make_shared<bool>(true);
  return {[](std::string* out) { *out += "{\"type\":\"FeatureCollection\",\"features\":["; },
          [first](const EventRow& row, std::string* out) {
            *out += *first ? "\n" : ",\n";
            *first = false;
            AppendFeature(row, out);
          },
          [](std::string* out) { *out += "\n]}\n"; }};
}

Export RssExport() {
  return {[](std::string* out) {
            *out +=
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\"><channel>\n"
                "<title>Avviso: records</title>\n<link>urn:avviso:query</link>\n"
                "<description>Who did what to whom, on whose word</description>\n";
          },
          AppendRssItem, [](std::string* out) { *out += "</channel></rss>\n"; }};
}

// A feed must say when it was updated: the newest of its entries, which are kept
// until then.
Export AtomExport() {
  struct Feed {
    std::string newest = "1970-01-01T00:00:00Z";
    std::string entries;
  };
  const auto feed = std::make_shared<Feed>();
  return {[](std::string* out) {
            *out +=
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                "<feed xmlns=\"http://www.w3.org/2005/Atom\">\n<id>urn:avviso:query</id>\n"
                "<title>Avviso: records</title>\n";
          },
          [feed](const EventRow& row, std::string*) {
            feed->newest = std::max(feed->newest, row.stored);
            AppendAtomEntry(row, &feed->entries);
          },
          [feed](std::string* out) {
            *out += "<updated>" + feed->newest + "</updated>\n" + feed->entries + "</feed>\n";
          }};
}

}  // namespace avviso
