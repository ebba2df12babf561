// Two records may tell of one act only if their sentences share a telling word, if the same
// verb stands in both, or if they count the same: else MatchScore forbids it. So looking up
// words within days finds every draft that can be joined.

#include "stories/event_drafts.h"

#include <algorithm>
#include <cstdio>

#include "base/check.h"
#include "base/hash.h"
#include "stories/copies.h"

namespace avviso {
namespace {

constexpr int32_t kShort = 3;      // days of an act that is found by day; others by month
constexpr int32_t kMostDays = 31;  // of an act that are looked at
constexpr size_t kCompared = 64;   // records of a draft: half of them its first, half its latest

std::string MergedId(const std::string& report) {
  char id[20];
  std::snprintf(id, sizeof id, "m-%012llx",
                static_cast<unsigned long long>(MurmurHash64A(report, 0x3E26) & 0xffffffffffffULL));
  return id;
}

uint64_t DayBucket(int32_t day) { return static_cast<uint32_t>(day); }
uint64_t MonthBucket(int32_t day) {
  const CivilDate date = ToCivil(Day{day});
  return (uint64_t{1} << 31) + static_cast<uint32_t>(date.year * 12 + date.month);
}
uint64_t KeyIn(uint64_t bucket, uint32_t word) { return bucket << 32 | word; }

}  // namespace

std::string OutletOf(const Article& article) {
  if (!article.outlet.empty()) return article.outlet;
  const size_t host = article.url.find("://");
  if (host == std::string::npos) return "";
  const size_t begin = host + 3;
  return article.url.substr(begin, article.url.find('/', begin) - begin);
}

EventDrafts::EventDrafts(const TypePairs& types, const TermWeights& weights,
                         const MergeOptions& options)
    : types_(types), weights_(weights), options_(options) {}

uint32_t EventDrafts::AddArticle(PlacedNews item) {
  const uint32_t row = static_cast<uint32_t>(news_.size());
  first_view_.push_back(static_cast<uint32_t>(views_.size()));
  for (size_t i = 0; i < item.news->events.size(); ++i) {
    const Event& event = item.news->events[i];
    MatchView view = ViewOf(event, item.news->article, weights_);
    view.article = row;
    view.family = item.family;
    view.story = item.story;
    views_.push_back(std::move(view));
    places_.push_back({static_cast<uint32_t>(i), false});
    // Countries of names, as far as some record resolved them.
    for (const auto* side : {&event.source, &event.target}) {
      for (const Participant& actor : *side) book_.Note(actor.name, actor.country);
    }
  }
  const std::string outlet = OutletOf(item.news->article);
  if (!outlet.empty()) book_.outlets.emplace(JoinedName(outlet), outlet);
  bool whole_day = false;
  minutes_.push_back(PublishedMinute(item.news->article.published, &whole_day).value_or(INT64_MAX));
  news_.push_back(std::move(item));
  return row;
}

uint32_t EventDrafts::ViewAt(const EventReport& report) const {
  AVVISO_CHECK(report.article < news_.size());
  AVVISO_CHECK(report.event < news_[report.article].news->events.size());
  return first_view_[report.article] + report.event;
}

uint32_t EventDrafts::Restore(std::string id, const std::vector<EventReport>& reports,
                              const std::vector<EventReport>& contested, bool changed) {
  const uint32_t row = static_cast<uint32_t>(drafts_.size());
  drafts_.emplace_back();
  for (const EventReport& report : reports) Join(ViewAt(report), row);
  for (const EventReport& report : contested) {
    drafts_[row].contested.push_back(ViewAt(report));
    places_[ViewAt(report)].stands = true;
  }
  drafts_[row].id = std::move(id);
  drafts_[row].denied = !drafts_[row].views.empty() && Denies(drafts_[row].views.front());
  drafts_[row].changed = changed;
  return row;
}

bool EventDrafts::Holds(uint32_t row, const EventReport& report) const {
  const uint32_t view = ViewAt(report);
  const Draft& draft = drafts_[row];
  return std::find(draft.views.begin(), draft.views.end(), view) != draft.views.end() ||
         std::find(draft.contested.begin(), draft.contested.end(), view) != draft.contested.end();
}

// Where a record is found (`around` is false) and looked for. One of few days stands in each
// of them, one of more in its months.
std::vector<uint64_t> EventDrafts::Buckets(const MatchView& view, bool around) const {
  const int32_t first = view.first ? view.first->since_epoch : 0;
  const int32_t last = std::min(view.last ? view.last->since_epoch : 0, first + kMostDays);
  std::vector<uint64_t> buckets;
  const bool by_day = last - first < kShort;
  const int32_t margin = around ? 1 : 0;
  for (int32_t day = first - margin; day <= last + margin; ++day) {
    if (by_day || around) buckets.push_back(DayBucket(day));
    if (!by_day || around) buckets.push_back(MonthBucket(day));
  }
  std::sort(buckets.begin(), buckets.end());
  buckets.erase(std::unique(buckets.begin(), buckets.end()), buckets.end());
  return buckets;
}

std::vector<uint32_t> EventDrafts::KeysOf(const MatchView& view) const {
  std::vector<uint32_t> keys;
  for (const Term& term : view.sentence) keys.push_back(term.stem);
  keys.push_back(view.trigger);
  for (const EventNumber& number : view.event->numbers) {
    keys.push_back(static_cast<uint32_t>(MurmurHash64A(number.what, 0x4E)));
  }
  std::sort(keys.begin(), keys.end());
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  return keys;
}

std::vector<uint32_t> EventDrafts::Candidates(const MatchView& view) const {
  std::vector<uint32_t> found;
  const std::vector<uint32_t> keys = KeysOf(view);
  for (const uint64_t bucket : Buckets(view, /*around=*/true)) {
    for (const uint32_t key : keys) {
      const auto drafts = index_.find(KeyIn(bucket, key));
      if (drafts == index_.end()) continue;
      found.insert(found.end(), drafts->second.begin(), drafts->second.end());
    }
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

// The mean score with the records of a draft; none if one of them forbids it.
std::optional<double> EventDrafts::ScoreWith(const MatchView& view,
                                             const std::vector<uint32_t>& others) const {
  double sum = 0;
  size_t compared = 0;
  for (size_t i = 0; i < others.size(); ++i) {
    if (i >= kCompared / 2 && i + kCompared / 2 < others.size()) continue;
    const std::optional<double> score = MatchScore(view, views_[others[i]], types_, options_.match);
    if (!score) return std::nullopt;
    sum += *score;
    ++compared;
  }
  return compared == 0 ? 0 : sum / static_cast<double>(compared);
}

std::optional<uint32_t> EventDrafts::Best(uint32_t row, bool denied, double least) const {
  const MatchView& view = views_[row];
  std::optional<uint32_t> best;
  double best_score = least;
  for (const uint32_t draft : Candidates(view)) {
    if (drafts_[draft].denied != denied || drafts_[draft].views.empty()) continue;
    const std::optional<double> score = ScoreWith(view, drafts_[draft].views);
    if (score && *score >= best_score && (!best || *score > best_score)) {
      best_score = *score;
      best = draft;
    }
  }
  return best;
}

uint32_t EventDrafts::Found(uint32_t view) {
  drafts_.emplace_back();
  drafts_.back().id = MergedId(views_[view].event->id);
  drafts_.back().denied = Denies(view);
  return static_cast<uint32_t>(drafts_.size() - 1);
}

void EventDrafts::Index(uint32_t view, uint32_t draft) {
  const std::vector<uint32_t> keys = KeysOf(views_[view]);
  for (const uint64_t bucket : Buckets(views_[view], /*around=*/false)) {
    for (const uint32_t key : keys) {
      std::vector<uint32_t>& drafts = index_[KeyIn(bucket, key)];
      if (drafts.empty() || drafts.back() != draft) drafts.push_back(draft);
    }
  }
}

void EventDrafts::Join(uint32_t view, uint32_t draft) {
  drafts_[draft].views.push_back(view);
  drafts_[draft].changed = true;
  places_[view].stands = true;
  Index(view, draft);
}

void EventDrafts::PlaceTold(uint32_t view) {
  const std::optional<uint32_t> draft = Best(view, false, options_.match.merge);
  Join(view, draft ? *draft : Found(view));
}

// A denial contests the act that it denies, if somebody tells it; else it stands alone.
void EventDrafts::PlaceDenial(uint32_t view) {
  if (const auto told = Best(view, false, options_.contest)) {
    drafts_[*told].contested.push_back(view);
    drafts_[*told].changed = true;
    places_[view].stands = true;
    return;
  }
  const std::optional<uint32_t> draft = Best(view, true, options_.match.merge);
  Join(view, draft ? *draft : Found(view));
}

// Denials that were put back alone may contest what has been told since.
void EventDrafts::RetryDenials() {
  for (Draft& draft : drafts_) {
    if (!draft.denied) continue;
    std::vector<uint32_t> alone;
    for (const uint32_t view : draft.views) {
      const std::optional<uint32_t> told = Best(view, false, options_.contest);
      if (told) {
        drafts_[*told].contested.push_back(view);
        drafts_[*told].changed = true;
      } else {
        alone.push_back(view);
      }
    }
    if (alone.size() == draft.views.size()) continue;
    draft.views = std::move(alone);
    draft.changed = true;
  }
}

void EventDrafts::Place() {
  std::vector<uint32_t> denials;
  for (uint32_t view = 0; view < views_.size(); ++view) {
    if (places_[view].stands) continue;
    if (Denies(view)) {
      denials.push_back(view);
    } else {
      PlaceTold(view);
    }
  }
  RetryDenials();
  for (const uint32_t view : denials) PlaceDenial(view);
}

namespace {

std::string_view StatusName(EventStatus status) {
  switch (status) {
    case EventStatus::kHappened: return "happened";
    case EventStatus::kPlanned: return "planned";
    case EventStatus::kPossible: return "possible";
    case EventStatus::kDenied: return "denied";
    case EventStatus::kConditional: return "conditional";
  }
  return "";
}

void AddParticipants(const std::vector<Participant>& from, std::vector<MergedParticipant>* into) {
  for (const Participant& actor : from) {
    const auto same = [&](const MergedParticipant& held) {
      return held.name == actor.name && held.country == actor.country;
    };
    if (std::any_of(into->begin(), into->end(), same)) continue;
    into->push_back({actor.name, actor.country, actor.sector, actor.id});
  }
}

void AddNumbers(const Event& event, uint32_t report, MergedEvent* merged) {
  for (const EventNumber& number : event.numbers) {
    const int64_t low = number.value.value_or(number.low.value_or(0));
    const int64_t high = number.value.value_or(number.high.value_or(low));
    auto at = std::find_if(merged->numbers.begin(), merged->numbers.end(),
                           [&](const MergedNumber& held) { return held.what == number.what; });
    if (at == merged->numbers.end()) {
      merged->numbers.push_back({number.what, low, high, low, {}});
      at = merged->numbers.end() - 1;
    }
    at->low = std::min(at->low, low);
    at->high = std::max(at->high, high);
    at->best = number.value.value_or(low);
    at->said.push_back({low, high, report});
  }
}

void AddReport(const Event& event, uint32_t report, MergedEvent* merged) {
  if (merged->mode.empty()) merged->mode = event.mode;
  AddParticipants(event.source, &merged->source);
  AddParticipants(event.target, &merged->target);
  AddNumbers(event, report, merged);
  if (event.place && (merged->place.empty() ||
                      (event.place->place.precision == PlaceMention::Precision::kPopulatedPlace &&
                       merged->place_country == merged->place))) {
    merged->place = event.place->place.name;
    merged->place_country = event.place->place.country;
  }
  if (event.time && event.time->start && event.time->end) {
    merged->start =
        merged->start ? std::min(*merged->start, *event.time->start) : *event.time->start;
    merged->end = merged->end ? std::max(*merged->end, *event.time->end) : *event.time->end;
  }
}

// The type most records give, the first of them if several.
std::string TypeOf(const std::vector<const Event*>& events) {
  std::string best;
  std::ptrdiff_t most = 0;
  for (const Event* event : events) {
    const auto count = std::count_if(events.begin(), events.end(), [&](const Event* other) {
      return other->type == event->type;
    });
    if (count > most) {
      most = count;
      best = event->type;
    }
  }
  return best;
}

}  // namespace

MergedEvent EventDrafts::Make(uint32_t row) const {
  Draft draft = drafts_[row];
  AVVISO_CHECK(!draft.views.empty());
  const auto by_time = [this](uint32_t a, uint32_t b) {
    return minutes_[views_[a].article] < minutes_[views_[b].article];
  };
  std::stable_sort(draft.views.begin(), draft.views.end(), by_time);
  std::stable_sort(draft.contested.begin(), draft.contested.end(), by_time);
  std::vector<const Event*> events;
  for (const uint32_t view : draft.views) events.push_back(views_[view].event);
  MergedEvent merged;
  merged.id = draft.id;
  merged.type = TypeOf(events);
  merged.status = StatusName(events.front()->status);
  std::vector<ReportVoice> voices;
  std::vector<uint32_t> families;
  std::vector<std::string> published;
  for (const uint32_t view : draft.views) {
    const Event& event = *views_[view].event;
    const PlacedNews& item = news_[views_[view].article];
    if (event.type == merged.type && merged.quad.empty()) merged.quad = event.quad;
    if (event.status == EventStatus::kHappened) merged.status = StatusName(event.status);
    AddReport(event, static_cast<uint32_t>(merged.reports.size()), &merged);
    merged.reports.push_back({views_[view].article, places_[view].event});
    voices.push_back(VoiceOf(event, event.mentions.front().sentence.In(item.news->article.text),
                             item.first_outlet, book_, weights_));
    families.push_back(item.family);
    published.push_back(item.news->article.published);
  }
  for (const uint32_t view : draft.contested) {
    merged.contested.push_back({views_[view].article, places_[view].event});
  }
  ShareVoices(families, &voices);
  AddOrigins(voices, published, book_, weights_, &merged);
  return merged;
}

}  // namespace avviso
