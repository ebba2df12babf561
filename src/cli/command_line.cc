#include "cli/command_line.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <thread>

#include "base/day.h"
#include "cli/care_options.h"
#include "cli/help_formatter.h"
#include "cli/merging_options.h"
#include "cli/option_rules.h"
#include "cli/usage_message.h"
#include "engine/engine.h"

namespace avviso {
namespace {

const std::map<std::string, Format> kCodeFormats = {{"jsonl", Format::kJsonLines},
                                                    {"table", Format::kTable}};
const std::map<std::string, Format> kParseFormats = {{"conllu", Format::kConllu},
                                                     {"jsonl", Format::kJsonLines},
                                                     {"json", Format::kJsonLines},
                                                     {"table", Format::kTable}};
const std::vector<std::string> kColors = {"auto", "always", "never"};

// Says what is wrong with a date; "" if nothing is.
std::string CheckDate(const std::string& date) {
  return ParseIsoDay(date) ? "" : date + " isn't a day, as in 2023-09-29";
}

size_t Cores() { return std::clamp<size_t>(std::thread::hardware_concurrency(), 1, 256); }

void AddFormat(CLI::App* app, const std::map<std::string, Format>& formats, std::string description,
               CommandLine* line) {
  std::vector<std::string> names;
  for (const auto& [name, format] : formats) names.push_back(name);
  app->add_option_function<std::string>(
         "--format", [line, &formats](const std::string& name) { line->format = formats.at(name); },
         std::move(description))
      ->check(CLI::IsMember(names).description(""))
      ->type_name("FORMAT");
  app->add_flag_callback(
      "--json", [line] { line->format = Format::kJsonLines; }, "The same as --format jsonl");
}

void AddOutput(CLI::App* app, CommandLine* line) {
  app->add_option("-o,--output", line->output, "Write to this file")->type_name("FILE");
  app->add_option("--color", line->color, "Colour in tables: auto, always or never")
      ->check(CLI::IsMember(kColors).description(""))
      ->type_name("WHEN");
}

// Of all commands that may dial out.
void AddPoliteness(CLI::App* app, CommandLine* line) {
  WebOptions* web = &line->web;
  constexpr const char* kGroup = "Network (for web addresses)";
  app->add_flag("--allow-private", web->allow_private,
                "Fetch from addresses that aren't of the public internet too")
      ->group(kGroup);
  app->add_option("--interval", web->interval_seconds,
                  "Seconds between two requests to a site (default: 1)")
      ->check(CLI::Range(0.0, 3600.0).description(""))
      ->type_name("SECONDS")
      ->group(kGroup);
  app->add_option("--timeout", web->timeout_seconds, "Seconds for a request (default: 30)")
      ->check(CLI::Range(1, 3600).description(""))
      ->type_name("SECONDS")
      ->group(kGroup);
  app->add_option("--max-bytes", web->most_bytes, "Bytes of a page as sent (default: 32 MiB)")
      ->transform(CLI::AsSizeValue(false).description(""))
      ->type_name("BYTES")
      ->group(kGroup);
  app->add_option("--user-agent", web->user_agent,
                  "Say who asks, best with an address for complaints")
      ->type_name("TEXT")
      ->group(kGroup);
}

}  // namespace

void AddInputOptions(CLI::App* app, CommandLine* line) {
  app->add_option("paths", line->paths,
                  "Text, pages, feeds, archives, tables, folders, URLs; - is standard input")
      ->type_name("FILE");
  app->add_flag(
      "--jsonl", line->json_lines,
      "Input is JSON Lines: {\"id\", \"text\", \"title\", \"published\", \"url\", \"outlet\"}");
  app->add_option_function<std::string>(
         "--map",
         [line](const std::string& given) {
           Result<ColumnMap> map = ColumnMap::Parse(given);
           if (!map.ok()) throw CLI::ValidationError("--map", map.error().message);
           line->columns = std::move(map).value();
         },
         "Names of columns or members, as in text=body,title=headline")
      ->type_name("PART=NAME");
  AddPoliteness(app, line);
  app->add_option("-j,--jobs", line->jobs, "Articles worked on at once (default: the cores)")
      ->check(CLI::Range(1, 256).description(""))
      ->type_name("N");
  app->add_option("--max-text", line->most_text,
                  "Bytes of an article that are read (default: 2 MiB)")
      ->transform(CLI::AsSizeValue(false).description(""))
      ->type_name("BYTES");
  app->add_flag("-q,--quiet", line->quiet, "No progress and no messages about refused inputs");
  app->add_flag("-v,--verbose", line->verbose, "Say what was loaded, and progress line by line");
}

void AddTables(CLI::App* app, CommandLine* line) {
  app->add_option("--data", line->tables, "The folder of the tables (default: beside the program)")
      ->type_name("DIR");
}

void AddPublished(CLI::App* app, CommandLine* line) {
  app->add_option("--published", line->published, "The day of articles that don't give their own")
      ->check(CLI::Validator(CheckDate, ""))
      ->type_name("DATE");
}

void AddRunOptions(CLI::App* app, CommandLine* line) {
  AddInputOptions(app, line);
  AddTables(app, line);
  app->add_flag_callback(
      "--no-blocks", [line] { line->split_blocks = false; },
      "Let sentences run on over line ends, as spaCy does");
  app->add_option("--model", line->model,
                  "A model's directory or name (default: en_core_web_sm-3.8.0)")
      ->type_name("MODEL");
}

namespace {

// Of the commands that code.
void AddCoding(CLI::App* app, CommandLine* line) {
  AddRunOptions(app, line);
  AddPublished(app, line);
  auto* none = app->add_flag("--no-encoder", line->no_encoder, "Let the rules work alone");
  app->add_option("--encoder", line->encoder, "An encoder's file (default: the installed one)")
      ->type_name("FILE")
      ->excludes(none);
  app->add_option("--min-confidence", line->min_confidence,
                  "Leave out records less sure than this, from 0 to 1 (default: 0.3)")
      ->check(CLI::Range(0.0, 1.0).description(""))
      ->type_name("P");
}

void AddCode(CLI::App* root, CommandLine* line) {
  CLI::App* app = root->add_subcommand("code", "Code events: who did what to whom, on whose word");
  AddCoding(app, line);
  AddFormat(app, kCodeFormats, "jsonl or table (default: table on a terminal, else jsonl)", line);
  app->add_flag("--explain", line->explain, "Tell with the records why they are so");
  AddOutput(app, line);
  app->callback([line] { line->command = Command::kCode; });
  app->footer(
      "Examples:\n"
      "  avviso code --published 2023-09-29 kfor.txt\n"
      "  avviso code --jsonl < articles.jsonl > records.jsonl\n"
      "  avviso code -j 4 -o records.jsonl archive/\n"
      "\nExit codes: 0 fine, 1 some inputs were refused, 2 usage, 3 model or tables,\n"
      "4 output, 141 the reader of a pipe has gone.");
}

void AddRead(CLI::App* root, CommandLine* line) {
  CLI::App* app =
      root->add_subcommand("read", "Read pages: the story, its title, date, authors, credits");
  AddInputOptions(app, line);
  AddTables(app, line);
  AddPublished(app, line);
  app->add_flag("--why", line->why, "Say where facts are from, and why blocks are in or out");
  AddFormat(app, kCodeFormats, "jsonl or table (default: a page on a terminal, else jsonl)", line);
  AddOutput(app, line);
  app->callback([line] {
    line->command = Command::kRead;
    line->text_pages = true;
  });
  app->footer(
      "Examples:\n"
      "  avviso read page.html\n"
      "  avviso read --why https://a.example/1\n"
      "  avviso read --json pages/ crawl.warc.gz > articles.jsonl\n"
      "\nBare text is taken for a page laid out in lines. docs/reader.md tells more.");
}

void AddActor(CLI::App* root, CommandLine* line) {
  CLI::App* app = root->add_subcommand("actor", "Say whom a phrase names: country and sector");
  app->add_option("phrases", line->paths, "Phrases; with --jsonl a file, - is standard input")
      ->type_name("PHRASE");
  app->add_flag("--jsonl", line->json_lines,
                "Input is JSON Lines: {\"id\", \"text\", \"context\", \"date\"}");
  app->add_option("--date", line->published, "The day on which the words were written")
      ->check(CLI::Validator(CheckDate, ""))
      ->type_name("DATE");
  app->add_option("--context", line->context, "The text that the phrase stood in")
      ->type_name("TEXT");
  app->add_option("--model", line->model,
                  "A model's directory or name (default: en_core_web_sm-3.8.0)")
      ->type_name("MODEL");
  AddTables(app, line);
  app->add_flag_callback(
      "--json", [line] { line->format = Format::kJsonLines; }, "A line of JSON a phrase");
  app->callback([line] { line->command = Command::kActor; });
  app->footer(
      "Examples:\n"
      "  avviso actor \"Serbian troops\" --date 2023-09-29\n"
      "  avviso actor --jsonl < phrases.jsonl > actors.jsonl");
}

void AddExplain(CLI::App* root, CommandLine* line) {
  CLI::App* app = root->add_subcommand("explain", "Tell why events were coded, and others weren't");
  AddCoding(app, line);
  app->add_flag_callback(
      "--json", [line] { line->format = Format::kJsonLines; }, "A line of JSON an article");
  AddOutput(app, line);
  app->callback([line] { line->command = Command::kExplain; });
  app->footer(
      "Examples:\n"
      "  avviso explain kfor.txt\n"
      "  avviso explain --json --jsonl < articles.jsonl > why.jsonl");
}

void AddParse(CLI::App* root, CommandLine* line) {
  CLI::App* app = root->add_subcommand("parse", "Show tokens, tags, trees and entities");
  AddRunOptions(app, line);
  AddFormat(app, kParseFormats,
            "conllu, jsonl or table (default: table on a terminal, else conllu)", line);
  AddOutput(app, line);
  app->callback([line] { line->command = Command::kParse; });
  app->footer(
      "Examples:\n"
      "  echo 'Serbia masses troops on the border.' | avviso parse\n"
      "  avviso parse --json --no-blocks --jsonl articles.jsonl > parses.jsonl\n"
      "  avviso parse --format conllu kfor.txt");
}

void AddFetchOptions(CLI::App* app, CommandLine* line) {
  AddPoliteness(app, line);
  app->add_option("--per-site", line->web.at_once, "Requests to a site at once (default: 2)")
      ->check(CLI::Range(1, 64).description(""))
      ->type_name("N")
      ->group("Network (for web addresses)");
  app->add_option("--state", line->web.state,
                  "Keep ETags, dates and seen items in this file for the next run")
      ->type_name("FILE");
  app->add_option("-o,--output", line->output, "Write to this file")->type_name("FILE");
  app->add_flag("-q,--quiet", line->quiet, "No messages about what couldn't be fetched");
}

void AddFetch(CLI::App* root, CommandLine* line) {
  CLI::App* app = root->add_subcommand("fetch", "Fetch pages, politely, and keep them");
  app->add_option("urls", line->paths, "Addresses of the web")->required()->type_name("URL");
  AddFetchOptions(app, line);
  app->add_option("-j,--jobs", line->jobs, "Pages fetched at once (default: the cores)")
      ->check(CLI::Range(1, 256).description(""))
      ->type_name("N");
  app->add_flag_callback(
      "--json", [line] { line->format = Format::kJsonLines; }, "A line of JSON a page: a report");
  app->callback([line] { line->command = Command::kFetch; });
  app->footer(
      "Examples:\n"
      "  avviso fetch -o today.warc.gz https://a.example/1 https://b.example/2\n"
      "  avviso fetch --json https://a.example/1\n"
      "\nrobots.txt is kept to, redirects are followed; docs/fetch.md tells more.");
}

void AddWatch(CLI::App* root, CommandLine* line) {
  CLI::App* app = root->add_subcommand("watch", "Poll feeds and write what is new in them");
  WebOptions* web = &line->web;
  app->add_option("feeds", line->paths, "Addresses of feeds, OPML files, lists of addresses")
      ->required()
      ->type_name("FEED");
  AddFetchOptions(app, line);
  app->add_option("--every", web->every_minutes, "Minutes between two polls (default: 15)")
      ->check(CLI::Range(1, 10080).description(""))
      ->type_name("MINUTES");
  app->add_flag("--once", web->once, "Poll what is due once, then end");
  app->add_flag("--pages", web->pages, "Fetch the page of each item, not the feed's words");
  app->add_flag("--code", web->code, "Write coded records instead of articles");
  app->add_option("--model", line->model, "For --code: a model's directory or name")
      ->type_name("MODEL");
  AddTables(app, line);
  app->add_flag("-v,--verbose", line->verbose, "Say where feeds have moved to");
  app->callback([line] { line->command = Command::kWatch; });
  app->footer(
      "Examples:\n"
      "  avviso watch --state w.state -o news.jsonl https://a.example/rss feeds.opml\n"
      "  avviso watch --once --state w.state feeds.txt | avviso code --jsonl\n"
      "\nEnds cleanly on Ctrl-C.");
}

void AddVerify(CLI::App* root, CommandLine* line) {
  CLI::App* app = root->add_subcommand("verify", "Check that every quoted string equals its span");
  app->add_option("paths", line->paths, "The output of avviso code; - is standard input")
      ->required()
      ->expected(1)
      ->type_name("FILE");
  app->add_flag_callback("--json", [line] { line->format = Format::kJsonLines; }, "Counts as JSON");
  app->callback([line] { line->command = Command::kVerify; });
  app->footer("Example:\n  avviso verify records.jsonl");
}

// Adds commands under a heading that says what they are for.
void AddGroup(CLI::App* root, CommandLine* line, const char* heading,
              const std::vector<void (*)(CLI::App*, CommandLine*)>& add) {
  for (const auto& command : add) {
    command(root, line);
    root->get_subcommands([](CLI::App*) { return true; }).back()->group(heading);
  }
}

std::unique_ptr<CLI::App> MakeApp(CommandLine* line) {
  auto app = std::make_unique<CLI::App>(
      "Avviso reads news and writes down who did or said what to whom, where, when and\n"
      "on whose word.",
      "avviso");
  app->formatter(std::make_shared<HelpFormatter>());
  app->set_version_flag("--version", "avviso " + std::string(ProgramVersion()));
  app->require_subcommand(1);
  app->footer(
      "Example:\n  avviso code --published 2023-09-29 article.txt\n"
      "\navviso COMMAND --help tells more; avviso help terms and avviso help types explain words.");
  AddGroup(app.get(), line, "To read", {AddRead, AddFetch, AddWatch});
  AddGroup(app.get(), line, "To code", {AddCode, AddExplain, AddParse, AddActor});
  AddGroup(app.get(), line, "To compare articles", {AddStories, AddEvents, AddLineage});
  AddGroup(app.get(), line, "To keep", {AddIngest});
  AddGroup(app.get(), line, "To ask", {AddQuery, AddActors, AddExport});
  AddGroup(app.get(), line, "To look after",
           {AddStore, AddVerify, AddData, AddCompletion, AddHelp});
  return app;
}

// What the options' own checks can't see. "" if all is well.
std::string CheckTogether(const CLI::App& app, const CommandLine& line) {
  constexpr uint64_t kMostText = uint64_t{1} << 30;  // spans count bytes in 32 bits
  if (line.most_text == 0 || line.most_text > kMostText) {
    return "--max-text: must be from 1 byte to 1 GiB";
  }
  const CLI::App* command = &app;
  while (!command->get_subcommands().empty()) command = command->get_subcommands().front();
  return CheckOptionsTogether(*command, line);
}

// The help of a command, or of the program. False if `topic` is none and no command's.
bool PrintHelpOf(const std::string& topic) {
  CommandLine unused;
  const std::unique_ptr<CLI::App> app = MakeApp(&unused);
  if (topic.empty()) {
    std::cout << app->help();
    return true;
  }
  for (const CLI::App* command : app->get_subcommands([](const CLI::App*) { return true; })) {
    if (command->get_name() != topic) continue;
    std::cout << command->help(app->get_name());
    return true;
  }
  return false;
}

std::vector<std::string> ValuesOf(const CLI::App& app, const std::string& name) {
  if (name == "color") return kColors;
  const auto of_query = kQueryValues.find(name);
  if (app.get_name() == "query" && of_query != kQueryValues.end()) return of_query->second;
  if (name != "format") return {};
  if (app.get_name() == "query") return kQueryForms;
  std::vector<std::string> values;
  for (const auto& [value, format] : app.get_name() == "parse" ? kParseFormats : kCodeFormats) {
    values.push_back(value);
  }
  return values;
}

CommandHelp Describe(const CLI::App& app, const std::string& name) {
  CommandHelp help{name, app.get_description(), {}};
  for (const CLI::Option* option : app.get_options()) {
    if (option->get_lnames().empty()) continue;
    const std::string& flag = option->get_lnames().front();
    const auto& short_flags = option->get_snames();
    std::string description = option->get_description();
    std::replace(description.begin(), description.end(), '\n', ' ');
    help.options.push_back({"--" + flag, short_flags.empty() ? "" : "-" + short_flags.front(),
                            std::move(description), option->get_items_expected_max() > 0,
                            ValuesOf(app, flag)});
  }
  return help;
}

}  // namespace

CommandLine ReadCommandLine(int argc, char** argv, int* exit_code) {
  CommandLine line;
  line.jobs = Cores();
  const std::unique_ptr<CLI::App> app = MakeApp(&line);
  *exit_code = kExitFine;
  try {
    app->parse(argc, argv);
    if (const std::string wrong = CheckTogether(*app, line); !wrong.empty()) {
      throw CLI::ValidationError(wrong);
    }
    if (line.command == Command::kHelp && line.topic != "terms" && line.topic != "types") {
      if (!PrintHelpOf(line.topic)) {
        throw CLI::ValidationError("no topic " + line.topic + ": terms, types, or a command");
      }
      line.command = Command::kNone;
    }
  } catch (const CLI::ParseError& error) {
    line.command = Command::kNone;
    if (error.get_exit_code() == 0) {  // help or version
      app->exit(error);
    } else {
      const std::vector<std::string> arguments(argv + std::min(argc, 1), argv + argc);
      if (arguments.empty()) std::cerr << app->help();
      std::cerr << "avviso: error[usage]: " << UsageMessage(*app, arguments, error.what()) << "\n";
      *exit_code = kExitUsage;
    }
  }
  return line;
}

std::vector<CommandHelp> DescribeCommands() {
  CommandLine unused;
  const std::unique_ptr<CLI::App> app = MakeApp(&unused);
  std::vector<CommandHelp> commands;
  for (const CLI::App* command : app->get_subcommands([](const CLI::App*) { return true; })) {
    const auto inner = command->get_subcommands([](const CLI::App*) { return true; });
    if (inner.empty()) commands.push_back(Describe(*command, command->get_name()));
    for (const CLI::App* sub : inner) {
      commands.push_back(Describe(*sub, command->get_name() + " " + sub->get_name()));
    }
  }
  return commands;
}

}  // namespace avviso
