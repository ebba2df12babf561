// Mean similarity to all members (average linkage) holds big stories together without
// letting them swallow their neighbours, which nearest-article linkage does, and it comes
// for the price of one look-up a term: the mean of dot products is the dot product with
// the sum of the members, by their number.

#include "stories/story_groups.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "base/check.h"
#include "base/hash.h"

namespace avviso {
namespace {

constexpr size_t kIndexedTerms = 40;  // of an article, the weightiest
constexpr size_t kLooked = 200;       // latest articles of a story that Likest looks at
constexpr size_t kClosingLooks = 4;   // stories looked at for each article, in turn

std::string StoryId(const std::string& article) {
  char id[20];
  const uint64_t hash = MurmurHash64A(article, 0x5701);
  std::snprintf(id, sizeof id, "s-%012llx",
                static_cast<unsigned long long>(hash & 0xffffffffffffULL));
  return id;
}

// The weight from which a term is among the weightiest `kIndexedTerms`.
float IndexLimit(const Terms& vector) {
  if (vector.size() <= kIndexedTerms) return 0;
  std::vector<float> weights;
  weights.reserve(vector.size());
  for (const Term& term : vector) weights.push_back(term.weight);
  std::nth_element(weights.begin(), weights.begin() + kIndexedTerms, weights.end(),
                   std::greater<>());
  return weights[kIndexedTerms];
}

}  // namespace

double StoryGroups::Threshold(const Terms& vector) const {
  const double terms = static_cast<double>(vector.size());
  return options_.join + options_.short_join * std::exp(-terms / options_.short_terms);
}

double StoryGroups::TimeFactor(const Story& story, std::optional<Day> first,
                               std::optional<Day> last) const {
  if (!first || !last || !story.first || !story.last) return 1;
  const int32_t after = first->since_epoch - story.last->since_epoch;
  const int32_t before = story.first->since_epoch - last->since_epoch;
  const int32_t gap = std::max({after, before, 0});
  return 1 - options_.time_weight * (1 - std::exp(-gap / options_.time_days));
}

std::vector<uint32_t> StoryGroups::Candidates(const Terms& vector) const {
  std::vector<uint32_t> touched;
  const float limit = IndexLimit(vector);
  for (const Term& term : vector) {
    if (term.weight < limit) continue;
    const auto row = index_.find(term.stem);
    if (row == index_.end()) continue;
    for (const uint32_t story : row->second) {
      const Story& held = stories_[story];
      const auto sum = held.sums.find(term.stem);
      if (sum == held.sums.end()) continue;
      if (scores_[story] == 0) touched.push_back(story);
      const double mean = sum->second.weight / static_cast<double>(held.members.size());
      scores_[story] += static_cast<float>(mean * double{term.weight}) + 1e-9f;
    }
  }
  const size_t kept = std::min(touched.size(), options_.candidates);
  std::partial_sort(touched.begin(), touched.begin() + static_cast<std::ptrdiff_t>(kept),
                    touched.end(), [this](uint32_t a, uint32_t b) {
                      return scores_[a] != scores_[b] ? scores_[a] > scores_[b] : a < b;
                    });
  for (const uint32_t story : touched) scores_[story] = 0;
  touched.resize(kept);
  return touched;
}

StoryGroups::Best StoryGroups::BestStory(const Article& article) const {
  Best best;
  best.likeness = Threshold(article.vector);
  for (const uint32_t row : Candidates(article.vector)) {
    const Story& story = stories_[row];
    double sum = 0;
    for (const Term& term : article.vector) {
      const auto held = story.sums.find(term.stem);
      if (held != story.sums.end()) sum += double{term.weight} * held->second.weight;
    }
    const double likeness = sum / static_cast<double>(story.members.size()) *
                            TimeFactor(story, article.day, article.day);
    if (likeness > best.likeness) best = {row, likeness};
  }
  return best;
}

uint32_t StoryGroups::Found(const std::string& id) {
  Story story;
  story.id = StoryId(id);
  stories_.push_back(std::move(story));
  scores_.push_back(0);
  open_.push_back(static_cast<uint32_t>(stories_.size() - 1));
  return static_cast<uint32_t>(stories_.size() - 1);
}

void StoryGroups::Add(uint32_t article, uint32_t row) {
  Article& added = articles_[article];
  Story& story = stories_[row];
  added.story = row;
  story.members.insert(std::upper_bound(story.members.begin(), story.members.end(), article),
                       article);
  const float limit = IndexLimit(added.vector);
  for (const Term& term : added.vector) {
    Sum& sum = story.sums[term.stem];
    sum.weight += double{term.weight};
    ++sum.count;
    if (term.weight < limit) continue;
    std::vector<uint32_t>& stories = index_[term.stem];
    const auto at = std::lower_bound(stories.begin(), stories.end(), row);
    if (at == stories.end() || *at != row) stories.insert(at, row);
  }
  if (added.day) {
    story.first = story.first ? std::min(*story.first, *added.day) : *added.day;
    story.last = story.last ? std::max(*story.last, *added.day) : *added.day;
  }
}

void StoryGroups::Remove(uint32_t article) {
  Article& removed = articles_[article];
  Story& story = stories_[removed.story];
  story.members.erase(std::lower_bound(story.members.begin(), story.members.end(), article));
  for (const Term& term : removed.vector) {
    const auto sum = story.sums.find(term.stem);
    sum->second.weight -= double{term.weight};
    if (--sum->second.count == 0) story.sums.erase(sum);
  }
  story.first.reset();
  story.last.reset();
  for (const uint32_t member : story.members) {
    const std::optional<Day>& day = articles_[member].day;
    if (!day) continue;
    story.first = story.first ? std::min(*story.first, *day) : *day;
    story.last = story.last ? std::max(*story.last, *day) : *day;
  }
}

StoryGroups::Placed StoryGroups::Place(const std::string& id, Terms vector,
                                       std::optional<Day> day) {
  const uint32_t row = static_cast<uint32_t>(articles_.size());
  articles_.push_back({std::move(vector), day, 0});
  ids_.push_back(id);
  const Best best = BestStory(articles_[row]);
  Placed placed;
  if (best.story) {
    placed = {*best.story, best.likeness};
  } else {
    placed.story = Found(id);
  }
  Add(row, placed.story);
  if (day && (!now_ || *now_ < *day)) now_ = *day;
  CloseOld();
  return placed;
}

void StoryGroups::Close(Story* story, uint32_t row) {
  for (const auto& [stem, sum] : story->sums) {
    const auto indexed = index_.find(stem);
    if (indexed == index_.end()) continue;
    std::vector<uint32_t>& rows = indexed->second;
    const auto at = std::lower_bound(rows.begin(), rows.end(), row);
    if (at != rows.end() && *at == row) rows.erase(at);
    if (rows.empty()) index_.erase(indexed);
  }
  for (const uint32_t member : story->members) articles_[member].vector = Terms();
  std::unordered_map<uint32_t, Sum>().swap(story->sums);  // lets its memory go
}

void StoryGroups::CloseOld() {
  if (!now_) return;
  for (size_t looked = 0; looked < kClosingLooks && !open_.empty(); ++looked) {
    if (next_open_ >= open_.size()) next_open_ = 0;
    const uint32_t row = open_[next_open_];
    Story& story = stories_[row];
    const bool latest =
        !story.members.empty() && story.members.back() + options_.settled >= articles_.size();
    if (latest || !story.last ||
        now_->since_epoch - story.last->since_epoch <= options_.active_days) {
      ++next_open_;
      continue;
    }
    Close(&story, row);
    open_[next_open_] = open_.back();
    open_.pop_back();
  }
}

std::vector<uint32_t> StoryGroups::Likest(uint32_t article, size_t most, double least) const {
  std::vector<std::pair<double, uint32_t>> found;
  const std::vector<uint32_t>& members = stories_[articles_[article].story].members;
  const size_t begin = members.size() - std::min(members.size(), kLooked);
  for (size_t i = begin; i < members.size(); ++i) {
    if (members[i] == article) continue;
    const double likeness = Dot(articles_[article].vector, articles_[members[i]].vector);
    if (likeness >= least) found.emplace_back(-likeness, members[i]);
  }
  std::sort(found.begin(), found.end());
  std::vector<uint32_t> rows;
  for (size_t i = 0; i < std::min(most, found.size()); ++i) rows.push_back(found[i].second);
  return rows;
}

bool StoryGroups::MoveArticles() {
  bool moved = false;
  const size_t begin = articles_.size() - std::min(articles_.size(), options_.settled);
  for (size_t i = begin; i < articles_.size(); ++i) {
    const uint32_t article = static_cast<uint32_t>(i);
    const uint32_t old = articles_[article].story;
    if (articles_[article].vector.empty()) continue;
    Remove(article);
    const Best best = BestStory(articles_[article]);
    uint32_t chosen = old;
    if (best.story) {
      chosen = *best.story;
    } else if (!stories_[old].members.empty()) {
      chosen = Found(ids_[article]);
      changes_.push_back(
          {StoryChange::Kind::kSplit, ids_[article], stories_[old].id, stories_[chosen].id});
    }
    Add(article, chosen);
    if (chosen == old) continue;
    moved = true;
    if (best.story) {
      changes_.push_back(
          {StoryChange::Kind::kMove, ids_[article], stories_[old].id, stories_[chosen].id});
    }
  }
  return moved;
}

double StoryGroups::LikenessOf(uint32_t a, uint32_t b) const {
  const Story& first = stories_[a];
  const Story& second = stories_[b];
  const bool swap = first.members.size() > second.members.size();
  const Story& small = swap ? second : first;
  const Story& large = swap ? first : second;
  double sum = 0;
  for (const uint32_t member : small.members) {
    for (const Term& term : articles_[member].vector) {
      const auto held = large.sums.find(term.stem);
      if (held != large.sums.end()) sum += double{term.weight} * held->second.weight;
    }
  }
  return sum / static_cast<double>(small.members.size()) /
         static_cast<double>(large.members.size()) * TimeFactor(large, small.first, small.last);
}

void StoryGroups::Merge(uint32_t from, uint32_t into) {
  const std::vector<uint32_t> members = stories_[from].members;
  for (const uint32_t article : members) {
    Remove(article);
    Add(article, into);
  }
  changes_.push_back({StoryChange::Kind::kMerge, "", stories_[from].id, stories_[into].id});
}

bool StoryGroups::MergeStories() {
  bool merged = false;
  const size_t begin = articles_.size() - std::min(articles_.size(), options_.settled);
  std::vector<bool> seen(stories_.size());
  for (size_t i = begin; i < articles_.size(); ++i) {
    const uint32_t story = articles_[i].story;
    if (seen[story] || articles_[i].vector.empty()) continue;
    seen[story] = true;
    std::optional<uint32_t> partner;
    double best = 0;
    for (const uint32_t member : stories_[story].members) {
      for (const uint32_t other : Candidates(articles_[member].vector)) {
        if (other == story) continue;
        const double asked = std::max(Threshold(articles_[stories_[story].members.front()].vector),
                                      Threshold(articles_[stories_[other].members.front()].vector));
        const double likeness = LikenessOf(story, other);
        if (likeness > asked && likeness > best) {
          best = likeness;
          partner = other;
        }
      }
      if (stories_[story].members.size() > 50) break;  // a big story is known by its first
    }
    if (!partner) continue;
    Merge(std::max(story, *partner), std::min(story, *partner));
    merged = true;
  }
  return merged;
}

void StoryGroups::Settle(int rounds) {
  for (int round = 0; round < rounds; ++round) {
    const bool moved = MoveArticles();
    const bool merged = MergeStories();
    if (!moved && !merged) return;
  }
}

}  // namespace avviso
