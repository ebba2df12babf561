// What `events` and `lineage` share: records in, merged events out.

#ifndef AVVISO_CLI_MERGING_H_
#define AVVISO_CLI_MERGING_H_

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "cli/command_line.h"
#include "stories/merger.h"
#include "views/merged_json.h"

namespace avviso {

struct MergedNews {
  std::vector<CodedNews> news;  // ordered by publication
  Merged merged;
  std::map<std::string, char> reliability;
  // Points into the members above.
  MergedSources Sources() const;
};

// Reads the records that `line` names and merges them.
// `*exit_code` says how to end if that fails: the tables are missing, a file or line can't be read.
Result<std::unique_ptr<MergedNews>> MergeInput(const CommandLine& line, int* exit_code);

// A table of the user's: "name<TAB>letter" lines; by the folded name. Errors: kInvalid, kNotFound,
// kPermission.
Result<std::map<std::string, char>> ReadReliability(const std::string& path);

// Writes to where `line` says, and returns the exit code.
int WriteMerged(const CommandLine& line, const std::string& text);

}  // namespace avviso

#endif  // AVVISO_CLI_MERGING_H_
