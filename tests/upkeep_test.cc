#include "upkeep/upkeep.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <map>

#include "lexicon/ontology.h"
#include "sample_record.h"
#include "store/article_key.h"
#include "store/store_care.h"
#include "store/store_reader.h"
#include "store/story_rows.h"
#include "views/merged_read.h"

namespace avviso {
namespace {

TypePairs Types() {
  const std::string data = AVVISO_SOURCE_DIR "/data";
  const Result<Ontology> ontology = Ontology::Load(data);
  EXPECT_TRUE(ontology.ok());
  Result<TypePairs> pairs = TypePairs::Load(data, ontology.value());
  EXPECT_TRUE(pairs.ok());
  return std::move(pairs).value();
}

const std::vector<CommonWord> kCommon = {{"police", 0.12}, {"say", 0.5}};

class UpkeepTest : public ::testing::Test {
 protected:
  UpkeepTest() {
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
  }
  ~UpkeepTest() override { std::filesystem::remove_all(folder_); }

  std::string File(const std::string& name) const { return folder_ + "/" + name; }

  static StoreWriter Open(const std::string& file) {
    WriterOptions options;
    options.clock = [] { return std::string("2024-02-01T00:00:00Z"); };
    Result<StoreWriter> writer = StoreWriter::Open(file, {"test", "", ""}, options);
    EXPECT_TRUE(writer.ok());
    return std::move(writer).value();
  }

  static void Put(StoreWriter* writer, const SampleArticle& article) {
    ArticleToStore stored;
    stored.key = article.url;
    stored.record = SampleRecord(article);
    stored.input_sha256 = Sha256Hex(stored.record);
    ASSERT_TRUE(writer->Put(stored).ok());
  }

  UpkeepCounts Update(StoreWriter* writer, size_t at_once = 4000) const {
    UpkeepOptions options;
    options.at_once = at_once;
    const Result<UpkeepCounts> counts = BringUpToDate(writer, kCommon, types_, options);
    EXPECT_TRUE(counts.ok()) << (counts.ok() ? "" : counts.error().message);
    return counts.ok() ? counts.value() : UpkeepCounts();
  }

  // All that the store holds, and that it is whole.
  static std::string Dump(const std::string& file) {
    Result<StoreReader> reader = StoreReader::Open(file);
    EXPECT_TRUE(reader.ok());
    const auto faults =
        CheckStore(&reader.value(), [](const std::string&, std::string_view) { return Ok(); });
    EXPECT_TRUE(faults.ok());
    for (const std::string& fault : faults.value()) ADD_FAILURE() << fault;
    std::string dump;
    EXPECT_TRUE(DumpStore(&reader.value(), [&dump](const std::string& line) {
                  dump += line;
                  return Ok();
                }).ok());
    return dump;
  }

  static std::vector<ReadMerged> Events(const std::string& file) {
    Result<StoreReader> reader = StoreReader::Open(file);
    EXPECT_TRUE(reader.ok());
    std::vector<ReadMerged> events;
    EXPECT_TRUE(reader.value()
                    .ForEachEvent([&events](const std::string& json) -> Status {
                      AVVISO_ASSIGN(ReadMerged merged, MergedFromJson(json, "event"));
                      std::string again;
                      AppendMergedJson(merged.event, merged.Sources(nullptr), &again);
                      EXPECT_EQ(again, json);
                      events.push_back(std::move(merged));
                      return Ok();
                    })
                    .ok());
    return events;
  }

  // News of three places over some weeks: every act is told by two outlets, the second of
  // which copies the first.
  static std::vector<SampleArticle> News(int acts) {
    const std::vector<std::string> words = {"shelled the mill of Kutum from the dry river",
                                            "burned the grain store of Tawila before dawn",
                                            "fired on a convoy of lorries near Geneina"};
    std::vector<SampleArticle> news;
    for (int act = 0; act < acts; ++act) {
      const std::string day = FormatDay(Day{19700 + 3 * act});
      for (int outlet = 0; outlet < 2; ++outlet) {
        SampleArticle article;
        article.id = "a" + std::to_string(act) + (outlet == 0 ? "x" : "y");
        article.outlet = outlet == 0 ? "nile-wire.example" : "b.example";
        article.url = "https://" + article.outlet + "/" + article.id;
        article.title = "Shells again";
        article.published = day + (outlet == 0 ? "T08:00:00Z" : "T18:00:00Z");
        article.text = "Serbia " + words[static_cast<size_t>(act) % 3] + " and left " +
                       std::to_string(act) + " sacks of flour behind, Adam Bashir said.";
        article.events[0].id = "record-" + article.id;
        article.events[0].day = day;
        article.events[0].voice = "";
        article.events[0].killed = 3 + act;
        news.push_back(article);
      }
    }
    return news;
  }

  const TypePairs types_ = Types();
  const std::string folder_ = ::testing::TempDir() + "upkeep_test";
};

TEST_F(UpkeepTest, PlacesWhatWaitsAndThenRests) {
  StoreWriter writer = Open(File("a"));
  for (const SampleArticle& article : News(6)) Put(&writer, article);
  ASSERT_TRUE(writer.Commit().ok());
  const UpkeepCounts counts = Update(&writer);
  EXPECT_EQ(counts.articles, 12u);
  EXPECT_EQ(counts.added, 6u);
  EXPECT_EQ(Update(&writer).articles, 0u);
  const std::vector<ReadMerged> events = Events(File("a"));
  ASSERT_EQ(events.size(), 6u);
  for (const ReadMerged& merged : events) {
    EXPECT_EQ(merged.event.reports.size(), 2u);
    EXPECT_EQ(merged.event.origins.size(), 1u);  // the second is a copy of the first
  }
  StoryRows rows(writer.database());
  const auto place = rows.Of(2);
  ASSERT_TRUE(place.ok() && place.value());
  EXPECT_EQ(place.value()->original, 1);
}

TEST_F(UpkeepTest, ABreakChangesNothing) {
  const std::vector<SampleArticle> news = News(40);
  for (const char* name : {"whole", "broken"}) {
    StoreWriter writer = Open(File(name));
    for (const SampleArticle& article : news) Put(&writer, article);
    ASSERT_TRUE(writer.Commit().ok());
  }
  {
    StoreWriter writer = Open(File("whole"));
    Update(&writer, 7);
  }
  // Ends after each transaction, as if it had been killed, and goes on from the file.
  for (int go = 0; go < 100; ++go) {
    StoreWriter writer = Open(File("broken"));
    UpkeepOptions options;
    options.at_once = 7;
    bool more = false;
    bool first = true;
    options.progress = [&](size_t placed, size_t of) {
      if (first) more = placed < of;
      first = false;
      // What comes after isn't committed.
      if (placed < of) throw std::runtime_error("killed");
    };
    try {
      ASSERT_TRUE(BringUpToDate(&writer, kCommon, types_, options).ok());
    } catch (const std::runtime_error&) {
    }
    if (!more) break;
  }
  EXPECT_EQ(Dump(File("whole")), Dump(File("broken")));
}

TEST_F(UpkeepTest, ComingInDayByDayGivesTheSameEvents) {
  const std::vector<SampleArticle> news = News(20);
  StoreWriter once = Open(File("once"));
  for (const SampleArticle& article : news) Put(&once, article);
  ASSERT_TRUE(once.Commit().ok());
  Update(&once);
  StoreWriter daily = Open(File("daily"));
  for (const SampleArticle& article : news) {
    Put(&daily, article);
    ASSERT_TRUE(daily.Commit().ok());
    Update(&daily);
  }
  const std::vector<ReadMerged> a = Events(File("once"));
  const std::vector<ReadMerged> b = Events(File("daily"));
  ASSERT_EQ(a.size(), b.size());
  for (size_t i = 0; i < a.size(); ++i) {
    EXPECT_EQ(a[i].event.id, b[i].event.id);
    EXPECT_EQ(a[i].event.reports.size(), b[i].event.reports.size());
    EXPECT_EQ(a[i].event.origins.size(), b[i].event.origins.size());
  }
  // Each event was told twice, so that it has two versions; the first is kept.
  const auto versions = daily.database()->AskInteger(
      "SELECT count(*) FROM merged_events WHERE version = 1 AND reports = 1"
      " AND replaced_batch IS NOT NULL");
  ASSERT_TRUE(versions.ok());
  EXPECT_EQ(versions.value(), 20);
  Dump(File("daily"));
}

TEST_F(UpkeepTest, ARevisionTakesItsOldWordsBack) {
  StoreWriter writer = Open(File("a"));
  std::vector<SampleArticle> news = News(2);
  for (const SampleArticle& article : news) Put(&writer, article);
  ASSERT_TRUE(writer.Commit().ok());
  Update(&writer);
  // One outlet takes its report back, the other tells of more dead.
  news[0].events.clear();
  news[0].text = "An earlier version of this article was wrong.";
  Put(&writer, news[0]);
  news[3].events[0].killed = 5;
  news[3].text += " Five were dead by night.";
  Put(&writer, news[3]);
  ASSERT_TRUE(writer.Commit().ok());
  const UpkeepCounts counts = Update(&writer);
  EXPECT_EQ(counts.articles, 2u);
  EXPECT_EQ(counts.gone, 0u);
  const std::vector<ReadMerged> events = Events(File("a"));
  ASSERT_EQ(events.size(), 2u);
  EXPECT_EQ(events[0].event.reports.size(), 1u);
  EXPECT_EQ(events[1].event.reports.size(), 2u);
  ASSERT_EQ(events[1].event.numbers.size(), 1u);
  EXPECT_EQ(events[1].event.numbers[0].high, 5);
  Dump(File("a"));
  // And when the other takes it back too, nothing is left of the first event.
  news[1].events.clear();
  news[1].text = "This article was taken back.";
  Put(&writer, news[1]);
  ASSERT_TRUE(writer.Commit().ok());
  EXPECT_EQ(Update(&writer).gone, 1u);
  EXPECT_EQ(Events(File("a")).size(), 1u);
  Dump(File("a"));
}

TEST_F(UpkeepTest, ADenialFindsTheActThatComesLater) {
  StoreWriter writer = Open(File("a"));
  std::vector<SampleArticle> news = News(1);
  SampleArticle denial = news[1];
  denial.text = "Serbia denied that it shelled the mill of Kutum from the dry river.";
  denial.events[0].status = "denied";
  denial.events[0].killed = 3;
  denial.events[0].voice = "Nur";
  Put(&writer, denial);
  ASSERT_TRUE(writer.Commit().ok());
  Update(&writer);
  ASSERT_EQ(Events(File("a")).size(), 1u);
  Put(&writer, news[0]);
  ASSERT_TRUE(writer.Commit().ok());
  EXPECT_EQ(Update(&writer).gone, 1u);
  const std::vector<ReadMerged> events = Events(File("a"));
  ASSERT_EQ(events.size(), 1u);
  EXPECT_EQ(events[0].event.contested.size(), 1u);
  EXPECT_EQ(events[0].event.status, "happened");
  Dump(File("a"));
}

TEST_F(UpkeepTest, AnewGivesWhatWasThere) {
  StoreWriter writer = Open(File("a"));
  for (const SampleArticle& article : News(5)) Put(&writer, article);
  ASSERT_TRUE(writer.Commit().ok());
  Update(&writer);
  const std::vector<ReadMerged> before = Events(File("a"));
  ASSERT_TRUE(ForgetStories(&writer).ok());
  EXPECT_TRUE(Events(File("a")).empty());
  EXPECT_EQ(Update(&writer).articles, 10u);
  const std::vector<ReadMerged> after = Events(File("a"));
  ASSERT_EQ(before.size(), after.size());
  for (size_t i = 0; i < before.size(); ++i) EXPECT_EQ(before[i].event.id, after[i].event.id);
  Dump(File("a"));
}

TEST_F(UpkeepTest, AnEmptyStoreStaysEmpty) {
  StoreWriter writer = Open(File("a"));
  EXPECT_EQ(Update(&writer).articles, 0u);
  EXPECT_TRUE(Events(File("a")).empty());
}

TEST(MergedRead, WhatIsNoEventIsRefused) {
  for (const char* json : {"", "{}", "[1]", "{\"id\": \"m-1\", \"reports\": []}",
                           "{\"id\": \"m-1\", \"reports\": [\"a\"], \"origins\": [{\"name\": \"x\","
                           " \"side\": \"actor\", \"reports\": [\"b\"]}]}"}) {
    EXPECT_FALSE(MergedFromJson(json, "here").ok()) << json;
  }
}

}  // namespace
}  // namespace avviso
