// What `query` and `export` share.

#ifndef AVVISO_CLI_QUERY_PARTS_H_
#define AVVISO_CLI_QUERY_PARTS_H_

#include "base/result.h"
#include "cli/command_line.h"
#include "views/export_codes.h"

namespace avviso {

// The table export/country_codes.tsv. Errors: those of FindTables, ReadFile, Parse.
Result<CountryCodes> LoadCountryCodes(const CommandLine& line);

}  // namespace avviso

#endif  // AVVISO_CLI_QUERY_PARTS_H_
