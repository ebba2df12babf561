// The subcommands. Each runs to its end and returns the program's exit code.

#ifndef AVVISO_CLI_COMMANDS_H_
#define AVVISO_CLI_COMMANDS_H_

#include "cli/command_line.h"

namespace avviso {

int RunCode(const CommandLine& line);
int RunRead(const CommandLine& line);
int RunActor(const CommandLine& line);
int RunExplain(const CommandLine& line);
int RunParse(const CommandLine& line);
int RunStories(const CommandLine& line);
int RunEvents(const CommandLine& line);
int RunLineage(const CommandLine& line);
int RunVerify(const CommandLine& line);
int RunDataVerify(const CommandLine& line);
int RunDataPath(const CommandLine& line);
int RunDataAddModel(const CommandLine& line);
int RunFetch(const CommandLine& line);
int RunWatch(const CommandLine& line);
int RunDataAddGazetteer(const CommandLine& line);
int RunDataAddEncoder(const CommandLine& line);
int RunIngest(const CommandLine& line);
int RunQuery(const CommandLine& line);
int RunActors(const CommandLine& line);
int RunExport(const CommandLine& line);
int RunStoreInfo(const CommandLine& line);
int RunStoreCheck(const CommandLine& line);
int RunStoreVacuum(const CommandLine& line);
int RunStoreDump(const CommandLine& line);
int RunStoreMetadata(const CommandLine& line);
int RunHelp(const CommandLine& line);
int RunCompletion(const CommandLine& line);

}  // namespace avviso

#endif  // AVVISO_CLI_COMMANDS_H_
