// Answers of a store as tables for a person at a terminal, and counts by day in
// every form that they have.

#ifndef AVVISO_VIEWS_QUERY_TABLE_H_
#define AVVISO_VIEWS_QUERY_TABLE_H_

#include <string>
#include <string_view>
#include <vector>

#include "store/record_query.h"
#include "views/export.h"
#include "views/record_table.h"

namespace avviso {

// Two lines a record: day, who, did, whom, where; then outlet and the sentence.
Export TableExport(const TableOptions& options);

// `form` is "table", "jsonl" or "csv"; others are taken for "jsonl".
std::string DailyCounts(const std::vector<DailyCount>& counts, std::string_view form);

}  // namespace avviso

#endif  // AVVISO_VIEWS_QUERY_TABLE_H_
