// What `code` and `parse` share: engine, input, threads, output.

#ifndef AVVISO_CLI_RUN_H_
#define AVVISO_CLI_RUN_H_

#include <functional>
#include <string>

#include "cli/command_line.h"
#include "cli/output.h"
#include "engine/engine.h"
#include "reader/article.h"

namespace avviso {

// How to show one article: its text on the output. Called on many threads.
using Show =
    std::function<std::string(const Engine& engine, Engine::Workspace* workspace, Article article)>;

// Runs over all inputs in their order; refused ones are reported and passed over.
// `choose` is asked once the output is open, since the form depends on it.
int RunOverInput(const CommandLine& line, bool needs_tables,
                 const std::function<Show(const Output& output)>& choose);

}  // namespace avviso

#endif  // AVVISO_CLI_RUN_H_
