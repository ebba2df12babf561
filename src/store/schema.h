// The tables of a store, their version, and how older ones are brought up to it.
// docs/store.md tells what each table holds.

#ifndef AVVISO_STORE_SCHEMA_H_
#define AVVISO_STORE_SCHEMA_H_

#include "base/result.h"
#include "store/database.h"

namespace avviso {

// Of PRAGMA user_version. A store of a newer version isn't opened.
inline constexpr int kStoreVersion = 3;

// Makes the tables in an empty file, or brings an older store up to this version,
// in one transaction. Errors: those of CheckSchema but for an older version.
Status MakeSchema(Database* database);

// The oldest version that is read as it is; what needs newer tables says so.
inline constexpr int kOldestReadable = 2;

// Errors: kUnsupported if the store is of a newer version, or of an older one that
// must first be opened for writing; kCorrupt if the file is no store.
Status CheckSchema(Database* database);

// Errors: kUnsupported if a store that CheckSchema accepts is of a version before `version`.
Status NeedsVersion(Database* database, int version);

}  // namespace avviso

#endif  // AVVISO_STORE_SCHEMA_H_
