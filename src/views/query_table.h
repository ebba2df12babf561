// Answers of a store as tables for a person at a terminal, and counts by day in
// every form that they have.

#ifndef AVVISO_VIEWS_QUERY_TABLE_H_
#define AVVISO_VIEWS_QUERY_TABLE_H_

#include <string>
#include <string_view>
#include <vector>

#include "store/record_query.h"
#include "views/record_table.h"

namespace avviso {

// A record: day, who, did, whom, where; then its id and on whose word; then outlet and sentence.
void AppendRecordEntry(const EventRow& row, const TableOptions& options, std::string* out);

// The merged event that a record belongs to: as above, but with all its actors, reports and
// origins, by whose word; then the sentence of this record. `merged` is its JSON, as in
// docs/record.md; one that is broken gives the record's entry.
void AppendEventEntry(const EventRow& row, std::string_view merged, const TableOptions& options,
                      std::string* out);

// `form` is "table", "jsonl" or "csv"; others are taken for "jsonl".
std::string DailyCounts(const std::vector<DailyCount>& counts, std::string_view form);

}  // namespace avviso

#endif  // AVVISO_VIEWS_QUERY_TABLE_H_
