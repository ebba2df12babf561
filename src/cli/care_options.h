// The commands that look after the program: data, completion, help.

#ifndef AVVISO_CLI_CARE_OPTIONS_H_
#define AVVISO_CLI_CARE_OPTIONS_H_

namespace CLI {
class App;
}

namespace avviso {

struct CommandLine;

void AddData(CLI::App* root, CommandLine* line);
void AddCompletion(CLI::App* root, CommandLine* line);
void AddHelp(CLI::App* root, CommandLine* line);

}  // namespace avviso

#endif  // AVVISO_CLI_CARE_OPTIONS_H_
