#include "store/story_rows.h"

#include "store/record_parts.h"
#include "store/zstd_bytes.h"

namespace avviso {
namespace {

using OrNull = Statement::OrNull;

StoryArticle ReadPlace(const Statement& row) {
  StoryArticle place;
  place.article = row.Integer(0);
  place.position = row.Integer(1);
  place.revision = row.Integer(2);
  place.story = row.Integer(3);
  place.original = row.Integer(4);
  place.share = row.Number(5);
  place.verbatim = row.Integer(6) != 0;
  place.credited = row.Integer(7) != 0;
  return place;
}

}  // namespace

template <typename Each>
Status StoryRows::Rows(Statement* statement, const Each& each) {
  while (true) {
    AVVISO_ASSIGN(const bool more, statement->Step());
    if (!more) break;
    AVVISO_TRY(each(*statement));
  }
  statement->Reset();
  return Ok();
}

Result<bool> StoryRows::AnyPending() {
  AVVISO_ASSIGN(const int64_t any, database_->AskInteger("SELECT 1 FROM pending_articles LIMIT 1"));
  return any != 0;
}

Result<std::vector<PendingArticle>> StoryRows::Pending() {
  AVVISO_ASSIGN(Statement * statement,
                database_->Cached("SELECT p.revision, r.article, r.published FROM"
                                  " pending_articles p JOIN revisions r ON"
                                  " r.revision = p.revision ORDER BY p.revision"));
  std::vector<PendingArticle> pending;
  AVVISO_TRY(Rows(statement, [&](const Statement& row) {
    pending.push_back({row.Integer(0), row.Integer(1), std::string(row.Text(2))});
    return Ok();
  }));
  return pending;
}

Result<std::optional<StoryArticle>> StoryRows::Of(int64_t article) {
  AVVISO_ASSIGN(Statement * statement,
                database_->Cached("SELECT article, position, revision, story, original, share,"
                                  " verbatim, credited FROM story_articles WHERE article = ?"));
  statement->BindAll(article);
  std::optional<StoryArticle> place;
  AVVISO_TRY(Rows(statement, [&](const Statement& row) {
    place = ReadPlace(row);
    return Ok();
  }));
  return place;
}

Result<std::vector<std::pair<int64_t, std::string>>> StoryRows::OpenStories() {
  AVVISO_ASSIGN(Statement * statement,
                database_->Cached("SELECT position, story FROM stories WHERE position IN"
                                  " (SELECT p.story FROM open_articles o JOIN story_articles p ON"
                                  " p.position = o.position WHERE o.terms IS NOT NULL)"
                                  " ORDER BY position"));
  std::vector<std::pair<int64_t, std::string>> stories;
  AVVISO_TRY(Rows(statement, [&](const Statement& row) {
    stories.emplace_back(row.Integer(0), row.Text(1));
    return Ok();
  }));
  return stories;
}

Result<std::vector<int64_t>> StoryRows::OpenArticles() {
  AVVISO_ASSIGN(Statement * statement,
                database_->Cached("SELECT p.article FROM open_articles o JOIN story_articles p ON"
                                  " p.position = o.position ORDER BY o.position"));
  std::vector<int64_t> articles;
  AVVISO_TRY(Rows(statement, [&](const Statement& row) {
    articles.push_back(row.Integer(0));
    return Ok();
  }));
  return articles;
}

Status StoryRows::ForEachOpen(const std::function<Status(const OpenArticle&)>& each) {
  AVVISO_ASSIGN(Statement * statement,
                database_->Cached(
                    "SELECT p.article, p.position, p.revision, p.story, p.original,"
                    " p.share, p.verbatim, p.credited, o.era, o.terms, o.prints,"
                    " ifnull(r.url, r.id), r.published FROM open_articles o JOIN story_articles p"
                    " ON p.position = o.position JOIN revisions r ON"
                    " r.revision = p.revision ORDER BY o.position"));
  return Rows(statement, [&](const Statement& row) {
    OpenArticle open;
    open.place = ReadPlace(row);
    open.era = row.Integer(8);
    open.terms = row.Bytes(9);
    open.prints = row.Bytes(10);
    open.name = row.Text(11);
    open.published = row.Text(12);
    return each(open);
  });
}

Status StoryRows::ForEachTermCount(
    const std::function<void(uint32_t stem, uint32_t articles)>& each) {
  AVVISO_ASSIGN(Statement * statement, database_->Cached("SELECT stem, articles FROM term_counts"));
  return Rows(statement, [&](const Statement& row) {
    each(static_cast<uint32_t>(row.Integer(0)), static_cast<uint32_t>(row.Integer(1)));
    return Ok();
  });
}

Result<std::optional<int64_t>> StoryRows::State(const char* name) {
  AVVISO_ASSIGN(Statement * statement,
                database_->Cached("SELECT value FROM story_state WHERE name = ?"));
  statement->BindAll(std::string_view(name));
  std::optional<int64_t> value;
  AVVISO_TRY(Rows(statement, [&](const Statement& row) {
    if (!row.IsNull(0)) value = row.Integer(0);
    return Ok();
  }));
  return value;
}

Result<std::vector<std::string>> StoryRows::Outlets() {
  AVVISO_ASSIGN(Statement * statement, database_->Cached("SELECT outlet FROM outlets"));
  std::vector<std::string> outlets;
  AVVISO_TRY(Rows(statement, [&](const Statement& row) {
    outlets.emplace_back(row.Text(0));
    return Ok();
  }));
  return outlets;
}

Result<std::string> StoryRows::StoryName(int64_t story) {
  AVVISO_ASSIGN(Statement * statement,
                database_->Cached("SELECT story FROM stories WHERE position = ?"));
  statement->BindAll(story);
  std::string name;
  AVVISO_TRY(Rows(statement, [&](const Statement& row) {
    name = row.Text(0);
    return Ok();
  }));
  return name;
}

Result<std::string> StoryRows::RecordOf(int64_t revision) {
  RecordParts parts;
  std::string packed;
  AVVISO_ASSIGN(Statement * statement,
                database_->Cached("SELECT t.text, v.zstd FROM texts t JOIN envelopes v ON"
                                  " v.revision = t.revision WHERE t.revision = ?"));
  statement->BindAll(revision);
  AVVISO_TRY(Rows(statement, [&](const Statement& row) {
    parts.text = row.Text(0);
    packed = row.Bytes(1);
    return Ok();
  }));
  AVVISO_ASSIGN(parts.envelope, UnpackZstd(packed, "revision " + std::to_string(revision)));
  AVVISO_ASSIGN(Statement * events,
                database_->Cached("SELECT json FROM records WHERE revision = ? ORDER BY position"));
  events->BindAll(revision);
  AVVISO_TRY(Rows(events, [&](const Statement& row) {
    parts.events.emplace_back(row.Text(0));
    return Ok();
  }));
  return JoinRecord(parts);
}

Result<std::optional<int64_t>> StoryRows::RevisionWith(const std::string& record_id) {
  AVVISO_ASSIGN(Statement * statement,
                database_->Cached("SELECT revision FROM records WHERE id = ? AND"
                                  " replaced_batch IS NULL ORDER BY record LIMIT 1"));
  statement->BindAll(record_id);
  std::optional<int64_t> revision;
  AVVISO_TRY(Rows(statement, [&](const Statement& row) {
    revision = row.Integer(0);
    return Ok();
  }));
  return revision;
}

Result<int64_t> StoryRows::ArticleOf(int64_t revision) {
  AVVISO_ASSIGN(Statement * statement,
                database_->Cached("SELECT article FROM revisions WHERE revision = ?"));
  statement->BindAll(revision);
  int64_t article = 0;
  AVVISO_TRY(Rows(statement, [&](const Statement& row) {
    article = row.Integer(0);
    return Ok();
  }));
  return article;
}

Result<std::vector<std::string>> StoryRows::EventsWithin(const Days& acts, const Days& published) {
  AVVISO_ASSIGN(Statement * statement,
                database_->Cached("SELECT DISTINCT er.event FROM records e CROSS JOIN revisions r"
                                  " ON r.revision = e.revision CROSS JOIN event_reports er ON"
                                  " er.record_id = e.id AND er.last_version IS NULL WHERE"
                                  " e.day BETWEEN ? AND ? AND e.last_day >= ? AND"
                                  " (r.published IS NULL OR"
                                  " substr(r.published, 1, 10) BETWEEN ? AND ?)"
                                  " ORDER BY er.event"));
  // Acts of many days are found by their first, which may lie a month before.
  AVVISO_ASSIGN(Statement * month, database_->Cached("SELECT date(?, '-31 days')"));
  month->BindAll(acts.first);
  std::string earliest;
  AVVISO_TRY(Rows(month, [&](const Statement& row) {
    earliest = row.Text(0);
    return Ok();
  }));
  statement->BindAll(earliest, acts.last, acts.first, published.first, published.last);
  std::vector<std::string> events;
  AVVISO_TRY(Rows(statement, [&](const Statement& row) {
    events.emplace_back(row.Text(0));
    return Ok();
  }));
  return events;
}

Result<std::vector<std::string>> StoryRows::EventsWithoutDay() {
  AVVISO_ASSIGN(Statement * statement,
                database_->Cached("SELECT DISTINCT event FROM event_reports WHERE last_version IS"
                                  " NULL AND record_id IN (SELECT id FROM records WHERE day = ''"
                                  " ORDER BY record DESC LIMIT 5000) ORDER BY event"));
  std::vector<std::string> events;
  AVVISO_TRY(Rows(statement, [&](const Statement& row) {
    events.emplace_back(row.Text(0));
    return Ok();
  }));
  return events;
}

Result<std::vector<std::string>> StoryRows::EventsOfOldRevisions(int64_t article) {
  AVVISO_ASSIGN(Statement * statement,
                database_->Cached("SELECT DISTINCT er.event FROM revisions r JOIN records e ON"
                                  " e.revision = r.revision JOIN event_reports er ON"
                                  " er.record_id = e.id WHERE r.article = ? AND"
                                  " r.replaced_batch IS NOT NULL AND er.last_version IS NULL"
                                  " ORDER BY er.event"));
  statement->BindAll(article);
  std::vector<std::string> events;
  AVVISO_TRY(Rows(statement, [&](const Statement& row) {
    events.emplace_back(row.Text(0));
    return Ok();
  }));
  return events;
}

Result<EventState> StoryRows::ReportsOf(const std::string& event) {
  AVVISO_ASSIGN(Statement * statement,
                database_->Cached("SELECT record_id, contests FROM event_reports WHERE event = ?"
                                  " AND last_version IS NULL ORDER BY version, record_id"));
  statement->BindAll(event);
  EventState state;
  state.id = event;
  AVVISO_TRY(Rows(statement, [&](const Statement& row) {
    (row.Integer(1) != 0 ? state.contested : state.reports).emplace_back(row.Text(0));
    return Ok();
  }));
  return state;
}

Status StoryRows::PutStory(int64_t row, const std::string& id) {
  return Do("INSERT INTO stories (position, story) VALUES (?, ?)", row, id);
}

Status StoryRows::PutArticle(const StoryArticle& article) {
  AVVISO_ASSIGN(Statement * statement,
                database_->Cached("INSERT OR REPLACE INTO story_articles (article, position,"
                                  " revision, story, original, share, verbatim, credited)"
                                  " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"));
  statement->BindAll(article.article, article.position, article.revision, article.story);
  if (article.original == 0) {
    for (int place = 5; place <= 8; ++place) statement->BindNull(place);
  } else {
    statement->Bind(5, article.original);
    statement->BindNumber(6, article.share);
    statement->Bind(7, article.verbatim ? 1 : 0);
    statement->Bind(8, article.credited ? 1 : 0);
  }
  return statement->Run();
}

Status StoryRows::PutOpen(int64_t position, int64_t era, std::string_view terms,
                          std::string_view prints) {
  AVVISO_ASSIGN(Statement * statement,
                database_->Cached("INSERT OR REPLACE INTO open_articles (position, era, terms,"
                                  " prints) VALUES (?, ?, ?, ?)"));
  statement->BindAll(position, era);
  for (const auto& [place, bytes] : {std::pair(3, terms), std::pair(4, prints)}) {
    if (bytes.empty()) {
      statement->BindNull(place);
    } else {
      statement->BindBytes(place, bytes);
    }
  }
  return statement->Run();
}

Status StoryRows::DropOpen(int64_t position) {
  return Do("DELETE FROM open_articles WHERE position = ?", position);
}

Status StoryRows::PutTermCount(uint32_t stem, uint32_t articles) {
  return Do("INSERT OR REPLACE INTO term_counts (stem, articles) VALUES (?, ?)", int64_t{stem},
            int64_t{articles});
}

Status StoryRows::PutState(const char* name, std::optional<int64_t> value) {
  AVVISO_ASSIGN(Statement * statement,
                database_->Cached("INSERT OR REPLACE INTO story_state (name, value) VALUES"
                                  " (?, ?)"));
  statement->BindText(1, name);
  if (value) {
    statement->Bind(2, *value);
  } else {
    statement->BindNull(2);
  }
  return statement->Run();
}

Status StoryRows::PutOutlet(const std::string& outlet) {
  return Do("INSERT OR IGNORE INTO outlets (outlet) VALUES (?)", outlet);
}

Status StoryRows::PutChange(int64_t batch, const ChangeOfStory& change) {
  return Do(
      "INSERT INTO story_changes (batch, kind, article, story, into_story) VALUES"
      " (?, ?, ?, ?, ?)",
      batch, change.kind, OrNull{change.article}, change.story, change.into);
}

Status StoryRows::DropPending(int64_t revision) {
  return Do("DELETE FROM pending_articles WHERE revision = ?", revision);
}

Status StoryRows::ForgetAll() {
  for (const char* sql :
       {"DELETE FROM open_articles", "DELETE FROM story_articles", "DELETE FROM stories",
        "DELETE FROM term_counts", "DELETE FROM story_state",
        "INSERT OR IGNORE INTO pending_articles SELECT revision FROM revisions WHERE"
        " replaced_batch IS NULL"}) {
    AVVISO_TRY(database_->Execute(sql));
  }
  return Ok();
}

}  // namespace avviso
