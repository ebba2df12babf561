#include "cli/store_options.h"

#include <CLI/CLI.hpp>
#include <charconv>
#include <optional>

#include "base/day.h"
#include "cli/command_line.h"

namespace avviso {

const std::vector<std::string> kQueryForms = {
    "table", "jsonl",   "csv",  "gdelt", "gdelt-mentions", "acled", "polecat",
    "icews", "geojson", "gexf", "rss",   "atom",           "stix",  "prov"};

namespace {

const std::vector<std::string> kOrders = {"newest", "oldest", "best"};
const std::vector<std::string> kStatuses = {"happened", "planned", "possible", "denied",
                                            "conditional"};
const std::vector<std::string> kClasses = {"verbal-cooperation", "material-cooperation",
                                           "verbal-conflict", "material-conflict"};

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
  app->add_option("--actor", query->actors, "Acting or acted on: SRB, SRBMIL, igo:un or a name")
      ->delimiter(',')
      ->type_name("ACTOR,ACTOR");
  app->add_option("--source", query->sources, "Acting")->delimiter(',')->type_name("ACTOR,ACTOR");
  app->add_option("--target", query->targets, "Acted on")->delimiter(',')->type_name("ACTOR,ACTOR");
  app->add_option_function<std::string>(
         "--pair",
         [query](const std::string& given) {
           const size_t arrow = given.find('>');
           if (arrow == std::string::npos || arrow == 0 || arrow + 1 == given.size()) {
             throw CLI::ValidationError("--pair", "give two codes, as in 'SRB>XKX'");
           }
           query->pair = ActorPair{given.substr(0, arrow), given.substr(arrow + 1)};
         },
         "Who acts on whom, by codes, as in 'SRB>XKX'")
      ->type_name("SOURCE>TARGET");
  app->add_option("--voice", query->voice, "On this one's word, by name")->type_name("NAME");
}

void AddWhatAndWhere(CLI::App* app, RecordQuery* query) {
  const CLI::Validator upper(
      [](std::string& given) {
        for (char& c : given) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
        return std::string();
      },
      "");
  app->add_option("--type", query->types, "PLOVER types, as in ASSAULT,COERCE")
      ->delimiter(',')
      ->transform(upper)
      ->type_name("TYPE,TYPE");
  app->add_option("--class", query->classes, "As in material-conflict")
      ->delimiter(',')
      ->check(CLI::IsMember(kClasses).description(""))
      ->type_name("CLASS,CLASS");
  app->add_option("--status", query->statuses, "happened, planned, possible, denied, conditional")
      ->delimiter(',')
      ->check(CLI::IsMember(kStatuses).description(""))
      ->type_name("STATUS,STATUS");
  app->add_option("--country", query->countries, "The place's country, as XKX")
      ->delimiter(',')
      ->transform(upper)
      ->type_name("CODE,CODE");
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
      ->check(CLI::IsMember(kOrders).description(""))
      ->type_name("ORDER");
  app->add_option("--limit", store->query.limit, "Records of a page (default: 100)")
      ->check(CLI::Range(1, 1000000).description(""))
      ->type_name("N");
  app->add_option("--after", store->query.after, "Go on behind the page that ended so")
      ->type_name("CURSOR");
  app->add_flag("--all", store->all, "All pages");
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
  AddWhen(app, &line->store.query);
  AddWho(app, &line->store.query);
  AddWhatAndWhere(app, &line->store.query);
  AddPaging(app, &line->store);
  app->add_flag("--by-day", line->store.by_day, "Counts by day and type instead of records");
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
      "  avviso query --db crisis.avviso --pair 'SRB>XKX' --from 2023-09-01\n"
      "  avviso query --db crisis.avviso --words 'troops border' --order best\n"
      "  avviso query --db crisis.avviso --all --format geojson -o map.geojson");
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
