#include "store/store_care.h"

#include <array>
#include <filesystem>

#include "base/json_reader.h"
#include "base/json_writer.h"
#include "base/sha256.h"
#include "store/schema.h"
#include "store/writer_lock.h"

namespace avviso {
namespace {

constexpr std::array<const char*, 10> kCounted = {
    "articles", "revisions", "records",       "claims",     "raw_pages",
    "voices",   "stories",   "merged_events", "tombstones", "runs"};

// Rows that must not be there, and what to say of them.
constexpr std::array<std::pair<const char*, const char*>, 13> kFaults = {{
    {"SELECT count(*) FROM articles a LEFT JOIN revisions r ON r.revision = a.revision"
     " WHERE r.revision IS NULL OR r.replaced_batch IS NOT NULL",
     "articles without a current revision"},
    {"SELECT count(*) FROM revisions WHERE revision NOT IN (SELECT revision FROM texts)",
     "revisions without their text"},
    {"SELECT count(*) FROM revisions r WHERE r.records <> (SELECT count(*) FROM records e"
     " WHERE e.revision = r.revision)",
     "revisions with another number of records than they should have"},
    {"SELECT count(*) FROM records WHERE revision NOT IN (SELECT revision FROM revisions)",
     "records without a revision"},
    {"SELECT count(*) FROM records e JOIN revisions r ON r.revision = e.revision"
     " WHERE e.replaced_batch IS NOT r.replaced_batch",
     "records that are current or replaced while their revision isn't"},
    {"SELECT count(*) FROM (SELECT day, type, count(*) AS n FROM records WHERE"
     " replaced_batch IS NULL AND day > '' GROUP BY day, type EXCEPT"
     " SELECT day, type, records FROM daily_types)",
     "days and types with another count than daily_types has"},
    {"SELECT count(*) FROM (SELECT day, type, records FROM daily_types EXCEPT"
     " SELECT day, type, count(*) FROM records WHERE replaced_batch IS NULL AND day > ''"
     " GROUP BY day, type)",
     "rows of daily_types that no records stand behind"},
    {"SELECT count(*) FROM (SELECT place_country, day, type, count(*) FROM records WHERE"
     " replaced_batch IS NULL AND day > '' AND place_country IS NOT NULL"
     " GROUP BY place_country, day, type EXCEPT"
     " SELECT country, day, type, records FROM daily_countries)",
     "countries and days with another count than daily_countries has"},
    {"SELECT count(*) FROM records WHERE latitude IS NOT NULL AND longitude IS NOT NULL AND"
     " record NOT IN (SELECT record FROM place_boxes)",
     "located records that the place index lacks"},
    {"SELECT count(*) FROM records e WHERE json_array_length(e.json, '$.source') +"
     " json_array_length(e.json, '$.target') <> (SELECT count(*) FROM record_actors a WHERE"
     " a.record = e.record)",
     "records with other actors than record_actors has"},
    {"SELECT count(*) FROM articles a LEFT JOIN story_articles p ON p.article = a.article AND"
     " p.revision = a.revision WHERE p.article IS NULL AND a.revision NOT IN"
     " (SELECT revision FROM pending_articles)",
     "articles that are in no story and don't wait for one"},
    {"SELECT count(*) FROM story_articles WHERE story NOT IN (SELECT position FROM stories)",
     "articles in a story that isn't there"},
    {"SELECT count(*) FROM event_reports WHERE last_version IS NULL AND event NOT IN"
     " (SELECT event FROM merged_events WHERE replaced_batch IS NULL)",
     "reports of events that are no more"},
}};

Result<std::string> AskText(Database* database, std::string_view sql) {
  AVVISO_ASSIGN(Statement statement, database->Prepare(sql));
  AVVISO_ASSIGN(const bool there, statement.Step());
  return there ? std::string(statement.Text(0)) : std::string();
}

// Rows of a table of the store as lines of JSON, all values as they are typed.
Status DumpRows(Database* database, const std::string& kind, const char* sql,
                const std::vector<std::string>& names,
                const std::function<Status(const std::string&)>& write) {
  AVVISO_ASSIGN(Statement statement, database->Prepare(sql));
  while (true) {
    AVVISO_ASSIGN(const bool more, statement.Step());
    if (!more) return Ok();
    std::string line;
    JsonWriter json(&line);
    json.BeginObject();
    json.Field("kind", kind);
    for (size_t i = 0; i < names.size(); ++i) {
      json.FieldOrNull(names[i], statement.Text(static_cast<int>(i)));
    }
    json.EndObject();
    AVVISO_TRY(write(line + "\n"));
  }
}

std::string RevisionLine(const StoredRevision& revision) {
  std::string line;
  JsonWriter json(&line);
  json.BeginObject();
  json.Field("kind", "revision");
  json.Field("article", revision.key);
  json.FieldInteger("revision", revision.number);
  json.FieldBool("current", revision.current);
  json.Field("input_sha256", revision.input_sha256);
  json.FieldOrNull("raw_sha256", revision.raw_sha256);
  json.FieldOrNull("archive", revision.archive);
  json.FieldInteger("archive_offset", revision.archive_offset);
  json.EndObject();
  line.pop_back();
  return line + ",\"record\":" + revision.record + "}\n";
}

}  // namespace

Result<StoreInfo> DescribeStore(StoreReader* reader) {
  Database& database = reader->database();
  StoreInfo info;
  AVVISO_ASSIGN(info.version, database.AskInteger("PRAGMA user_version"));
  AVVISO_ASSIGN(const int64_t pages, database.AskInteger("PRAGMA page_count"));
  AVVISO_ASSIGN(const int64_t size, database.AskInteger("PRAGMA page_size"));
  info.bytes = pages * size;
  for (const char* table : kCounted) {
    AVVISO_ASSIGN(const int64_t count,
                  database.AskInteger(std::string("SELECT count(*) FROM ") + table));
    info.counts.emplace_back(table, count);
  }
  AVVISO_ASSIGN(info.first_stored, AskText(&database, "SELECT min(at) FROM batches"));
  AVVISO_ASSIGN(info.last_stored, AskText(&database, "SELECT max(at) FROM batches"));
  AVVISO_ASSIGN(info.first_day, AskText(&database, "SELECT min(day) FROM records WHERE day > ''"));
  AVVISO_ASSIGN(info.last_day, AskText(&database, "SELECT max(day) FROM records"));
  AVVISO_ASSIGN(Statement engines,
                database.Prepare("SELECT DISTINCT engine || ' ' || model || ' ' || lexicon AS made"
                                 " FROM revisions ORDER BY made"));
  while (true) {
    AVVISO_ASSIGN(const bool more, engines.Step());
    if (!more) return info;
    info.engines.emplace_back(engines.Text(0));
  }
}

Result<std::vector<std::string>> CheckStore(
    StoreReader* reader,
    const std::function<Status(const std::string& name, std::string_view record)>& check_record) {
  Database& database = reader->database();
  std::vector<std::string> faults;
  AVVISO_ASSIGN(Statement integrity, database.Prepare("PRAGMA integrity_check(20)"));
  while (true) {
    AVVISO_ASSIGN(const bool more, integrity.Step());
    if (!more) break;
    if (integrity.Text(0) != "ok") faults.emplace_back(integrity.Text(0));
  }
  if (!faults.empty()) return faults;  // what follows would stumble over it
  for (const auto& [sql, what] : kFaults) {
    AVVISO_ASSIGN(const int64_t count, database.AskInteger(sql));
    if (count > 0) faults.push_back(std::to_string(count) + " " + what);
  }
  AVVISO_ASSIGN(Statement hashes,
                database.Prepare("SELECT r.record_sha256 FROM revisions r JOIN articles a ON"
                                 " a.article = r.article WHERE a.key = ? AND r.number = ?"));
  const Status walked = reader->ForEachRevision([&](const StoredRevision& revision) -> Status {
    const std::string name = revision.key + " revision " + std::to_string(revision.number);
    hashes.BindAll(revision.key, revision.number);
    AVVISO_ASSIGN(const bool there, hashes.Step());
    if (!there || hashes.Text(0) != Sha256Hex(revision.record)) {
      faults.push_back(name + ": the record differs from its hash");
    }
    hashes.Reset();
    const Status checked = check_record(name, revision.record);
    if (!checked.ok()) faults.push_back(checked.error().message);
    return Ok();
  });
  if (!walked.ok()) faults.push_back(walked.error().message);
  return faults;
}

Status VacuumStore(const std::string& path) {
  std::error_code error;
  if (!std::filesystem::exists(path, error)) {
    return Error{ErrorCode::kNotFound, path + ": no such file"};
  }
  AVVISO_ASSIGN(const WriterLock lock, WriterLock::Take(path));
  AVVISO_ASSIGN(Database database, Database::Open(path, Database::Mode::kWrite, ""));
  AVVISO_TRY(CheckSchema(&database));
  for (const char* table : {"text_search", "sentence_search", "claim_search"}) {
    const std::string sql =
        std::string("INSERT INTO ") + table + " (" + table + ") VALUES ('optimize')";
    AVVISO_TRY(database.Execute(sql.c_str()));
  }
  AVVISO_TRY(database.Execute("ANALYZE"));
  AVVISO_TRY(database.Execute("VACUUM"));
  return database.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
}

Status DumpStore(StoreReader* reader, const std::function<Status(const std::string&)>& write) {
  AVVISO_TRY(reader->ForEachRevision(
      [&write](const StoredRevision& revision) { return write(RevisionLine(revision)); }));
  Database* database = &reader->database();
  AVVISO_TRY(DumpRows(database, "story_article",
                      "SELECT article, story, copy_of FROM (SELECT key AS article, story, copy_of"
                      " FROM current_articles) WHERE story IS NOT NULL ORDER BY article",
                      {"article", "story", "copy_of"}, write));
  AVVISO_TRY(DumpRows(database, "event",
                      "SELECT event, version, replaced_batch IS NULL, reports, origins, json"
                      " FROM merged_events ORDER BY event, version",
                      {"event", "version", "current", "reports", "origins", "json"}, write));
  AVVISO_TRY(DumpRows(database, "tombstone",
                      "SELECT DISTINCT kind, id, reason, merged_into FROM tombstones"
                      " ORDER BY kind, id, reason, merged_into",
                      {"of", "id", "reason", "merged_into"}, write));
  const std::vector<std::string> counts = {"records", "happened", "goldstein_tenths"};
  const auto with = [&counts](std::vector<std::string> names) {
    names.insert(names.end(), counts.begin(), counts.end());
    return names;
  };
  AVVISO_TRY(DumpRows(database, "daily_types", "SELECT * FROM daily_types ORDER BY 1, 2",
                      with({"day", "type"}), write));
  AVVISO_TRY(DumpRows(database, "daily_pairs", "SELECT * FROM daily_pairs ORDER BY 1, 2, 3, 4",
                      with({"source", "target", "day", "type"}), write));
  return DumpRows(database, "daily_countries", "SELECT * FROM daily_countries ORDER BY 1, 2, 3",
                  with({"country", "day", "type"}), write);
}

}  // namespace avviso
