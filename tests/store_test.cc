#include <gtest/gtest.h>

#include <filesystem>
#include <functional>
#include <set>

#include "base/sha256.h"
#include "store/article_key.h"
#include "store/database.h"
#include "store/find_sql.h"
#include "store/record_parts.h"
#include "store/record_row.h"
#include "store/store_care.h"
#include "store/store_reader.h"
#include "store/store_writer.h"
#include "store/zstd_bytes.h"
#include "store_fixture.h"

namespace avviso {
namespace {

TEST(RecordParts, AreJoinedToTheSameBytes) {
  SampleArticle article;
  article.text += " \"quoted\" \\ \xE2\x80\xA8 \x01 {[,]}";
  article.events.push_back(SampleEvent());
  const std::string record = SampleRecord(article);
  const Result<RecordParts> parts = SplitRecord(record, "r");
  ASSERT_TRUE(parts.ok()) << parts.error().message;
  EXPECT_EQ(parts.value().text, article.text);
  EXPECT_EQ(parts.value().events.size(), 2u);
  EXPECT_EQ(parts.value().envelope.find("Serbia hit"), std::string::npos);
  EXPECT_EQ(JoinRecord(parts.value()), record);
}

TEST(RecordParts, RefusesWhatItCannotGiveBack) {
  EXPECT_EQ(CodeOf(SplitRecord("{\"text\":", "r")), ErrorCode::kCorrupt);
  EXPECT_EQ(CodeOf(SplitRecord("[]", "r")), ErrorCode::kInvalid);
  EXPECT_EQ(CodeOf(SplitRecord("{\"text\":\"a\"}", "r")), ErrorCode::kInvalid);
  EXPECT_EQ(CodeOf(SplitRecord("{\"text\": \"a\", \"events\": []}", "r")), ErrorCode::kInvalid);
  EXPECT_TRUE(SplitRecord("{\"text\":\"a\",\"events\":[]}", "r").ok());
}

TEST(ZstdBytes, ComeBack) {
  const std::string bytes(100000, 'x');
  const std::string packed = PackZstd(bytes);
  EXPECT_LT(packed.size(), 100u);
  EXPECT_EQ(UnpackZstd(packed, "p").value(), bytes);
  EXPECT_EQ(CodeOf(UnpackZstd(packed.substr(0, packed.size() - 4), "p")), ErrorCode::kCorrupt);
  EXPECT_EQ(CodeOf(UnpackZstd("no zstd", "p")), ErrorCode::kCorrupt);
}

TEST(ArticleHash, ChangesWithWhatIsSaid) {
  Article article;
  article.id = "a";
  article.text = "One.";
  const std::string hash = ArticleHash(article);
  article.notes.push_back({"charset-guessed", "x"});
  EXPECT_EQ(ArticleHash(article), hash);
  article.published = "2023-09-29";
  EXPECT_NE(ArticleHash(article), hash);
  EXPECT_EQ(ArticleKey(article), "a");
  article.url = "https://a.example/1";
  EXPECT_EQ(ArticleKey(article), "https://a.example/1");
}

TEST(SearchExpression, QuotesAllButOperators) {
  EXPECT_EQ(SearchExpression("troops AND border-guard"), "\"troops\" AND \"border-guard\"");
  EXPECT_EQ(SearchExpression("\"near the border\" mass*"), "\"near the border\" \"mass\"*");
  EXPECT_EQ(SearchExpression("  "), "\"\"");
  EXPECT_EQ(SearchExpression("\"open"), "\"open\"");
}

TEST_F(StoreTest, GivesARecordBackByteForByte) {
  const SampleArticle article;
  Store({article});
  StoreReader reader = Reader();
  size_t seen = 0;
  ASSERT_TRUE(reader
                  .ForEachRevision([&](const StoredRevision& revision) -> Status {
                    ++seen;
                    EXPECT_EQ(revision.record, SampleRecord(article));
                    EXPECT_EQ(revision.key, article.url);
                    EXPECT_TRUE(revision.current);
                    return Ok();
                  })
                  .ok());
  EXPECT_EQ(seen, 1u);
  EXPECT_EQ(Faults(), std::vector<std::string>());
}

TEST_F(StoreTest, TheSameArticleAgainChangesNothing) {
  StoreWriter writer = Writer();
  EXPECT_EQ(Put(&writer, SampleArticle()), PutOutcome::kAdded);
  EXPECT_EQ(Put(&writer, SampleArticle()), PutOutcome::kUnchanged);
  ASSERT_TRUE(writer.Commit().ok());
  EXPECT_EQ(Put(&writer, SampleArticle()), PutOutcome::kUnchanged);
  ASSERT_TRUE(writer.Commit().ok());
  StoreReader reader = Reader();
  EXPECT_EQ(reader.database().AskInteger("SELECT count(*) FROM batches").value(), 1);
  EXPECT_TRUE(reader.Holds(SampleArticle().url, ToStore(SampleArticle()).input_sha256).value());
  EXPECT_FALSE(reader.Holds(SampleArticle().url, "other").value());
}

TEST_F(StoreTest, AChangedArticleIsARevision) {
  SampleArticle article;
  Store({article});
  const std::string first = Dump();
  now_ = "2023-10-02T00:00:00Z";
  article.text += " Five, it turned out.";
  article.events[0].id = "e2";
  article.events[0].type = "COERCE";
  Store({article});
  EXPECT_EQ(Ids({}), std::vector<std::string>({"e2"}));
  RecordQuery before;
  before.as_of = "2023-10-01";
  EXPECT_EQ(Ids(before), std::vector<std::string>({"00000000000000e1"}));
  before.as_of = "2023-09-30";
  EXPECT_TRUE(Ids(before).empty());
  StoreReader reader = Reader();
  const auto days = reader.CountByDay({}).value();
  ASSERT_EQ(days.size(), 1u);
  EXPECT_EQ(days[0].type, "COERCE");
  EXPECT_EQ(reader.database()
                .AskInteger("SELECT count(*) FROM tombstones WHERE id = '00000000000000e1'"
                            " AND reason = 'revised'")
                .value(),
            1);
  EXPECT_EQ(Faults(), std::vector<std::string>());
  // Seen before: no third revision, so that a repeated run ends where it ended.
  Store({SampleArticle(), article});
  EXPECT_EQ(Reader().database().AskInteger("SELECT count(*) FROM revisions").value(), 2);
}

TEST_F(StoreTest, RecodingMakesARevisionOnlyOfOtherRecords) {
  SampleArticle article;
  Store({article});
  StoreWriter writer = Writer(/*recode=*/true);
  EXPECT_EQ(Put(&writer, article), PutOutcome::kUnchanged);
  article.events[0].type = "COERCE";
  EXPECT_EQ(Put(&writer, article), PutOutcome::kRevised);
}

TEST_F(StoreTest, WhatIsNotCommittedIsNotThere) {
  Store({Numbered(1)});
  const std::string dump = Dump();
  {
    StoreWriter writer = Writer();
    Put(&writer, Numbered(2));
  }
  EXPECT_EQ(Dump(), dump);
}

TEST_F(StoreTest, ABadRecordIsPassedOver) {
  StoreWriter writer = Writer();
  ArticleToStore bad = ToStore(Numbered(1));
  bad.record = "{}";
  EXPECT_EQ(CodeOf(writer.Put(bad)), ErrorCode::kInvalid);
  EXPECT_FALSE(writer.failed());
  EXPECT_EQ(Put(&writer, Numbered(2)), PutOutcome::kAdded);
  EXPECT_TRUE(writer.Commit().ok());
}

TEST_F(StoreTest, BatchesDoNotShowInTheDump) {
  Store({Numbered(1), Numbered(2), Numbered(3)});
  const std::string whole = Dump();
  std::filesystem::remove(path_);
  now_ = "2024-01-01T00:00:00Z";
  for (int i = 1; i <= 3; ++i) Store({Numbered(i)});
  EXPECT_EQ(Dump(), whole);
}

TEST_F(StoreTest, TimeNeverGoesBackwards) {
  Store({Numbered(1)});
  now_ = "2020-01-01T00:00:00Z";
  Store({Numbered(2)});
  EXPECT_EQ(Reader()
                .database()
                .AskInteger("SELECT count(*) FROM batches WHERE at = '2023-10-01T00:00:00Z'")
                .value(),
            2);
}

TEST_F(StoreTest, KeepsRawPagesOrRefersToThem) {
  StoreWriter writer = Writer();
  ArticleToStore kept = ToStore(Numbered(1));
  kept.raw = RawPage{"<html>one</html>", "", 0};
  ArticleToStore referred = ToStore(Numbered(2));
  referred.raw = RawPage{"<html>two</html>", "pages.warc.gz", 77};
  ASSERT_TRUE(writer.Put(kept).ok() && writer.Put(referred).ok() && writer.Commit().ok());
  StoreReader reader = Reader();
  EXPECT_EQ(reader.RawPageOf(kept.key, 1).value(), "<html>one</html>");
  EXPECT_EQ(reader.RawPageOf(referred.key, 1).value(), std::nullopt);
  EXPECT_EQ(reader.database()
                .AskInteger("SELECT archive_offset FROM raw_pages WHERE archive = 'pages.warc.gz'")
                .value(),
            77);
}

TEST_F(StoreTest, FindsByEachFilter) {
  SampleArticle other = Numbered(2);
  other.outlet = "daily.example";
  other.text = "Tirana met Skopje for talks about a bridge.";
  SampleEvent& event = other.events[0];
  event.type = "CONSULT", event.quad = "verbal-cooperation", event.status = "planned";
  event.source =
      "\xC3\x89"
      "di Rama",
  event.source_country = "ALB", event.source_sector = "GOV";
  event.target = "North Macedonia", event.target_country = "MKD", event.target_sector = "";
  event.place = "Tirana", event.place_country = "ALB";
  event.latitude = 41.3, event.longitude = 19.8, event.voice = "";
  Store({Numbered(1), other});
  const std::vector<std::string> first = {"e1"}, second = {"e2"};
  const auto ask = [this](const std::function<void(RecordQuery*)>& set) {
    RecordQuery query;
    set(&query);
    return Ids(query);
  };
  EXPECT_EQ(ask([](RecordQuery*) {}), std::vector<std::string>({"e2", "e1"}));
  EXPECT_EQ(ask([](RecordQuery* q) { q->to = "2023-09-01"; }), first);
  EXPECT_EQ(ask([](RecordQuery* q) { q->from = "2023-09-02"; }), second);
  EXPECT_EQ(ask([](RecordQuery* q) { q->actors = {"SRBMIL"}; }), first);
  EXPECT_EQ(ask([](RecordQuery* q) { q->actors = {"XKX"}; }), first);
  EXPECT_EQ(ask([](RecordQuery* q) { q->sources = {"XKX"}; }), std::vector<std::string>());
  EXPECT_EQ(ask([](RecordQuery* q) { q->sources = {"edi RAMA"}; }), second);
  EXPECT_EQ(ask([](RecordQuery* q) { q->targets = {"MKD"}; }), second);
  EXPECT_EQ(ask([](RecordQuery* q) { q->pair = ActorPair{"SRB", "XKXCVL"}; }), first);
  EXPECT_EQ(ask([](RecordQuery* q) { q->pair = ActorPair{"XKX", "SRB"}; }),
            std::vector<std::string>());
  EXPECT_EQ(ask([](RecordQuery* q) { q->types = {"CONSULT", "AID"}; }), second);
  EXPECT_EQ(ask([](RecordQuery* q) { q->classes = {"material-conflict"}; }), first);
  EXPECT_EQ(ask([](RecordQuery* q) { q->modes = {"aerial"}; }).size(), 2u);
  EXPECT_EQ(
      ask([](RecordQuery* q) { q->pair_sources = {"edi rama", "SRB"}, q->pair_targets = {"XKX"}; }),
      first);
  EXPECT_EQ(ask([](RecordQuery* q) { q->statuses = {"planned"}; }), second);
  EXPECT_EQ(ask([](RecordQuery* q) { q->countries = {"ALB"}; }), second);
  EXPECT_EQ(ask([](RecordQuery* q) { q->box = PlaceBox{42, 20, 43, 21}; }), first);
  EXPECT_EQ(ask([](RecordQuery* q) { q->box = PlaceBox{-10, 170, 60, 20}; }), second);
  EXPECT_EQ(ask([](RecordQuery* q) { q->text = "zvecan house"; }), first);
  EXPECT_EQ(ask([](RecordQuery* q) { q->words = "bridge OR dam"; }), second);
  EXPECT_EQ(ask([](RecordQuery* q) { q->voices = {"albin kurti"}; }), first);
  EXPECT_EQ(ask([](RecordQuery* q) {
              q->words = "bridge";
              q->order = RecordQuery::Order::kBestFit;
            }),
            second);
  EXPECT_EQ(ask([](RecordQuery* q) {
              q->text = "talks";
              q->pair = ActorPair{"ALB", "MKD"};
              q->order = RecordQuery::Order::kBestFit;
            }),
            second);
}

TEST_F(StoreTest, PagesGiveEachRowOnce) {
  std::vector<SampleArticle> articles;
  for (int i = 1; i <= 20; ++i) {
    articles.push_back(Numbered(i));
    articles.back().events[0].day = i % 2 == 0 ? "2023-09-01" : "2023-09-02";
  }
  Store(articles);
  using Order = RecordQuery::Order;
  for (const Order order : {Order::kNewest, Order::kOldest, Order::kBestFit, Order::kStored}) {
    RecordQuery query;
    query.order = order;
    query.limit = 3;
    query.words = "house";
    std::vector<std::string> seen;
    StoreReader reader = Reader();
    do {
      const Result<RecordPage> page = reader.Find(query);
      ASSERT_TRUE(page.ok()) << page.error().message;
      for (const EventRow& row : page.value().rows) seen.push_back(row.id);
      query.after = page.value().next;
      ASSERT_LE(seen.size(), 20u);
    } while (!query.after.empty());
    EXPECT_EQ(seen.size(), 20u);
    EXPECT_EQ(std::set<std::string>(seen.begin(), seen.end()).size(), 20u);
  }
}

TEST_F(StoreTest, RefusesWhatCannotBeMeant) {
  Store({Numbered(1)});
  StoreReader reader = Reader();
  RecordQuery query;
  query.after = "nonsense";
  EXPECT_EQ(CodeOf(reader.Find(query)), ErrorCode::kInvalid);
  query = {};
  query.order = RecordQuery::Order::kBestFit;
  EXPECT_EQ(CodeOf(reader.Find(query)), ErrorCode::kInvalid);
  query = {};
  query.text = "one AND";
  EXPECT_EQ(CodeOf(reader.Find(query)), ErrorCode::kInvalid);
}

TEST_F(StoreTest, CountsByPairAndCountry) {
  Store({Numbered(1), Numbered(2)});
  StoreReader reader = Reader();
  DailyQuery pair;
  pair.pair = ActorPair{"SRB", "XKX"};
  const auto counts = reader.CountByDay(pair).value();
  ASSERT_EQ(counts.size(), 2u);
  EXPECT_EQ(counts[0].day, "2023-09-01");
  EXPECT_EQ(counts[0].happened, 1);
  EXPECT_EQ(counts[0].goldstein, -10);
  DailyQuery country;
  country.country = "XKX";
  country.from = "2023-09-02";
  EXPECT_EQ(reader.CountByDay(country).value().size(), 1u);
  country.types = {"AID"};
  EXPECT_TRUE(reader.CountByDay(country).value().empty());
}

TEST_F(StoreTest, MergedEventsHaveVersionsAndTombstones) {
  StoreWriter writer = Writer();
  Put(&writer, Numbered(1));
  EventToStore event{"m1", "ASSAULT", "2023-09-01", "2023-09-01", {"e1"}, {}, 2, "{\"a\":1}"};
  EXPECT_EQ(writer.PutEvent(event).value(), PutOutcome::kAdded);
  EXPECT_EQ(writer.PutEvent(event).value(), PutOutcome::kUnchanged);
  event.origins = 3;
  event.json = "{\"a\":2}";
  EXPECT_EQ(writer.PutEvent(event).value(), PutOutcome::kRevised);
  ASSERT_TRUE(writer.Commit().ok());
  RecordQuery query;
  query.least_origins = 3;
  EXPECT_EQ(Ids(query), std::vector<std::string>({"e1"}));
  query.least_origins = 4;
  EXPECT_TRUE(Ids(query).empty());
  StoreReader reader = Reader();
  const EventRow row = reader.Find({}).value().rows.at(0);
  EXPECT_EQ(row.event, "m1");
  EXPECT_EQ(row.origins, 3);
  ASSERT_TRUE(writer.BuryEvent("m1", "merged", "m2").ok() && writer.Commit().ok());
  EXPECT_EQ(reader.Find({}).value().rows.at(0).event, "");
  EXPECT_NE(Dump().find("\"merged_into\":\"m2\""), std::string::npos);
}

TEST_F(StoreTest, OneWriterAtATime) {
  StoreWriter writer = Writer();
  WriterOptions options;
  options.clock = [] { return std::string("2023-10-01T00:00:00Z"); };
  const Result<StoreWriter> second = StoreWriter::Open(path_, {"", "", ""}, options);
  ASSERT_FALSE(second.ok());
  EXPECT_EQ(CodeOf(second), ErrorCode::kIo);
  EXPECT_NE(second.error().message.find("another program is writing"), std::string::npos);
}

TEST_F(StoreTest, RefusesFilesThatAreNoStore) {
  EXPECT_EQ(CodeOf(StoreReader::Open(folder_ + "/none.db")), ErrorCode::kNotFound);
  const Result<Database> other = Database::Open(path_, Database::Mode::kCreate, "");
  ASSERT_TRUE(other.ok());
  EXPECT_EQ(CodeOf(StoreReader::Open(path_)), ErrorCode::kCorrupt);
  Database open = Database::Open(path_, Database::Mode::kWrite, "").value();
  ASSERT_TRUE(open.Execute("CREATE TABLE t (x)").ok());
  EXPECT_EQ(CodeOf(StoreReader::Open(path_)), ErrorCode::kCorrupt);
  std::filesystem::remove(path_);
  Store({Numbered(1)});
  open = Database::Open(path_, Database::Mode::kWrite, "").value();
  ASSERT_TRUE(open.Execute("PRAGMA user_version = 99").ok());
  EXPECT_EQ(CodeOf(StoreReader::Open(path_)), ErrorCode::kUnsupported);
}

TEST_F(StoreTest, CheckFindsWhatWasChangedByHand) {
  Store({Numbered(1), Numbered(2)});
  Database open = Database::Open(path_, Database::Mode::kWrite, "").value();
  ASSERT_TRUE(open.Execute("UPDATE daily_types SET records = 7 WHERE day = '2023-09-01'").ok());
  EXPECT_FALSE(Faults().empty());
  ASSERT_TRUE(open.Execute("UPDATE daily_types SET records = 1 WHERE day = '2023-09-01'").ok());
  EXPECT_TRUE(Faults().empty());
  ASSERT_TRUE(open.Execute("UPDATE texts SET text = 'other' WHERE revision = 1").ok());
  EXPECT_FALSE(Faults().empty());
}

TEST_F(StoreTest, VacuumKeepsTheContent) {
  Store({Numbered(1), Numbered(2)});
  const std::string dump = Dump();
  const Status done = VacuumStore(path_);
  ASSERT_TRUE(done.ok()) << done.error().message;
  EXPECT_EQ(Dump(), dump);
  EXPECT_EQ(CodeOf(VacuumStore(folder_ + "/none.db")), ErrorCode::kNotFound);
}

}  // namespace
}  // namespace avviso
