// Options of a command that can't be meant together, or not without another. No option is
// ever ignored: what can't be combined is refused, and both are named.

#ifndef AVVISO_CLI_OPTION_RULES_H_
#define AVVISO_CLI_OPTION_RULES_H_

#include <string>

namespace CLI {
class App;
}

namespace avviso {

struct CommandLine;

// What is wrong with the options that were given to `app`, a command; "" if nothing is.
std::string CheckOptionsTogether(const CLI::App& app, const CommandLine& line);

}  // namespace avviso

#endif  // AVVISO_CLI_OPTION_RULES_H_
