// Counts over time, ready to draw: every period from the first to the last, zeros between,
// and how many articles were published in each.

#ifndef AVVISO_VIEWS_SERIES_VIEW_H_
#define AVVISO_VIEWS_SERIES_VIEW_H_

#include <functional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "store/record_query.h"

namespace avviso {

// Writes a row a period and key, in the order of keys, then time, in pieces, to `write`.
// Periods go from that of query.records.from, else the first that has a count, to that of
// query.records.to, else the last that has one. `form` is "table", "csv" or "jsonl".
// Errors: kExhausted if there were more than five million rows; those of `write`.
Status WriteSeries(const Series& series, const SeriesQuery& query, std::string_view form,
                   const std::function<Status(const std::string& text)>& write);

}  // namespace avviso

#endif  // AVVISO_VIEWS_SERIES_VIEW_H_
