#include <gtest/gtest.h>

#include "mentions/finder.h"
#include "sample_document.h"

namespace avviso {
namespace {

const Lexicon& Tables() {
  static const auto* const kLexicon =
      new Result<Lexicon>(Lexicon::Load(std::string(AVVISO_SOURCE_DIR) + "/data"));
  return kLexicon->value();
}

Mentions Find(const Document& doc, const char* published = "", const char* home = "") {
  EXPECT_TRUE(doc.Validate().ok());
  const Tree tree(doc);
  return FindMentions(doc, tree, Tables(), {ParseIsoDay(published), home});
}

TEST(Mentions, EmptyDocument) {
  const Document doc;
  const Tree tree(doc);
  EXPECT_TRUE(FindMentions(doc, tree, Tables(), {}).actors.empty());
}

TEST(Mentions, NationalityAndRole) {
  const Mentions found =
      Find(SampleDocument("Serbian serbian JJ ADJ 1 amod NORP\n"
                          "troops troop NNS NOUN 2 nsubj -\n"
                          "left leave VBD VERB 2 ROOT -\n"));
  ASSERT_FALSE(found.actors.empty());
  EXPECT_EQ(found.actors[0].country, "SRB");
  EXPECT_EQ(found.actors[0].sector, "MIL");
  EXPECT_EQ(found.actors[0].kind, ActorMention::Kind::kGroup);
}

TEST(Mentions, TitleAndName) {
  const Mentions found =
      Find(SampleDocument("Serbian serbian JJ ADJ 3 amod NORP\n"
                          "President President NNP PROPN 3 compound -\n"
                          "Aleksandar Aleksandar NNP PROPN 3 compound PERSON\n"
                          "Vucic Vucic NNP PROPN 4 nsubj PERSON\n"
                          "spoke speak VBD VERB 4 ROOT -\n"
                          "\n"
                          "Vucic Vucic NNP PROPN 6 nsubj ORG\n"
                          "left leave VBD VERB 6 ROOT -\n"));
  std::vector<const ActorMention*> persons;
  for (const ActorMention& actor : found.actors) {
    if (actor.kind == ActorMention::Kind::kPerson) persons.push_back(&actor);
  }
  ASSERT_EQ(persons.size(), 2u);
  EXPECT_EQ(persons[0]->name, "Aleksandar Vucic");
  EXPECT_EQ(persons[1]->name, "Aleksandar Vucic");
  EXPECT_EQ(persons[1]->country, "SRB");
  EXPECT_EQ(persons[1]->sector, "GOV");
  EXPECT_EQ(persons[0]->chain, persons[1]->chain);
}

TEST(Mentions, LowerCaseNamesAreWords) {
  const Mentions found =
      Find(SampleDocument("turkey turkey NN NOUN 1 nsubj -\n"
                          "cooks cook VBZ VERB 1 ROOT -\n"));
  EXPECT_TRUE(found.actors.empty());
}

TEST(Mentions, PartOfAPersonalNameIsNoCountry) {
  const Mentions found =
      Find(SampleDocument("Michael Michael NNP PROPN 1 compound PERSON\n"
                          "Jordan Jordan NNP PROPN 2 nsubj PERSON\n"
                          "spoke speak VBD VERB 2 ROOT -\n"));
  ASSERT_EQ(found.actors.size(), 1u);
  EXPECT_EQ(found.actors[0].country, "");
  EXPECT_EQ(found.actors[0].kind, ActorMention::Kind::kPerson);
}

TEST(Mentions, HomeCountryOfTheOutlet) {
  const Document doc = SampleDocument(
      "Police police NNS NOUN 1 nsubj -\n"
      "left leave VBD VERB 1 ROOT -\n");
  EXPECT_EQ(Find(doc).actors[0].country, "");
  EXPECT_EQ(Find(doc, "", "KEN").actors[0].country, "KEN");
}

TEST(Times, WeekdayBeforeAndAfterPublication) {
  // 2023-09-29 is a Friday.
  const Mentions past = Find(SampleDocument("met meet VBD VERB 0 ROOT -\n"
                                            "on on IN ADP 0 prep -\n"
                                            "Monday Monday NNP PROPN 1 pobj DATE\n"),
                             "2023-09-29");
  ASSERT_EQ(past.times.size(), 1u);
  EXPECT_EQ(past.times[0].value, "2023-09-25");
  const Mentions future = Find(SampleDocument("will will MD AUX 1 aux -\n"
                                              "meet meet VB VERB 1 ROOT -\n"
                                              "on on IN ADP 1 prep -\n"
                                              "Monday Monday NNP PROPN 2 pobj DATE\n"),
                               "2023-09-29");
  ASSERT_EQ(future.times.size(), 1u);
  EXPECT_EQ(future.times[0].value, "2023-10-02");
}

TEST(Times, PeriodsCountFromPublication) {
  const auto found = [](const std::string& rows, const char* published) {
    const Mentions mentions = Find(SampleDocument(rows), published);
    return mentions.times.empty() ? TimeMention() : mentions.times[0];
  };
  const std::string month = "last last JJ ADJ 1 amod DATE\nmonth month NN NOUN 1 ROOT DATE\n";
  EXPECT_EQ(found(month, "2024-01-15").value, "2023-12");
  EXPECT_EQ(FormatDay(*found(month, "2024-03-31").end), "2024-02-29");
  const std::string week = "this this DT DET 1 det DATE\nweek week NN NOUN 1 ROOT DATE\n";
  EXPECT_EQ(found(week, "2021-01-03").value, "2020-W53");
  EXPECT_EQ(found(week, "").value, "");
  const std::string ago =
      "two two CD NUM 1 nummod DATE\nyears year NNS NOUN 2 npadvmod DATE\nago ago RB ADV 2 ROOT "
      "DATE\n";
  EXPECT_EQ(found(ago, "2016-10-13").value, "2014");
  const std::string year =
      "met meet VBD VERB 0 ROOT -\nin in IN ADP 0 prep -\n2014 2014 CD NUM 1 pobj DATE\n";
  EXPECT_EQ(found(year, "").value, "2014");
}

TEST(Times, DatesAndMonths) {
  const auto value = [](const std::string& rows, const char* published) {
    const Mentions found = Find(SampleDocument(rows), published);
    return found.times.empty() ? std::string("none") : found.times[0].value;
  };
  const std::string date = "Sept. Sept. NNP PROPN 0 ROOT DATE\n9 9 CD NUM 0 nummod DATE\n";
  EXPECT_EQ(value(date, "2023-09-29"), "2023-09-09");
  EXPECT_EQ(value(date, "2024-02-01"), "2023-09-09");
  EXPECT_EQ(value(date, ""), "XXXX-09-09");
  EXPECT_EQ(value("April April NNP PROPN 0 ROOT DATE\n2014 2014 CD NUM 0 nummod DATE\n", ""),
            "2014-04");
  EXPECT_EQ(value("2020-02-30 x CD NUM 0 ROOT -\n", "2020-03-01"), "");
  EXPECT_EQ(value("Feb. Feb. NNP PROPN 0 ROOT DATE\n30 30 CD NUM 0 nummod DATE\n", "2020-03-01"),
            "");
}

}  // namespace
}  // namespace avviso
