// One transaction a batch. Within it an article is written table by table; if a
// statement fails the transaction is rolled back as a whole, so that there is never
// half an article to look after.

#include "store/store_writer.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "base/check.h"
#include "base/json_reader.h"
#include "base/sha256.h"
#include "base/text_by_points.h"
#include "store/daily_counts.h"
#include "store/database.h"
#include "store/record_parts.h"
#include "store/record_row.h"
#include "store/schema.h"
#include "store/writer_lock.h"
#include "store/zstd_bytes.h"

namespace avviso {
namespace {

using OrNull = Statement::OrNull;

// What the store has under an article's key.
struct Known {
  int64_t article = 0;  // 0: nothing
  int64_t revision = 0;
  int64_t number = 0;
  std::string record_sha256;  // of the current revision
  bool seen_input = false;    // some revision was made of the same input
};

// The revision that is being written.
struct NewRevision {
  int64_t row = 0;
  int64_t batch = 0;
  std::string_view published;
};

void AddRoles(const std::vector<ActorKeys>& actors, const std::string& role,
              std::map<std::string, std::string>* roles) {
  for (const ActorKeys& actor : actors) {
    std::vector<std::string> keys = actor.codes;
    if (!actor.name.empty()) keys.push_back(actor.name);
    for (const std::string& key : keys) {
      const auto [place, added] = roles->emplace(key, role);
      if (!added && place->second != role) place->second = "both";
    }
  }
}

std::string WordsOf(JsonValue claim, const TextByPoints& text) {
  std::string words;
  claim["content"].ForEach([&](std::string_view, JsonValue span) {
    std::vector<int64_t> ends;
    span.ForEach(
        [&](std::string_view, JsonValue end) { ends.push_back(end.Integer().value_or(-1)); });
    if (ends.size() != 2) return;
    const auto piece = text.At(ends[0], ends[1]);
    if (!piece || piece->empty()) return;
    if (!words.empty()) words += " … ";
    words += *piece;
  });
  return words;
}

}  // namespace

struct StoreWriter::Impl {
  Impl(WriterLock taken, Database opened, RunStamp stamp, WriterOptions given)
      : lock(std::move(taken)),
        database(std::move(opened)),
        run_stamp(std::move(stamp)),
        options(std::move(given)) {}

  Status StartBatch();
  Result<Known> Find(const ArticleToStore& article);
  Result<int64_t> AddRevision(const ArticleToStore& article, const JsonDocument& envelope,
                              const RecordParts& parts, const Known& known);
  Status AddBodies(const ArticleToStore& article, const RecordParts& parts, int64_t revision);
  Status AddRecords(const RecordParts& parts, const NewRevision& revision, const TextByPoints& text,
                    std::set<std::string>* ids);
  Status AddRecord(const RecordRow& row, const std::string& json, int64_t position,
                   const NewRevision& revision);
  Status AddIndexes(const RecordRow& row, int64_t record);
  Status AddActors(const char* role, const std::vector<ActorKeys>& actors, int64_t record);
  Status AddClaims(const JsonDocument& envelope, int64_t revision, const TextByPoints& text);
  Status Replace(const Known& known, const std::set<std::string>& ids);
  Status Bury(const std::string& kind, const std::string& id, const std::string& reason,
              const std::string& merged_into);
  Result<PutOutcome> Put(const ArticleToStore& article, const RecordParts& parts);
  Result<PutOutcome> PutEvent(const EventToStore& event);
  Status PutReports(const EventToStore& event, int64_t version);

  // Runs one cached statement with these values.
  template <typename... Values>
  Status Do(const char* sql, const Values&... values) {
    AVVISO_ASSIGN(Statement * statement, database.Cached(sql));
    statement->BindAll(values...);
    return statement->Run();
  }

  WriterLock lock;
  Database database;
  RunStamp run_stamp;
  WriterOptions options;
  int64_t run = 0;    // 0 until the first batch
  int64_t batch = 0;  // 0: none is under way
  bool failed = false;
};

// Rows of `runs` and `batches` are made with the first change, so that a run that
// changes nothing leaves no trace. Time never goes backwards in a store.
Status StoreWriter::Impl::StartBatch() {
  if (batch != 0) return Ok();
  AVVISO_TRY(database.Execute("BEGIN IMMEDIATE"));
  AVVISO_ASSIGN(Statement last, database.Prepare("SELECT max(at) FROM batches"));
  AVVISO_ASSIGN(const bool there, last.Step());
  std::string at = options.clock();
  if (there) at = std::max(at, std::string(last.Text(0)));
  last.Reset();
  if (run == 0) {
    AVVISO_TRY(Do("INSERT INTO runs (started, program, model, lexicon) VALUES (?, ?, ?, ?)", at,
                  run_stamp.program, run_stamp.model, run_stamp.lexicon));
    run = database.last_row();
  }
  AVVISO_TRY(Do("INSERT INTO batches (run, at) VALUES (?, ?)", run, at));
  batch = database.last_row();
  return Ok();
}

Result<Known> StoreWriter::Impl::Find(const ArticleToStore& article) {
  Known known;
  AVVISO_ASSIGN(Statement * found,
                database.Cached("SELECT a.article, r.revision, r.number, r.record_sha256"
                                " FROM articles a JOIN revisions r ON r.revision = a.revision"
                                " WHERE a.key = ?"));
  found->BindAll(article.key);
  AVVISO_ASSIGN(const bool there, found->Step());
  if (there) {
    known.article = found->Integer(0);
    known.revision = found->Integer(1);
    known.number = found->Integer(2);
    known.record_sha256 = found->Text(3);
  }
  found->Reset();
  if (!there) return known;
  AVVISO_ASSIGN(Statement * same,
                database.Cached("SELECT 1 FROM revisions WHERE article = ? AND input_sha256 = ?"));
  same->BindAll(known.article, article.input_sha256);
  AVVISO_ASSIGN(known.seen_input, same->Step());
  same->Reset();
  return known;
}

Result<int64_t> StoreWriter::Impl::AddRevision(const ArticleToStore& article,
                                               const JsonDocument& envelope,
                                               const RecordParts& parts, const Known& known) {
  int64_t of_article = known.article;
  if (of_article == 0) {
    AVVISO_TRY(Do("INSERT INTO articles (key, revision) VALUES (?, 0)", article.key));
    of_article = database.last_row();
  }
  const JsonValue root = envelope.root();
  const JsonValue engine = root["engine"];
  AVVISO_TRY(
      Do("INSERT INTO revisions (article, number, batch, id, url, outlet, title, published,"
         " language, records, text_sha256, input_sha256, record_sha256, engine, model, lexicon)"
         " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
         of_article, known.number + 1, batch, root["id"].String(), OrNull{root["url"].String()},
         OrNull{root["outlet"].String()}, OrNull{root["title"].String()},
         OrNull{root["published"].String()}, OrNull{root["language"].String()},
         static_cast<int64_t>(parts.events.size()), root["text_sha256"].String(),
         article.input_sha256, Sha256Hex(article.record), engine["version"].String(),
         engine["model"].String(), engine["lexicon"].String()));
  const int64_t revision = database.last_row();
  AVVISO_TRY(Do("UPDATE articles SET revision = ? WHERE article = ?", revision, of_article));
  AVVISO_TRY(Do("DELETE FROM pending_articles WHERE revision = ?", known.revision));
  AVVISO_TRY(Do("INSERT INTO pending_articles (revision) VALUES (?)", revision));
  return revision;
}

Status StoreWriter::Impl::AddBodies(const ArticleToStore& article, const RecordParts& parts,
                                    int64_t revision) {
  AVVISO_TRY(Do("INSERT INTO texts (revision, text) VALUES (?, ?)", revision, parts.text));
  AVVISO_TRY(Do("INSERT INTO text_search (rowid, text) VALUES (?, ?)", revision, parts.text));
  AVVISO_ASSIGN(Statement * envelope,
                database.Cached("INSERT INTO envelopes (revision, zstd) VALUES (?, ?)"));
  envelope->Bind(1, revision);
  envelope->BindBytes(2, PackZstd(parts.envelope));
  AVVISO_TRY(envelope->Run());
  if (!article.raw || (!options.keep_raw && article.raw->archive.empty())) return Ok();
  const RawPage& raw = *article.raw;
  AVVISO_ASSIGN(Statement * page,
                database.Cached("INSERT INTO raw_pages (revision, sha256, bytes, archive,"
                                " archive_offset, zstd) VALUES (?, ?, ?, ?, ?, ?)"));
  page->BindAll(revision, Sha256Hex(raw.bytes), static_cast<int64_t>(raw.bytes.size()),
                OrNull{raw.archive});
  if (raw.archive.empty()) {
    page->BindNull(5);
    page->BindBytes(6, PackZstd(raw.bytes));
  } else {
    page->Bind(5, raw.offset);
    page->BindNull(6);
  }
  return page->Run();
}

Status StoreWriter::Impl::AddActors(const char* role, const std::vector<ActorKeys>& actors,
                                    int64_t record) {
  int64_t position = 0;
  for (const ActorKeys& actor : actors) {
    AVVISO_TRY(Do("INSERT INTO record_actors VALUES (?, ?, ?, ?, ?, ?, ?, ?)", record,
                  std::string_view(role), position++, actor.label, OrNull{actor.country},
                  OrNull{actor.sector}, OrNull{actor.code}, OrNull{actor.id}));
  }
  return Ok();
}

Status StoreWriter::Impl::AddIndexes(const RecordRow& row, int64_t record) {
  std::map<std::string, std::string> roles;  // key -> source, target or both
  AddRoles(row.sources, "source", &roles);
  AddRoles(row.targets, "target", &roles);
  for (const auto& [key, role] : roles) {
    AVVISO_TRY(Do("INSERT INTO actor_days VALUES (?, ?, ?, ?)", key, row.day, record, role));
  }
  std::set<std::pair<std::string, std::string>> pairs;
  for (const ActorKeys& source : row.sources) {
    for (const ActorKeys& target : row.targets) {
      for (const std::string& from : source.codes) {
        for (const std::string& to : target.codes) pairs.emplace(from, to);
      }
    }
  }
  for (const auto& [source, target] : pairs) {
    AVVISO_TRY(Do("INSERT INTO pair_days VALUES (?, ?, ?, ?)", source, target, row.day, record));
  }
  int64_t position = 0;
  for (const auto& [name, kind] : row.voices) {
    AVVISO_TRY(Do("INSERT INTO voices VALUES (?, ?, ?, ?)", record, position++, name, kind));
  }
  if (row.latitude && row.longitude) {
    AVVISO_TRY(Do("INSERT INTO place_boxes VALUES (?1, ?2, ?2, ?3, ?3)", record, *row.longitude,
                  *row.latitude));
  }
  return Do("INSERT INTO sentence_search (rowid, sentence) VALUES (?, ?)", record, row.sentence);
}

Status StoreWriter::Impl::AddRecord(const RecordRow& row, const std::string& json, int64_t position,
                                    const NewRevision& revision) {
  const bool voiced = !row.voices.empty();
  AVVISO_TRY(
      Do("INSERT INTO records (id, revision, position, batch, day, last_day, type, mode, plover,"
         " cameo, class, goldstein, status, historical, source, target, place, place_country,"
         " latitude, longitude, voice, voice_kind, confidence, sentence, json) VALUES"
         " (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
         row.id, revision.row, position, revision.batch, row.day, row.last_day, row.type,
         OrNull{row.mode}, OrNull{row.plover}, OrNull{row.cameo}, row.quad, row.goldstein,
         row.status, static_cast<int64_t>(row.historical), OrNull{row.source}, OrNull{row.target},
         OrNull{row.place}, OrNull{row.place_country}, row.latitude, row.longitude,
         OrNull{voiced ? row.voices.front().first : ""},
         OrNull{voiced ? row.voices.front().second : ""}, row.confidence, row.sentence, json));
  const int64_t record = database.last_row();
  AVVISO_TRY(AddActors("source", row.sources, record));
  AVVISO_TRY(AddActors("target", row.targets, record));
  AVVISO_TRY(AddIndexes(row, record));
  return CountRecord(&database, row, 1);
}

Status StoreWriter::Impl::AddRecords(const RecordParts& parts, const NewRevision& revision,
                                     const TextByPoints& text, std::set<std::string>* ids) {
  int64_t position = 0;
  for (const std::string& json : parts.events) {
    AVVISO_ASSIGN(const JsonDocument event, JsonDocument::Parse(json, "event"));
    const RecordRow row = RowOfEvent(event.root(), revision.published, text);
    ids->insert(row.id);
    AVVISO_TRY(AddRecord(row, json, position++, revision));
  }
  return Ok();
}

Status StoreWriter::Impl::AddClaims(const JsonDocument& envelope, int64_t revision,
                                    const TextByPoints& text) {
  std::vector<JsonValue> claims;
  envelope.root()["claims"].ForEach(
      [&claims](std::string_view, JsonValue claim) { claims.push_back(claim); });
  int64_t position = 0;
  for (const JsonValue claim : claims) {
    const JsonValue source = claim["source"];
    std::string_view name = source["name"].String();
    if (name.empty()) name = source["text"].String();
    const std::string words = WordsOf(claim, text);
    AVVISO_TRY(
        Do("INSERT INTO claims (revision, position, voice, voice_kind, cue, quote, words)"
           " VALUES (?, ?, ?, ?, ?, ?, ?)",
           revision, position++, OrNull{name}, OrNull{source["kind"].String()},
           OrNull{claim["cue"]["text"].String()}, claim["quote"].String(), words));
    AVVISO_TRY(
        Do("INSERT INTO claim_search (rowid, words) VALUES (?, ?)", database.last_row(), words));
  }
  return Ok();
}

Status StoreWriter::Impl::Bury(const std::string& kind, const std::string& id,
                               const std::string& reason, const std::string& merged_into) {
  return Do("INSERT OR IGNORE INTO tombstones VALUES (?, ?, ?, ?, ?)", kind, id, batch, reason,
            OrNull{merged_into});
}

// Marks the revision that was current and its records, takes these out of the
// roll-ups, and buries those whose ids aren't among `ids`, the new ones.
Status StoreWriter::Impl::Replace(const Known& known, const std::set<std::string>& ids) {
  AVVISO_ASSIGN(Statement * old,
                database.Cached("SELECT e.json, r.published FROM records e JOIN revisions r ON"
                                " r.revision = e.revision WHERE e.revision = ?"));
  old->BindAll(known.revision);
  std::vector<RecordRow> rows;
  while (true) {
    AVVISO_ASSIGN(const bool more, old->Step());
    if (!more) break;
    AVVISO_ASSIGN(const JsonDocument event, JsonDocument::Parse(old->Text(0), "event"));
    rows.push_back(RowOfEvent(event.root(), old->Text(1), TextByPoints("")));
  }
  old->Reset();
  for (const RecordRow& row : rows) {
    AVVISO_TRY(CountRecord(&database, row, -1));
    if (ids.count(row.id) == 0) AVVISO_TRY(Bury("record", row.id, "revised", ""));
  }
  AVVISO_TRY(Do("UPDATE records SET replaced_batch = ? WHERE revision = ?", batch, known.revision));
  return Do("UPDATE revisions SET replaced_batch = ? WHERE revision = ?", batch, known.revision);
}

Result<PutOutcome> StoreWriter::Impl::Put(const ArticleToStore& article, const RecordParts& parts) {
  AVVISO_ASSIGN(const Known known, Find(article));
  if (known.article != 0 && known.seen_input &&
      (!options.recode || known.record_sha256 == Sha256Hex(article.record))) {
    return PutOutcome::kUnchanged;
  }
  AVVISO_TRY(StartBatch());
  AVVISO_ASSIGN(const JsonDocument envelope, JsonDocument::Parse(parts.envelope, article.key));
  AVVISO_ASSIGN(const int64_t row, AddRevision(article, envelope, parts, known));
  AVVISO_TRY(AddBodies(article, parts, row));
  const TextByPoints text(parts.text);
  std::set<std::string> ids;
  AVVISO_TRY(AddRecords(parts, {row, batch, envelope.root()["published"].String()}, text, &ids));
  AVVISO_TRY(AddClaims(envelope, row, text));
  if (known.article == 0) return PutOutcome::kAdded;
  AVVISO_TRY(Replace(known, ids));
  return PutOutcome::kRevised;
}

Result<PutOutcome> StoreWriter::Impl::PutEvent(const EventToStore& event) {
  AVVISO_ASSIGN(Statement * found,
                database.Cached("SELECT version, json FROM merged_events WHERE event = ? AND"
                                " replaced_batch IS NULL ORDER BY version DESC"));
  found->BindAll(event.id);
  AVVISO_ASSIGN(const bool there, found->Step());
  const int64_t version = there ? found->Integer(0) : 0;
  const bool same = there && found->Text(1) == event.json;
  found->Reset();
  if (same) return PutOutcome::kUnchanged;
  AVVISO_TRY(StartBatch());
  // A buried event that comes back goes on counting.
  AVVISO_ASSIGN(Statement * last,
                database.Cached("SELECT max(version) FROM merged_events WHERE event = ?"));
  last->BindAll(event.id);
  AVVISO_ASSIGN(const bool any, last->Step());
  const int64_t next = (any ? last->Integer(0) : 0) + 1;
  last->Reset();
  AVVISO_TRY(Do("UPDATE merged_events SET replaced_batch = ? WHERE event = ? AND version = ?",
                batch, event.id, version));
  AVVISO_TRY(Do("INSERT INTO merged_events VALUES (?, ?, ?, NULL, ?, ?, ?, ?, ?, ?)", event.id,
                next, batch, event.type, OrNull{event.first_day}, OrNull{event.last_day},
                static_cast<int64_t>(event.reports.size()), event.origins, event.json));
  AVVISO_TRY(PutReports(event, next));
  return version == 0 ? PutOutcome::kAdded : PutOutcome::kRevised;
}

// A report that stays has one row through all versions; one that goes is marked with the
// last version that had it.
Status StoreWriter::Impl::PutReports(const EventToStore& event, int64_t version) {
  std::set<std::pair<std::string, int64_t>> wanted;
  for (const std::string& report : event.reports) wanted.emplace(report, 0);
  for (const std::string& report : event.contested) wanted.emplace(report, 1);
  AVVISO_ASSIGN(Statement * held,
                database.Cached("SELECT record_id, contests FROM event_reports WHERE event = ? AND"
                                " last_version IS NULL"));
  held->BindAll(event.id);
  std::vector<std::pair<std::string, int64_t>> gone;
  while (true) {
    AVVISO_ASSIGN(const bool more, held->Step());
    if (!more) break;
    std::pair<std::string, int64_t> row(held->Text(0), held->Integer(1));
    if (wanted.erase(row) == 0) gone.push_back(std::move(row));
  }
  held->Reset();
  for (const auto& [report, contests] : gone) {
    AVVISO_TRY(
        Do("UPDATE event_reports SET last_version = ? WHERE event = ? AND record_id = ? AND"
           " contests = ? AND last_version IS NULL",
           version - 1, event.id, report, contests));
  }
  for (const auto& [report, contests] : wanted) {
    AVVISO_TRY(Do("INSERT INTO event_reports VALUES (?, ?, ?, ?, NULL)", event.id, report, contests,
                  version));
  }
  return Ok();
}

StoreWriter::StoreWriter(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
StoreWriter::StoreWriter(StoreWriter&&) noexcept = default;
StoreWriter::~StoreWriter() = default;

Result<StoreWriter> StoreWriter::Open(const std::string& path, const RunStamp& run,
                                      WriterOptions options) {
  AVVISO_CHECK(options.clock != nullptr);
  AVVISO_ASSIGN(WriterLock lock, WriterLock::Take(path));
  AVVISO_ASSIGN(Database database, Database::Open(path, Database::Mode::kCreate, options.vfs));
  AVVISO_TRY(database.Execute("PRAGMA synchronous = FULL"));
  AVVISO_TRY(database.Execute("PRAGMA cache_size = -65536"));
  AVVISO_TRY(MakeSchema(&database));
  return StoreWriter(
      std::make_unique<Impl>(std::move(lock), std::move(database), run, std::move(options)));
}

Result<PutOutcome> StoreWriter::Put(const ArticleToStore& article) {
  if (impl_->failed) return Error{ErrorCode::kIo, "the store: an earlier write has failed"};
  AVVISO_ASSIGN(const RecordParts parts, SplitRecord(article.record, article.key));
  Result<PutOutcome> outcome = impl_->Put(article, parts);
  impl_->failed = !outcome.ok();
  return outcome;
}

Result<PutOutcome> StoreWriter::PutEvent(const EventToStore& event) {
  if (impl_->failed) return Error{ErrorCode::kIo, "the store: an earlier write has failed"};
  Result<PutOutcome> outcome = impl_->PutEvent(event);
  impl_->failed = !outcome.ok();
  return outcome;
}

Status StoreWriter::BuryEvent(const std::string& id, const std::string& reason,
                              const std::string& merged_into) {
  if (impl_->failed) return Error{ErrorCode::kIo, "the store: an earlier write has failed"};
  Status done = impl_->StartBatch();
  if (done.ok()) done = impl_->Bury("event", id, reason, merged_into);
  if (done.ok()) {
    done = impl_->Do(
        "UPDATE merged_events SET replaced_batch = ? WHERE event = ? AND replaced_batch IS NULL",
        impl_->batch, id);
  }
  if (done.ok()) {
    done = impl_->Do(
        "UPDATE event_reports SET last_version = (SELECT max(version) FROM merged_events m WHERE"
        " m.event = ?1) WHERE event = ?1 AND last_version IS NULL",
        id);
  }
  impl_->failed = !done.ok();
  return done;
}

Status StoreWriter::Change(const std::function<Status(Database* database, int64_t batch)>& change) {
  if (impl_->failed) return Error{ErrorCode::kIo, "the store: an earlier write has failed"};
  Status done = impl_->StartBatch();
  if (done.ok()) done = change(&impl_->database, impl_->batch);
  impl_->failed = !done.ok();
  return done;
}

Database* StoreWriter::database() { return &impl_->database; }

Status StoreWriter::Commit() {
  if (impl_->failed) return Error{ErrorCode::kIo, "the store: an earlier write has failed"};
  if (impl_->batch == 0) return Ok();
  const Status done = impl_->database.Execute("COMMIT");
  impl_->batch = 0;
  impl_->failed = !done.ok();
  return done;
}

bool StoreWriter::failed() const { return impl_->failed; }

}  // namespace avviso
