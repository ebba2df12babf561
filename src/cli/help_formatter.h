// Help as CLI11 writes it, with one empty line between groups of options, not two.

#ifndef AVVISO_CLI_HELP_FORMATTER_H_
#define AVVISO_CLI_HELP_FORMATTER_H_

#include <CLI/CLI.hpp>
#include <string>
#include <utility>

namespace avviso {

class HelpFormatter : public CLI::Formatter {
 public:
  std::string make_help(const CLI::App* app, std::string name,
                        CLI::AppFormatMode mode) const override {
    std::string help = CLI::Formatter::make_help(app, std::move(name), mode);
    for (size_t at = help.find("\n\n\n"); at != std::string::npos; at = help.find("\n\n\n", at)) {
      help.erase(at, 1);
    }
    return help;
  }
};

}  // namespace avviso

#endif  // AVVISO_CLI_HELP_FORMATTER_H_
