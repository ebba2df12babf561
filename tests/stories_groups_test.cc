#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "stories/article_groups.h"

namespace avviso {
namespace {

const std::vector<CommonWord> kCommon = {
    {"police", 0.12}, {"government", 0.5}, {"people", 0.5}, {"minister", 0.25}, {"tuesday", 0.25}};

Article Piece(std::string id, std::string text, std::string published, std::string outlet = "") {
  Article article;
  article.id = std::move(id);
  article.text = std::move(text);
  article.published = std::move(published);
  article.published_day = ParseIsoDay(article.published);
  article.outlet = std::move(outlet);
  return article;
}

// Three stories; two of them are strikes of dockers, in other towns and months.
std::vector<Article> News() {
  return {
      Piece("a1", "Dockers in Varna strike over pay and block the harbour gate.", "2024-03-05"),
      Piece("b1", "A lynx escaped from the Brasov zoo and was seen in a vineyard.", "2024-03-05"),
      Piece("a2", "Varna harbour gate stays blocked as dockers extend their strike over pay.",
            "2024-03-06"),
      Piece("b2", "Keepers of the Brasov zoo lure the escaped lynx out of a vineyard with meat.",
            "2024-03-06"),
      Piece("c1", "Dockers in Gdynia strike over safety after a crane fell on the container pier.",
            "2024-06-10"),
      Piece("a3", "Dockers and harbour company in Varna reach a deal on pay, strike over.",
            "2024-03-08"),
  };
}

ArticleGroups::ArticleOf At(const std::vector<Article>& news) {
  return [&news](uint32_t row) { return std::make_shared<const Article>(news[row]); };
}

std::vector<std::string> StoriesOf(const std::vector<Article>& news, bool learn_first) {
  ArticleGroups groups(kCommon, At(news));
  if (learn_first) {
    for (const Article& article : news) groups.Learn(article);
  }
  for (size_t i = 0; i < news.size(); ++i) groups.Add(learn_first);
  groups.Settle();
  std::vector<std::string> stories;
  for (uint32_t row = 0; row < news.size(); ++row) stories.push_back(groups.StoryOf(row));
  return stories;
}

TEST(StoryGroups, KeepRivalStoriesApart) {
  const std::vector<std::string> stories = StoriesOf(News(), true);
  EXPECT_EQ(stories[0], stories[2]);
  EXPECT_EQ(stories[0], stories[5]);
  EXPECT_EQ(stories[1], stories[3]);
  EXPECT_NE(stories[0], stories[1]);
  EXPECT_NE(stories[0], stories[4]);
}

TEST(StoryGroups, IdsStayAsNewsComesIn) {
  std::vector<Article> news = News();
  const std::vector<std::string> all = StoriesOf(news, false);
  news.resize(4);
  const std::vector<std::string> some = StoriesOf(news, false);
  for (size_t i = 0; i < some.size(); ++i) EXPECT_EQ(some[i], all[i]);
}

TEST(StoryGroups, SameInputSameStories) {
  EXPECT_EQ(StoriesOf(News(), true), StoriesOf(News(), true));
}

TEST(StoryGroups, EmptyAndStrangeTextsStandAlone) {
  const std::vector<Article> news = {Piece("1", "", ""), Piece("2", "", ""),
                                     Piece("3", "the of and", ""), Piece("4", "!!", "2024-01-01")};
  const std::vector<std::string> stories = StoriesOf(news, true);
  for (size_t i = 0; i < stories.size(); ++i) {
    for (size_t k = i + 1; k < stories.size(); ++k) EXPECT_NE(stories[i], stories[k]);
  }
}

TEST(StoryGroups, MergeIsRecordedAndTheOlderIdStays) {
  // Two articles with little in common, until others lie between them.
  StoryOptions options;
  options.short_join = 0;
  options.join = 0.4;
  StoryGroups groups(options);
  const auto unit = [](std::vector<std::pair<uint32_t, float>> terms) {
    Terms vector;
    double squares = 0;
    for (const auto& [stem, weight] : terms) squares += double{weight} * double{weight};
    for (const auto& [stem, weight] : terms) {
      vector.push_back({stem, weight / static_cast<float>(std::sqrt(squares))});
    }
    return vector;
  };
  groups.Place("x", unit({{1, 1}, {2, 1}, {3, 1}}), std::nullopt);
  groups.Place("y", unit({{3, 1}, {4, 1}, {5, 1}}), std::nullopt);
  EXPECT_NE(groups.StoryOf(0), groups.StoryOf(1));
  const std::string older = groups.id(groups.StoryOf(0));
  groups.Place("x2", unit({{1, 1}, {2, 1}, {3, 1}, {4, 1}, {5, 1}}), std::nullopt);
  groups.Place("y2", unit({{2, 1}, {3, 1}, {4, 1}, {5, 1}}), std::nullopt);
  groups.Settle();
  EXPECT_EQ(groups.StoryOf(0), groups.StoryOf(1));
  EXPECT_EQ(groups.id(groups.StoryOf(1)), older);
  ASSERT_FALSE(groups.changes().empty());
}

TEST(StoryGroups, OldStoriesAreClosed) {
  StoryOptions options;
  options.active_days = 10;
  options.settled = 100;
  StoryGroups groups(options);
  const Terms vector = {{7, 1.0f}};
  const auto first = groups.Place("old", vector, Day{0});
  for (uint32_t i = 0; i < 1100; ++i) {
    groups.Place("n" + std::to_string(i), {{100 + i, 1.0f}}, Day{100});
  }
  const auto late = groups.Place("late", vector, Day{101});
  EXPECT_NE(late.story, first.story);
}

TEST(ArticleGroups, TheOneThatCreditsIsTheCopy) {
  const std::string text =
      "Lightning struck the old mill at Kotel on Sunday evening and set the roof on fire, the "
      "miller's daughter carried out the flour by hand.";
  const std::vector<Article> news = {
      Piece("copy", text + " (Harbour Wire)", "2024-05-05", "kotel-news.example"),
      Piece("original", text, "2024-05-05", "harbour-wire.example"),
      Piece("later", text, "2024-05-06", "third.example")};
  ArticleGroups groups(kCommon, At(news));
  for (size_t i = 0; i < news.size(); ++i) groups.Add(false);
  ASSERT_TRUE(groups.CopyOf(0));
  EXPECT_EQ(groups.CopyOf(0)->original, 1u);
  EXPECT_FALSE(groups.CopyOf(1));
  ASSERT_TRUE(groups.CopyOf(2));
}

}  // namespace
}  // namespace avviso
