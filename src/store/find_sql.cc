// One table drives: that of pairs, of a single actor, or of the search if the best fit
// is asked for, else `records` by its indexes. All other filters are conditions on
// records. CROSS JOIN keeps SQLite from turning the order round. Rows are chosen and
// put in order by number first; only those of the page are then read whole.
//
// The first columns are those that StoreReader reads; the driving order is day and
// record, so that the next page begins by comparing with these two.

#include "store/find_sql.h"

#include <charconv>
#include <cstdio>
#include <optional>
#include <utility>

#include "store/store_reader.h"

namespace avviso {
namespace {

constexpr std::string_view kColumns =
    "SELECT e.record, e.day, e.json, e.sentence, a.key, r.id, r.url, r.outlet, r.title,"
    " r.published, r.language, r.text_sha256, r.number, b.at, e.replaced_batch,"
    " r.engine || ' ' || r.model || ' ' || r.lexicon, ";
constexpr std::string_view kJoins =
    " JOIN revisions r ON r.revision = e.revision JOIN articles a ON a.article = r.article"
    " JOIN batches b ON b.batch = e.batch";

struct Cursor {
  std::string day;
  double rank = 0;
  int64_t record = 0;
};

// "2023-09-29/17" or "-4.25/17".
std::optional<Cursor> ReadCursor(const std::string& text, bool ranked) {
  const size_t slash = text.rfind('/');
  if (slash == std::string::npos) return std::nullopt;
  Cursor cursor;
  cursor.day = text.substr(0, slash);
  const char* end = text.data() + text.size();
  const auto record = std::from_chars(text.data() + slash + 1, end, cursor.record);
  if (record.ec != std::errc() || record.ptr != end) return std::nullopt;
  if (!ranked) return cursor;
  const char* middle = text.data() + slash;
  const auto rank = std::from_chars(text.data(), middle, cursor.rank);
  if (rank.ec != std::errc() || rank.ptr != middle) return std::nullopt;
  return cursor;
}

std::string Places(size_t count) {
  std::string places;
  for (size_t i = 0; i < count; ++i) places += i == 0 ? "?" : ", ?";
  return places;
}

// Which versions of merged events `m` hold: two places for the batch if it isn't 0.
std::string EventHolds(int64_t as_of) {
  return as_of == 0 ? " AND m.replaced_batch IS NULL"
                    : " AND m.batch <= ? AND (m.replaced_batch IS NULL OR m.replaced_batch > ?)";
}

std::string StartOf(SeriesQuery::Period period, const std::string& day) {
  switch (period) {
    case SeriesQuery::Period::kWeek: return "date(" + day + ", 'weekday 0', '-6 days')";
    case SeriesQuery::Period::kMonth: return "substr(date(" + day + "), 1, 7) || '-01'";
    case SeriesQuery::Period::kDay: break;
  }
  return "date(" + day + ")";
}

class Builder {
 public:
  Builder(const RecordQuery& query, const FindFacts& facts)
      : query_(query), as_of_(facts.as_of), least_match_(facts.least_match) {}

  Result<FindSql> Build() {
    const bool ranked = query_.order == RecordQuery::Order::kBestFit;
    if (ranked && query_.text.empty() && query_.words.empty()) {
      return Error{ErrorCode::kInvalid, "the best fit needs words to search for"};
    }
    Choose(ranked);
    AVVISO_TRY(AddCursor(ranked));
    Finish(ranked);
    return std::move(sql_);
  }

  // The numbers of the records alone, in no order.
  FindSql BuildChoice() {
    Choose(false);
    Where(day_ + " > ''");
    sql_.text = "SELECT " + record_ + " AS record" + from_ + conditions_;
    return std::move(sql_);
  }

 private:
  void Choose(bool ranked) {
    Drive(ranked);
    AddTime();
    AddActors();
    AddKinds();
    AddPlace();
    AddSearches(ranked);
    AddVoiceAndOrigins();
  }

  void Where(std::string_view condition) {
    conditions_ += conditions_.empty() ? " WHERE " : " AND ";
    conditions_ += condition;
  }
  void Give(SqlValue value) { sql_.values.push_back(std::move(value)); }

  void WhereIn(std::string_view start, const std::vector<std::string>& values,
               std::string_view end = ")") {
    if (values.empty()) return;
    Where(std::string(start) + " IN (" + Places(values.size()) + std::string(end));
    for (const std::string& value : values) Give(value);
  }

  void Drive(bool ranked) {
    if (ranked) {
      const bool sentence = !query_.words.empty();
      table_ = sentence ? "sentence_search" : "text_search";
      from_ = " FROM " + table_ + " s CROSS JOIN records e ON " +
              (sentence ? "e.record" : "e.revision") + " = s.rowid";
      Where("s." + table_ + " MATCH ?");
      Give(SearchExpression(sentence ? query_.words : query_.text));
      if (least_match_ > 0) {
        Where("s.rowid >= ?");
        Give(least_match_);
      }
      rank_ = "s.rank";
    } else if (query_.pair) {
      from_ = " FROM pair_days d CROSS JOIN records e ON e.record = d.record";
      Where("d.source = ? AND d.target = ?");
      Give(query_.pair->source);
      Give(query_.pair->target);
      day_ = "d.day", record_ = "d.record";
    } else if (query_.actors.size() + query_.sources.size() + query_.targets.size() == 1 &&
               query_.order != RecordQuery::Order::kStored) {
      actor_drives_ = true;
      from_ = " FROM actor_days d CROSS JOIN records e ON e.record = d.record";
      day_ = "d.day", record_ = "d.record";
    } else {
      from_ = " FROM records e";
    }
  }

  void AddTime() {
    if (!query_.from.empty()) {
      Where(day_ + " >= ?");
      Give(query_.from);
    }
    if (!query_.to.empty()) {
      Where(day_ + " <= ?");
      Give(query_.to);
      if (query_.from.empty()) Where(day_ + " > ''");
    }
    if (as_of_ == 0) {
      Where("e.replaced_batch IS NULL");
    } else {
      Where("e.batch <= ? AND (e.replaced_batch IS NULL OR e.replaced_batch > ?)");
      Give(as_of_);
      Give(as_of_);
    }
  }

  void AddActors() {
    if (query_.pair && rank_ != "0") {
      Where("e.record IN (SELECT record FROM pair_days WHERE source = ? AND target = ?)");
      Give(query_.pair->source);
      Give(query_.pair->target);
    }
    const std::string start =
        actor_drives_ ? "(" : "e.record IN (SELECT record FROM actor_days WHERE ";
    WhereIn(start + "actor", query_.actors, "))");
    WhereIn(start + "role <> 'target' AND actor", query_.sources, "))");
    WhereIn(start + "role <> 'source' AND actor", query_.targets, "))");
    const std::string within = "e.record IN (SELECT record FROM actor_days WHERE role <> ";
    WhereIn(within + "'target' AND actor", query_.pair_sources, "))");
    WhereIn(within + "'source' AND actor", query_.pair_targets, "))");
  }

  void AddKinds() {
    WhereIn("e.type", query_.types);
    WhereIn("e.mode", query_.modes);
    WhereIn("e.class", query_.classes);
    WhereIn("e.status", query_.statuses);
  }

  // The tree keeps its numbers in 32 bits, rounded outwards; records has them whole.
  void AddPlace() {
    WhereIn("e.place_country", query_.countries);
    if (!query_.box) return;
    const PlaceBox& box = *query_.box;
    const bool over = box.west > box.east;
    Where(
        std::string("e.record IN (SELECT record FROM place_boxes WHERE north >= ? AND south <= ?") +
        (over ? ")" : " AND east >= ? AND west <= ?)"));
    Give(box.south);
    Give(box.north);
    if (!over) {
      Give(box.west);
      Give(box.east);
    }
    Where("e.latitude BETWEEN ? AND ?");
    Give(box.south);
    Give(box.north);
    Where(over ? "(e.longitude >= ? OR e.longitude <= ?)" : "e.longitude BETWEEN ? AND ?");
    Give(box.west);
    Give(box.east);
  }

  void AddSearches(bool ranked) {
    const bool words_drive = ranked && !query_.words.empty();
    if (!query_.words.empty() && !ranked) {
      Where("e.record IN (SELECT rowid FROM sentence_search WHERE sentence_search MATCH ?)");
      Give(SearchExpression(query_.words));
    }
    if (!query_.text.empty() && (!ranked || words_drive)) {
      Where("e.revision IN (SELECT rowid FROM text_search WHERE text_search MATCH ?)");
      Give(SearchExpression(query_.text));
    }
  }

  void AddVoiceAndOrigins() {
    WhereIn("e.record IN (SELECT record FROM voices WHERE name COLLATE NOCASE", query_.voices,
            "))");
    if (query_.least_origins > 0) {
      Where(
          "EXISTS (SELECT 1 FROM event_reports er JOIN merged_events m ON m.event = er.event"
          " AND m.version BETWEEN er.version AND ifnull(er.last_version, m.version) WHERE"
          " er.record_id = e.id AND er.contests = 0 AND m.origins >= ?" +
          EventHolds(as_of_) + ")");
      Give(query_.least_origins);
      if (as_of_ != 0) {
        Give(as_of_);
        Give(as_of_);
      }
    }
  }

  Status AddCursor(bool ranked) {
    if (query_.after.empty()) return Ok();
    const std::optional<Cursor> cursor = ReadCursor(query_.after, ranked);
    if (!cursor) {
      return Error{ErrorCode::kInvalid, "'" + query_.after + "' is no end of a page before"};
    }
    if (query_.order == RecordQuery::Order::kStored) {
      Where("e.record > ?");
      Give(cursor->record);
      return Ok();
    }
    const bool down = query_.order == RecordQuery::Order::kNewest;
    Where("(" + (ranked ? rank_ : day_) + ", " + record_ + ") " + (down ? "<" : ">") + " (?, ?)");
    if (ranked) {
      Give(cursor->rank);
    } else {
      Give(cursor->day);
    }
    Give(cursor->record);
    return Ok();
  }

  // One row more than the page holds tells whether there is a next.
  void Finish(bool ranked) {
    const bool down = query_.order == RecordQuery::Order::kNewest;
    const std::string way = down ? " DESC" : "";
    const bool stored = query_.order == RecordQuery::Order::kStored;
    const std::string first = stored ? "" : (ranked ? rank_ : day_) + way + ", ";
    const std::string inner = "SELECT " + record_ + " AS record, " + (ranked ? rank_ : day_) +
                              " AS place" + from_ + conditions_ + " ORDER BY " + first + record_ +
                              way + " LIMIT ?";
    const std::string outer = stored ? "" : "k.place" + way + ", ";
    sql_.text = std::string(kColumns) + "k.place FROM (" + inner +
                ") k CROSS JOIN records e ON e.record = k.record" + std::string(kJoins) +
                " ORDER BY " + outer + "k.record" + way;
    Give(query_.limit + 1);
  }

  const RecordQuery& query_;
  const int64_t as_of_;
  const int64_t least_match_;
  bool actor_drives_ = false;
  FindSql sql_;
  std::string from_, conditions_, table_;
  std::string rank_ = "0", day_ = "e.day", record_ = "e.record";
};

}  // namespace

Result<FindSql> MakeFindSql(const RecordQuery& query, const FindFacts& facts) {
  return Builder(query, facts).Build();
}

FindSql MakeSeriesSql(const SeriesQuery& query, const FindFacts& facts) {
  RecordQuery records = query.records;
  records.order = RecordQuery::Order::kNewest;
  FindSql chosen = Builder(records, facts).BuildChoice();
  std::string from = " FROM (" + chosen.text + ") k CROSS JOIN records e ON e.record = k.record";
  std::string key = "''", other = "''";
  using Per = SeriesQuery::Per;
  if (query.per == Per::kType) key = "e.type";
  if (query.per == Per::kClass) key = "e.class";
  if (query.per == Per::kCountry) key = "ifnull(e.place_country, '')";
  if (query.per == Per::kPair) {
    key = "k.source", other = "k.target";
    // Two actors of one country on a side are one source.
    from =
        " FROM (SELECT DISTINCT c.record, coalesce(s.country, s.id, s.code, s.name) AS source,"
        " coalesce(t.country, t.id, t.code, t.name) AS target FROM (" +
        chosen.text +
        ") c CROSS JOIN record_actors s ON s.record = c.record AND s.role = 'source'"
        " CROSS JOIN record_actors t ON t.record = c.record AND t.role = 'target') k"
        " CROSS JOIN records e ON e.record = k.record";
  }
  const std::string happened = "e.status = 'happened' AND NOT e.historical";
  std::vector<SqlValue> values;
  if (facts.as_of != 0) values = {facts.as_of, facts.as_of};
  values.insert(values.end(), chosen.values.begin(), chosen.values.end());
  return {"SELECT " + StartOf(query.period, "e.day") + " AS start, " + key + " AS name, " + other +
              " AS other, count(*), sum(" + happened + "), sum(CASE WHEN " + happened +
              " THEN CAST(round(e.goldstein * 10) AS INTEGER) ELSE 0 END), count(DISTINCT"
              " (SELECT er.event FROM event_reports er JOIN merged_events m ON m.event = er.event"
              " AND m.version BETWEEN er.version AND ifnull(er.last_version, m.version) WHERE"
              " er.record_id = e.id AND er.contests = 0" +
              EventHolds(facts.as_of) + "))" + from + " GROUP BY name, other, start",
          std::move(values)};
}

FindSql MakeArticlesSql(const SeriesQuery& query, const FindFacts& facts) {
  const std::string day = "date(substr(r.published, 1, 10))";
  std::string where = " WHERE " + day + " IS NOT NULL AND ";
  std::vector<SqlValue> values;
  if (facts.as_of == 0) {
    where += "r.replaced_batch IS NULL";
  } else {
    where += "r.batch <= ? AND (r.replaced_batch IS NULL OR r.replaced_batch > ?)";
    values = {facts.as_of, facts.as_of};
  }
  for (const auto& [limit, sign] :
       {std::pair(query.records.from, " >= ?"), std::pair(query.records.to, " <= ?")}) {
    if (limit.empty()) continue;
    where += " AND " + day + sign;
    values.emplace_back(limit);
  }
  return {"SELECT " + StartOf(query.period, day) + " AS start, count(*) FROM revisions r" + where +
              " GROUP BY start ORDER BY start",
          std::move(values)};
}

std::string MakeCursor(const RecordQuery& query, const std::string& day, double rank,
                       int64_t record) {
  std::string start = day;
  if (query.order == RecordQuery::Order::kBestFit) {
    char buffer[40];
    std::snprintf(buffer, sizeof buffer, "%.17g", rank);
    start = buffer;
  }
  return start + "/" + std::to_string(record);
}

}  // namespace avviso
