#include "cli/care_options.h"

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "cli/command_line.h"
#include "cli/store_options.h"

namespace avviso {
namespace {

const std::vector<std::string> kShells = {"bash", "zsh", "fish"};

}  // namespace

void AddData(CLI::App* root, CommandLine* line) {
  CLI::App* data = root->add_subcommand("data", "Look after models and tables");
  data->require_subcommand(1);
  const auto json = [line](CLI::App* app) {
    app->add_flag_callback(
        "--json", [line] { line->format = Format::kJsonLines; }, "The result as JSON");
  };
  CLI::App* verify = data->add_subcommand("verify", "Check each file of the installed models");
  AddTables(verify, line);
  json(verify);
  verify->callback([line] { line->command = Command::kDataVerify; });
  verify->footer("Example:\n  avviso data verify");
  CLI::App* path = data->add_subcommand("path", "Print the folder that models are kept in");
  AddTables(path, line);
  json(path);
  path->callback([line] { line->command = Command::kDataPath; });
  path->footer("Example:\n  ls \"$(avviso data path)\"/models");
  CLI::App* add = data->add_subcommand("add-model", "Copy a spaCy v3 model into the cache");
  AddTables(add, line);
  json(add);
  add->add_option("path", line->paths, "The directory that holds config.cfg")
      ->required()
      ->expected(1)
      ->type_name("DIR");
  add->callback([line] { line->command = Command::kDataAddModel; });
  add->footer("Example:\n  avviso data add-model ./en_core_web_sm/en_core_web_sm-3.8.0");
  CLI::App* places =
      data->add_subcommand("add-gazetteer", "Compile GeoNames dumps and use them for places");
  AddTables(places, line);
  json(places);
  places->add_option("path", line->paths, "The directory that holds allCountries.txt")
      ->required()
      ->expected(1)
      ->type_name("DIR");
  places->callback([line] { line->command = Command::kDataAddGazetteer; });
  places->footer("Example:\n  avviso data add-gazetteer ./geonames");
  CLI::App* encoder = data->add_subcommand(
      "add-encoder", "Make the encoder's file from its base and what the tables add to it");
  AddTables(encoder, line);
  json(encoder);
  encoder->add_option("path", line->paths, "The directory with model.safetensors and vocab.txt")
      ->required()
      ->expected(1)
      ->type_name("DIR");
  auto* output = encoder->add_option("-o,--output", line->output, "Write it here, for --encoder")
                     ->type_name("FILE");
  auto* learned = encoder
                      ->add_option("--learned", line->learned,
                                   "What to put on top of the base, in place of the tables'")
                      ->type_name("FILE")
                      ->needs(output);
  output->needs(learned);
  encoder->callback([line] { line->command = Command::kDataAddEncoder; });
  encoder->footer("Example:\n  avviso data add-encoder ./all-MiniLM-L6-v2");
  data->footer("Example:\n  avviso data verify");
}

void AddCompletion(CLI::App* root, CommandLine* line) {
  CLI::App* app = root->add_subcommand("completion", "Print a completion script for a shell");
  app->add_option("shell", line->shell, "bash, zsh or fish")
      ->required()
      ->check(CLI::IsMember(kShells).description(""))
      ->type_name("SHELL");
  app->callback([line] { line->command = Command::kCompletion; });
  app->footer("Example:\n  source <(avviso completion bash)");
}

void AddHelp(CLI::App* root, CommandLine* line) {
  CLI::App* app = root->add_subcommand("help", "Explain terms, types, or a command");
  app->add_option("topic", line->topic, "terms, types, or the name of a command")
      ->type_name("TOPIC");
  AddTables(app, line);
  app->callback([line] { line->command = Command::kHelp; });
  app->footer("Examples:\n  avviso help terms\n  avviso help types\n  avviso help query");
}

}  // namespace avviso
