// What `code`, `parse`, `read` and `ingest` share: engine, input, threads, output.

#ifndef AVVISO_CLI_RUN_H_
#define AVVISO_CLI_RUN_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "cli/command_line.h"
#include "cli/output.h"
#include "engine/engine.h"
#include "engine/input.h"
#include "engine/item.h"
#include "fetch/fetcher.h"
#include "reader/article.h"
#include "reader/reader.h"

namespace avviso {

// The reader of pages. None if the tables aren't found: then pages are refused one by one,
// and text is not. Errors: those of Reader::Load.
Result<std::optional<Reader>> OpenReader(const CommandLine& line);

// The engine that the command line asks for: its model and, if `needs_tables`, the tables and
// the gazetteer. Says on stderr, unless quiet, that there is no gazetteer: it goes on without.
// Errors: those of FindModel, FindTables and Engine::Open.
Result<Engine> OpenEngine(const CommandLine& line, bool needs_tables);

// What the input is; web addresses are fetched by `fetcher`. Reader and fetcher must
// outlive it.
InputOptions InputOf(const CommandLine& line, const Reader* reader, Fetcher* fetcher);

// Bytes of all files that were named, or 0 if one of them isn't a plain file.
uint64_t TotalBytes(const std::vector<std::string>& paths);

// True, and said so, if nothing is named and standard input is a terminal.
bool NoInput(const CommandLine& line);

// How to show one article: its text on the output. Called on many threads.
using Show =
    std::function<std::string(const Engine& engine, Engine::Workspace* workspace, Article article)>;

// The same without an engine. `thread` counts from 0, less than the line's jobs.
using ShowItem =
    std::function<Result<std::string>(Item item, const ItemLimits& limits, size_t thread)>;

// Runs over all inputs in their order; refused ones are reported and passed over.
// `choose` is asked once the output is open, since the form depends on it.
int RunOverInput(const CommandLine& line, bool needs_tables,
                 const std::function<Show(const Output& output)>& choose);
int RunItems(const CommandLine& line, const std::function<ShowItem(const Output& output)>& choose);

}  // namespace avviso

#endif  // AVVISO_CLI_RUN_H_
