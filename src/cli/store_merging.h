// `events`, `lineage` and `stories` with a store instead of files: what is stored is brought
// up to date, and shown from there.

#ifndef AVVISO_CLI_STORE_MERGING_H_
#define AVVISO_CLI_STORE_MERGING_H_

#include "base/result.h"
#include "cli/command_line.h"
#include "store/store_writer.h"

namespace avviso {

// Brings stories and merged events of a store that is open for writing up to date, and says
// on stderr what has changed, unless quiet. Errors: missing tables; those of BringUpToDate.
Status UpdateStories(const CommandLine& line, StoreWriter* writer);

// Each runs the command on the store that `line` names and returns the exit code.
int RunStoredEvents(const CommandLine& line);
int RunStoredLineage(const CommandLine& line);
int RunStoredStories(const CommandLine& line);

}  // namespace avviso

#endif  // AVVISO_CLI_STORE_MERGING_H_
