#include <algorithm>
#include <optional>
#include <set>

#include "store/database.h"
#include "store/known_names.h"
#include "store/name_match.h"
#include "store_fixture.h"

namespace avviso {
namespace {

TEST_F(StoreTest, CountsOfAQueryAreThoseOfTheRollUps) {
  std::vector<SampleArticle> articles;
  for (int i = 1; i <= 20; ++i) {
    articles.push_back(Numbered(i));
    SampleEvent& event = articles.back().events[0];
    event.status = i % 3 == 0 ? "planned" : "happened";
    if (i % 4 == 0) event.type = "COERCE", event.goldstein = -5;
    if (i % 5 == 0) event.place_country = "SRB", event.target_country = "ALB";
    event.day = "2023-09-" + std::to_string(10 + i % 7);
  }
  Store(articles);
  StoreReader reader = Reader();
  DailyQuery fast;
  SeriesQuery plain;
  plain.per = SeriesQuery::Per::kType;
  const auto compare = [&] {
    std::set<std::string> known, counted;
    const auto text = [](const std::string& day, const std::string& type, int64_t records,
                         int64_t happened, double goldstein) {
      return day + type + std::to_string(records) + "/" + std::to_string(happened) + "/" +
             std::to_string(goldstein);
    };
    const auto days = reader.CountByDay(fast).value();
    for (const DailyCount& count : days) {
      known.insert(text(count.day, count.type, count.records, count.happened, count.goldstein));
    }
    const Result<Series> series = reader.Count(plain);
    ASSERT_TRUE(series.ok()) << series.error().message;
    for (const SeriesCount& count : series.value().counts) {
      counted.insert(text(count.start, count.key, count.records, count.happened, count.goldstein));
    }
    EXPECT_FALSE(known.empty());
    EXPECT_EQ(known, counted);
  };
  compare();
  fast.pair = plain.records.pair = ActorPair{"SRB", "ALB"};
  compare();
  fast.pair = plain.records.pair = std::nullopt;
  fast.country = "SRB", plain.records.countries = {"SRB"};
  fast.from = plain.records.from = "2023-09-11", fast.to = plain.records.to = "2023-09-16";
  fast.types = plain.records.types = {"COERCE"};
  compare();
}

TEST_F(StoreTest, CountsByWeekMonthAndKey) {
  Store({Numbered(3), Numbered(4), Numbered(24)});  // Sunday, Monday, Sunday
  StoreReader reader = Reader();
  SeriesQuery query;
  query.period = SeriesQuery::Period::kWeek;
  query.per = SeriesQuery::Per::kPair;
  const Series weeks = reader.Count(query).value();
  ASSERT_EQ(weeks.counts.size(), 3u);
  EXPECT_EQ(weeks.counts[0].start, "2023-08-28");
  EXPECT_EQ(weeks.counts[1].start, "2023-09-04");
  EXPECT_EQ(weeks.counts[2].start, "2023-09-18");
  EXPECT_EQ(weeks.counts[0].key + ">" + weeks.counts[0].other, "SRB>XKX");
  query.period = SeriesQuery::Period::kMonth;
  query.per = SeriesQuery::Per::kAll;
  const Series months = reader.Count(query).value();
  ASSERT_EQ(months.counts.size(), 1u);
  EXPECT_EQ(months.counts[0].start, "2023-09-01");
  EXPECT_EQ(months.counts[0].records, 3);
  ASSERT_EQ(months.articles.size(), 1u);
  EXPECT_EQ(months.articles[0].second, 3);
}

TEST_F(StoreTest, ActorsStandInATableOfTheirOwn) {
  Store({Numbered(1), Numbered(2)});
  StoreReader reader = Reader();
  const auto count = [&](const std::string& sql) {
    const Result<int64_t> found = reader.database().AskInteger("SELECT count(*) FROM " + sql);
    EXPECT_TRUE(found.ok());
    return found.ok() ? found.value() : -1;
  };
  EXPECT_EQ(count("record_actors"), 4);
  EXPECT_EQ(count("current_records WHERE source_country = 'SRB' AND target_sector = 'CVL' AND"
                  " killed = 4 AND pairs = 1 AND voices = 'Albin Kurti' AND event IS NULL"),
            2);
  EXPECT_EQ(count("current_pairs WHERE source_name = 'Serbia' AND target_name = 'Kosovo'"), 2);
  const std::vector<KnownActor> actors = ActorsIn(&reader.database()).value();
  ASSERT_EQ(actors.size(), 3u);
  EXPECT_EQ(actors[0].records, 2);
  EXPECT_EQ(actors[2].name, "Albin Kurti");
  EXPECT_EQ(actors[2].as_voice, 2);
  EXPECT_EQ(VoicesIn(&reader.database()).value(), std::vector<std::string>({"Albin Kurti"}));
  EXPECT_EQ(ActorKeysIn(&reader.database()).value(),
            std::vector<std::string>({"SRB", "SRBMIL", "XKX", "XKXCVL", "kosovo", "serbia"}));
}

// A store of the version before is read as it is, and filled when it is written.
TEST_F(StoreTest, AStoreOfVersion2IsReadAndBroughtUp) {
  Store({Numbered(1), Numbered(2)});
  {
    Database open = Database::Open(path_, Database::Mode::kWrite, "").value();
    ASSERT_TRUE(open.Execute("DROP VIEW current_pairs; DROP TABLE record_actors;"
                             " PRAGMA user_version = 2")
                    .ok());
  }
  EXPECT_EQ(Ids({}).size(), 2u);
  {
    StoreReader reader = Reader();
    EXPECT_EQ(CodeOf(ActorsIn(&reader.database())), ErrorCode::kUnsupported);
    SeriesQuery query;
    query.per = SeriesQuery::Per::kPair;
    EXPECT_EQ(CodeOf(reader.Count(query)), ErrorCode::kUnsupported);
  }
  Writer();
  EXPECT_EQ(Faults(), std::vector<std::string>());
  StoreReader reader = Reader();
  EXPECT_EQ(ActorsIn(&reader.database()).value().size(), 3u);
}

TEST(NameMatch, FindsWhoIsMeant) {
  using Strings = std::vector<std::string>;
  const Strings known = {"aleksandar vucic",
                         "president aleksandar vucic",
                         "vucic",
                         "gordon brown",
                         "scott brown",
                         "brown",
                         "kosovo police",
                         "police",
                         "Edi Rama",
                         "U.N. mission"};
  const auto names = [&](const Strings& asked) {
    NameMatch match = MatchNames(asked, known);
    std::sort(match.names.begin(), match.names.end());
    return match.names;
  };
  const Strings vucic = {"aleksandar vucic", "president aleksandar vucic", "vucic"};
  EXPECT_EQ(names({"Vu\xC4\x8Di\xC4\x87"}), vucic);
  EXPECT_EQ(names({"Aleksandar VUCIC"}), vucic);
  EXPECT_EQ(names({"Rama"}), Strings({"Edi Rama"}));
  EXPECT_EQ(names({"un mission"}), Strings({"U.N. mission"}));
  EXPECT_EQ(names({"nobody"}), Strings());
  EXPECT_EQ(names({"Gordon Brown"}), Strings({"gordon brown"}));
  // Of several the one that is called just so, or that a table knows; all others are told.
  EXPECT_EQ(names({"brown"}), Strings({"brown"}));
  EXPECT_EQ(MatchNames({"brown"}, known).others.size(), 2u);
  EXPECT_EQ(names({"brown", "gordon brown"}), Strings({"brown", "gordon brown"}));
  EXPECT_EQ(MatchNames({"brown"}, {"gordon brown", "scott brown"}).names, Strings());
}

}  // namespace
}  // namespace avviso
