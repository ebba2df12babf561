// What the store must be asked before a query can be written as SQL.

#ifndef AVVISO_STORE_QUERY_FACTS_H_
#define AVVISO_STORE_QUERY_FACTS_H_

#include <vector>

#include "base/result.h"
#include "store/database.h"
#include "store/find_sql.h"
#include "store/record_query.h"

namespace avviso {

// Also puts the keys that the store has for the actors of `query` in their place. Errors:
// those of Database.
Result<FindFacts> AskFacts(Database* database, RecordQuery* query);

// Binds all places of a statement, in their order.
void Bind(const std::vector<SqlValue>& values, Statement* statement);

}  // namespace avviso

#endif  // AVVISO_STORE_QUERY_FACTS_H_
