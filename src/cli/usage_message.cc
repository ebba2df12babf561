#include "cli/usage_message.h"

#include <CLI/CLI.hpp>
#include <algorithm>

namespace avviso {
namespace {

bool IsOption(const std::string& word) { return word.size() > 1 && word[0] == '-'; }

// Letters to change, add, drop or swap with the next to make one word of the other.
size_t Distance(std::string_view a, std::string_view b) {
  std::vector<std::vector<size_t>> least(a.size() + 1, std::vector<size_t>(b.size() + 1));
  for (size_t i = 0; i <= a.size(); ++i) {
    for (size_t j = 0; j <= b.size(); ++j) {
      if (i == 0 || j == 0) {
        least[i][j] = i + j;
        continue;
      }
      least[i][j] = std::min({least[i - 1][j] + 1, least[i][j - 1] + 1,
                              least[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        least[i][j] = std::min(least[i][j], least[i - 2][j - 2] + 1);
      }
    }
  }
  return least[a.size()][b.size()];
}

std::vector<std::string> CommandsOf(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
    names.push_back(command->get_name());
  }
  return names;
}

std::vector<std::string> OptionsOf(const CLI::App& app) {
  std::vector<std::string> names = {"--help"};
  if (app.get_parent() == nullptr) names.emplace_back("--version");
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  }
  return names;
}

std::string Meant(const std::string& word, const std::vector<std::string>& names) {
  const std::string nearest = NearestName(word, names);
  return nearest.empty() ? "" : "; did you mean " + nearest + "?";
}

// The first long option that `app` doesn't know, as typed but for its value.
std::string UnknownOption(const CLI::App& app, const std::vector<std::string>& arguments) {
  const std::vector<std::string> known = OptionsOf(app);
  for (const std::string& argument : arguments) {
    if (argument == "--") break;
    if (argument.compare(0, 2, "--") != 0) continue;
    const std::string name = argument.substr(0, argument.find('='));
    if (std::find(known.begin(), known.end(), name) == known.end()) return name;
  }
  return "";
}

}  // namespace

std::string NearestName(std::string_view word, const std::vector<std::string>& names) {
  word = word.substr(0, 40);
  std::string nearest;
  size_t least = std::max<size_t>(word.size() / 3, 1) + 1;
  for (const std::string& name : names) {
    const size_t distance = Distance(word, name);
    if (distance >= least) continue;
    least = distance;
    nearest = name;
  }
  return nearest;
}

std::string UsageMessage(const CLI::App& root, const std::vector<std::string>& arguments,
                         const std::string& what) {
  const CLI::App* app = &root;
  std::string command = "avviso";
  std::string message;
  for (const std::string& argument : arguments) {
    const std::vector<std::string> names = CommandsOf(*app);
    if (names.empty()) break;
    if (std::find(names.begin(), names.end(), argument) == names.end()) {
      const std::string known = IsOption(argument) ? "no option " : "no command ";
      message = known + argument + Meant(argument, IsOption(argument) ? OptionsOf(*app) : names);
      break;
    }
    app = app->get_subcommand(argument);
    command += " " + argument;
  }
  if (message.empty() && !CommandsOf(*app).empty()) message = "say what to do";
  if (message.empty()) {
    const std::string option = UnknownOption(*app, arguments);
    message = option.empty() ? what : "no option " + option + Meant(option, OptionsOf(*app));
  }
  return message + " (see " + command + " --help)";
}

}  // namespace avviso
