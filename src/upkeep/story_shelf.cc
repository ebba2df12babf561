// Rows of the groups are numbered anew each time the shelf is opened; the store knows
// articles by their own number and by position. What the groups need to go on stands in
// open_articles: the terms of articles in open stories, the fingerprints of the last weeks,
// and the latest articles, whatever they hold, since they are counted.

#include "upkeep/story_shelf.h"

#include <bit>
#include <cstring>

#include "base/check.h"
#include "base/json_reader.h"
#include "stories/event_drafts.h"
#include "views/record_read.h"

namespace avviso {
namespace {

constexpr size_t kMostTexts = 4096;  // kept at a time

void AppendWord(uint32_t word, std::string* bytes) {
  for (int shift = 0; shift < 32; shift += 8) {
    bytes->push_back(static_cast<char>(word >> shift & 0xFF));
  }
}

uint32_t WordAt(std::string_view bytes, size_t at) {
  uint32_t word = 0;
  for (size_t i = 0; i < 4; ++i) {
    word |= static_cast<uint32_t>(static_cast<unsigned char>(bytes[at + i])) << (8 * i);
  }
  return word;
}

std::string BytesOf(const Terms& terms) {
  std::string bytes;
  bytes.reserve(terms.size() * 8);
  for (const Term& term : terms) {
    AppendWord(term.stem, &bytes);
    AppendWord(std::bit_cast<uint32_t>(term.weight), &bytes);
  }
  return bytes;
}

Terms TermsOf(std::string_view bytes) {
  Terms terms;
  terms.reserve(bytes.size() / 8);
  for (size_t at = 0; at + 8 <= bytes.size(); at += 8) {
    terms.push_back({WordAt(bytes, at), std::bit_cast<float>(WordAt(bytes, at + 4))});
  }
  return terms;
}

std::string BytesOf(const Fingerprints& prints) {
  std::string bytes;
  bytes.reserve(prints.size() * 4);
  for (const uint32_t print : prints) AppendWord(print, &bytes);
  return bytes;
}

Fingerprints PrintsOf(std::string_view bytes) {
  Fingerprints prints;
  prints.reserve(bytes.size() / 4);
  for (size_t at = 0; at + 4 <= bytes.size(); at += 4) prints.push_back(WordAt(bytes, at));
  return prints;
}

std::optional<Day> DayOf(std::optional<int64_t> value) {
  if (!value) return std::nullopt;
  return Day{static_cast<int32_t>(*value)};
}

std::optional<int64_t> NumberOf(std::optional<Day> day) {
  if (!day) return std::nullopt;
  return day->since_epoch;
}

std::string_view NameOf(StoryChange::Kind kind) {
  switch (kind) {
    case StoryChange::Kind::kMerge: return "merge";
    case StoryChange::Kind::kMove: return "move";
    case StoryChange::Kind::kSplit: return "split";
  }
  return "";
}

}  // namespace

Result<std::unique_ptr<StoryShelf>> StoryShelf::Open(StoreWriter* store,
                                                     const std::vector<CommonWord>& words,
                                                     const GroupOptions& options) {
  std::unique_ptr<StoryShelf> shelf(new StoryShelf(store));
  AVVISO_TRY(shelf->Restore(words, options));
  return shelf;
}

Result<ArticleGroups::Past> StoryShelf::ReadPast() {
  ArticleGroups::Past past;
  AVVISO_ASSIGN(const auto stories, rows_.OpenStories());
  for (const auto& [row, id] : stories) {
    story_rows_.push_back(row);
    names_[row] = id;
    past.stories.push_back(id);
  }
  AVVISO_ASSIGN(const auto now, rows_.State("now"));
  AVVISO_ASSIGN(const auto changes, rows_.State("changes"));
  AVVISO_ASSIGN(const auto era, rows_.State("era"));
  AVVISO_ASSIGN(const auto era_begin, rows_.State("era_begin"));
  AVVISO_ASSIGN(const auto position, rows_.State("next_position"));
  AVVISO_ASSIGN(const auto story, rows_.State("next_story"));
  past.now = DayOf(now);
  past_changes_ = changes.value_or(0);
  past.changes = static_cast<size_t>(past_changes_);
  past.era = era.value_or(0);
  past.era_begin = DayOf(era_begin);
  next_position_ = position.value_or(1);
  next_story_ = story.value_or(1);
  return past;
}

Status StoryShelf::Restore(const std::vector<CommonWord>& words, const GroupOptions& options) {
  settled_ = options.stories.settled;
  groups_ = std::make_unique<ArticleGroups>(
      words, [this](uint32_t row) { return ArticleAt(row); }, options);
  AVVISO_ASSIGN(const std::optional<int64_t> learned, rows_.State("articles"));
  if (!learned) return Ok();
  AVVISO_ASSIGN(const std::vector<std::string> outlets, rows_.Outlets());
  outlets_.insert(outlets.begin(), outlets.end());
  groups_->RestoreWeights()->RestoreArticles(static_cast<uint32_t>(*learned));
  AVVISO_TRY(rows_.ForEachTermCount([&](uint32_t stem, uint32_t articles) {
    groups_->RestoreWeights()->RestoreCount(stem, articles);
  }));
  AVVISO_ASSIGN(const ArticleGroups::Past past, ReadPast());
  std::unordered_map<int64_t, uint32_t> group_of;  // story of the store -> of the groups
  for (size_t i = 0; i < story_rows_.size(); ++i) {
    group_of[story_rows_[i]] = static_cast<uint32_t>(i);
  }
  AVVISO_ASSIGN(const std::vector<int64_t> articles, rows_.OpenArticles());
  for (size_t i = 0; i < articles.size(); ++i) row_of_[articles[i]] = static_cast<uint32_t>(i);
  groups_->BeginRestore(past);
  AVVISO_TRY(rows_.ForEachOpen([&](const OpenArticle& open) -> Status {
    ArticleGroups::Held held;
    held.name = open.name;
    held.vector = TermsOf(open.terms);
    held.day = ParseIsoDay(open.published);
    if (!held.vector.empty()) held.story = group_of.at(open.place.story);
    held.prints = PrintsOf(open.prints);
    held.era = open.era;
    const auto original = row_of_.find(open.place.original);
    if (open.place.original != 0 && original != row_of_.end()) {
      held.copy = {original->second, open.place.share, open.place.verbatim, open.place.credited};
    }
    Row row;
    row.saved = open.place;
    row.open = true;
    row.terms = !held.vector.empty();
    row.prints = !held.prints.empty();
    articles_.push_back(row);
    groups_->Restore(std::move(held));
    return Ok();
  }));
  groups_->EndRestore(past);
  written_stories_ = story_rows_.size();
  return Ok();
}

std::shared_ptr<const Article> StoryShelf::ArticleAt(uint32_t row) {
  const auto held = texts_.find(row);
  if (held != texts_.end()) return held->second;
  auto article = std::make_shared<Article>();
  const Result<std::string> record = rows_.RecordOf(articles_[row].saved.revision);
  if (record.ok()) {
    Result<ReadRecord> read = RecordFromJson(record.value(), "");
    if (read.ok()) *article = std::move(read.value().article);
  }
  // One that can't be read any more is like none: `avviso store check` tells.
  if (texts_.size() >= kMostTexts) texts_.clear();
  texts_[row] = article;
  return article;
}

// Of an article that says something else now. If its story is closed nothing is held of it.
void StoryShelf::DropOld(int64_t article) {
  const auto row = row_of_.find(article);
  if (row == row_of_.end()) return;
  groups_->Drop(row->second);
  articles_[row->second].dropped = true;
  row_of_.erase(row);
}

Status StoryShelf::Place(const std::vector<NewArticle>& articles) {
  for (const NewArticle& item : articles) {
    DropOld(item.pending.article);
    for (const Term& term : groups_->Learn(*item.article)) learned_.insert(term.stem);
  }
  for (const NewArticle& item : articles) {
    const uint32_t row = static_cast<uint32_t>(articles_.size());
    Row placed;
    placed.saved.article = item.pending.article;
    placed.saved.revision = item.pending.revision;
    articles_.push_back(placed);
    row_of_[item.pending.article] = row;
    texts_[row] = std::make_shared<Article>(*item.article);
    groups_->Add(/*learned=*/true);
    const std::string outlet = OutletOf(*item.article);
    if (!outlet.empty() && outlets_.insert(outlet).second) new_outlets_.push_back(outlet);
  }
  groups_->Settle();
  const StoryGroups& stories = groups_->stories();
  for (size_t i = story_rows_.size(); i < stories.stories(); ++i) {
    story_rows_.push_back(next_story_++);
    names_[story_rows_.back()] = stories.id(static_cast<uint32_t>(i));
  }
  return Ok();
}

bool StoryShelf::Needed(uint32_t row) const {
  if (articles_[row].dropped) return false;
  if (row + settled_ >= articles_.size()) return true;
  return !groups_->stories().VectorOf(row).empty() || groups_->PrintsOf(row) != nullptr;
}

// As it is now. A link to an article that isn't held any more stays.
StoryArticle StoryShelf::PlaceOf(uint32_t row) const {
  StoryArticle place = articles_[row].saved;
  const uint32_t story = groups_->stories().StoryOf(row);
  if (story != StoryGroups::kNoStory) place.story = story_rows_[story];
  if (const std::optional<CopyLink>& copy = groups_->CopyOf(row)) {
    place.original = articles_[copy->original].saved.article;
    place.share = copy->share;
    place.verbatim = copy->verbatim;
    place.credited = copy->credited;
  }
  return place;
}

Status StoryShelf::WriteOpen(uint32_t row) {
  Row& held = articles_[row];
  const Terms& terms = groups_->stories().VectorOf(row);
  const Fingerprints* prints = groups_->PrintsOf(row);
  const bool has_prints = prints != nullptr && !prints->empty();
  if (held.open && held.terms == !terms.empty() && held.prints == has_prints) return Ok();
  held.open = true;
  held.terms = !terms.empty();
  held.prints = has_prints;
  return rows_.PutOpen(held.saved.position, groups_->EraOf(row), BytesOf(terms),
                       has_prints ? BytesOf(*prints) : "");
}

Status StoryShelf::WriteArticles() {
  for (uint32_t row = 0; row < articles_.size(); ++row) {
    Row& held = articles_[row];
    if (held.open && !Needed(row)) {
      AVVISO_TRY(rows_.DropOpen(held.saved.position));
      held.open = false;
    }
    if (held.dropped) continue;
    StoryArticle place = PlaceOf(row);
    if (place.position == 0) {
      place.position = next_position_++;
      AVVISO_TRY(rows_.DropPending(place.revision));
    }
    if (!(place == held.saved)) {
      AVVISO_TRY(rows_.PutArticle(place));
      held.saved = place;
    }
    if (Needed(row)) AVVISO_TRY(WriteOpen(row));
  }
  return Ok();
}

Status StoryShelf::WriteState(int64_t batch) {
  const std::vector<StoryChange>& changes = groups_->stories().changes();
  for (; written_changes_ < changes.size(); ++written_changes_) {
    const StoryChange& change = changes[written_changes_];
    AVVISO_TRY(rows_.PutChange(
        batch, {std::string(NameOf(change.kind)), change.article, change.from, change.into}));
  }
  for (const std::string& outlet : new_outlets_) AVVISO_TRY(rows_.PutOutlet(outlet));
  new_outlets_.clear();
  for (const uint32_t stem : learned_) {
    AVVISO_TRY(rows_.PutTermCount(stem, weights().CountOf(stem)));
  }
  learned_.clear();
  AVVISO_TRY(rows_.PutState("articles", weights().articles()));
  AVVISO_TRY(rows_.PutState("now", NumberOf(groups_->stories().now())));
  AVVISO_TRY(rows_.PutState("changes", past_changes_ + static_cast<int64_t>(changes.size())));
  AVVISO_TRY(rows_.PutState("era", groups_->era()));
  AVVISO_TRY(rows_.PutState("era_begin", NumberOf(groups_->era_begin())));
  AVVISO_TRY(rows_.PutState("next_position", next_position_));
  return rows_.PutState("next_story", next_story_);
}

Status StoryShelf::Write() {
  return store_->Change([this](Database*, int64_t batch) -> Status {
    for (; written_stories_ < story_rows_.size(); ++written_stories_) {
      const int64_t row = story_rows_[written_stories_];
      AVVISO_TRY(rows_.PutStory(row, names_[row]));
    }
    AVVISO_TRY(WriteArticles());
    return WriteState(batch);
  });
}

Result<std::string> StoryShelf::OutletAt(int64_t article) {
  const auto row = row_of_.find(article);
  if (row != row_of_.end()) return OutletOf(*ArticleAt(row->second));
  AVVISO_ASSIGN(const std::optional<StoryArticle> place, rows_.Of(article));
  if (!place) return std::string();
  AVVISO_ASSIGN(const std::string record, rows_.RecordOf(place->revision));
  AVVISO_ASSIGN(const ReadRecord read,
                RecordFromJson(record, "revision " + std::to_string(place->revision)));
  return OutletOf(read.article);
}

Result<int64_t> StoryShelf::StoryOf(int64_t article) {
  const auto row = row_of_.find(article);
  if (row != row_of_.end()) return PlaceOf(row->second).story;
  AVVISO_ASSIGN(const std::optional<StoryArticle> place, rows_.Of(article));
  return place ? place->story : 0;
}

Result<std::string> StoryShelf::StoryName(int64_t story) {
  const auto held = names_.find(story);
  if (held != names_.end()) return held->second;
  return rows_.StoryName(story);
}

Result<int64_t> StoryShelf::OriginalOf(int64_t article) {
  const auto row = row_of_.find(article);
  if (row != row_of_.end()) return PlaceOf(row->second).original;
  AVVISO_ASSIGN(const std::optional<StoryArticle> place, rows_.Of(article));
  return place ? place->original : 0;
}

Result<int64_t> StoryShelf::FamilyOf(int64_t article) {
  std::set<int64_t> seen;
  while (seen.insert(article).second) {
    AVVISO_ASSIGN(const int64_t original, OriginalOf(article));
    if (original == 0) break;
    article = original;
  }
  return article;
}

}  // namespace avviso
