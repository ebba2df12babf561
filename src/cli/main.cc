#include <csignal>
#include <exception>

#include "base/result.h"
#include "cli/command_line.h"
#include "cli/commands.h"
#include "cli/messages.h"

namespace avviso {
namespace {

int Run(const CommandLine& line, int exit_code) {
  switch (line.command) {
    case Command::kNone: return exit_code;
    case Command::kCode: return RunCode(line);
    case Command::kRead: return RunRead(line);
    case Command::kActor: return RunActor(line);
    case Command::kExplain: return RunExplain(line);
    case Command::kParse: return RunParse(line);
    case Command::kStories: return RunStories(line);
    case Command::kEvents: return RunEvents(line);
    case Command::kLineage: return RunLineage(line);
    case Command::kVerify: return RunVerify(line);
    case Command::kDataVerify: return RunDataVerify(line);
    case Command::kDataPath: return RunDataPath(line);
    case Command::kDataAddModel: return RunDataAddModel(line);
    case Command::kFetch: return RunFetch(line);
    case Command::kWatch: return RunWatch(line);
    case Command::kDataAddGazetteer: return RunDataAddGazetteer(line);
    case Command::kDataAddEncoder: return RunDataAddEncoder(line);
    case Command::kIngest: return RunIngest(line);
    case Command::kQuery: return RunQuery(line);
    case Command::kActors: return RunActors(line);
    case Command::kExport: return RunExport(line);
    case Command::kStoreInfo: return RunStoreInfo(line);
    case Command::kStoreCheck: return RunStoreCheck(line);
    case Command::kStoreVacuum: return RunStoreVacuum(line);
    case Command::kStoreDump: return RunStoreDump(line);
    case Command::kStoreMetadata: return RunStoreMetadata(line);
    case Command::kHelp: return RunHelp(line);
    case Command::kCompletion: return RunCompletion(line);
  }
  return kExitUsage;
}

}  // namespace
}  // namespace avviso

int main(int argc, char** argv) {
  // A reader of our output that goes away shows as a failed write.
  std::signal(SIGPIPE, SIG_IGN);
  // So does a limit on the size of files, as a full disk would.
  std::signal(SIGXFSZ, SIG_IGN);
  try {
    int exit_code = avviso::kExitFine;
    const avviso::CommandLine line = avviso::ReadCommandLine(argc, argv, &exit_code);
    return avviso::Run(line, exit_code);
  } catch (const std::exception& error) {  // no memory is left, most likely
    avviso::ReportError({avviso::ErrorCode::kExhausted, error.what()});
    return avviso::kExitOutput;
  }
}
