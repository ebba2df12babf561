#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "base/file_system.h"
#include "lexicon/gazetteer.h"
#include "lexicon/gazetteer_builder.h"
#include "lexicon/lexicon.h"
#include "lexicon/place_tables.h"

namespace avviso {
namespace {

namespace fs = std::filesystem;

const std::string kData = std::string(AVVISO_SOURCE_DIR) + "/data";

PlaceInput Town(std::string_view name, double lat, double lon, uint32_t people) {
  PlaceInput place;
  place.name = name;
  place.lat = lat;
  place.lon = lon;
  place.population = people;
  place.country = "USA";
  place.country_two = "US";
  return place;
}

std::string Sample() {
  GazetteerBuilder builder;
  builder.NameRegion("US.TX", "Texas");
  PlaceInput large = Town("Río Grande", 26.4, -98.8, 14000);
  large.names = {"Rio Grande City", "Рио-Гранде"};
  large.admin1_key = "US.TX";
  large.geonames = 42;
  EXPECT_TRUE(builder.Add(large));
  EXPECT_TRUE(builder.Add(Town("Rio", 39.0, -90.0, 200)));
  EXPECT_TRUE(builder.Add(Town("Rio Grande", 1.0, 2.0, 90000)));
  return builder.Finish();
}

std::vector<Gazetteer::Match> Find(const Gazetteer& gazetteer, const std::string& text) {
  std::vector<Gazetteer::Match> matches;
  gazetteer.MatchAt(SplitPieces(text), 0, 8, &matches);
  return matches;
}

TEST(Gazetteer, FindsTheLongestNameFirstAndTheLargestBearerFirst) {
  const auto made = Gazetteer::FromBytes(Sample(), "sample");
  ASSERT_TRUE(made.ok()) << made.error().message;
  const Gazetteer& gazetteer = made.value();
  EXPECT_EQ(gazetteer.size(), 3u);
  const auto matches = Find(gazetteer, "RIO-GRANDE City hall");
  ASSERT_EQ(matches.size(), 3u);
  EXPECT_EQ(matches[0].pieces, 3u);
  EXPECT_EQ(matches[1].pieces, 2u);
  ASSERT_EQ(matches[1].count, 2u);
  EXPECT_EQ(gazetteer.At(gazetteer.BearerOf(matches[1], 0).place).population, 90000u);
  EXPECT_EQ(matches[2].pieces, 1u);
  const Place place = gazetteer.At(gazetteer.BearerOf(matches[0], 0).place);
  EXPECT_EQ(place.name, "Río Grande");
  EXPECT_EQ(place.admin1, "Texas");
  EXPECT_EQ(place.geonames, 42u);
  EXPECT_NEAR(place.lat, 26.4, 1e-5);
  EXPECT_FALSE(gazetteer.BearerOf(matches[0], 0).main);
  EXPECT_TRUE(Find(gazetteer, "Grande").empty());
  EXPECT_EQ(Find(gazetteer, "рио гранде").size(), 1u);
}

TEST(Gazetteer, IsTheSameFromTheSame) { EXPECT_EQ(Sample(), Sample()); }

TEST(Gazetteer, RefusesPointsThatAreNotOnEarthAndEmptyNames) {
  GazetteerBuilder builder;
  EXPECT_FALSE(builder.Add(Town("North", 90.5, 0, 1)));
  EXPECT_FALSE(builder.Add(Town("East", 0, 180.5, 1)));
  EXPECT_FALSE(builder.Add(Town("Nowhere", std::stod("nan"), 0, 1)));
  EXPECT_FALSE(builder.Add(Town("--", 0, 0, 1)));
  EXPECT_EQ(builder.size(), 0u);
}

TEST(Gazetteer, TellsTheChecksumOfADamagedFile) {
  const std::string good = Sample();
  // Every byte counts, wherever it is.
  for (size_t at = 0; at < good.size(); at += 7) {
    std::string bad = good;
    bad[at] = static_cast<char>(bad[at] ^ 0x20);
    const auto opened = Gazetteer::FromBytes(bad, "bad.bin");
    ASSERT_FALSE(opened.ok()) << "byte " << at;
  }
  std::string bad = good;
  bad.back() = static_cast<char>(bad.back() ^ 1);
  const auto opened = Gazetteer::FromBytes(bad, "bad.bin");
  ASSERT_FALSE(opened.ok());
  EXPECT_EQ(opened.error().code, ErrorCode::kCorrupt);
  EXPECT_NE(opened.error().message.find("checksum"), std::string::npos);
  EXPECT_NE(opened.error().message.find(Gazetteer::FromBytes(good, "good").value().checksum()),
            std::string::npos);
}

TEST(Gazetteer, RefusesACutFileAndOneOfSomethingElse) {
  const std::string good = Sample();
  for (const size_t size : {size_t{0}, size_t{1}, size_t{127}, good.size() / 2, good.size() - 1}) {
    const auto opened = Gazetteer::FromBytes(good.substr(0, size), "cut.bin");
    ASSERT_FALSE(opened.ok());
    EXPECT_EQ(opened.error().code, ErrorCode::kTruncated);
  }
  const auto text = Gazetteer::FromBytes(std::string(500, 'x'), "text.txt");
  ASSERT_FALSE(text.ok());
  EXPECT_EQ(text.error().code, ErrorCode::kCorrupt);
  const auto none = Gazetteer::Open("/nonexistent/gazetteer.bin");
  ASSERT_FALSE(none.ok());
  EXPECT_EQ(none.error().code, ErrorCode::kNotFound);
}

class Dumps : public ::testing::Test {
 protected:
  void SetUp() override {
    dir_ = fs::temp_directory_path() /
           ("avviso_gazetteer_test_" +
            std::string(::testing::UnitTest::GetInstance()->current_test_info()->name()));
    fs::remove_all(dir_);
    fs::create_directories(dir_);
  }
  void TearDown() override { fs::remove_all(dir_); }

  void Write(const std::string& file, const std::string& bytes) {
    ASSERT_TRUE(WriteFile((dir_ / file).string(), bytes).ok());
  }
  static std::string Row(const std::string& id, const std::string& name, const std::string& names,
                         const std::string& point, const std::string& feature) {
    return id + "\t" + name + "\t" + name + "\t" + names + "\t" + point + "\t" + feature +
           "\tXK\t\t07\t\t\t\t5000\t\t\tEurope\t2020\n";
  }

  fs::path dir_;
};

TEST_F(Dumps, AreCompiled) {
  Write("allCountries.txt",
        Row("1", "Testovec", "Teštovec,TST,testovec,All", "42.5\t20.9", "P\tPPL") +
            Row("2", "Bela Test", "", "42.6\t20.8", "H\tSTM") +
            Row("3", "Test Hill", "", "42.6\t20.8", "S\tCH"));
  Write("alternateNamesV2.txt", "9\t1\ten\tTestville\n10\t1\tlink\thttps://a.example\n");
  Write("admin1CodesASCII.txt", "XK.07\tTest District\tTest District\t77\n");
  size_t skipped = 0;
  const auto bytes = BuildGazetteer(dir_.string(), kData, &skipped);
  ASSERT_TRUE(bytes.ok()) << bytes.error().message;
  EXPECT_EQ(skipped, 0u);
  const auto made = Gazetteer::FromBytes(bytes.value(), "made");
  ASSERT_TRUE(made.ok());
  EXPECT_EQ(made.value().size(), 2u);  // a church is no place of news
  const auto matches = Find(made.value(), "Testville");
  ASSERT_EQ(matches.size(), 1u);
  const Place place = made.value().At(made.value().BearerOf(matches[0], 0).place);
  EXPECT_EQ(place.country, "XKX");
  EXPECT_EQ(place.admin1, "Test District");
  for (const char* dropped : {"TST", "All", "https"}) {
    EXPECT_TRUE(Find(made.value(), dropped).empty()) << dropped;
  }
}

TEST_F(Dumps, PassOverRowsThatCannotBeRead) {
  Write("allCountries.txt", "no row\n" + Row("1", "Goodtown", "", "42.5\t20.9", "P\tPPL") +
                                Row("2", "Farnorth", "", "95\t20.9", "P\tPPL") +
                                Row("3", "Letters", "", "north\t20.9", "P\tPPL") +
                                Row("4", "Bad\xff", "", "42\t20.9", "P\tPPL"));
  size_t skipped = 0;
  const auto bytes = BuildGazetteer(dir_.string(), kData, &skipped);
  ASSERT_TRUE(bytes.ok()) << bytes.error().message;
  EXPECT_EQ(skipped, 4u);
  EXPECT_EQ(Gazetteer::FromBytes(bytes.value(), "made").value().size(), 1u);
}

TEST_F(Dumps, AreRefusedIfNothingCanBeRead) {
  size_t skipped = 0;
  const auto missing = BuildGazetteer(dir_.string(), kData, &skipped);
  ASSERT_FALSE(missing.ok());
  EXPECT_EQ(missing.error().code, ErrorCode::kNotFound);
  Write("allCountries.txt", "<html>not found</html>\n");
  const auto empty = BuildGazetteer(dir_.string(), kData, &skipped);
  ASSERT_FALSE(empty.ok());
  EXPECT_EQ(empty.error().code, ErrorCode::kCorrupt);
}

TEST(PlaceTables, HoldTheProjectsOwnPlaces) {
  const auto lexicon = Lexicon::Load(kData);
  ASSERT_TRUE(lexicon.ok()) << lexicon.error().message;
  const PlaceTables& tables = lexicon.value().places();
  EXPECT_GE(tables.supplement().size(), 800u);
  ASSERT_NE(tables.Country("XKX"), nullptr);
  EXPECT_EQ(tables.Country("ZZZ"), nullptr);
  Place kosovo;
  kosovo.country_two = "XK";
  ASSERT_NE(tables.DisputedOf(kosovo), nullptr);
  EXPECT_EQ(tables.DisputedOf(kosovo)->country, "XKX");
  EXPECT_TRUE(tables.Is(PlaceWord::kDivision, "oblast"));
  EXPECT_FALSE(tables.Is(PlaceWord::kTitle, "oblast"));
}

}  // namespace
}  // namespace avviso
