// The command line: what the user typed, checked and as plain values.
//
// The only code that knows the library behind it (CLI11).

#ifndef AVVISO_CLI_COMMAND_LINE_H_
#define AVVISO_CLI_COMMAND_LINE_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cli/store_options.h"
#include "engine/column_map.h"

namespace avviso {

// The program's exit codes; docs/errors.md tells what a user can do about each.
enum ExitCode : int {
  kExitFine = 0,
  kExitRefused = 1,  // some inputs were refused (the rest was done), or a check failed
  kExitUsage = 2,
  kExitSetup = 3,         // model or tables are missing or broken
  kExitOutput = 4,        // the output can't be written, or a file to check can't be read
  kExitClosedPipe = 141,  // who read our output has gone; as a shell shows SIGPIPE
};

enum class Command {
  kNone,
  kCode,
  kRead,
  kActor,
  kExplain,
  kParse,
  kStories,
  kEvents,
  kLineage,
  kVerify,
  kDataVerify,
  kDataPath,
  kDataAddModel,
  kDataAddGazetteer,
  kDataAddEncoder,
  kCompletion,
  kFetch,
  kWatch,
  kIngest,
  kQuery,
  kActors,
  kExport,
  kStoreInfo,
  kStoreCheck,
  kStoreVacuum,
  kStoreDump,
  kStoreMetadata,
  kHelp
};

enum class Format { kAuto, kJsonLines, kTable, kConllu };

// Of the commands that dial out.
struct WebOptions {
  bool allow_private = false;  // addresses that aren't of the public internet
  double interval_seconds = 1;
  int at_once = 2;
  int timeout_seconds = 30;
  uint64_t most_bytes = 32 << 20;
  std::string user_agent;  // empty: avviso/VERSION
  std::string state;       // a file; empty: nothing is kept
  int every_minutes = 15;
  bool once = false;
  bool pages = false;
  bool code = false;
};

struct CommandLine {
  Command command = Command::kNone;
  std::vector<std::string> paths;  // inputs; the file to verify; the model to add; phrases
  bool json_lines = false;
  std::string published;  // or the day on which a phrase is read
  std::string context;    // of a phrase
  std::string encoder;    // a file; empty: the installed one
  bool no_encoder = false;
  std::string learned;                   // of an encoder of one's own
  std::optional<double> min_confidence;  // not given: the engine's own
  bool explain = false;
  ColumnMap columns;
  WebOptions web;
  StoreOptions store;
  Format format = Format::kAuto;
  size_t jobs = 1;
  bool passages = false;    // of copies
  std::string event;        // the id of a merged event
  std::string reliability;  // a table of the user's; or empty
  bool split_blocks = true;
  bool why = false;         // of read
  bool text_pages = false;  // bare text is a page laid out in lines
  uint64_t most_text = 2 << 20;
  std::string model;   // empty: the default
  std::string tables;  // empty: found beside the program
  std::string output;  // empty: standard output
  std::string color = "auto";
  bool quiet = false;
  bool verbose = false;
  std::string shell;
  std::string topic;  // of help
};

// The commands and their options, for completion in shells.
struct OptionHelp {
  std::string flag;        // "--model"
  std::string short_flag;  // "-j", or empty
  std::string description;
  bool takes_value = false;
  std::vector<std::string> values;  // empty: any
};
struct CommandHelp {
  std::string name;  // "code", "data verify"
  std::string description;
  std::vector<OptionHelp> options;
};

// Reads the arguments. If there is nothing to run (help, version, a usage error)
// it has printed what is due, `command` is kNone and `*exit_code` says how to end.
CommandLine ReadCommandLine(int argc, char** argv, int* exit_code);

std::vector<CommandHelp> DescribeCommands();

}  // namespace avviso

#endif  // AVVISO_CLI_COMMAND_LINE_H_
