#include "store/daily_counts.h"

#include <cmath>
#include <set>
#include <utility>

namespace avviso {
namespace {

constexpr const char* kAddType =
    "INSERT INTO daily_types VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET"
    " records = records + excluded.records, happened = happened + excluded.happened,"
    " goldstein_tenths = goldstein_tenths + excluded.goldstein_tenths";
constexpr const char* kAddPair =
    "INSERT INTO daily_pairs VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET"
    " records = records + excluded.records, happened = happened + excluded.happened,"
    " goldstein_tenths = goldstein_tenths + excluded.goldstein_tenths";
constexpr const char* kAddCountry =
    "INSERT INTO daily_countries VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET"
    " records = records + excluded.records, happened = happened + excluded.happened,"
    " goldstein_tenths = goldstein_tenths + excluded.goldstein_tenths";
constexpr const char* kDropType =
    "DELETE FROM daily_types WHERE day = ? AND type = ? AND records = 0";
constexpr const char* kDropPair =
    "DELETE FROM daily_pairs WHERE source = ? AND target = ? AND day = ? AND type = ?"
    " AND records = 0";
constexpr const char* kDropCountry =
    "DELETE FROM daily_countries WHERE country = ? AND day = ? AND type = ? AND records = 0";

struct Counted {
  const RecordRow& row;
  int64_t sign;  // 1 or -1
};

struct Counter {
  const char* add;
  const char* drop;
};

// Adds to a row of counts, and drops the row if nothing is left.
template <typename... Keys>
Status Count(Database* database, const Counter& counter, const Counted& counted,
             const Keys&... keys) {
  const auto& [row, sign] = counted;
  const bool happened = row.status == "happened" && !row.historical;
  const int64_t tenths = happened ? std::llround(row.goldstein * 10) : 0;
  AVVISO_ASSIGN(Statement * adding, database->Cached(counter.add));
  adding->BindAll(keys..., sign, happened ? sign : int64_t{0}, sign * tenths);
  AVVISO_TRY(adding->Run());
  if (sign > 0) return Ok();
  AVVISO_ASSIGN(Statement * dropping, database->Cached(counter.drop));
  dropping->BindAll(keys...);
  return dropping->Run();
}

}  // namespace

Status CountRecord(Database* database, const RecordRow& row, int sign) {
  if (row.day.empty()) return Ok();
  const Counted counted{row, sign};
  AVVISO_TRY(Count(database, {kAddType, kDropType}, counted, row.day, row.type));
  std::set<std::pair<std::string, std::string>> pairs;
  for (const ActorKeys& source : row.sources) {
    for (const ActorKeys& target : row.targets) {
      if (!source.main.empty() && !target.main.empty()) pairs.emplace(source.main, target.main);
    }
  }
  for (const auto& [source, target] : pairs) {
    AVVISO_TRY(Count(database, {kAddPair, kDropPair}, counted, source, target, row.day, row.type));
  }
  if (row.place_country.empty()) return Ok();
  return Count(database, {kAddCountry, kDropCountry}, counted, row.place_country, row.day,
               row.type);
}

}  // namespace avviso
