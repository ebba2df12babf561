#include "lexicon/lexicon.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "base/file_system.h"
#include "lexicon/table.h"

namespace avviso {
namespace {

namespace fs = std::filesystem;

const std::string kData = std::string(AVVISO_SOURCE_DIR) + "/data";

// A copy of the tables that a test may spoil.
class SpoiledTables : public ::testing::Test {
 protected:
  void SetUp() override {
    dir_ = fs::temp_directory_path() /
           ("avviso_lexicon_test_" +
            std::string(::testing::UnitTest::GetInstance()->current_test_info()->name()));
    fs::remove_all(dir_);
    fs::create_directories(dir_);
    for (const auto& entry : fs::directory_iterator(kData)) {
      if (entry.is_directory() && entry.path().filename() != "models") {
        fs::copy(entry.path(), dir_ / entry.path().filename(), fs::copy_options::recursive);
      }
    }
  }
  void TearDown() override { fs::remove_all(dir_); }

  void Append(const std::string& file, const std::string& line) {
    const std::string path = dir_ / file;
    ASSERT_TRUE(WriteFile(path, ReadFile(path).value() + line + "\n").ok());
  }
  // The message of the refusal; the tables must be refused as corrupt.
  std::string Refusal() {
    const auto lexicon = Lexicon::Load(dir_);
    if (lexicon.ok()) return "loaded";
    EXPECT_EQ(lexicon.error().code, ErrorCode::kCorrupt) << lexicon.error().message;
    return lexicon.error().message;
  }

  fs::path dir_;
};

TEST(Lexicon, LoadsTheTablesOfTheTree) {
  const auto lexicon = Lexicon::Load(kData);
  ASSERT_TRUE(lexicon.ok()) << lexicon.error().message;
  EXPECT_EQ(lexicon.value().ontology().types().size(), 16u);
  EXPECT_EQ(lexicon.value().version().size(), 16u);
  EXPECT_EQ(lexicon.value().version(), Lexicon::Load(kData).value().version());
}

TEST(Lexicon, MissingFolder) {
  const auto lexicon = Lexicon::Load("/nonexistent");
  ASSERT_FALSE(lexicon.ok());
  EXPECT_EQ(lexicon.error().code, ErrorCode::kNotFound);
}

const NameRow* Find(const Names& names, const std::string& text) {
  const auto pieces = SplitPieces(text);
  std::vector<Names::Match> matches;
  names.MatchAt(pieces, 0, 12, &matches);
  if (matches.empty() || matches[0].pieces != pieces.size()) return nullptr;
  return &names.rows()[matches[0].row];
}

TEST(Lexicon, NamesFoldCaseAndDiacritics) {
  const Lexicon lexicon = std::move(Lexicon::Load(kData)).value();
  ASSERT_NE(Find(lexicon.names(), "Priština"), nullptr);
  EXPECT_EQ(Find(lexicon.names(), "PRISTINA")->country, "XKX");
  EXPECT_EQ(Find(lexicon.names(), "al qaeda"), Find(lexicon.names(), "Al-Qaeda"));
  EXPECT_EQ(Find(lexicon.names(), "U.S.")->country, "USA");
  EXPECT_EQ(Find(lexicon.names(), "us"), nullptr);
  EXPECT_EQ(Find(lexicon.names(), "who"), nullptr);
}

TEST(Lexicon, EveryStateHasNameAdjectiveAndCapital) {
  const Lexicon lexicon = std::move(Lexicon::Load(kData)).value();
  for (const auto& [text, country] : {std::pair<const char*, const char*>{"Kosovo", "XKX"},
                                      {"Kosovar", "XKX"},
                                      {"Belgrade", "SRB"},
                                      {"Burmese", "MMR"},
                                      {"The Hague", "NLD"},
                                      {"N'Djamena", "TCD"},
                                      {"Tuvalu", "TUV"}}) {
    const NameRow* row = Find(lexicon.names(), text);
    ASSERT_NE(row, nullptr) << text;
    EXPECT_EQ(row->country, country) << text;
  }
}

TEST(Lexicon, PersonsByYear) {
  const Lexicon lexicon = std::move(Lexicon::Load(kData)).value();
  EXPECT_EQ(lexicon.persons().Find("Merkel", 2010)->country, "DEU");
  EXPECT_EQ(lexicon.persons().Find("Angela Merkel", 2024)->to, 2021);
  EXPECT_EQ(lexicon.persons().Find("Nobody Atall", 2024), nullptr);
}

TEST(Lexicon, CountryOfUrl) {
  const Lexicon lexicon = std::move(Lexicon::Load(kData)).value();
  EXPECT_EQ(lexicon.CountryOfUrl("https://www.bangkokpost.com/a/b"), "THA");
  EXPECT_EQ(lexicon.CountryOfUrl("http://some.paper.example.ke/x?y"), "KEN");
  EXPECT_EQ(lexicon.CountryOfUrl("https://example.uk"), "GBR");
  EXPECT_EQ(lexicon.CountryOfUrl("https://hotnews.example/1"), "");
  EXPECT_EQ(lexicon.CountryOfUrl(""), "");
}

TEST(Ontology, CodesGoFromTheSpecialToTheGeneral) {
  const Lexicon lexicon = std::move(Lexicon::Load(kData)).value();
  const Ontology& ontology = lexicon.ontology();
  EXPECT_EQ(ontology.CodesOf("REQUEST", "yield", "happened").cameo, "105");
  EXPECT_EQ(ontology.CodesOf("REQUEST", "", "happened").cameo, "100");
  EXPECT_EQ(ontology.CodesOf("AID", "", "planned").cameo, "033");
  EXPECT_EQ(ontology.CodesOf("NOTHING", "", "").cameo, "");
  for (const TypeRow& type : ontology.types()) {
    EXPECT_NE(ontology.CodesOf(type.name, "", "happened").cameo, "") << type.name;
    EXPECT_NE(ontology.Find(type.planned), kNoType);
  }
  EXPECT_EQ(ontology.ModeOfContent(ontology.Find("REQUEST"), ontology.Find("RETREAT")), "yield");
}

TEST_F(SpoiledTables, AreWholeBeforeTheyAreSpoiled) { EXPECT_EQ(Refusal(), "loaded"); }

TEST_F(SpoiledTables, RowOfAnotherWidth) {
  Append("patterns/verbs.tsv", "x.y\tgo");
  EXPECT_NE(Refusal().find("2 cells under a header of 10"), std::string::npos);
}

TEST_F(SpoiledTables, UnknownTest) {
  Append("patterns/verbs.tsv", "x.y\tgo\tobjekt=actor\tAID\t\tsubj\tobj\t\t\t");
  EXPECT_NE(Refusal().find("can't read test"), std::string::npos);
}

TEST_F(SpoiledTables, UnknownClass) {
  Append("patterns/verbs.tsv", "x.y\tgo\tobj=@nosuchclass\tAID\t\tsubj\tobj\t\t\t");
  EXPECT_NE(Refusal().find("can't read test"), std::string::npos);
}

TEST_F(SpoiledTables, UnknownType) {
  Append("patterns/nouns.tsv", "x.y\tgo\t\tHELP\t\tsubj\tobj\t\t\t");
  EXPECT_NE(Refusal().find("no such type"), std::string::npos);
}

TEST_F(SpoiledTables, UnknownMode) {
  Append("patterns/nouns.tsv", "x.y\tgo\t\tAID\tgenerous\tsubj\tobj\t\t\t");
  EXPECT_NE(Refusal().find("no such mode"), std::string::npos);
}

TEST_F(SpoiledTables, SameIdTwice) {
  Append("patterns/nouns.tsv", "request.ask-to\tgo\t\tAID\t\tsubj\tobj\t\t\t");
  EXPECT_NE(Refusal().find("id twice"), std::string::npos);
}

TEST_F(SpoiledTables, BytesThatAreNoText) {
  Append("roles/roles.tsv", "\xFF\xFE");
  EXPECT_NE(Refusal().find("UTF-8"), std::string::npos);
}

TEST_F(SpoiledTables, VersionFollowsTheTables) {
  const std::string before = Lexicon::Load(dir_).value().version();
  Append("patterns/nouns.tsv", "# a comment");
  EXPECT_NE(Lexicon::Load(dir_).value().version(), before);
}

TEST(Table, SplitsCells) {
  const auto parts = SplitCell(" a | b||c ", '|');
  ASSERT_EQ(parts.size(), 3u);
  EXPECT_EQ(parts[0], "a");
  EXPECT_EQ(parts[2], "c");
}

TEST_F(SpoiledTables, PlacesAreCheckedWithFileAndLine) {
  Append("places/supplement.tsv", "Nowhere\t\t91\t0\tregion\t\t");
  EXPECT_NE(Refusal().find("no point on Earth"), std::string::npos);
}

TEST_F(SpoiledTables, PlacesOfAnUnknownKind) {
  Append("places/supplement.tsv", "Nowhere\t\t1\t0\tswamp\t\t");
  EXPECT_NE(Refusal().find("unknown kind"), std::string::npos);
}

TEST_F(SpoiledTables, DisputedLandNeedsACodeOfThreeLetters) {
  Append("places/disputed.tsv", "ZZ\tXK\tNowhere");
  EXPECT_NE(Refusal().find("three letters"), std::string::npos);
}

TEST_F(SpoiledTables, ShortNamesNeedTheirPlace) {
  Append("places/abbreviations.tsv", "Nwh.\tNowhere\tadmin1\tUSA");
  EXPECT_NE(Refusal().find("no such row"), std::string::npos);
}

TEST_F(SpoiledTables, NumbersAreChecked) {
  Append("numbers/words.tsv", "umpteen\tguess\t1\t");
  EXPECT_NE(Refusal().find("unknown kind"), std::string::npos);
}

TEST_F(SpoiledTables, NumbersNeedAValue) {
  Append("numbers/words.tsv", "umpteen\tcardinal\tx\t");
  EXPECT_NE(Refusal().find("no number"), std::string::npos);
}

TEST_F(SpoiledTables, WhatIsCountedStandsOnce) {
  Append("numbers/counted.tsv", "hurt\tact\tkill");
  EXPECT_NE(Refusal().find("stands twice"), std::string::npos);
}

}  // namespace
}  // namespace avviso
