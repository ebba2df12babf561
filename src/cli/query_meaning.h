// What a user's query means: the names, countries and types that he typed, as a store and the
// tables have them.
//
//   --source Vucic --country Kosovo --type assault -> names in the store, XKX, ASSAULT

#ifndef AVVISO_CLI_QUERY_MEANING_H_
#define AVVISO_CLI_QUERY_MEANING_H_

#include <string>

#include "base/result.h"
#include "cli/command_line.h"
#include "store/store_reader.h"

namespace avviso {

// The query of `line` with every value as it is stored. Says on stderr, unless nothing of it is
// in doubt, who else may be meant. `tables` is the folder of the tables. Errors: kInvalid with
// the option, what may have been meant and where to look; those of the tables and the store.
Result<RecordQuery> MeantQuery(const CommandLine& line, const std::string& tables,
                               StoreReader* reader);

}  // namespace avviso

#endif  // AVVISO_CLI_QUERY_MEANING_H_
