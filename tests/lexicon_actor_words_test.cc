#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "lexicon/actor_words.h"
#include "lexicon/glossary.h"
#include "lexicon/ontology.h"

namespace avviso {
namespace {

const std::string kData = std::string(AVVISO_SOURCE_DIR) + "/data";

const ActorWords& Words() {
  static const ActorWords words = ActorWords::Load(kData).value();
  return words;
}

std::string Keys(const std::vector<ActorMeaning>& meanings) {
  std::string keys;
  for (const ActorMeaning& meaning : meanings) keys += (keys.empty() ? "" : " ") + meaning.key;
  return keys;
}

TEST(ActorWords, CountriesAsPeopleWriteThem) {
  for (const char* kosovo : {"XKX", "xkx", "XK", "xk", "Kosovo", "KOSOVO", "Kosovar", "kosovars"}) {
    EXPECT_EQ(Keys(Words().Countries(kosovo)), "XKX") << kosovo;
  }
  for (const char* usa :
       {"USA", "US", "U.S.", "us", "United States", "the United States", "American", "Americans"}) {
    EXPECT_EQ(Keys(Words().Countries(usa)), "USA") << usa;
  }
  EXPECT_EQ(Keys(Words().Countries("uk")), "GBR");
  EXPECT_EQ(Keys(Words().Countries("C\xC3\xB4te d'Ivoire")), "CIV");
  EXPECT_EQ(Keys(Words().Countries("cote d'ivoire")), "CIV");
  for (const char* none : {"", "Kosvo", "NATO", "XX", "ZZZ", "Belgrade"}) {
    EXPECT_EQ(Keys(Words().Countries(none)), "") << none;
  }
}

TEST(ActorWords, EveryCountryIsFoundByItsCodesAndName) {
  const auto table =
      Table::Load(kData + "/countries/countries.tsv", {"code", "iso2", "name", "status"});
  ASSERT_TRUE(table.ok());
  for (size_t i = 0; i < table.value().rows(); ++i) {
    if (table.value().Cell(i, 3) == "defacto") continue;
    for (const size_t column : {0u, 1u, 2u}) {
      const std::string asked(table.value().Cell(i, column));
      const auto found = Words().Countries(asked);
      EXPECT_TRUE(std::any_of(
          found.begin(), found.end(),
          [&](const ActorMeaning& meaning) { return meaning.key == table.value().Cell(i, 0); }))
          << asked << ": " << Keys(found);
    }
  }
}

TEST(ActorWords, ActorsByCodeIdAndName) {
  const auto keys = [](const char* text) { return Keys(Words().Actors(text)); };
  EXPECT_EQ(keys("SRBMIL"), "SRBMIL");
  EXPECT_EQ(keys("srbmil"), "SRBMIL");
  EXPECT_EQ(keys("Serbia"), "SRB");
  EXPECT_EQ(keys("Serbian army"), "SRBMIL");
  EXPECT_EQ(keys("Serbian police"), "SRBCOP");
  EXPECT_EQ(keys("igo:un"), "igo:un");
  EXPECT_EQ(keys("NATO"), "igo:nato");
  EXPECT_EQ(keys("nato"), "igo:nato");
  EXPECT_EQ(keys("U.N."), "igo:un");
  EXPECT_EQ(keys("United Nations"), "igo:un");
  EXPECT_EQ(keys("Kremlin"), "RUSGOV");
  EXPECT_EQ(keys("MIL"), "MIL");
  for (const char* none : {"SRBXYZ", "igo:xyzzy", "Vucic", "", "SRBMI"}) {
    EXPECT_EQ(keys(none), "") << none;
  }
  // What may be two things is both.
  EXPECT_EQ(Words().Actors("IS").size(), 2u) << keys("IS");
}

TEST(ActorWords, OtherNamesOfPersonsAndBodies) {
  const auto has = [](const char* text, const char* name) {
    const std::vector<std::string> names = Words().OtherNames(text);
    return std::find(names.begin(), names.end(), name) != names.end();
  };
  EXPECT_TRUE(has("Vu\xC4\x8Di\xC4\x87", "aleksandar vucic"));
  EXPECT_TRUE(has("Aleksandar Vucic", "vucic"));
  EXPECT_TRUE(has("UN", "united nations"));
  EXPECT_TRUE(Words().OtherNames("nobody at all").empty());
}

TEST(Glossary, ExplainsEveryTypeModeAndClass) {
  const Glossary glossary = Glossary::Load(kData).value();
  const Ontology ontology = Ontology::Load(kData).value();
  std::set<std::string> types, classes, modes;
  for (const TypeRow& type : ontology.types()) {
    types.insert(type.name);
    classes.insert(type.quad);
  }
  const auto table = Table::Load(kData + "/ontology/modes.tsv", {"type", "mode"});
  ASSERT_TRUE(table.ok());
  for (size_t i = 0; i < table.value().rows(); ++i) {
    modes.insert(std::string(table.value().Cell(i, 0)) + " " +
                 std::string(table.value().Cell(i, 1)));
  }
  std::set<std::string> told_types, told_classes, told_modes, names;
  for (const GlossaryRow& row : glossary.rows()) {
    EXPECT_TRUE(names.insert(row.kind + row.name).second) << row.name;
    EXPECT_FALSE(row.text.empty()) << row.name;
    if (row.kind == "type") told_types.insert(row.name);
    if (row.kind == "class") told_classes.insert(row.name);
    if (row.kind == "mode") told_modes.insert(row.name);
    // What a class is said to hold is what the ontology puts there.
    if (row.kind != "class") continue;
    for (const TypeRow& type : ontology.types()) {
      EXPECT_EQ(row.text.find(type.name) != std::string::npos, type.quad == row.name)
          << row.name << " " << type.name;
    }
  }
  EXPECT_EQ(told_types, types);
  EXPECT_EQ(told_classes, classes);
  EXPECT_EQ(told_modes, modes);
  EXPECT_EQ(glossary.NamesOf("status").size(), 5u);
}

}  // namespace
}  // namespace avviso
