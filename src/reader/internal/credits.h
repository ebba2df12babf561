// Credits: on whose work a page says its story rests.
//
//   "Source: Reuters"  "(AFP)"  "With reporting by …"  "Translated from French by …"
//   "This article was originally published by …"

#ifndef AVVISO_READER_INTERNAL_CREDITS_H_
#define AVVISO_READER_INTERNAL_CREDITS_H_

#include <optional>
#include <string_view>
#include <vector>

#include "reader/article.h"
#include "reader/internal/tables.h"

namespace avviso {

// The credit that a line of its own gives: begins with words of data/reader/credits.tsv,
// or is an agency's name, alone or in brackets.
std::optional<Credit> CreditOfLine(std::string_view line, const ReaderTables& tables);

// The agencies in brackets or behind a dash at the end of a story's paragraph, and the
// one in a dateline: "PRISTINA (AFP) -", "PRISTINA, 29 Sept (Reuters) -".
void AddAgencies(std::string_view paragraph, const ReaderTables& tables,
                 std::vector<Credit>* credits);

// The agency of that name, or none. "dpa/AFP" gives the first.
std::optional<Credit> AgencyOf(std::string_view name, const ReaderTables& tables);

// Adds if no credit of that kind and name is there.
void AddCredit(Credit credit, std::vector<Credit>* credits);

}  // namespace avviso

#endif  // AVVISO_READER_INTERNAL_CREDITS_H_
