// ACLED's layout, 31 columns, from our own records. It counts acts, not words: only
// material acts that happened are written, and history is left out. Which type of ours
// becomes which of theirs is told in docs/exports.md.

#include "base/day.h"
#include "views/export.h"
#include "views/export_record.h"
#include "views/export_text.h"

namespace avviso {
namespace {

struct Kind {
  std::string disorder, type, sub_type;
};

bool IsCivilian(const std::string& sector) {
  for (const char* one : {"CVL", "REF", "JRN", "MED", "EDU", "LAB", "SOC", "NGO", "BUS", "REL"}) {
    if (sector == one) return true;
  }
  return false;
}

Kind Violence(const ExportRecord& record) {
  const std::string mode = record.Get("mode");
  const std::string violence = "Political violence";
  if (mode == "aerial" || mode == "drone") {
    return {violence, "Explosions/Remote violence", "Air/drone strike"};
  }
  if (mode == "heavy-weapons") {
    return {violence, "Explosions/Remote violence", "Shelling/artillery/missile attack"};
  }
  if (mode == "explosives") {
    return {violence, "Explosions/Remote violence", "Remote explosive/landmine/IED"};
  }
  if (mode == "suicide-attack") return {violence, "Explosions/Remote violence", "Suicide bomb"};
  if (mode == "abduct") {
    return {violence, "Violence against civilians", "Abduction/forced disappearance"};
  }
  if (mode == "sexual") return {violence, "Violence against civilians", "Sexual violence"};
  if (mode == "crowd-control") {
    return {"Demonstrations", "Protests", "Protest with intervention"};
  }
  const std::string sector = record.target().sector;
  if (record.targets().empty() || IsCivilian(sector)) {
    return {violence, "Violence against civilians", "Attack"};
  }
  return {violence, "Battles", "Armed clash"};
}

Kind KindOf(const ExportRecord& record) {
  const std::string type = record.Get("type");
  const std::string mode = record.Get("mode");
  const std::string strategic = "Strategic developments";
  if (type == "ASSAULT") return Violence(record);
  if (type == "PROTEST" && (mode == "riot" || mode == "vandalize")) {
    return {"Demonstrations", "Riots", "Violent demonstration"};
  }
  if (type == "PROTEST") return {"Demonstrations", "Protests", "Peaceful protest"};
  if (type == "COERCE" && mode == "arrest") return {strategic, strategic, "Arrests"};
  if (type == "COERCE" && mode == "seize") {
    return {strategic, strategic, "Non-violent transfer of territory"};
  }
  if (type == "MOBILIZE") return {strategic, strategic, "Change to group/activity"};
  if (type == "RETREAT") return {strategic, strategic, "Agreement"};
  return {strategic, strategic, "Other"};
}

std::string Inter(const ExportActor& actor, const std::string& type) {
  const std::string& sector = actor.sector;
  if (actor.name.empty()) return "";
  if (type == "Riots") return "Rioters";
  if (type == "Protests")
    return IsCivilian(sector) || sector.empty() ? "Protesters" : "State forces";
  for (const char* state : {"GOV", "MIL", "COP", "JUD", "LEG", "SPY"}) {
    if (sector == state) return "State forces";
  }
  if (sector == "REB" || sector == "UAF") return "Rebel group";
  if (sector == "CRM" || sector == "PTY" || sector == "OPP") return "Political militia";
  if (IsCivilian(sector)) return "Civilians";
  return sector.empty() && !actor.country.empty() ? "State forces" : "External/Other forces";
}

// 1 exact, 2 near or a part of the country, 3 the country alone.
std::string GeoPrecision(const ExportRecord& record) {
  const std::string precision = record.Place("precision");
  if (precision.empty()) return "";
  if (precision == "point" || precision == "populated-place") return "1";
  return precision == "country" ? "3" : "2";
}

// 1 the day, 2 the week, 3 the month; longer spans are written as months too.
std::string TimePrecision(const ExportRecord& record) {
  const std::string_view precision = record.event()["time"]["precision"].String();
  if (precision == "week") return "2";
  return precision.empty() || precision == "day" || precision == "minute" ? "1" : "3";
}

std::string UnixTime(const std::string& time) {
  const std::optional<Day> day = ParseIsoDay(time);
  if (!day || time.size() < 19) return "";
  const int64_t seconds = int64_t{day->since_epoch} * 86400 + std::stoi(time.substr(11, 2)) * 3600 +
                          std::stoi(time.substr(14, 2)) * 60 + std::stoi(time.substr(17, 2));
  return std::to_string(seconds);
}

std::string Second(const std::vector<ExportActor>& actors) {
  std::string names;
  for (size_t i = 1; i < actors.size(); ++i) {
    if (i > 1) names += "; ";
    names += actors[i].name;
  }
  return names;
}

void Append(const EventRow& row, const CountryCodes& countries, std::string* out) {
  const ExportRecord record(row);
  const bool material = record.Get("quad").compare(0, 8, "material") == 0;
  if (!material || record.Get("status") != "happened" || record.historical()) return;
  const Kind kind = KindOf(record);
  const CountryCode& country = countries.Of(record.Place("country"));
  const std::string inter1 = Inter(record.source(), kind.type);
  const std::string inter2 = Inter(record.target(), kind.type == "Riots" ? "" : kind.type);
  const std::optional<int64_t> killed = record.Number("killed");
  const bool town = GeoPrecision(record) == "1";
  *out += CsvLine({record.Place("country") + std::to_string(StableNumber(record.id())),
                   row.day,
                   row.day.substr(0, 4),
                   TimePrecision(record),
                   kind.disorder,
                   kind.type,
                   kind.sub_type,
                   record.source().name,
                   Second(record.sources()),
                   inter1,
                   record.target().name,
                   Second(record.targets()),
                   inter2,
                   inter1.empty() || inter2.empty() ? inter1 + inter2 : inter1 + "-" + inter2,
                   IsCivilian(record.target().sector) ? "Civilian targeting" : "",
                   country.number,
                   "",
                   country.name,
                   record.Place("admin1"),
                   "",
                   "",
                   town ? record.Place("name") : "",
                   record.latitude(),
                   record.longitude(),
                   GeoPrecision(record),
                   row.outlet,
                   "",
                   row.sentence,
                   killed ? std::to_string(*killed) : "",
                   "",
                   UnixTime(row.stored)});
}

}  // namespace

Export AcledExport(std::shared_ptr<const CountryCodes> countries) {
  return {
      [](std::string* out) {
        *out += CsvLine(
            {"event_id_cnty", "event_date",     "year",     "time_precision", "disorder_type",
             "event_type",    "sub_event_type", "actor1",   "assoc_actor_1",  "inter1",
             "actor2",        "assoc_actor_2",  "inter2",   "interaction",    "civilian_targeting",
             "iso",           "region",         "country",  "admin1",         "admin2",
             "admin3",        "location",       "latitude", "longitude",      "geo_precision",
             "source",        "source_scale",   "notes",    "fatalities",     "tags",
             "timestamp"});
      },
      [countries = std::move(countries)](const EventRow& row, std::string* out) {
        Append(row, *countries, out);
      },
      [](std::string*) {}};
}

}  // namespace avviso
