// Completion scripts, written from the same description of the commands that
// `--help` is made of. Each completes the commands, their options, the values of
// options with few, and else file names.

#include <map>
#include <string>
#include <vector>

#include "cli/commands.h"
#include "cli/output.h"

namespace avviso {
namespace {

// "data verify" -> {"data", "verify"}; the second is empty for most.
std::pair<std::string, std::string> Split(const std::string& name) {
  const size_t space = name.find(' ');
  if (space == std::string::npos) return {name, ""};
  return {name.substr(0, space), name.substr(space + 1)};
}

// First words of commands, in order, with the second words that may follow.
std::vector<std::pair<std::string, std::string>> FirstWords(
    const std::vector<CommandHelp>& commands) {
  std::vector<std::pair<std::string, std::string>> words;
  for (const CommandHelp& command : commands) {
    const auto [first, second] = Split(command.name);
    if (words.empty() || words.back().first != first) words.push_back({first, ""});
    std::string& all = words.back().second;
    if (!second.empty()) all += (all.empty() ? "" : " ") + second;
  }
  return words;
}

std::string Join(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : " ") + word;
  return out;
}

// In single quotes, for any of the three shells. Descriptions hold no quotes of
// their own but for apostrophes, which are left out.
std::string Quote(const std::string& text) {
  std::string out = "'";
  for (char c : text) {
    if (c == '[' || c == ':') out += '\\';
    if (c == ']') out += '\\';
    if (c != '\'') out += c;
  }
  return out + "'";
}

std::string Bash(const std::vector<CommandHelp>& commands) {
  std::string out =
      "_avviso() {\n"
      "  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} words=''\n"
      "  local command=${COMP_WORDS[1]}\n";
  std::vector<std::string> first;
  std::string seconds;
  for (const auto& [word, second] : FirstWords(commands)) {
    first.push_back(word);
    if (second.empty()) continue;
    out += "  [[ $command == " + word + " ]] && command+=\" ${COMP_WORDS[2]}\"\n";
    seconds += "  elif [[ $COMP_CWORD -eq 2 && ${COMP_WORDS[1]} == " + word + " ]]; then words='" +
               second + "'\n";
  }
  out += "  if [[ $COMP_CWORD -eq 1 ]]; then words='" + Join(first) + " --help --version'\n" +
         seconds + "  else\n    case \"$command $prev\" in\n";
  for (const CommandHelp& command : commands) {
    for (const OptionHelp& option : command.options) {
      if (option.values.empty()) continue;
      out += "      '" + command.name + " " + option.flag + "') words='" + Join(option.values) +
             "' ;;\n";
    }
  }
  out += "      'completion completion') words='bash zsh fish' ;;\n    esac\n";
  out += "    if [[ -z $words && $cur == -* ]]; then\n      case $command in\n";
  for (const CommandHelp& command : commands) {
    std::vector<std::string> flags;
    for (const OptionHelp& option : command.options) flags.push_back(option.flag);
    out += "        '" + command.name + "') words='" + Join(flags) + "' ;;\n";
  }
  out +=
      "      esac\n    fi\n  fi\n"
      "  if [[ -n $words ]]; then\n"
      "    mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$cur\")\n"
      "  else\n"
      "    mapfile -t COMPREPLY < <(compgen -f -- \"$cur\")\n"
      "  fi\n"
      "}\n"
      "complete -o filenames -F _avviso avviso\n";
  return out;
}

// One argument of zsh's _arguments for an option.
std::string ZshOption(const OptionHelp& option) {
  std::string spec = "'" + option.flag + (option.takes_value ? "=" : "") + "'";
  spec += "'['" + Quote(option.description) + "']'";
  if (option.takes_value) {
    spec += option.values.empty() ? "':value:_files'" : "':value:(" + Join(option.values) + ")'";
  }
  return spec;
}

std::string Zsh(const std::vector<CommandHelp>& commands) {
  std::string out =
      "#compdef avviso\n"
      "_avviso() {\n"
      "  local command=$words[2]\n"
      "  if (( CURRENT == 2 )); then\n    compadd -- ";
  std::string seconds;
  for (const auto& [word, second] : FirstWords(commands)) {
    out += word + " ";
    if (second.empty()) continue;
    seconds += "  if [[ $command == " + word + " ]]; then\n" +
               "    (( CURRENT == 3 )) && { compadd -- " + second + "; return }\n" +
               "    command+=\" $words[3]\"\n  fi\n";
  }
  out += "--help --version\n    return\n  fi\n" + seconds + "  case $command in\n";
  for (const CommandHelp& command : commands) {
    out += "    '" + command.name + "') _arguments -s";
    for (const OptionHelp& option : command.options) out += " \\\n      " + ZshOption(option);
    const bool shells = command.name == "completion";
    out += shells ? " '*:shell:(bash zsh fish)' ;;\n" : " '*:file:_files' ;;\n";
  }
  out +=
      "  esac\n}\nif [[ $funcstack[1] == _avviso ]]; then _avviso \"$@\"; else compdef _avviso "
      "avviso; fi\n";
  return out;
}

std::string Fish(const std::vector<CommandHelp>& commands) {
  std::string out;
  for (const auto& [word, second] : FirstWords(commands)) {
    out += "complete -c avviso -n __fish_use_subcommand -f -a " + word + "\n";
    if (second.empty()) continue;
    out += "complete -c avviso -n '__fish_seen_subcommand_from " + word +
           "; and not __fish_seen_subcommand_from " + second + "' -f -a '" + second + "'\n";
  }
  for (const CommandHelp& command : commands) {
    const auto [first, second] = Split(command.name);
    const std::string when = "'__fish_seen_subcommand_from " + first +
                             (second.empty() ? "" : "; and __fish_seen_subcommand_from " + second) +
                             "'";
    for (const OptionHelp& option : command.options) {
      out += "complete -c avviso -n " + when + " -l " + option.flag.substr(2);
      if (!option.short_flag.empty()) out += " -s " + option.short_flag.substr(1);
      if (option.takes_value) out += " -r";
      if (!option.values.empty()) out += " -f -a '" + Join(option.values) + "'";
      std::string description = option.description;
      std::erase(description, '\'');
      out += " -d '" + description + "'\n";
    }
    if (command.name == "completion") {
      out += "complete -c avviso -n " + when + " -f -a 'bash zsh fish'\n";
    }
  }
  return out;
}

}  // namespace

int RunCompletion(const CommandLine& line) {
  const std::vector<CommandHelp> commands = DescribeCommands();
  if (line.shell == "zsh") return Print(Zsh(commands));
  return Print(line.shell == "fish" ? Fish(commands) : Bash(commands));
}

}  // namespace avviso
