#include "cli/option_rules.h"

#include <CLI/CLI.hpp>
#include <string_view>

#include "cli/command_line.h"

namespace avviso {
namespace {

struct Rule {
  std::string_view command;  // "": all
  const char* option;
  const char* other;
  bool needed = false;  // the other must stand beside it, else it may not
  std::string_view why;
};

constexpr std::string_view kCountsAll = "counts take in all records that are found";

constexpr Rule kRules[] = {
    {"", "--quiet", "--verbose", false, "one says less, the other more"},
    {"", "--format", "--json", false, "both say what form the output has"},
    {"actor", "--jsonl", "--date", false, "each line has its own \"date\""},
    {"actor", "--jsonl", "--context", false, "each line has its own \"context\""},
    {"events", "--db", "paths", false, "records come from the store or from files"},
    {"events", "--anew", "--db", true, "only a store keeps events"},
    {"lineage", "--db", "paths", false, "records come from the store or from files"},
    {"stories", "--db", "paths", false, "stories come from the store or from files"},
    {"stories", "--db", "--jsonl", false, "stories come from the store or from files"},
    {"stories", "--db", "--passages", false, "the passages of copies are told of files"},
    {"stories", "--db", "--max-text", false, "texts of a store are read as they are"},
    {"watch", "--model", "--code", true, "without it nothing is parsed"},
    {"query", "--by-day", "--by", false, "both say what is counted"},
    {"query", "--per", "--by", true, "it parts the counts of a period"},
    {"query", "--by-day", "--order", false, kCountsAll},
    {"query", "--by-day", "--limit", false, kCountsAll},
    {"query", "--by-day", "--after", false, kCountsAll},
    {"query", "--by-day", "--all", false, kCountsAll},
    {"query", "--by", "--order", false, kCountsAll},
    {"query", "--by", "--limit", false, kCountsAll},
    {"query", "--by", "--after", false, kCountsAll},
    {"query", "--by", "--all", false, kCountsAll},
    {"query", "--all", "--limit", false, "all pages have no limit"},
    {"query", "--pairs", "--by-day", false, "counts have no rows of records; see --by with --per"},
    {"query", "--pairs", "--by", false, "counts have no rows of records; see --per pair"},
    {"query", "--pairs", "--format", true, "a row a pair is of --format csv alone"},
};

bool Given(const CLI::App& app, const char* name) {
  const CLI::Option* option = app.get_option_no_throw(name);
  return option != nullptr && option->count() > 0;
}

}  // namespace

std::string CheckOptionsTogether(const CLI::App& app, const CommandLine& line) {
  for (const Rule& rule : kRules) {
    if (!rule.command.empty() && rule.command != app.get_name()) continue;
    if (!Given(app, rule.option) || Given(app, rule.other) == rule.needed) continue;
    const std::string other = rule.other[0] == '-' ? rule.other : "files";
    return std::string(rule.option) + (rule.needed ? " needs " : " can't go with ") + other + ": " +
           std::string(rule.why);
  }
  const RecordQuery& query = line.store.query;
  if (!query.from.empty() && !query.to.empty() && query.from > query.to) {
    return "--from " + query.from + " can't go with --to " + query.to + ": it is after it";
  }
  if (app.get_name() == "fetch" && line.format == Format::kJsonLines &&
      line.output.find(".warc") != std::string::npos) {
    return "--json can't go with --output " + line.output + ": a report is no web archive";
  }
  if (app.get_name() != "query") return "";
  const std::string& form = line.store.form;
  const bool counts = line.store.by_day || line.store.series;
  if (counts && form != "auto" && form != "table" && form != "jsonl" && form != "csv") {
    return std::string(line.store.by_day ? "--by-day" : "--by") + " can't go with --format " +
           form + ": counts are written as table, jsonl or csv";
  }
  if (line.store.pairs && form != "csv") {
    return "--pairs can't go with --format " + form + ": a row a pair is of --format csv alone";
  }
  return "";
}

}  // namespace avviso
