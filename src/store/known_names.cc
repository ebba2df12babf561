// Keys are found one after another, each the least one above the last, so that the index is
// looked into once for each of them and not read as a whole.

#include "store/known_names.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "store/record_row.h"
#include "store/schema.h"

namespace avviso {
namespace {

Result<std::vector<std::string>> Skip(Database* database, const char* first, const char* next) {
  std::vector<std::string> found;
  AVVISO_ASSIGN(Statement start, database->Prepare(first));
  AVVISO_ASSIGN(bool there, start.Step());
  if (there) found.emplace_back(start.Text(0));
  AVVISO_ASSIGN(Statement following, database->Prepare(next));
  while (there) {
    following.BindText(1, found.back());
    AVVISO_ASSIGN(there, following.Step());
    if (there) found.emplace_back(following.Text(0));
    following.Reset();
  }
  return found;
}

Result<int64_t> CountOf(Database* database, const char* sql, const std::string& name) {
  AVVISO_ASSIGN(Statement * statement, database->Cached(sql));
  statement->BindAll(name);
  AVVISO_ASSIGN(const bool there, statement->Step());
  const int64_t count = there ? statement->Integer(0) : 0;
  statement->Reset();
  return count;
}

}  // namespace

Result<std::vector<std::string>> ActorKeysIn(Database* database) {
  return Skip(database, "SELECT actor FROM actor_days ORDER BY actor LIMIT 1",
              "SELECT actor FROM actor_days WHERE actor > ? ORDER BY actor LIMIT 1");
}

Result<std::vector<std::string>> VoicesIn(Database* database) {
  return Skip(database, "SELECT name FROM voices ORDER BY name COLLATE NOCASE LIMIT 1",
              "SELECT name FROM voices WHERE name COLLATE NOCASE > ?"
              " ORDER BY name COLLATE NOCASE LIMIT 1");
}

Result<int64_t> RecordsOfActor(Database* database, const std::string& key) {
  return CountOf(database, "SELECT count(*) FROM actor_days WHERE actor = ?", key);
}

Result<int64_t> RecordsOfVoice(Database* database, const std::string& name) {
  return CountOf(database,
                 "SELECT count(DISTINCT record) FROM voices WHERE name COLLATE NOCASE = ?", name);
}

Result<std::vector<KnownActor>> ActorsIn(Database* database) {
  AVVISO_TRY(NeedsVersion(database, 3));
  std::vector<KnownActor> actors;
  std::map<std::string, size_t> row_of;  // the first of a folded name
  AVVISO_ASSIGN(
      Statement acting,
      database->Prepare("SELECT a.name, ifnull(a.code, ''), ifnull(a.id, ''),"
                        " count(DISTINCT a.record), count(DISTINCT CASE WHEN a.role = 'source'"
                        " THEN a.record END), count(DISTINCT CASE WHEN a.role = 'target' THEN"
                        " a.record END) AS n FROM record_actors a JOIN records e ON e.record ="
                        " a.record WHERE e.replaced_batch IS NULL GROUP BY 1, 2, 3"
                        " ORDER BY 4 DESC, 1, 2, 3"));
  while (true) {
    AVVISO_ASSIGN(const bool more, acting.Step());
    if (!more) break;
    row_of.try_emplace(FoldName(acting.Text(0)), actors.size());
    actors.push_back({std::string(acting.Text(0)), std::string(acting.Text(1)),
                      std::string(acting.Text(2)), acting.Integer(3), acting.Integer(4),
                      acting.Integer(5), 0});
  }
  AVVISO_ASSIGN(Statement saying,
                database->Prepare("SELECT v.name, count(DISTINCT v.record) FROM voices v JOIN"
                                  " records e ON e.record = v.record WHERE e.replaced_batch IS"
                                  " NULL GROUP BY 1 ORDER BY 1"));
  while (true) {
    AVVISO_ASSIGN(const bool more, saying.Step());
    if (!more) break;
    const auto [row, added] = row_of.try_emplace(FoldName(saying.Text(0)), actors.size());
    if (added) {
      actors.emplace_back();
      actors.back().name = saying.Text(0);
    }
    actors[row->second].as_voice += saying.Integer(1);
  }
  std::stable_sort(actors.begin(), actors.end(), [](const KnownActor& a, const KnownActor& b) {
    return std::tie(b.records, b.as_voice, a.name) < std::tie(a.records, a.as_voice, b.name);
  });
  return actors;
}

}  // namespace avviso
