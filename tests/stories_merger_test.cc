#include <gtest/gtest.h>

#include "lexicon/ontology.h"
#include "stories/merger.h"
#include "stories/origins.h"

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

struct Told {
  std::string type = "ASSAULT";
  std::string trigger;
  Participant source, target;
  std::string place;
  std::optional<int64_t> killed;
  std::string voice;
  EventStatus status = EventStatus::kHappened;
};

// An article of one sentence with one record.
CodedNews Item(std::string id, std::string outlet, std::string published, std::string text,
               const Told& told) {
  CodedNews item;
  item.article.id = id;
  item.article.outlet = std::move(outlet);
  item.article.published = std::move(published);
  item.article.published_day = ParseIsoDay(item.article.published);
  item.article.text = std::move(text);
  Event event;
  event.id = "ev-" + id;
  event.type = told.type;
  event.status = told.status;
  if (!told.source.name.empty()) event.source.push_back(told.source);
  if (!told.target.name.empty()) event.target.push_back(told.target);
  if (!told.place.empty()) {
    event.place.emplace();
    event.place->place.name = told.place;
    event.place->place.precision = PlaceMention::Precision::kPopulatedPlace;
  }
  if (told.killed) event.numbers.push_back({"killed", told.killed, {}, {}, {}});
  if (!told.voice.empty()) event.attribution.push_back({{}, told.voice, VoiceKind::kPerson, {}});
  const size_t at = item.article.text.find(told.trigger);
  EXPECT_NE(at, std::string::npos);
  const uint32_t begin = static_cast<uint32_t>(at);
  event.mentions.push_back({{0, static_cast<uint32_t>(item.article.text.size())},
                            {begin, begin + static_cast<uint32_t>(told.trigger.size())},
                            "t"});
  item.events.push_back(std::move(event));
  return item;
}

const Participant kRebels{{}, "rebels", "SDN", "REB", ""};
const Participant kVillagers{{}, "villagers", "SDN", "CVL", ""};

std::vector<MergedEvent> Merge(const std::vector<CodedNews>& news) {
  const TypePairs types = Types();
  return MergeEvents(news, {{"police", 0.12}, {"say", 0.5}}, types).events;
}

TEST(Merger, FoldsReportsAndCountsOrigins) {
  const Told told{"ASSAULT", "killed", kRebels, kVillagers, "Kutum", 12, "Adam Bashir", {}};
  Told second = told;
  second.killed = 14;
  second.voice = "Red Crescent";
  const auto events = Merge(
      {Item("1", "a.example", "2024-02-01T10:00:00Z",
            "Rebels killed 12 villagers at the market of Kutum on Thursday, Adam Bashir said.",
            told),
       Item("2", "b.example", "2024-02-01T12:00:00Z",
            "Rebels killed 12 villagers at the market of Kutum on Thursday, Adam Bashir said.",
            told),
       Item("3", "c.example", "2024-02-01T18:00:00Z",
            "At the market of Kutum 14 villagers were killed by rebels, the Red Crescent said.",
            second)});
  ASSERT_EQ(events.size(), 1u);
  EXPECT_EQ(events[0].reports.size(), 3u);
  ASSERT_EQ(events[0].origins.size(), 2u);
  EXPECT_EQ(events[0].origins[0].name, "Adam Bashir");
  EXPECT_EQ(events[0].origins[0].reports.size(), 2u);
  ASSERT_EQ(events[0].numbers.size(), 1u);
  EXPECT_EQ(events[0].numbers[0].low, 12);
  EXPECT_EQ(events[0].numbers[0].high, 14);
  EXPECT_EQ(events[0].numbers[0].best, 14);
  EXPECT_EQ(events[0].numbers[0].said.size(), 3u);
  EXPECT_EQ(events[0].credibility, 2);
  ASSERT_EQ(events[0].versions.size(), 3u);
  EXPECT_EQ(events[0].versions[1].origins, 1u);
}

TEST(Merger, KeepsTwoActsOfOneDayApart) {
  const Told kutum{"ASSAULT", "killed", kRebels, kVillagers, "Kutum", 12, "", {}};
  Told other_number = kutum;
  other_number.killed = 40;
  Told other_day = kutum;
  const std::string_view text = "Rebels killed 12 villagers at the market of Kutum.";
  const auto events =
      Merge({Item("1", "a.example", "2024-02-01", std::string(text), kutum),
             Item("2", "b.example", "2024-02-01",
                  "Rebels killed 40 villagers at the market of Kutum.", other_number),
             Item("3", "c.example", "2024-02-09", std::string(text), other_day)});
  EXPECT_EQ(events.size(), 3u);
}

TEST(Merger, TwoLeadersCondemnEachForThemselves) {
  Told first{"ACCUSE", "condemned", {{}, "Albin Kurti", "XKX", "GOV", ""}, kRebels, "", {}, "", {}};
  Told second = first;
  second.source.name = "Vjosa Osmani";
  const auto events =
      Merge({Item("1", "a.example", "2024-02-01", "Albin Kurti condemned the rebels.", first),
             Item("2", "b.example", "2024-02-01", "Vjosa Osmani condemned the rebels.", second)});
  EXPECT_EQ(events.size(), 2u);
}

TEST(Merger, ADenialContestsAndIsNoReport) {
  const Told told{"ASSAULT", "killed", kRebels, kVillagers, "Kutum", 12, "Adam Bashir", {}};
  Told denied = told;
  denied.status = EventStatus::kDenied;
  denied.voice = "rebel spokesman Nur";
  denied.killed.reset();
  const auto events = Merge({Item("1", "a.example", "2024-02-01",
                                  "Rebels killed 12 villagers at Kutum, Bashir said.", told),
                             Item("2", "b.example", "2024-02-01",
                                  "Nur denied that rebels killed villagers at Kutum.", denied)});
  ASSERT_EQ(events.size(), 1u);
  EXPECT_EQ(events[0].reports.size(), 1u);
  EXPECT_EQ(events[0].contested.size(), 1u);
  EXPECT_EQ(events[0].credibility, 5);
}

TEST(Merger, CopiesOfAnAgencyAreOneOrigin) {
  const Told told{"ASSAULT", "killed", kRebels, kVillagers, "Kutum", 12, "", {}};
  const std::string text =
      "Rebels killed 12 villagers at the crowded market of Kutum on Thursday and burned the grain "
      "store before they rode off towards the dry river.";
  const auto events = Merge({Item("1", "nile-wire.example", "2024-02-01T10:00:00Z", text, told),
                             Item("2", "b.example", "2024-02-01T11:00:00Z", text, told),
                             Item("3", "c.example", "2024-02-01T12:00:00Z", text, told)});
  ASSERT_EQ(events.size(), 1u);
  EXPECT_EQ(events[0].reports.size(), 3u);
  ASSERT_EQ(events[0].origins.size(), 1u);
  EXPECT_EQ(events[0].origins[0].name, "nile-wire.example");
  EXPECT_EQ(events[0].credibility, 3);
}

TEST(Merger, NothingComesOfNothing) { EXPECT_TRUE(Merge({}).empty()); }

TEST(Origins, CountriesOfVoices) {
  VoiceBook book;
  book.Note("Serbian police", "SRB");
  book.Note("Kosovo police", "XKX");
  book.Note("Kosovo Serbs", "SRB");
  EXPECT_EQ(book.CountryOf("serbian police"), "SRB");
  EXPECT_EQ(book.CountryOf("Serbian interior ministry"), "SRB");
  EXPECT_EQ(book.CountryOf("Serbian Karic"), "");    // may be a person
  EXPECT_EQ(book.CountryOf("Kosovo ministry"), "");  // the word goes with two
  EXPECT_EQ(book.CountryOf("interior ministry"), "");
}

TEST(EventMatch, NamesMeetIfOneHoldsTheOther) {
  EXPECT_TRUE(NamesMeet({1}, {1, 2}));
  EXPECT_FALSE(NamesMeet({1, 3}, {1, 2}));
  EXPECT_FALSE(NamesMeet({}, {1}));
}

}  // namespace
}  // namespace avviso
