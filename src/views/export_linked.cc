// STIX 2.1 and PROV-O. Ids are made of what they stand for (UUID version 5), so that two
// exports of one store speak of the same things.

#include <memory>
#include <set>
#include <utility>

#include "base/json_writer.h"
#include "base/sha256.h"
#include "base/uuid.h"
#include "views/export.h"
#include "views/export_record.h"

namespace avviso {
namespace {

// Fixed for ever: ids in exports depend on it. It is the UUID of "urn:avviso" as a URL.
constexpr std::string_view kNames = "6384e48c-9342-54b0-92df-0903bd59f632";

std::string Uuid(const std::string& kind, const std::string& name) {
  return NameUuid(kNames, kind + " " + name);
}

std::string StixId(const std::string& kind, const std::string& name) {
  return kind + "--" + Uuid(kind, name);
}

// "2023-09-29T18:20:00.000Z": STIX wants a time with three digits after the second. A
// bare day is its midnight.
std::string StixTime(const std::string& time) {
  if (time.size() == 10) return time + "T00:00:00.000Z";
  return time.size() == 20 ? time.substr(0, 19) + ".000Z" : time;
}

void BeginStix(const std::string& type, const std::string& id, const std::string& time,
               JsonWriter* json) {
  json->BeginObject();
  json->Field("type", type);
  json->Field("spec_version", "2.1");
  json->Field("id", id);
  json->Field("created", StixTime(time));
  json->Field("modified", StixTime(time));
}

// Objects that several records name are written once.
struct StixBundle {
  std::set<std::string> written;
  bool first = true;

  // True if the object is due now; a comma stands before it then.
  bool Due(const std::string& id, std::string* out) {
    if (!written.insert(id).second) return false;
    *out += first ? "\n" : ",\n";
    first = false;
    return true;
  }
};

// A name with a sector may be a person's or an office's: which isn't known.
std::string IdentityClass(const ExportActor& actor) {
  if (!actor.id.empty()) return "organization";
  if (actor.sector.empty() && !actor.country.empty()) return "group";
  return actor.sector == "CVL" || actor.sector == "REF" ? "class" : "unknown";
}

std::string AppendIdentity(const ExportActor& actor, const std::string& time, StixBundle* bundle,
                           std::string* out) {
  const std::string id = StixId("identity", actor.name + "\n" + actor.code);
  if (!bundle->Due(id, out)) return id;
  JsonWriter json(out);
  BeginStix("identity", id, time, &json);
  json.Field("name", actor.name.empty() ? "unknown" : actor.name);
  json.Field("identity_class", IdentityClass(actor));
  if (!actor.code.empty()) {
    json.Key("labels");
    json.BeginArray();
    json.String(actor.code);
    json.EndArray();
  }
  json.EndObject();
  return id;
}

// "" if the place has neither a point nor a country.
std::string AppendLocation(const ExportRecord& record, const std::string& time,
                           const CountryCodes& countries, StixBundle* bundle, std::string* out) {
  const std::string country = countries.Of(record.Place("country")).iso2;
  const auto point = record.point();
  if (country.empty() && !point) return "";
  const std::string id = StixId("location", record.Place("name") + "\n" + country + "\n" +
                                                record.latitude() + "\n" + record.longitude());
  if (!bundle->Due(id, out)) return id;
  JsonWriter json(out);
  BeginStix("location", id, time, &json);
  if (!record.Place("name").empty()) json.Field("name", record.Place("name"));
  if (!country.empty()) json.Field("country", country);
  if (point) {
    json.FieldNumber("latitude", point->first);
    json.FieldNumber("longitude", point->second);
  }
  json.EndObject();
  return id;
}

void AppendStixReport(const EventRow& row, const CountryCodes& countries, StixBundle* bundle,
                      std::string* out) {
  const ExportRecord record(row);
  std::vector<std::string> refs;
  for (const auto* actors : {&record.sources(), &record.targets()}) {
    for (const ExportActor& actor : *actors) {
      refs.push_back(AppendIdentity(actor, row.stored, bundle, out));
    }
  }
  const std::string place = AppendLocation(record, row.stored, countries, bundle, out);
  if (!place.empty()) refs.push_back(place);
  const std::string id = StixId("report", record.id());
  if (refs.empty() || !bundle->Due(id, out)) return;
  JsonWriter json(out);
  BeginStix("report", id, row.stored, &json);
  json.Field("name", record.Title());
  json.Field("description", row.sentence);
  json.Field("published", StixTime(row.day.empty() ? row.stored : row.day));
  json.Key("labels");
  json.BeginArray();
  for (const char* member : {"type", "mode", "status", "quad"}) {
    if (!record.Get(member).empty()) json.String(record.Get(member));
  }
  json.EndArray();
  json.FieldInteger("confidence", static_cast<int64_t>(record.confidence() * 100));
  json.Key("object_refs");
  json.BeginArray();
  for (const std::string& ref : std::set<std::string>(refs.begin(), refs.end())) json.String(ref);
  json.EndArray();
  json.Key("external_references");
  json.BeginArray();
  json.BeginObject();
  json.Field("source_name", row.outlet.empty() ? "unknown" : row.outlet);
  if (!row.url.empty()) json.Field("url", row.url);
  json.Field("external_id", record.id());
  json.EndObject();
  json.EndArray();
  json.EndObject();
}

constexpr std::string_view kContext =
    "{\"@context\":{\"prov\":\"http://www.w3.org/ns/prov#\","
    "\"oa\":\"http://www.w3.org/ns/oa#\",\"schema\":\"http://schema.org/\","
    "\"xsd\":\"http://www.w3.org/2001/XMLSchema#\","
    "\"rdfs\":\"http://www.w3.org/2000/01/rdf-schema#\","
    "\"avviso\":\"urn:avviso:\"},\"@graph\":[";

void Reference(const char* key, const std::string& id, JsonWriter* json) {
  json->Key(key);
  json->BeginObject();
  json->Field("@id", id);
  json->EndObject();
}

std::string ArticleId(const EventRow& row) {
  return "urn:avviso:article:" + Sha256Hex(row.article).substr(0, 32) + ":" +
         std::to_string(row.revision);
}

void AppendArticle(const EventRow& row, StixBundle* bundle, std::string* out) {
  const std::string id = ArticleId(row);
  if (!bundle->Due(id, out)) return;
  JsonWriter json(out);
  json.BeginObject();
  json.Field("@id", id);
  json.Key("@type");
  json.BeginArray();
  json.String("prov:Entity");
  json.String("schema:NewsArticle");
  json.EndArray();
  if (!row.url.empty()) json.Field("schema:url", row.url);
  if (!row.title.empty()) json.Field("schema:headline", row.title);
  if (!row.outlet.empty()) json.Field("schema:publisher", row.outlet);
  if (!row.published.empty()) json.Field("schema:datePublished", row.published);
  json.Field("avviso:textSha256", row.text_sha256);
  json.EndObject();
}

void AppendEngine(const EventRow& row, const std::string& id, StixBundle* bundle,
                  std::string* out) {
  if (!bundle->Due(id, out)) return;
  JsonWriter json(out);
  json.BeginObject();
  json.Field("@id", id);
  json.Field("@type", "prov:SoftwareAgent");
  json.Field("rdfs:label", "avviso " + row.engine);
  json.EndObject();
}

// The chain of voices as statements, each derived from the one within it, and the
// innermost last to be reached from the record. Gives the ids, innermost first.
std::vector<std::string> AppendVoices(const ExportRecord& record, StixBundle* bundle,
                                      std::string* out) {
  std::vector<std::string> statements;
  record.event()["attribution"].ForEach([&](std::string_view, JsonValue voice) {
    std::string name(voice["name"].String());
    if (name.empty()) name = voice["text"].String();
    const std::string agent = "urn:avviso:voice:" + Uuid("voice", name);
    if (bundle->Due(agent, out)) {
      JsonWriter json(out);
      json.BeginObject();
      json.Field("@id", agent);
      json.Field("@type", "prov:Agent");
      json.Field("rdfs:label", name);
      json.Field("avviso:kind", voice["kind"].String());
      json.EndObject();
    }
    const std::string id =
        "urn:avviso:statement:" + record.id() + ":" + std::to_string(statements.size());
    if (bundle->Due(id, out)) {
      JsonWriter json(out);
      json.BeginObject();
      json.Field("@id", id);
      json.Field("@type", "prov:Entity");
      Reference("prov:wasAttributedTo", agent, &json);
      if (!statements.empty()) Reference("prov:wasDerivedFrom", statements.back(), &json);
      json.EndObject();
    }
    statements.push_back(id);
  });
  return statements;
}

void AppendSelectors(const EventRow& row, const ExportRecord& record, const std::string& id,
                     JsonWriter* json) {
  int64_t begin = -1, end = -1;
  bool first = true;
  record.event()["mentions"].ForEach([&](std::string_view, JsonValue mention) {
    if (!std::exchange(first, false)) return;
    mention["sentence"].ForEach([&](std::string_view, JsonValue offset) {
      (begin < 0 ? begin : end) = offset.Integer().value_or(0);
    });
  });
  json->BeginObject();
  json->Field("@id", id + ":evidence");
  json->Field("@type", "oa:Annotation");
  Reference("oa:hasBody", id, json);
  json->Key("oa:hasTarget");
  json->BeginObject();
  json->Field("@type", "oa:SpecificResource");
  Reference("oa:hasSource", ArticleId(row), json);
  json->Key("oa:hasSelector");
  json->BeginArray();
  json->BeginObject();
  json->Field("@type", "oa:TextQuoteSelector");
  json->Field("oa:exact", row.sentence);
  json->EndObject();
  json->BeginObject();
  json->Field("@type", "oa:TextPositionSelector");
  json->FieldInteger("oa:start", begin);
  json->FieldInteger("oa:end", end);
  json->EndObject();
  json->EndArray();
  json->EndObject();
  json->EndObject();
}

void AppendProv(const EventRow& row, StixBundle* bundle, std::string* out) {
  const ExportRecord record(row);
  const std::string id = "urn:avviso:record:" + record.id();
  AppendArticle(row, bundle, out);
  const std::string engine = "urn:avviso:engine:" + Uuid("engine", row.engine);
  AppendEngine(row, engine, bundle, out);
  const std::vector<std::string> statements = AppendVoices(record, bundle, out);
  if (!bundle->Due(id, out)) return;
  JsonWriter json(out);
  json.BeginObject();
  json.Field("@id", id);
  json.Field("@type", "prov:Entity");
  json.Field("rdfs:label", record.Title());
  Reference("prov:wasAttributedTo", engine, &json);
  json.Key("prov:wasDerivedFrom");
  json.BeginArray();
  std::vector<std::string> from = {ArticleId(row)};
  if (!statements.empty()) from.push_back(statements.back());
  for (const std::string& one : from) {
    json.BeginObject();
    json.Field("@id", one);
    json.EndObject();
  }
  json.EndArray();
  json.Key("prov:generatedAtTime");
  json.BeginObject();
  json.Field("@type", "xsd:dateTime");
  json.Field("@value", row.stored);
  json.EndObject();
  json.EndObject();
  if (!bundle->Due(id + ":evidence", out)) return;
  JsonWriter evidence(out);
  AppendSelectors(row, record, id, &evidence);
}

}  // namespace

Export StixExport(std::shared_ptr<const CountryCodes> countries) {
  const auto bundle = std::make_shared<StixBundle>();
  return {[](std::string* out) {
            *out +=
                "{\"type\":\"bundle\",\"id\":\"" + StixId("bundle", "query") + "\",\"objects\":[";
          },
          [bundle, countries = std::move(countries)](const EventRow& row, std::string* out) {
            AppendStixReport(row, *countries, bundle.get(), out);
          },
          [](std::string* out) { *out += "\n]}\n"; }};
}

Export ProvExport() {
  const auto bundle = std::make_shared<StixBundle>();
  return {[](std::string* out) { *out += kContext; },
          [bundle](const EventRow& row, std::string* out) { AppendProv(row, bundle.get(), out); },
          [](std::string* out) { *out += "\n]}\n"; }};
}

}  // namespace avviso
