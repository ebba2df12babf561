// The roll-up tables: records by day and type, by day, pair and type, and by day,
// country of the place and type. The writer adds a record when it becomes current
// and takes it away when it is replaced.

#ifndef AVVISO_STORE_DAILY_COUNTS_H_
#define AVVISO_STORE_DAILY_COUNTS_H_

#include "base/result.h"
#include "store/database.h"
#include "store/record_row.h"

namespace avviso {

// `sign` is 1 or -1. A record without a day counts nowhere.
Status CountRecord(Database* database, const RecordRow& row, int sign);

}  // namespace avviso

#endif  // AVVISO_STORE_DAILY_COUNTS_H_
