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

std::string StoryId(const std::string& article, uint64_t salt) {
  char id[20];
  const uint64_t hash = MurmurHash64A(article, 0x5701 + salt);
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
    const Index& index = IndexOf(term.stem);
    const auto row = index.find(term.stem);
    if (row == index.end()) continue;
    for (const uint32_t story : row->second) {
      const Story& held = stories_[story];
      if (held.closed) continue;
      if (scores_[story] == 0) touched.push_back(story);
      const double mean = held.sums.Of(term.stem) / static_cast<double>(held.members.size());
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

// Looks at `besides` in any case.
StoryGroups::Best StoryGroups::BestStory(const Article& article,
                                         std::optional<uint32_t> besides) const {
  Best best;
  best.likeness = Threshold(article.vector);
  std::vector<uint32_t> rows = Candidates(article.vector);
  if (besides && std::find(rows.begin(), rows.end(), *besides) == rows.end()) {
    rows.push_back(*besides);
  }
  for (const uint32_t row : rows) {
    const Story& story = stories_[row];
    if (story.members.empty()) continue;
    const double likeness = story.sums.Dot(article.vector) /
                            static_cast<double>(story.members.size()) *
                            TimeFactor(story, article.day, article.day);
    if (likeness > best.likeness) best = {row, likeness};
  }
  return best;
}

uint32_t StoryGroups::Open(const std::string& id) {
  Story story;
  story.id = id;
  taken_.insert(id);
  stories_.push_back(std::move(story));
  scores_.push_back(0);
  open_.push_back(static_cast<uint32_t>(stories_.size() - 1));
  return static_cast<uint32_t>(stories_.size() - 1);
}

// An article that founds a second story, since it was split off, gives it another id.
uint32_t StoryGroups::Found(const std::string& article, uint64_t salt) {
  std::string id = StoryId(article, salt);
  while (taken_.contains(id)) id = StoryId(article, salt += 1);
  return Open(id);
}

void StoryGroups::Add(uint32_t article, uint32_t row) {
  Article& added = articles_[article];
  Story& story = stories_[row];
  added.story = row;
  story.members.insert(std::upper_bound(story.members.begin(), story.members.end(), article),
                       article);
  if (!story.changed) changed_.push_back(row);
  story.changed = true;
  for (const uint32_t stem : story.sums.Add(added.vector, IndexLimit(added.vector))) {
    std::vector<uint32_t>& stories = IndexOf(stem)[stem];
    stories.insert(std::lower_bound(stories.begin(), stories.end(), row), row);
  }
  if (added.day) {
    story.first = story.first ? std::min(*story.first, *added.day) : *added.day;
    story.last = story.last ? std::max(*story.last, *added.day) : *added.day;
  }
}

void StoryGroups::Unindex(uint32_t stem, uint32_t story) {
  Index& index = IndexOf(stem);
  const auto indexed = index.find(stem);
  std::vector<uint32_t>& rows = indexed->second;
  rows.erase(std::lower_bound(rows.begin(), rows.end(), story));
  if (rows.empty()) index.erase(indexed);
}

void StoryGroups::Remove(uint32_t article) {
  Article& removed = articles_[article];
  Story& story = stories_[removed.story];
  story.members.erase(std::lower_bound(story.members.begin(), story.members.end(), article));
  for (const uint32_t stem : story.sums.Subtract(removed.vector, IndexLimit(removed.vector))) {
    Unindex(stem, removed.story);
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
  if (day && (!now_ || *now_ < *day)) {
    now_ = *day;
    CloseOld();
  }
  constexpr size_t kLetGo = 2;
  for (size_t i = 0; i < kLetGo && !closing_.empty(); ++i) {
    LetGo(closing_.back());
    closing_.pop_back();
  }
  articles_.push_back({std::move(vector), day, 0});
  ids_.push_back(id);
  const Best best = BestStory(articles_[row], std::nullopt);
  Placed placed;
  if (best.story) {
    placed = {*best.story, best.likeness};
  } else {
    placed.story = Found(id, 0);
  }
  Add(row, placed.story);
  return placed;
}

// Of a closed story. A few with each article, so that none has to wait for many.
void StoryGroups::LetGo(uint32_t row) {
  Story& story = stories_[row];
  story.sums.ForEachMarked([&](uint32_t stem) { Unindex(stem, row); });
  for (const uint32_t member : story.members) articles_[member].vector = Terms();
  story.sums.Clear();
}

// With each new day, so that it depends on what is held alone.
void StoryGroups::CloseOld() {
  std::erase_if(open_, [this](uint32_t row) {
    Story& story = stories_[row];
    const bool latest =
        !story.members.empty() && story.members.back() + options_.settled >= articles_.size();
    if (latest || (!story.members.empty() && !story.last)) return false;
    if (story.last && now_->since_epoch - story.last->since_epoch <= options_.active_days) {
      return false;
    }
    story.closed = true;
    closing_.push_back(row);
    return true;
  });
}

const Terms& StoryGroups::VectorOf(uint32_t article) const {
  static const Terms kNone;
  const uint32_t story = articles_[article].story;
  return story == kNoStory || stories_[story].closed ? kNone : articles_[article].vector;
}

void StoryGroups::Drop(uint32_t article) {
  const uint32_t story = articles_[article].story;
  if (story == kNoStory || stories_[story].closed) return;
  Remove(article);
  articles_[article].vector = Terms();
}

uint32_t StoryGroups::RestoreStory(const std::string& id) { return Open(id); }

void StoryGroups::RestoreArticle(const std::string& id, Terms vector, std::optional<Day> day,
                                 std::optional<uint32_t> story) {
  const uint32_t row = static_cast<uint32_t>(articles_.size());
  articles_.push_back({std::move(vector), day, kNoStory});
  ids_.push_back(id);
  if (story) Add(row, *story);
}

void StoryGroups::RestoreTime(std::optional<Day> now, size_t changes) {
  now_ = now;
  changes_before_ = changes;
  TakeChanged();
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

// Forgets and returns which stories have changed, in their order.
std::vector<uint32_t> StoryGroups::TakeChanged() {
  std::vector<uint32_t> changed;
  changed.swap(changed_);
  std::sort(changed.begin(), changed.end());
  for (const uint32_t story : changed) stories_[story].changed = false;
  return changed;
}

bool StoryGroups::Move(uint32_t article) {
  const uint32_t old = articles_[article].story;
  Remove(article);
  const Best best = BestStory(articles_[article], old);
  uint32_t chosen = old;
  if (best.story) {
    chosen = *best.story;
  } else if (!stories_[old].members.empty()) {
    chosen = Found(ids_[article], 1 + changes_before_ + changes_.size());
  }
  const bool was_changed = stories_[old].changed;
  Add(article, chosen);
  if (chosen == old) {
    // It went out and in again: nothing is new.
    if (!was_changed) {
      changed_.pop_back();
      stories_[old].changed = false;
    }
    return false;
  }
  changes_.push_back({best.story ? StoryChange::Kind::kMove : StoryChange::Kind::kSplit,
                      ids_[article], stories_[old].id, stories_[chosen].id});
  if (!stories_[old].changed) changed_.push_back(old);
  stories_[old].changed = true;
  return true;
}

bool StoryGroups::MoveArticles(const std::vector<uint32_t>& stories) {
  const size_t begin = articles_.size() - std::min(articles_.size(), options_.settled);
  std::vector<uint32_t> looked;
  for (const uint32_t story : stories) {
    const std::vector<uint32_t>& members = stories_[story].members;
    const size_t first = members.size() - std::min(members.size(), options_.looked_back);
    for (size_t i = first; i < members.size(); ++i) {
      if (members[i] >= begin && !articles_[members[i]].vector.empty()) {
        looked.push_back(members[i]);
      }
    }
  }
  std::sort(looked.begin(), looked.end());
  bool moved = false;
  for (const uint32_t article : looked) moved |= Move(article);
  return moved;
}

double StoryGroups::LikenessOf(uint32_t a, uint32_t b) const {
  const Story& first = stories_[a];
  const Story& second = stories_[b];
  return first.sums.Dot(second.sums) / static_cast<double>(first.members.size()) /
         static_cast<double>(second.members.size()) * TimeFactor(first, second.first, second.last);
}

void StoryGroups::Merge(uint32_t from, uint32_t into) {
  const std::vector<uint32_t> members = stories_[from].members;
  for (const uint32_t article : members) {
    Remove(article);
    Add(article, into);
  }
  changes_.push_back({StoryChange::Kind::kMerge, "", stories_[from].id, stories_[into].id});
}

// The story that it should be one with, if there is one.
std::optional<uint32_t> StoryGroups::PartnerOf(uint32_t story) const {
  constexpr size_t kKnownBy = 50;  // articles that a big story is known by
  std::optional<uint32_t> partner;
  double best = 0;
  const std::vector<uint32_t>& members = stories_[story].members;
  std::vector<uint32_t> others;
  for (size_t i = 0; i < std::min(members.size(), kKnownBy); ++i) {
    const std::vector<uint32_t> found = Candidates(articles_[members[i]].vector);
    others.insert(others.end(), found.begin(), found.end());
  }
  std::sort(others.begin(), others.end());
  others.erase(std::unique(others.begin(), others.end()), others.end());
  for (const uint32_t other : others) {
    if (other == story) continue;
    const double asked = std::max(Threshold(articles_[members.front()].vector),
                                  Threshold(articles_[stories_[other].members.front()].vector));
    const double likeness = LikenessOf(story, other);
    if (likeness > asked && likeness > best) {
      best = likeness;
      partner = other;
    }
  }
  return partner;
}

// In the order of their earliest articles.
bool StoryGroups::MergeStories(const std::vector<uint32_t>& stories) {
  std::vector<std::pair<uint32_t, uint32_t>> order;
  for (const uint32_t story : stories) {
    if (!stories_[story].members.empty()) order.emplace_back(stories_[story].members[0], story);
  }
  std::sort(order.begin(), order.end());
  bool merged = false;
  for (const auto& [article, story] : order) {
    if (stories_[story].members.empty()) continue;  // it has been merged meanwhile
    if (articles_[stories_[story].members.back()].vector.empty()) continue;
    const std::optional<uint32_t> partner = PartnerOf(story);
    if (!partner) continue;
    Merge(std::max(story, *partner), std::min(story, *partner));
    merged = true;
  }
  return merged;
}

void StoryGroups::Settle(int rounds) {
  std::vector<uint32_t> looked;
  const auto add_changed = [&] {
    const std::vector<uint32_t> changed = TakeChanged();
    looked.insert(looked.end(), changed.begin(), changed.end());
    std::sort(looked.begin(), looked.end());
    looked.erase(std::unique(looked.begin(), looked.end()), looked.end());
  };
  for (int round = 0; round < rounds; ++round) {
    add_changed();
    const bool moved = MoveArticles(looked);
    add_changed();
    const bool merged = MergeStories(looked);
    if (!moved && !merged) break;
  }
  TakeChanged();
}

}  // namespace avviso
