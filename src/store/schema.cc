// A migration is a script from one version to the next, run in order from the
// version that the file says it has; the first makes everything. Scripts that were
// released are never edited: a change of tables is a new script.

#include "store/schema.h"

#include <array>
#include <string>

namespace avviso {
namespace {

constexpr int64_t kApplication = 0x41565653;  // "AVVS", PRAGMA application_id

constexpr const char* kVersion1 = R"sql(
CREATE TABLE runs (
  run INTEGER PRIMARY KEY,
  started TEXT NOT NULL,
  program TEXT NOT NULL,
  model TEXT NOT NULL,
  lexicon TEXT NOT NULL
);
CREATE TABLE batches (
  batch INTEGER PRIMARY KEY,
  run INTEGER NOT NULL REFERENCES runs (run),
  at TEXT NOT NULL
);
CREATE TABLE articles (
  article INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  revision INTEGER NOT NULL
);
CREATE TABLE revisions (
  revision INTEGER PRIMARY KEY,
  article INTEGER NOT NULL REFERENCES articles (article),
  number INTEGER NOT NULL,
  batch INTEGER NOT NULL REFERENCES batches (batch),
  replaced_batch INTEGER,
  id TEXT NOT NULL,
  url TEXT,
  outlet TEXT,
  title TEXT,
  published TEXT,
  language TEXT,
  records INTEGER NOT NULL,
  text_sha256 TEXT NOT NULL,
  input_sha256 TEXT NOT NULL,
  record_sha256 TEXT NOT NULL,
  engine TEXT NOT NULL,
  model TEXT NOT NULL,
  lexicon TEXT NOT NULL,
  UNIQUE (article, number)
);
CREATE TABLE texts (
  revision INTEGER PRIMARY KEY REFERENCES revisions (revision),
  text TEXT NOT NULL
);
CREATE TABLE envelopes (
  revision INTEGER PRIMARY KEY REFERENCES revisions (revision),
  zstd BLOB NOT NULL
);
CREATE TABLE raw_pages (
  revision INTEGER PRIMARY KEY REFERENCES revisions (revision),
  sha256 TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  archive TEXT,
  archive_offset INTEGER,
  zstd BLOB
);
CREATE TABLE records (
  record INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  revision INTEGER NOT NULL REFERENCES revisions (revision),
  position INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  replaced_batch INTEGER,
  day TEXT NOT NULL,
  last_day TEXT NOT NULL,
  type TEXT NOT NULL,
  mode TEXT,
  plover TEXT,
  cameo TEXT,
  class TEXT NOT NULL,
  goldstein REAL NOT NULL,
  status TEXT NOT NULL,
  historical INTEGER NOT NULL,
  source TEXT,
  target TEXT,
  place TEXT,
  place_country TEXT,
  latitude REAL,
  longitude REAL,
  voice TEXT,
  voice_kind TEXT,
  confidence REAL NOT NULL,
  sentence TEXT NOT NULL,
  json TEXT NOT NULL,
  UNIQUE (revision, position)
);
CREATE INDEX records_by_id ON records (id);
CREATE INDEX records_by_day ON records (day, record);
CREATE INDEX records_by_type ON records (type, day, record);
CREATE TABLE actor_days (
  actor TEXT NOT NULL,
  day TEXT NOT NULL,
  record INTEGER NOT NULL,
  role TEXT NOT NULL,
  PRIMARY KEY (actor, day, record)
) WITHOUT ROWID;
CREATE TABLE pair_days (
  source TEXT NOT NULL,
  target TEXT NOT NULL,
  day TEXT NOT NULL,
  record INTEGER NOT NULL,
  PRIMARY KEY (source, target, day, record)
) WITHOUT ROWID;
CREATE TABLE voices (
  record INTEGER NOT NULL REFERENCES records (record),
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  PRIMARY KEY (record, position)
) WITHOUT ROWID;
CREATE INDEX voices_by_name ON voices (name COLLATE NOCASE, record);
CREATE TABLE claims (
  claim INTEGER PRIMARY KEY,
  revision INTEGER NOT NULL REFERENCES revisions (revision),
  position INTEGER NOT NULL,
  voice TEXT,
  voice_kind TEXT,
  cue TEXT,
  quote TEXT NOT NULL,
  words TEXT NOT NULL,
  UNIQUE (revision, position)
);
CREATE VIRTUAL TABLE text_search USING fts5 (
  text, content="texts", content_rowid = 'revision',
  tokenize = 'unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE sentence_search USING fts5 (
  sentence, content="records", content_rowid = 'record',
  tokenize = 'unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE claim_search USING fts5 (
  words, content="claims", content_rowid = 'claim',
  tokenize = 'unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE place_boxes USING rtree (record, west, east, south, north);
CREATE TABLE daily_types (
  day TEXT NOT NULL, type TEXT NOT NULL,
  records INTEGER NOT NULL, happened INTEGER NOT NULL, goldstein_tenths INTEGER NOT NULL,
  PRIMARY KEY (day, type)
) WITHOUT ROWID;
CREATE TABLE daily_pairs (
  source TEXT NOT NULL, target TEXT NOT NULL, day TEXT NOT NULL, type TEXT NOT NULL,
  records INTEGER NOT NULL, happened INTEGER NOT NULL, goldstein_tenths INTEGER NOT NULL,
  PRIMARY KEY (source, target, day, type)
) WITHOUT ROWID;
CREATE TABLE daily_countries (
  country TEXT NOT NULL, day TEXT NOT NULL, type TEXT NOT NULL,
  records INTEGER NOT NULL, happened INTEGER NOT NULL, goldstein_tenths INTEGER NOT NULL,
  PRIMARY KEY (country, day, type)
) WITHOUT ROWID;
CREATE TABLE merged_events (
  event TEXT NOT NULL,
  version INTEGER NOT NULL,
  batch INTEGER NOT NULL,
  replaced_batch INTEGER,
  type TEXT NOT NULL,
  first_day TEXT,
  last_day TEXT,
  reports INTEGER NOT NULL,
  origins INTEGER NOT NULL,
  json TEXT NOT NULL,
  PRIMARY KEY (event, version)
) WITHOUT ROWID;
CREATE TABLE event_reports (
  event TEXT NOT NULL,
  version INTEGER NOT NULL,
  record_id TEXT NOT NULL,
  PRIMARY KEY (event, version, record_id)
) WITHOUT ROWID;
CREATE INDEX event_reports_by_record ON event_reports (record_id);
CREATE TABLE tombstones (
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  batch INTEGER NOT NULL,
  reason TEXT NOT NULL,
  merged_into TEXT,
  PRIMARY KEY (kind, id, batch)
) WITHOUT ROWID;
CREATE VIEW current_articles AS
  SELECT a.key, r.number AS revision, r.id, r.url, r.outlet, r.title, r.published, r.language,
         r.records, b.at AS stored, t.text
  FROM articles a JOIN revisions r ON r.revision = a.revision
       JOIN batches b ON b.batch = r.batch JOIN texts t ON t.revision = r.revision;
CREATE VIEW current_records AS
  SELECT e.day, e.source, e.type, e.mode, e.status, e.target, e.place, e.place_country,
         e.voice, e.class, e.goldstein, e.confidence, e.sentence, r.outlet, r.title, r.url,
         r.published, e.id, e.record, e.latitude, e.longitude, e.json
  FROM records e JOIN revisions r ON r.revision = e.revision
  WHERE e.replaced_batch IS NULL;
CREATE VIEW current_events AS
  SELECT event, type, first_day, last_day, reports, origins, version, json
  FROM merged_events WHERE replaced_batch IS NULL;
PRAGMA application_id = 0x41565653;
)sql";

// Stories, copies, and what it takes to go on with them. Merged events of before are made
// again, since it isn't known which articles they looked at.
constexpr const char* kVersion2 = R"sql(
CREATE TABLE pending_articles (revision INTEGER PRIMARY KEY REFERENCES revisions (revision));
INSERT INTO pending_articles SELECT revision FROM revisions WHERE replaced_batch IS NULL;
CREATE TABLE stories (
  position INTEGER PRIMARY KEY,
  story TEXT NOT NULL UNIQUE
);
CREATE TABLE story_articles (
  article INTEGER PRIMARY KEY REFERENCES articles (article),
  position INTEGER NOT NULL UNIQUE,
  revision INTEGER NOT NULL REFERENCES revisions (revision),
  story INTEGER NOT NULL REFERENCES stories (position),
  original INTEGER REFERENCES articles (article),
  share REAL,
  verbatim INTEGER,
  credited INTEGER
);
CREATE INDEX story_articles_by_story ON story_articles (story, position);
CREATE INDEX story_articles_by_original ON story_articles (original) WHERE original IS NOT NULL;
CREATE TABLE story_changes (
  change INTEGER PRIMARY KEY,
  batch INTEGER NOT NULL REFERENCES batches (batch),
  kind TEXT NOT NULL,
  article TEXT,
  story TEXT NOT NULL,
  into_story TEXT NOT NULL
);
CREATE TABLE open_articles (
  position INTEGER PRIMARY KEY,
  era INTEGER NOT NULL,
  terms BLOB,
  prints BLOB
);
CREATE TABLE term_counts (stem INTEGER PRIMARY KEY, articles INTEGER NOT NULL);
CREATE TABLE story_state (name TEXT PRIMARY KEY, value INTEGER) WITHOUT ROWID;
CREATE TABLE outlets (outlet TEXT PRIMARY KEY) WITHOUT ROWID;
UPDATE merged_events SET replaced_batch = (SELECT max(batch) FROM batches)
  WHERE replaced_batch IS NULL;
CREATE TABLE reports_of_events (
  event TEXT NOT NULL,
  record_id TEXT NOT NULL,
  contests INTEGER NOT NULL,
  version INTEGER NOT NULL,
  last_version INTEGER,
  PRIMARY KEY (event, record_id, contests, version)
) WITHOUT ROWID;
INSERT INTO reports_of_events
  SELECT event, record_id, 0, min(version), max(version) FROM event_reports
  GROUP BY event, record_id;
DROP TABLE event_reports;
ALTER TABLE reports_of_events RENAME TO event_reports;
CREATE INDEX event_reports_by_record ON event_reports (record_id, last_version);
CREATE INDEX merged_events_by_day ON merged_events (first_day IS NULL, first_day, event)
  WHERE replaced_batch IS NULL;
CREATE VIEW current_stories AS
  SELECT s.story, count(*) AS articles, min(r.published) AS first_published,
         max(r.published) AS last_published, count(DISTINCT r.outlet) AS outlets,
         (SELECT f.title FROM story_articles a JOIN revisions f ON f.revision = a.revision
          WHERE a.story = s.position ORDER BY a.position LIMIT 1) AS headline
  FROM stories s JOIN story_articles p ON p.story = s.position
       JOIN revisions r ON r.revision = p.revision
  GROUP BY s.position;
CREATE VIEW current_copies AS
  SELECT a.key AS article, o.key AS original, p.share, p.verbatim, p.credited
  FROM story_articles p JOIN articles a ON a.article = p.article
       JOIN articles o ON o.article = p.original;
DROP VIEW current_articles;
CREATE VIEW current_articles AS
  SELECT a.key, r.number AS revision, r.id, r.url, r.outlet, r.title, r.published, r.language,
         r.records, b.at AS stored, s.story, o.key AS copy_of, t.text
  FROM articles a JOIN revisions r ON r.revision = a.revision
       JOIN batches b ON b.batch = r.batch JOIN texts t ON t.revision = r.revision
       LEFT JOIN story_articles p ON p.article = a.article
       LEFT JOIN stories s ON s.position = p.story
       LEFT JOIN articles o ON o.article = p.original;
)sql";

// Actors of records in a table of their own, and views with what people join on: the columns
// of the form csv, and a row a pair of actors.
constexpr const char* kVersion3 = R"sql(
CREATE TABLE record_actors (
  record INTEGER NOT NULL REFERENCES records (record),
  role TEXT NOT NULL,
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  country TEXT,
  sector TEXT,
  code TEXT,
  id TEXT,
  PRIMARY KEY (record, role, position)
) WITHOUT ROWID;
INSERT INTO record_actors
  SELECT e.record, r.role, a.key,
         coalesce(nullif(json_extract(a.value, '$.name'), ''), json_extract(a.value, '$.text'), ''),
         nullif(json_extract(a.value, '$.country'), ''),
         nullif(json_extract(a.value, '$.sector'), ''),
         nullif(json_extract(a.value, '$.code'), ''), nullif(json_extract(a.value, '$.id'), '')
  FROM records e, (SELECT 'source' AS role UNION ALL SELECT 'target') r,
       json_each(e.json, '$.' || r.role) a;
DROP VIEW current_records;
CREATE VIEW current_records AS
  SELECT e.day, e.source, e.type, e.mode, e.status, e.target, e.place, e.place_country,
         e.voice, e.class, e.goldstein, e.confidence, e.sentence, r.outlet, r.title, r.url,
         r.published, e.id, e.record, e.latitude, e.longitude, e.json,
         json_extract(e.json, '$.time.end') AS last_day,
         ifnull(json_extract(e.json, '$.time.inferred'), 0) AS day_inferred,
         e.historical, e.plover, e.cameo, e.place_country AS country,
         json_extract(e.json, '$.place.precision') AS precision,
         (SELECT group_concat(name, '; ') FROM record_actors s WHERE
          s.record = e.record AND s.role = 'source')
           AS source_name,
         (SELECT group_concat(ifnull(country, ''), '; ') FROM record_actors s WHERE
          s.record = e.record AND s.role = 'source')
           AS source_country,
         (SELECT group_concat(ifnull(sector, ''), '; ') FROM record_actors s WHERE
          s.record = e.record AND s.role = 'source')
           AS source_sector,
         (SELECT group_concat(ifnull(code, ''), '; ') FROM record_actors s WHERE
          s.record = e.record AND s.role = 'source')
           AS source_code,
         (SELECT group_concat(ifnull(id, ''), '; ') FROM record_actors s WHERE
          s.record = e.record AND s.role = 'source')
           AS source_id,
         (SELECT group_concat(name, '; ') FROM record_actors s WHERE
          s.record = e.record AND s.role = 'target')
           AS target_name,
         (SELECT group_concat(ifnull(country, ''), '; ') FROM record_actors s WHERE
          s.record = e.record AND s.role = 'target')
           AS target_country,
         (SELECT group_concat(ifnull(sector, ''), '; ') FROM record_actors s WHERE
          s.record = e.record AND s.role = 'target')
           AS target_sector,
         (SELECT group_concat(ifnull(code, ''), '; ') FROM record_actors s WHERE
          s.record = e.record AND s.role = 'target')
           AS target_code,
         (SELECT group_concat(ifnull(id, ''), '; ') FROM record_actors s WHERE
          s.record = e.record AND s.role = 'target')
           AS target_id,
         max(1, (SELECT count(*) FROM record_actors s WHERE s.record = e.record AND
                 role = 'source')) *
         max(1, (SELECT count(*) FROM record_actors s WHERE s.record = e.record AND
                 role = 'target')) AS pairs,
         (SELECT group_concat(v.name, ' < ') FROM voices v WHERE v.record = e.record) AS voices,
         (SELECT coalesce(json_extract(n.value, '$.value'), json_extract(n.value, '$.low')) AS least
          FROM json_each(e.json, '$.numbers') n WHERE json_extract(n.value, '$.what') = 'killed'
          AND least IS NOT NULL ORDER BY n.key LIMIT 1) AS killed, (SELECT coalesce(json_extract(n.value, '$.value'), json_extract(n.value, '$.low')) AS least
          FROM json_each(e.json, '$.numbers') n WHERE json_extract(n.value, '$.what') = 'wounded'
          AND least IS NOT NULL ORDER BY n.key LIMIT 1) AS wounded, (SELECT coalesce(json_extract(n.value, '$.value'), json_extract(n.value, '$.low')) AS least
          FROM json_each(e.json, '$.numbers') n WHERE json_extract(n.value, '$.what') = 'arrested'
          AND least IS NOT NULL ORDER BY n.key LIMIT 1) AS arrested,
         (SELECT p.event FROM event_reports p WHERE p.record_id = e.id AND
          p.last_version IS NULL AND p.contests = 0) AS event,
         (SELECT m.reports FROM event_reports p JOIN merged_events m ON m.event = p.event AND
          m.replaced_batch IS NULL WHERE p.record_id = e.id AND p.last_version IS NULL AND
          p.contests = 0) AS reports,
         (SELECT m.origins FROM event_reports p JOIN merged_events m ON m.event = p.event AND
          m.replaced_batch IS NULL WHERE p.record_id = e.id AND p.last_version IS NULL AND
          p.contests = 0) AS origins,
         a.key AS article
  FROM records e JOIN revisions r ON r.revision = e.revision
       JOIN articles a ON a.article = r.article
  WHERE e.replaced_batch IS NULL;
CREATE VIEW current_pairs AS
  SELECT c.day, s.name AS source_name, s.country AS source_country, s.sector AS source_sector,
         s.code AS source_code, s.id AS source_id, c.type, c.mode, c.class, c.goldstein,
         c.status, c.historical, t.name AS target_name, t.country AS target_country,
         t.sector AS target_sector, t.code AS target_code, t.id AS target_id, c.pairs,
         c.place, c.place_country, c.voices, c.event, c.reports, c.origins, c.confidence,
         c.sentence, c.outlet, c.published, c.article, c.id, c.record
  FROM current_records c
       LEFT JOIN record_actors s ON s.record = c.record AND s.role = 'source'
       LEFT JOIN record_actors t ON t.record = c.record AND t.role = 'target';
)sql";

constexpr std::array<const char*, kStoreVersion> kMigrations = {kVersion1, kVersion2, kVersion3};

Result<int64_t> VersionOf(Database* database) {
  AVVISO_ASSIGN(const int64_t application, database->AskInteger("PRAGMA application_id"));
  AVVISO_ASSIGN(const int64_t version, database->AskInteger("PRAGMA user_version"));
  AVVISO_ASSIGN(const int64_t tables,
                database->AskInteger("SELECT count(*) FROM sqlite_master WHERE type = 'table'"));
  const bool empty = application == 0 && version == 0 && tables == 0;
  if (!empty && application != kApplication) {
    return Error{ErrorCode::kCorrupt,
                 database->path() + ": an SQLite file, but not a store of avviso"};
  }
  if (version > kStoreVersion) {
    return Error{ErrorCode::kUnsupported,
                 database->path() + ": of version " + std::to_string(version) +
                     ", this program knows up to " + std::to_string(kStoreVersion)};
  }
  return version;
}

Status TooOld(const Database& database, int64_t version) {
  return Error{ErrorCode::kUnsupported,
               database.path() + ": of version " + std::to_string(version) +
                   "; avviso ingest or avviso events --db brings it up to " +
                   std::to_string(kStoreVersion)};
}

}  // namespace

Status MakeSchema(Database* database) {
  AVVISO_ASSIGN(const int64_t seen, VersionOf(database));
  if (seen == kStoreVersion) return Ok();
  AVVISO_TRY(database->Execute("PRAGMA journal_mode = WAL"));
  AVVISO_TRY(database->Execute("BEGIN IMMEDIATE"));
  // Asked again, since another program may have been quicker.
  AVVISO_ASSIGN(const int64_t version, VersionOf(database));
  for (int64_t from = version; from < kStoreVersion; ++from) {
    AVVISO_TRY(database->Execute(kMigrations.at(static_cast<size_t>(from))));
  }
  const std::string mark = "PRAGMA user_version = " + std::to_string(kStoreVersion);
  AVVISO_TRY(database->Execute(mark.c_str()));
  return database->Execute("COMMIT");
}

Status CheckSchema(Database* database) {
  AVVISO_ASSIGN(const int64_t version, VersionOf(database));
  if (version == 0) {
    return Error{ErrorCode::kCorrupt, database->path() + ": an empty file, not a store"};
  }
  return version < kOldestReadable ? TooOld(*database, version) : Ok();
}

Status NeedsVersion(Database* database, int version) {
  AVVISO_ASSIGN(const int64_t found, VersionOf(database));
  return found < version ? TooOld(*database, found) : Ok();
}

}  // namespace avviso
