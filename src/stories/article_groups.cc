#include "stories/article_groups.h"

#include <algorithm>

#include "base/check.h"

namespace avviso {
namespace {

constexpr size_t kLookAlikes = 5;  // of each era, that are compared

// Where the headline ends in the text that it precedes.
uint32_t TitleEnd(const Article& article) {
  const bool leads = !article.title.empty() && article.text.starts_with(article.title);
  return leads ? static_cast<uint32_t>(article.title.size()) : 0;
}

// Of two originals the better: a credit counts, a hair's breadth doesn't, then the older.
bool Better(const CopyLink& a, const CopyLink& b) {
  const double first = a.share + (a.credited ? 0.1 : 0);
  const double second = b.share + (b.credited ? 0.1 : 0);
  if (std::abs(first - second) > 0.04) return first > second;
  return a.original < b.original;
}

bool SameTime(const CopySide& a, const CopySide& b) {
  if (!a.minute || !b.minute) return true;
  if (a.whole_day || b.whole_day) return *a.minute / (24 * 60) == *b.minute / (24 * 60);
  return *a.minute == *b.minute;
}

}  // namespace

ArticleGroups::ArticleGroups(const std::vector<CommonWord>& common, ArticleOf article_of,
                             GroupOptions options)
    : options_(options),
      article_of_(std::move(article_of)),
      weights_(common),
      stories_(options.stories) {}

Terms ArticleGroups::Learn(const Article& article) {
  Terms counts = weights_.Count(SplitText(article.text), TitleEnd(article));
  weights_.Learn(counts);
  return counts;
}

void ArticleGroups::Add(bool learned) {
  const uint32_t row = static_cast<uint32_t>(size());
  const std::shared_ptr<const Article> article = article_of_(row);
  const TextWords words = SplitText(article->text);
  const Terms counts = weights_.Count(words, TitleEnd(*article));
  if (!learned) weights_.Learn(counts);
  copies_of_.emplace_back();
  dropped_.push_back(false);
  stories_.Place(article->url.empty() ? article->id : article->url, weights_.Vector(counts),
                 article->published_day);
  Fingerprints prints = FingerprintsOf(words);
  FindOriginal(row, prints);
  const std::optional<Day>& day = article->published_day;
  if (day && recent_.begin &&
      day->since_epoch - recent_.begin->since_epoch > options_.copies.most_days) {
    Turn(row);
  }
  if (day && !recent_.begin) recent_.begin = day;
  eras_.push_back(era_);
  Remember(row, std::move(prints));
}

// Begins a new era, and forgets the one before the last, whose memory is let go a little
// with each article that comes.
void ArticleGroups::Turn(uint32_t row) {
  forgotten_ = std::move(before_.prints);
  before_ = std::move(recent_);
  recent_ = Era();
  recent_.first = row;
  ++era_;
}

void ArticleGroups::Remember(uint32_t row, Fingerprints prints) {
  for (int i = 0; i < 2 && !forgotten_.empty(); ++i) forgotten_.pop_front();
  AVVISO_CHECK(row == recent_.first + recent_.prints.size());
  recent_.index.Add(prints);
  recent_.prints.push_back(std::move(prints));
}

const Fingerprints* ArticleGroups::PrintsOf(uint32_t row) const {
  if (row >= recent_.first) return &recent_.prints[row - recent_.first];
  if (row >= before_.first && row - before_.first < before_.prints.size()) {
    return &before_.prints[row - before_.first];
  }
  return nullptr;
}

void ArticleGroups::BeginRestore(const Past& past) {
  AVVISO_CHECK(size() == 0);
  for (const std::string& id : past.stories) stories_.RestoreStory(id);
  era_ = past.era - 1;  // what belongs to the latest comes last
  last_era_ = past.era;
}

void ArticleGroups::Restore(Held held) {
  const uint32_t row = static_cast<uint32_t>(size());
  if (held.era == last_era_ && era_ < last_era_) Turn(row);
  // Older than both eras: nothing is to be remembered, so the era begins after it.
  if (held.era < era_) recent_.first = row + 1;
  if (held.era >= era_) Remember(row, std::move(held.prints));
  eras_.push_back(held.era);
  copies_of_.push_back(held.copy);
  dropped_.push_back(false);
  stories_.RestoreArticle(held.name, std::move(held.vector), held.day, held.story);
}

void ArticleGroups::EndRestore(const Past& past) {
  if (era_ < last_era_) Turn(static_cast<uint32_t>(size()));
  recent_.begin = past.era_begin;
  stories_.RestoreTime(past.now, past.changes);
}

void ArticleGroups::Drop(uint32_t row) {
  stories_.Drop(row);
  dropped_[row] = true;
  copies_of_[row].reset();
}

namespace {

CopySide SideOf(const Article& article) {
  CopySide side;
  side.text = article.text;
  side.words = SplitText(article.text);
  side.outlet = article.outlet.empty() ? article.url : article.outlet;
  const size_t host = side.outlet.find("://");
  if (host != std::string::npos) {
    side.outlet.erase(0, host + 3);
    side.outlet.resize(std::min(side.outlet.find('/'), side.outlet.size()));
  }
  side.minute = PublishedMinute(article.published, &side.whole_day);
  return side;
}

}  // namespace

void ArticleGroups::FindOriginal(uint32_t row, const Fingerprints& prints) {
  std::vector<uint32_t> rows = stories_.Likest(row, options_.story_articles, options_.story_cosine);
  for (const Era* era : {&before_, &recent_}) {
    for (const CopyIndex::Candidate& candidate : era->index.Find(prints, kLookAlikes)) {
      rows.push_back(era->first + candidate.article);
    }
  }
  std::sort(rows.begin(), rows.end());
  rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
  std::erase_if(rows, [this](uint32_t earlier) { return dropped_[earlier]; });
  if (rows.empty()) return;
  const std::shared_ptr<const Article> article = article_of_(row);
  const CopySide side = SideOf(*article);
  std::optional<CopyLink>& best = copies_of_[row];
  for (const uint32_t earlier : rows) {
    const std::shared_ptr<const Article> old = article_of_(earlier);
    const CopySide other = SideOf(*old);
    std::optional<CopyLink> link = JudgeCopy(other, side, weights_, options_.copies);
    if (SameTime(other, side) && (!link || !link->credited)) TurnRound(earlier, other, side, row);
    if (!link || LeadsTo(earlier, row)) continue;
    link->original = earlier;
    if (!best || Better(*link, *best)) best = link;
  }
}

// Whether the chain of originals of `from` passes `to`; it holds no circle.
bool ArticleGroups::LeadsTo(uint32_t from, uint32_t to) const {
  while (from != to) {
    if (!copies_of_[from]) return false;
    from = copies_of_[from]->original;
  }
  return true;
}

// Lets the article that came first be the copy if it says so itself.
void ArticleGroups::TurnRound(uint32_t earlier, const CopySide& old_side, const CopySide& new_side,
                              uint32_t row) {
  std::optional<CopyLink> link = JudgeCopy(new_side, old_side, weights_, options_.copies);
  if (!link || !link->credited || LeadsTo(row, earlier)) return;
  link->original = row;
  std::optional<CopyLink>& held = copies_of_[earlier];
  if (!held || !held->credited) held = link;
}

}  // namespace avviso
