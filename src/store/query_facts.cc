#include "store/query_facts.h"

#include <string>
#include <utility>
#include <variant>

#include "store/record_row.h"
#include "store/store_reader.h"

namespace avviso {
namespace {

constexpr int64_t kMostWeighed = 2000;  // matches of a search by words alone

// The batch that was the last at a time; -1 if there was none.
Result<int64_t> BatchAt(Database* database, const std::string& time) {
  AVVISO_ASSIGN(Statement * statement,
                database->Cached("SELECT max(batch) FROM batches WHERE at <= ?"));
  // A day alone means to its end.
  statement->BindAll(time.size() == 10 ? time + "T23:59:59Z" : time);
  AVVISO_ASSIGN(const bool there, statement->Step());
  const int64_t batch = there && !statement->IsNull(0) ? statement->Integer(0) : -1;
  statement->Reset();
  return batch;
}

// The keys that the store has of what was asked: a country, code or id as it is, a
// name folded. One that nobody has stays, and finds nothing.
Status ResolveActors(Database* database, std::vector<std::string>* actors) {
  std::vector<std::string> keys;
  AVVISO_ASSIGN(Statement * statement,
                database->Cached("SELECT 1 FROM actor_days WHERE actor = ? LIMIT 1"));
  for (const std::string& actor : *actors) {
    const std::string name = FoldName(actor);
    for (const std::string& key : {actor, name}) {
      statement->BindAll(key);
      AVVISO_ASSIGN(const bool there, statement->Step());
      statement->Reset();
      if (there) keys.push_back(key);
      if (name == actor) break;
    }
  }
  if (keys.empty() && !actors->empty()) return Ok();
  *actors = std::move(keys);
  return Ok();
}

// True if nothing but words chooses.
bool OnlyWords(const RecordQuery& query) {
  RecordQuery words;
  words.order = query.order;
  words.limit = query.limit;
  words.text = query.text;
  words.words = query.words;
  words.after = query.after;
  return words == query && query.text.empty() != query.words.empty();
}

// The row of the last of the newest matches that are weighed; 0 if there are fewer.
Result<int64_t> LeastMatch(Database* database, const RecordQuery& query) {
  const bool sentence = !query.words.empty();
  AVVISO_ASSIGN(Statement * statement,
                database->Cached(sentence ? "SELECT rowid FROM sentence_search WHERE"
                                            " sentence_search MATCH ? ORDER BY rowid DESC"
                                            " LIMIT 1 OFFSET ?"
                                          : "SELECT rowid FROM text_search WHERE text_search"
                                            " MATCH ? ORDER BY rowid DESC LIMIT 1 OFFSET ?"));
  statement->BindAll(SearchExpression(sentence ? query.words : query.text), kMostWeighed);
  AVVISO_ASSIGN(const bool there, statement->Step());
  const int64_t row = there ? statement->Integer(0) : 0;
  statement->Reset();
  return row;
}

}  // namespace

void Bind(const std::vector<SqlValue>& values, Statement* statement) {
  int place = 0;
  for (const SqlValue& value : values) {
    ++place;
    if (const auto* number = std::get_if<int64_t>(&value)) {
      statement->Bind(place, *number);
    } else if (const auto* real = std::get_if<double>(&value)) {
      statement->BindNumber(place, *real);
    } else {
      statement->BindText(place, std::get<std::string>(value));
    }
  }
}

Result<FindFacts> AskFacts(Database* database, RecordQuery* query) {
  for (auto* actors : {&query->actors, &query->sources, &query->targets, &query->pair_sources,
                       &query->pair_targets}) {
    AVVISO_TRY(ResolveActors(database, actors));
  }
  FindFacts facts;
  if (!query->as_of.empty()) {
    AVVISO_ASSIGN(facts.as_of, BatchAt(database, query->as_of));
  }
  if (query->order == RecordQuery::Order::kBestFit && OnlyWords(*query)) {
    AVVISO_ASSIGN(facts.least_match, LeastMatch(database, *query));
  }
  return facts;
}

}  // namespace avviso
