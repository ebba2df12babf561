#include "cli/merging_options.h"

#include <CLI/CLI.hpp>

#include "cli/command_line.h"
#include "cli/store_options.h"

namespace avviso {

void AddStories(CLI::App* root, CommandLine* line) {
  CLI::App* app = root->add_subcommand("stories", "Group articles into stories and find copies");
  app->add_option("paths", line->paths,
                  "Text, pages, feeds, archives, tables, folders, URLs; - is standard input")
      ->type_name("FILE");
  app->add_flag(
      "--jsonl", line->json_lines,
      "Input is JSON Lines: {\"id\", \"text\", \"title\", \"published\", \"url\", \"outlet\"}");
  app->add_option("--db", line->store.file,
                  "List the stories of this store instead, brought up to date")
      ->type_name("FILE");
  app->add_flag_callback(
      "--json", [line] { line->format = Format::kJsonLines; }, "JSON, a line a story of --db");
  app->add_flag("--passages", line->passages,
                "Tell of each copy which words come from where in its original");
  app->add_option("--max-text", line->most_text,
                  "Bytes of an article that are read (default: 2 MiB)")
      ->transform(CLI::AsSizeValue(false).description(""))
      ->type_name("BYTES");
  AddTables(app, line);
  app->add_option("-o,--output", line->output, "Write to this file")->type_name("FILE");
  app->add_flag("-q,--quiet", line->quiet, "No messages about refused inputs");
  app->callback([line] { line->command = Command::kStories; });
  app->footer(
      "Examples:\n"
      "  avviso stories --jsonl < articles.jsonl\n"
      "  avviso stories --db crisis.avviso\n"
      "\nWrites {\"id\", \"story\", \"copy_of\"} for each article; docs/stories.md tells how.");
}

namespace {

// Of the commands that read records and merge them.
void AddMerging(CLI::App* app, CommandLine* line) {
  app->add_option("--db", line->store.file, "Take what this store holds, brought up to date")
      ->type_name("FILE");
  app->add_option("--reliability", line->reliability,
                  "A table of your own: a name, a tab, a letter from A to F")
      ->type_name("FILE");
  app->add_flag_callback(
      "--json", [line] { line->format = Format::kJsonLines; }, "JSON, a line an event");
  AddTables(app, line);
  app->add_option("-o,--output", line->output, "Write to this file")->type_name("FILE");
}

}  // namespace

void AddEvents(CLI::App* root, CommandLine* line) {
  CLI::App* app =
      root->add_subcommand("events", "Fold the records of many articles into events with origins");
  app->add_option("paths", line->paths, "The output of avviso code; - is standard input")
      ->type_name("FILE");
  AddMerging(app, line);
  app->callback([line] { line->command = Command::kEvents; });
  app->footer(
      "Examples:\n"
      "  avviso code --jsonl < articles.jsonl | avviso events\n"
      "  avviso events --json records.jsonl > events.jsonl\n"
      "  avviso events --db crisis.avviso\n"
      "\nWith --db the events are kept in the store, with their versions: what has come since\n"
      "the last time is placed, and all events are shown.");
  app->add_flag("--anew", line->store.anew, "With --db: make all stories and events again");
  app->add_flag("-q,--quiet", line->quiet, "Don't say how many events of a store have changed");
}

void AddLineage(CLI::App* root, CommandLine* line) {
  CLI::App* app = root->add_subcommand("lineage", "Show whose words an event rests on, as a tree");
  app->add_option("event", line->event, "The id of an event, or of one of its records")
      ->required()
      ->type_name("ID");
  app->add_option("paths", line->paths, "The output of avviso code; - is standard input")
      ->type_name("FILE");
  AddMerging(app, line);
  app->callback([line] { line->command = Command::kLineage; });
  app->add_flag("-q,--quiet", line->quiet, "Don't say how many events of a store have changed");
  app->footer(
      "Examples:\n"
      "  avviso lineage m-2ae7ae40b4f3 records.jsonl\n"
      "  avviso lineage --db crisis.avviso m-2ae7ae40b4f3");
}

}  // namespace avviso
