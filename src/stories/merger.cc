#include "stories/merger.h"

#include <algorithm>

namespace avviso {

Merged MergeEvents(const std::vector<CodedNews>& news, const std::vector<CommonWord>& common,
                   const TypePairs& types, const MergeOptions& options) {
  ArticleGroups groups(
      common,
      [&news](uint32_t row) {
        return std::shared_ptr<const Article>(std::shared_ptr<void>(), &news[row].article);
      },
      options.groups);
  for (const CodedNews& item : news) groups.Learn(item.article);
  for (size_t i = 0; i < news.size(); ++i) groups.Add(/*learned=*/true);
  groups.Settle();

  EventDrafts drafts(types, groups.weights(), options);
  for (uint32_t row = 0; row < news.size(); ++row) {
    uint32_t family = row;
    // A chain of copies is as long as there are articles at most.
    for (size_t step = 0; step < news.size() && groups.CopyOf(family); ++step) {
      family = groups.CopyOf(family)->original;
    }
    drafts.AddArticle(
        {&news[row], groups.stories().StoryOf(row), family, OutletOf(news[family].article)});
  }
  drafts.Place();

  Merged merged;
  for (uint32_t row = 0; row < drafts.size(); ++row) {
    if (!drafts.draft(row).views.empty()) merged.events.push_back(drafts.Make(row));
  }
  std::stable_sort(merged.events.begin(), merged.events.end(),
                   [](const MergedEvent& a, const MergedEvent& b) {
                     return a.reports.front() < b.reports.front();
                   });
  for (uint32_t row = 0; row < news.size(); ++row) {
    merged.stories.push_back(groups.StoryOf(row));
    merged.copies.push_back(groups.CopyOf(row));
  }
  return merged;
}

}  // namespace avviso
