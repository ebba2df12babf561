#include "cli/store_options.h"

#include <CLI/CLI.hpp>
#include <charconv>
#include <map>
#include <optional>

#include "base/day.h"
#include "cli/command_line.h"

namespace avviso {

const std::vector<std::string> kQueryForms = {
    "table", "jsonl",   "csv",  "gdelt", "gdelt-mentions", "acled", "polecat",
    "icews", "geojson", "gexf", "rss",   "atom",           "stix",  "prov"};

const std::map<std::string, std::vector<std::string>> kQueryValues = {
    {"order", {"newest", "oldest", "best"}},
    {"by", {"day", "week", "month"}},
    {"per", {"pair", "type", "class", "country"}},
    {"class",
     {"verbal-cooperation", "material-cooperation", "verbal-conflict", "material-conflict"}},
    {"status", {"happened", "planned", "possible", "denied", "conditional"}}};

namespace {

const std::map<std::string, SeriesQuery::Period> kPeriods = {
    {"day", SeriesQuery::Period::kDay},
    {"week", SeriesQuery::Period::kWeek},
    {"month", SeriesQuery::Period::kMonth}};
const std::map<std::string, SeriesQuery::Per> kPers = {{"pair", SeriesQuery::Per::kPair},
                                                       {"type", SeriesQuery::Per::kType},
                                                       {"class", SeriesQuery::Per::kClass},
                                                       {"country", SeriesQuery::Per::kCountry}};

void AddDb(CLI::App* app, CommandLine* line) {
  app->add_option("--db", line->store.file, "The store, a file")
      ->required()
      ->check(CLI::Validator(
          [](const std::string& given) { return std::string(given.empty() ? "is empty" : ""); },
          ""))
      ->type_name("FILE");
}

std::optional<PlaceBox> ReadBox(const std::string& given) {
  double sides[4];
  const char* at = given.data();
  const char* end = at + given.size();
  for (int i = 0; i < 4; ++i) {
    const auto read = std::from_chars(at, end, sides[i]);
    if (read.ec != std::errc() || (i < 3 && (read.ptr == end || *read.ptr != ','))) return {};
    at = i < 3 ? read.ptr + 1 : read.ptr;
  }
  if (at != end || sides[0] > sides[2]) return {};
  // A place of no latitude or longitude is a slip, as of one side for another.
  if (sides[0] < -90 || sides[2] > 90 || sides[1] < -180 || sides[3] > 180) return {};
  if (sides[1] > 180 || sides[3] < -180) return {};
  return PlaceBox{sides[0], sides[1], sides[2], sides[3]};
}

std::string CheckDay(const std::string& given) {
  return ParseIsoDay(given) ? "" : given + " isn't a day, as in 2023-09-29";
}

void AddWhen(CLI::App* app, RecordQuery* query) {
  const auto day = CLI::Validator(CheckDay, "");
  app->add_option("--from", query->from, "Acts of this day or later")->check(day)->type_name("DAY");
  app->add_option("--to", query->to, "Acts of this day or before")->check(day)->type_name("DAY");
  app->add_option("--as-of", query->as_of, "As the store stood at this day or time")
      ->check(day)
      ->type_name("TIME");
}

void AddWho(CLI::App* app, RecordQuery* query) {
  app->add_option("--actor", query->actors,
                  "Acting or acted on: a country, code, id or name, as in\n"
                  "Serbia, SRBMIL, NATO, igo:un, Vucic")
      ->delimiter(',')
      ->type_name("ACTOR,ACTOR");
  app->add_option("--source", query->sources, "Acting")->delimiter(',')->type_name("ACTOR,ACTOR");
  app->add_option("--target", query->targets, "Acted on")->delimiter(',')->type_name("ACTOR,ACTOR");
  app->add_option_function<std::string>(
         "--pair",
         [query](const std::string& given) {
           const size_t arrow = given.find('>');
           if (arrow == std::string::npos || arrow == 0 || arrow + 1 == given.size()) {
             throw CLI::ValidationError("--pair", "give two actors, as in 'Serbia>Kosovo'");
           }
           query->pair = ActorPair{given.substr(0, arrow), given.substr(arrow + 1)};
         },
         "Who acts on whom, as in 'Serbia>Kosovo'")
      ->type_name("SOURCE>TARGET");
  app->add_option("--voice", query->voices, "On this one's word")
      ->delimiter(',')
      ->type_name("NAME,NAME");
}

void AddWhatAndWhere(CLI::App* app, RecordQuery* query) {
  app->add_option("--type", query->types, "PLOVER types, as in assault,coerce; avviso help types")
      ->delimiter(',')
      ->type_name("TYPE,TYPE");
  app->add_option("--mode", query->modes, "Their modes, as in drone,arrest")
      ->delimiter(',')
      ->type_name("MODE,MODE");
  app->add_option("--class", query->classes, "As in material-conflict")
      ->delimiter(',')
      ->type_name("CLASS,CLASS");
  app->add_option("--status", query->statuses, "happened, planned, possible, denied, conditional")
      ->delimiter(',')
      ->type_name("STATUS,STATUS");
  app->add_option("--country", query->countries, "The place's country, as Kosovo or XKX")
      ->delimiter(',')
      ->type_name("COUNTRY,COUNTRY");
  app->add_option_function<std::string>(
         "--box",
         [query](const std::string& given) {
           query->box = ReadBox(given);
           if (!query->box) {
             throw CLI::ValidationError("--box", "give degrees, as in 42.1,20.0,43.3,21.8");
           }
         },
         "The place lies in this box of degrees")
      ->type_name("SOUTH,WEST,NORTH,EAST");
  app->add_option("--text", query->text, "Words of the article; \"phrases\", begin*, OR, NOT")
      ->type_name("WORDS");
  app->add_option("--words", query->words, "The same, of the sentence that tells the act")
      ->type_name("WORDS");
  app->add_option("--origins", query->least_origins, "Independent origins of the event, at least")
      ->check(CLI::Range(0, 1000000).description(""))
      ->type_name("N");
}

void AddPaging(CLI::App* app, StoreOptions* store) {
  app->add_option_function<std::string>(
         "--order",
         [store](const std::string& name) {
           store->query.order = name == "newest"   ? RecordQuery::Order::kNewest
                                : name == "oldest" ? RecordQuery::Order::kOldest
                                                   : RecordQuery::Order::kBestFit;
         },
         "newest, oldest, or best: the best fit to --words or --text")
      ->check(CLI::IsMember(kQueryValues.at("order")).description(""))
      ->type_name("ORDER");
  app->add_option("--limit", store->query.limit, "Records of a page (default: 100)")
      ->check(CLI::Range(1, 1000000).description(""))
      ->type_name("N");
  app->add_option("--after", store->query.after, "Go on behind the page that ended so")
      ->type_name("CURSOR");
  app->add_flag("--all", store->all, "All pages");
}

void AddCounting(CLI::App* app, StoreOptions* store) {
  app->add_option_function<std::string>(
         "--by",
         [store](const std::string& name) {
           if (!store->series) store->series.emplace();
           store->series->period = kPeriods.at(name);
         },
         "Counts by day, week or month instead, with zeros between\n"
         "and the articles of that time beside")
      ->check(CLI::IsMember(kQueryValues.at("by")).description(""))
      ->type_name("PERIOD");
  app->add_option_function<std::string>(
         "--per",
         [store](const std::string& name) {
           if (!store->series) store->series.emplace();
           store->series->per = kPers.at(name);
         },
         "With --by: a series for each pair, type, class or country")
      ->check(CLI::IsMember(kQueryValues.at("per")).description(""))
      ->type_name("WHAT");
  app->add_flag("--by-day", store->by_day, "Counts by day and type, without zeros");
}

}  // namespace

void AddIngest(CLI::App* root, CommandLine* line) {
  CLI::App* app = root->add_subcommand("ingest", "Code articles and keep them in a store");
  AddDb(app, line);
  AddRunOptions(app, line);
  AddPublished(app, line);
  app->add_flag_callback(
      "--no-raw", [line] { line->store.keep_raw = false; }, "Don't keep the bytes of pages");
  app->add_flag("--recode", line->store.recode, "Code again what the store has already");
  app->add_flag("--events", line->store.events,
                "Bring stories and merged events up to date at the end");
  app->add_flag_callback(
      "--json", [line] { line->format = Format::kJsonLines; }, "The summary as JSON");
  app->callback([line] { line->command = Command::kIngest; });
  app->footer(
      "Examples:\n"
      "  avviso ingest --db crisis.avviso archive/ feeds.xml pages.warc.gz\n"
      "  avviso ingest --db crisis.avviso --jsonl < articles.jsonl\n"
      "  avviso ingest --db crisis.avviso --events feeds.xml\n"
      "\nMay be stopped at any time and run again: what is stored is passed over.");
}

void AddQuery(CLI::App* root, CommandLine* line) {
  CLI::App* app = root->add_subcommand("query", "Ask a store for records");
  AddDb(app, line);
  size_t before = 0;
  const auto under = [app, &before](const char* heading) {
    const std::vector<CLI::Option*> options = app->get_options([](CLI::Option*) { return true; });
    for (size_t i = before; i < options.size(); ++i) options[i]->group(heading);
    before = options.size();
  };
  under("Options");
  AddWhen(app, &line->store.query);
  under("When");
  AddWho(app, &line->store.query);
  under("Who");
  AddWhatAndWhere(app, &line->store.query);
  under("What, where and in which words");
  AddPaging(app, &line->store);
  under("Pages");
  AddCounting(app, &line->store);
  under("Counts");
  app->add_flag("--pairs", line->store.pairs, "With --format csv: a row a pair of actors");
  app->add_option(
         "--format", line->store.form,
         "table, jsonl, csv, gdelt, gdelt-mentions, acled, polecat, icews,\n"
         "geojson, gexf, rss, atom, stix, prov\n(default: table on a terminal, else jsonl)")
      ->check(CLI::IsMember(kQueryForms).description(""))
      ->type_name("FORMAT");
  app->add_flag_callback(
      "--json", [line] { line->store.form = "jsonl"; }, "The same as --format jsonl");
  AddTables(app, line);
  app->add_option("-o,--output", line->output, "Write to this file")->type_name("FILE");
  app->add_option("--color", line->color, "Colour in tables: auto, always or never")
      ->check(CLI::IsMember(std::vector<std::string>{"auto", "always", "never"}).description(""))
      ->type_name("WHEN");
  app->callback([line] { line->command = Command::kQuery; });
  app->footer(
      "Examples:\n"
      "  avviso query --db crisis.avviso --pair 'Serbia>Kosovo' --from 2023-09-01\n"
      "  avviso query --db crisis.avviso --by week --per type --country Kosovo\n"
      "  avviso query --db crisis.avviso --words 'troops border' --order best\n"
      "  avviso query --db crisis.avviso --all --format geojson -o map.geojson");
}

void AddActors(CLI::App* root, CommandLine* line) {
  CLI::App* app = root->add_subcommand("actors", "List who is in a store, with counts");
  AddDb(app, line);
  app->add_option("words", line->paths, "Only who is called so, or has that code or country")
      ->type_name("WORD");
  app->add_option("--limit", line->store.query.limit, "How many are shown (default: 100)")
      ->check(CLI::Range(1, 1000000).description(""))
      ->type_name("N");
  app->add_flag_callback(
      "--json", [line] { line->format = Format::kJsonLines; }, "A line of JSON an actor");
  AddTables(app, line);
  app->add_option("-o,--output", line->output, "Write to this file")->type_name("FILE");
  app->callback([line] { line->command = Command::kActors; });
  app->footer(
      "Examples:\n"
      "  avviso actors --db crisis.avviso\n"
      "  avviso actors --db crisis.avviso vucic");
}

void AddExport(CLI::App* root, CommandLine* line) {
  CLI::App* app = root->add_subcommand("export", "Write a feed of GDELT's form: 15-minute zips");
  AddDb(app, line);
  AddWhen(app, &line->store.query);
  app->add_option("--feed", line->store.folder, "The folder that gets the files")
      ->required()
      ->type_name("DIR");
  app->add_option("--base-url", line->store.base_url, "What stands before names in lastupdate.txt")
      ->type_name("URL");
  AddTables(app, line);
  app->callback([line] { line->command = Command::kExport; });
  app->footer("Example:\n  avviso export --db crisis.avviso --feed public/gdeltv2");
}

void AddStore(CLI::App* root, CommandLine* line) {
  CLI::App* store = root->add_subcommand("store", "Look after a store");
  store->require_subcommand(1);
  const auto add = [&](const char* name, const char* what, Command command) {
    CLI::App* app = store->add_subcommand(name, what);
    AddDb(app, line);
    app->callback([line, command] { line->command = command; });
    app->footer(std::string("Example:\n  avviso store ") + name + " --db crisis.avviso");
    return app;
  };
  CLI::App* info = add("info", "Say what a store holds", Command::kStoreInfo);
  info->add_flag_callback(
      "--json", [line] { line->format = Format::kJsonLines; }, "The same as JSON");
  CLI::App* check = add("check", "Check that a store is whole", Command::kStoreCheck);
  check->add_flag_callback(
      "--json", [line] { line->format = Format::kJsonLines; }, "What was found as JSON");
  add("vacuum", "Make the file smaller and its indexes faster", Command::kStoreVacuum);
  CLI::App* dump =
      add("dump", "Print all of a store, the same for equal stores", Command::kStoreDump);
  dump->add_option("-o,--output", line->output, "Write to this file")->type_name("FILE");
  AddTables(add("metadata", "Print what Datasette is to know of a store's tables",
                Command::kStoreMetadata),
            line);
  store->footer("Example:\n  avviso store info --db crisis.avviso");
}

}  // namespace avviso
