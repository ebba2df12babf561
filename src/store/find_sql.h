// A RecordQuery as SQL: the text and what is bound to its places.

#ifndef AVVISO_STORE_FIND_SQL_H_
#define AVVISO_STORE_FIND_SQL_H_

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "base/result.h"
#include "store/record_query.h"

namespace avviso {

using SqlValue = std::variant<int64_t, double, std::string>;

struct FindSql {
  std::string text;
  std::vector<SqlValue> values;  // in the order of places
};

// What the store must be asked first: a batch for the time, keys for the actors.
struct FindFacts {
  int64_t as_of = 0;        // a batch, or 0 for now
  int64_t least_match = 0;  // the least row of a search that is weighed; 0: all are
};

// Actors in `query` are keys as they are stored. Errors: kInvalid for a cursor of another form,
// or an order that the query has no words for.
Result<FindSql> MakeFindSql(const RecordQuery& query, const FindFacts& facts);

// The same records counted: rows of start, key, other, records, happened, tenths of Goldstein
// values and merged events, in the order of the first three. Records without a day are left out.
FindSql MakeSeriesSql(const SeriesQuery& query, const FindFacts& facts);

// Articles published in each period of `query`, the days from `from` to `to` of its records.
FindSql MakeArticlesSql(const SeriesQuery& query, const FindFacts& facts);

// What a page ends with, for the next to begin after.
std::string MakeCursor(const RecordQuery& query, const std::string& day, double rank,
                       int64_t record);

}  // namespace avviso

#endif  // AVVISO_STORE_FIND_SQL_H_
