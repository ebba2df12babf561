// The commands that look across articles: stories, events, lineage.

#ifndef AVVISO_CLI_MERGING_OPTIONS_H_
#define AVVISO_CLI_MERGING_OPTIONS_H_

namespace CLI {
class App;
}

namespace avviso {

struct CommandLine;

void AddStories(CLI::App* root, CommandLine* line);
void AddEvents(CLI::App* root, CommandLine* line);
void AddLineage(CLI::App* root, CommandLine* line);

}  // namespace avviso

#endif  // AVVISO_CLI_MERGING_OPTIONS_H_
