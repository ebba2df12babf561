#include "store/store_reader.h"

#include <utility>

#include "base/json_reader.h"
#include "store/find_sql.h"
#include "store/query_facts.h"
#include "store/record_parts.h"
#include "store/schema.h"
#include "store/zstd_bytes.h"

namespace avviso {
namespace {

EventRow ReadRow(const Statement& statement) {
  EventRow row;
  row.record = statement.Integer(0);
  int column = 1;
  for (std::string* text :
       {&row.day, &row.json, &row.sentence, &row.article, &row.id, &row.url, &row.outlet,
        &row.title, &row.published, &row.language, &row.text_sha256}) {
    *text = statement.Text(column++);
  }
  row.revision = statement.Integer(12);
  row.stored = statement.Text(13);
  row.replaced = !statement.IsNull(14);
  row.engine = statement.Text(15);
  return row;
}

// The merged event of a record, as it stood after the batch `as_of`; 0: as it stands.
Status AddMergedEvent(Database* database, const std::string& record_id, int64_t as_of,
                      EventRow* row) {
  AVVISO_ASSIGN(
      Statement * statement,
      database->Cached(as_of == 0
                           ? "SELECT m.event, m.reports, m.origins, m.version FROM event_reports er"
                             " JOIN merged_events m ON m.event = er.event AND"
                             " er.last_version IS NULL AND er.contests = 0 WHERE"
                             " er.record_id = ?1 AND m.replaced_batch IS NULL"
                           : "SELECT m.event, m.reports, m.origins, m.version FROM event_reports er"
                             " JOIN merged_events m ON m.event = er.event AND m.version BETWEEN"
                             " er.version AND ifnull(er.last_version, m.version) AND"
                             " er.contests = 0 WHERE er.record_id = ?1 AND m.batch <= ?2 AND"
                             " (m.replaced_batch IS NULL OR m.replaced_batch > ?2)"));
  statement->BindText(1, record_id);
  if (as_of != 0) statement->Bind(2, as_of);
  AVVISO_ASSIGN(const bool there, statement->Step());
  if (there) {
    row->event = statement->Text(0);
    row->reports = statement->Integer(1);
    row->origins = statement->Integer(2);
    row->event_version = statement->Integer(3);
  }
  statement->Reset();
  return Ok();
}

}  // namespace

std::string SearchExpression(const std::string& given) {
  std::string out;
  for (size_t at = 0; at < given.size();) {
    if (given[at] == ' ' || given[at] == '\t' || given[at] == '\n') {
      ++at;
      continue;
    }
    const bool phrase = given[at] == '"';
    size_t end = phrase ? given.find('"', at + 1) : given.find_first_of(" \t\n\"", at);
    if (end == std::string::npos) end = given.size();
    std::string word = phrase ? given.substr(at + 1, end - at - 1) : given.substr(at, end - at);
    at = phrase ? end + 1 : end;
    if (!out.empty()) out.push_back(' ');
    if (!phrase && (word == "OR" || word == "AND" || word == "NOT")) {
      out += word;
      continue;
    }
    const bool begin = !phrase && word.size() > 1 && word.back() == '*';
    if (begin) word.pop_back();
    out.append("\"").append(word).append(begin ? "\"*" : "\"");
  }
  return out.empty() ? "\"\"" : out;
}

Result<StoreReader> StoreReader::Open(const std::string& path, const std::string& vfs) {
  AVVISO_ASSIGN(Database database, Database::Open(path, Database::Mode::kRead, vfs));
  AVVISO_TRY(CheckSchema(&database));
  AVVISO_TRY(database.Execute("PRAGMA mmap_size = 1073741824"));
  return StoreReader(std::move(database));
}

Result<RecordPage> StoreReader::Find(const RecordQuery& asked) {
  RecordQuery query = asked;
  AVVISO_ASSIGN(const FindFacts facts, AskFacts(&database_, &query));
  AVVISO_ASSIGN(const FindSql sql, MakeFindSql(query, facts));
  AVVISO_ASSIGN(Statement statement, database_.Prepare(sql.text));
  Bind(sql.values, &statement);
  RecordPage page;
  double rank = 0;
  while (true) {
    AVVISO_ASSIGN(const bool more, statement.Step());
    if (!more) break;
    if (page.rows.size() == static_cast<size_t>(query.limit)) {
      if (page.rows.empty()) break;
      const EventRow& last = page.rows.back();
      page.next = MakeCursor(query, last.day, rank, last.record);
      break;
    }
    page.rows.push_back(ReadRow(statement));
    rank = statement.Number(16);
  }
  AVVISO_ASSIGN(const int64_t merged, database_.AskInteger("SELECT 1 FROM merged_events LIMIT 1"));
  if (merged == 0) return page;
  for (EventRow& row : page.rows) {
    AVVISO_ASSIGN(const JsonDocument event, JsonDocument::Parse(row.json, row.article));
    AVVISO_TRY(
        AddMergedEvent(&database_, std::string(event.root()["id"].String()), facts.as_of, &row));
  }
  return page;
}

Result<std::vector<DailyCount>> StoreReader::CountByDay(const DailyQuery& query) {
  std::string sql = "SELECT day, type, records, happened, goldstein_tenths FROM ";
  std::vector<SqlValue> values;
  if (query.pair) {
    sql += "daily_pairs WHERE source = ? AND target = ?";
    values = {query.pair->source, query.pair->target};
  } else if (!query.country.empty()) {
    sql += "daily_countries WHERE country = ?";
    values = {query.country};
  } else {
    sql += "daily_types WHERE 1";
  }
  if (!query.from.empty()) {
    sql += " AND day >= ?";
    values.emplace_back(query.from);
  }
  if (!query.to.empty()) {
    sql += " AND day <= ?";
    values.emplace_back(query.to);
  }
  for (size_t i = 0; i < query.types.size(); ++i) {
    sql += i == 0 ? " AND type IN (?" : ", ?";
    values.emplace_back(query.types[i]);
  }
  if (!query.types.empty()) sql += ")";
  AVVISO_ASSIGN(Statement statement, database_.Prepare(sql + " ORDER BY day, type"));
  Bind(values, &statement);
  std::vector<DailyCount> counts;
  while (true) {
    AVVISO_ASSIGN(const bool more, statement.Step());
    if (!more) return counts;
    counts.push_back({std::string(statement.Text(0)), std::string(statement.Text(1)),
                      statement.Integer(2), statement.Integer(3),
                      static_cast<double>(statement.Integer(4)) / 10});
  }
}

Result<Series> StoreReader::Count(const SeriesQuery& asked) {
  if (asked.per == SeriesQuery::Per::kPair) AVVISO_TRY(NeedsVersion(&database_, 3));
  SeriesQuery query = asked;
  query.records.order = RecordQuery::Order::kNewest;
  AVVISO_ASSIGN(const FindFacts facts, AskFacts(&database_, &query.records));
  Series series;
  const FindSql sql = MakeSeriesSql(query, facts);
  AVVISO_ASSIGN(Statement counted, database_.Prepare(sql.text));
  Bind(sql.values, &counted);
  while (true) {
    AVVISO_ASSIGN(const bool more, counted.Step());
    if (!more) break;
    series.counts.push_back({std::string(counted.Text(0)), std::string(counted.Text(1)),
                             std::string(counted.Text(2)), counted.Integer(3), counted.Integer(4),
                             counted.Integer(6), static_cast<double>(counted.Integer(5)) / 10});
  }
  const FindSql published = MakeArticlesSql(query, facts);
  AVVISO_ASSIGN(Statement articles, database_.Prepare(published.text));
  Bind(published.values, &articles);
  while (true) {
    AVVISO_ASSIGN(const bool more, articles.Step());
    if (!more) return series;
    series.articles.emplace_back(articles.Text(0), articles.Integer(1));
  }
}

Result<bool> StoreReader::Holds(const std::string& key, const std::string& input_sha256) {
  AVVISO_ASSIGN(Statement * statement,
                database_.Cached("SELECT 1 FROM articles a JOIN revisions r ON r.article ="
                                 " a.article WHERE a.key = ? AND r.input_sha256 = ?"));
  statement->BindAll(key, input_sha256);
  AVVISO_ASSIGN(const bool there, statement->Step());
  statement->Reset();
  return there;
}

Status StoreReader::ForEachRevision(const std::function<Status(const StoredRevision&)>& each) {
  AVVISO_ASSIGN(Statement statement,
                database_.Prepare(
                    "SELECT a.key, r.number, r.replaced_batch, r.input_sha256, t.text, v.zstd,"
                    " p.sha256, p.archive, p.archive_offset, r.revision FROM articles a"
                    " JOIN revisions r ON r.article = a.article"
                    " LEFT JOIN texts t ON t.revision = r.revision"
                    " LEFT JOIN envelopes v ON v.revision = r.revision"
                    " LEFT JOIN raw_pages p ON p.revision = r.revision ORDER BY a.key, r.number"));
  AVVISO_ASSIGN(Statement events,
                database_.Prepare("SELECT json FROM records WHERE revision = ? ORDER BY position"));
  while (true) {
    AVVISO_ASSIGN(const bool more, statement.Step());
    if (!more) return Ok();
    StoredRevision revision;
    revision.key = statement.Text(0);
    revision.number = statement.Integer(1);
    revision.current = statement.IsNull(2);
    revision.input_sha256 = statement.Text(3);
    RecordParts parts;
    parts.text = statement.Text(4);
    AVVISO_ASSIGN(parts.envelope, UnpackZstd(statement.Bytes(5), revision.key));
    revision.raw_sha256 = statement.Text(6);
    revision.archive = statement.Text(7);
    revision.archive_offset = statement.Integer(8);
    events.Bind(1, statement.Integer(9));
    while (true) {
      AVVISO_ASSIGN(const bool another, events.Step());
      if (!another) break;
      parts.events.emplace_back(events.Text(0));
    }
    events.Reset();
    revision.record = JoinRecord(parts);
    AVVISO_TRY(each(revision));
  }
}

Status StoreReader::ForEachEvent(const std::function<Status(const std::string& json)>& each) {
  AVVISO_ASSIGN(Statement found,
                database_.Prepare("SELECT json FROM merged_events WHERE replaced_batch IS NULL"
                                  " ORDER BY first_day IS NULL, first_day, event"));
  while (true) {
    AVVISO_ASSIGN(const bool more, found.Step());
    if (!more) return Ok();
    AVVISO_TRY(each(std::string(found.Text(0))));
  }
}

Status StoreReader::ForEachStory(const std::function<Status(const StoredStory&)>& each) {
  AVVISO_ASSIGN(Statement found,
                database_.Prepare("SELECT story, articles, outlets, first_published,"
                                  " last_published, headline FROM current_stories"
                                  " ORDER BY first_published IS NULL, first_published, story"));
  while (true) {
    AVVISO_ASSIGN(const bool more, found.Step());
    if (!more) return Ok();
    StoredStory story;
    story.id = found.Text(0);
    story.articles = found.Integer(1);
    story.outlets = found.Integer(2);
    story.first = found.Text(3);
    story.last = found.Text(4);
    story.headline = found.Text(5);
    AVVISO_TRY(each(story));
  }
}

Result<std::optional<std::string>> StoreReader::EventWith(const std::string& id) {
  AVVISO_ASSIGN(Statement * found,
                database_.Cached("SELECT json FROM merged_events WHERE replaced_batch IS NULL AND"
                                 " event IN (SELECT ?1 UNION SELECT event FROM event_reports WHERE"
                                 " record_id = ?1 AND last_version IS NULL) ORDER BY event"));
  found->BindAll(id);
  AVVISO_ASSIGN(const bool there, found->Step());
  std::optional<std::string> json;
  if (there) json = found->Text(0);
  found->Reset();
  return json;
}

Result<std::string> StoreReader::EventAt(const std::string& id, int64_t version) {
  AVVISO_ASSIGN(Statement * found,
                database_.Cached("SELECT json FROM merged_events WHERE event = ? AND version = ?"));
  found->BindAll(id, version);
  AVVISO_ASSIGN(const bool there, found->Step());
  std::string json(there ? found->Text(0) : std::string_view());
  found->Reset();
  return json;
}

Result<std::optional<std::string>> StoreReader::RawPageOf(const std::string& key, int64_t number) {
  AVVISO_ASSIGN(Statement * statement,
                database_.Cached("SELECT p.zstd FROM articles a JOIN revisions r ON r.article ="
                                 " a.article JOIN raw_pages p ON p.revision = r.revision"
                                 " WHERE a.key = ? AND r.number = ?"));
  statement->BindAll(key, number);
  AVVISO_ASSIGN(const bool there, statement->Step());
  std::optional<std::string> packed;
  if (there && !statement->IsNull(0)) packed = statement->Bytes(0);
  statement->Reset();
  if (!packed) return std::optional<std::string>();
  AVVISO_ASSIGN(std::string bytes, UnpackZstd(*packed, key));
  return std::optional<std::string>(std::move(bytes));
}

}  // namespace avviso
