// What the commands about stores were asked for.

#ifndef AVVISO_CLI_STORE_OPTIONS_H_
#define AVVISO_CLI_STORE_OPTIONS_H_

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "store/record_query.h"

namespace CLI {
class App;
}

namespace avviso {

struct CommandLine;

struct StoreOptions {
  std::string file;
  bool keep_raw = true;
  bool recode = false;
  bool events = false;  // of ingest: stories and events are brought up to date at the end
  bool anew = false;    // of events: all of them are made again
  RecordQuery query;
  std::string form = "auto";  // of query: a name of kQueryForms
  bool all = false;           // every page, not the first
  bool by_day = false;
  std::optional<SeriesQuery> series;  // its records are those of `query`
  bool pairs = false;                 // of csv: a row a pair of actors
  std::string folder;                 // of export
  std::string base_url;               // of export
};

// The names of --format, in the order of the help.
extern const std::vector<std::string> kQueryForms;

// Of other options of query that have few values.
extern const std::map<std::string, std::vector<std::string>> kQueryValues;

void AddIngest(CLI::App* root, CommandLine* line);
void AddQuery(CLI::App* root, CommandLine* line);
void AddActors(CLI::App* root, CommandLine* line);
void AddExport(CLI::App* root, CommandLine* line);
void AddStore(CLI::App* root, CommandLine* line);

// Of commands that run the pipeline of languages: inputs, politeness, jobs, tables, model.
void AddRunOptions(CLI::App* app, CommandLine* line);
void AddPublished(CLI::App* app, CommandLine* line);
void AddTables(CLI::App* app, CommandLine* line);

}  // namespace avviso

#endif  // AVVISO_CLI_STORE_OPTIONS_H_
