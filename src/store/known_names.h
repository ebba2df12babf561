// Who is in a store: the names of actors and voices, with counts.

#ifndef AVVISO_STORE_KNOWN_NAMES_H_
#define AVVISO_STORE_KNOWN_NAMES_H_

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "store/database.h"

namespace avviso {

// What actors are found by, each once, in order: countries, codes, ids and folded names.
// Replaced records count too. Cost: a look into an index for each.
Result<std::vector<std::string>> ActorKeysIn(Database* database);

// Names of voices as they are written; of those that differ in case alone, one.
Result<std::vector<std::string>> VoicesIn(Database* database);

// Records that an actor of this key, or a voice of this name, has to do with.
Result<int64_t> RecordsOfActor(Database* database, const std::string& key);
Result<int64_t> RecordsOfVoice(Database* database, const std::string& name);

// An actor as current records name it, or a voice that doesn't act.
struct KnownActor {
  std::string name, code, id;
  int64_t records = 0;  // in any role, but not as a voice
  int64_t as_source = 0, as_target = 0;
  int64_t as_voice = 0;  // records on the word of that name
};

// All, by their records, then as voices, then by name. Errors: kUnsupported for a store of
// version 2. Cost: linear in the records.
Result<std::vector<KnownActor>> ActorsIn(Database* database);

}  // namespace avviso

#endif  // AVVISO_STORE_KNOWN_NAMES_H_
