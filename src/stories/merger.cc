#include "stories/merger.h"

#include <algorithm>
#include <cstdio>

#include "base/hash.h"
#include "stories/origins.h"

namespace avviso {
namespace {

std::string MergedId(const std::string& report) {
  char id[20];
  std::snprintf(id, sizeof id, "m-%012llx",
                static_cast<unsigned long long>(MurmurHash64A(report, 0x3E26) & 0xffffffffffffULL));
  return id;
}

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

std::string OutletOf(const Article& article) {
  if (!article.outlet.empty()) return article.outlet;
  const size_t host = article.url.find("://");
  if (host == std::string::npos) return "";
  const size_t begin = host + 3;
  return article.url.substr(begin, article.url.find('/', begin) - begin);
}

class MergeRun {
 public:
  MergeRun(const std::vector<CodedNews>& news, const std::vector<CommonWord>& common,
           const TypePairs& types, const MergeOptions& options)
      : news_(news),
        types_(types),
        options_(options),
        groups_(
            common, [&news](uint32_t row) -> const Article& { return news[row].article; },
            options.groups) {}

  Merged Run() {
    for (const CodedNews& item : news_) groups_.Learn(item.article);
    for (size_t i = 0; i < news_.size(); ++i) groups_.Add(/*learned=*/true);
    groups_.Settle();
    MakeViews();
    for (uint32_t view = 0; view < views_.size(); ++view) {
      if (views_[view].event->status != EventStatus::kDenied) Place(view);
    }
    for (uint32_t view = 0; view < views_.size(); ++view) {
      if (views_[view].event->status == EventStatus::kDenied) PlaceDenial(view);
    }
    return Finish();
  }

 private:
  struct Draft {
    std::vector<uint32_t> views;
    std::vector<uint32_t> contested;
    bool denied = false;  // nobody tells it but to deny it
  };

  void MakeViews() {
    for (uint32_t row = 0; row < news_.size(); ++row) {
      uint32_t family = row;
      // A chain of copies is as long as there are articles at most.
      for (size_t step = 0; step < news_.size() && groups_.CopyOf(family); ++step) {
        family = groups_.CopyOf(family)->original;
      }
      for (const Event& event : news_[row].events) {
        MatchView view = ViewOf(event, news_[row].article, groups_.weights());
        view.article = row;
        view.family = family;
        view.story = groups_.stories().StoryOf(row);
        views_.push_back(std::move(view));
        NoteVoices(event);
      }
      const std::string outlet = OutletOf(news_[row].article);
      if (!outlet.empty()) book_.outlets.emplace(JoinedName(outlet), outlet);
    }
  }

  // Countries of names, as far as some record resolved them.
  void NoteVoices(const Event& event) {
    for (const auto* side : {&event.source, &event.target}) {
      for (const Participant& actor : *side) book_.Note(actor.name, actor.country);
    }
  }

  // The mean score with the records of a draft; none if one of them forbids it.
  std::optional<double> ScoreWith(const MatchView& view,
                                  const std::vector<uint32_t>& others) const {
    double sum = 0;
    for (const uint32_t other : others) {
      const std::optional<double> score = MatchScore(view, views_[other], types_, options_.match);
      if (!score) return std::nullopt;
      sum += *score;
    }
    return others.empty() ? 0 : sum / static_cast<double>(others.size());
  }

  std::optional<uint32_t> Best(uint32_t row, bool denied, double least) const {
    const MatchView& view = views_[row];
    std::optional<uint32_t> best;
    double best_score = least;
    const int32_t day = view.first ? view.first->since_epoch : 0;
    const int32_t last = view.last ? view.last->since_epoch : 0;
    for (int32_t d = day - 1; d <= std::min(last, day + kMostDays) + 1; ++d) {
      const auto drafts = by_day_.find(d);
      if (drafts == by_day_.end()) continue;
      for (const uint32_t draft : drafts->second) {
        if (drafts_[draft].denied != denied) continue;
        const std::optional<double> score = ScoreWith(view, drafts_[draft].views);
        if (score && *score >= best_score && (!best || *score > best_score)) {
          best_score = *score;
          best = draft;
        }
      }
    }
    return best;
  }

  void Join(uint32_t row, uint32_t draft) {
    drafts_[draft].views.push_back(row);
    const MatchView& view = views_[row];
    const int32_t day = view.first ? view.first->since_epoch : 0;
    const int32_t last = view.last ? view.last->since_epoch : 0;
    for (int32_t d = day; d <= std::min(last, day + kMostDays); ++d) {
      std::vector<uint32_t>& drafts = by_day_[d];
      if (std::find(drafts.begin(), drafts.end(), draft) == drafts.end()) drafts.push_back(draft);
    }
  }

  void Place(uint32_t row) {
    std::optional<uint32_t> draft = Best(row, false, options_.match.merge);
    if (!draft) {
      draft = static_cast<uint32_t>(drafts_.size());
      drafts_.emplace_back();
    }
    Join(row, *draft);
  }

  // A denial contests the act that it denies, if somebody tells it; else it stands alone.
  void PlaceDenial(uint32_t row) {
    if (const auto told = Best(row, false, options_.contest)) {
      drafts_[*told].contested.push_back(row);
      return;
    }
    std::optional<uint32_t> draft = Best(row, true, options_.match.merge);
    if (!draft) {
      draft = static_cast<uint32_t>(drafts_.size());
      drafts_.emplace_back();
      drafts_.back().denied = true;
    }
    Join(row, *draft);
  }

  EventReport ReportOf(uint32_t row) const {
    const MatchView& view = views_[row];
    const Event* first = news_[view.article].events.data();
    return {view.article, static_cast<uint32_t>(view.event - first)};
  }

  void AddParticipants(const std::vector<Participant>& from,
                       std::vector<MergedParticipant>* into) const {
    for (const Participant& actor : from) {
      const auto same = [&](const MergedParticipant& held) {
        return held.name == actor.name && held.country == actor.country;
      };
      if (std::any_of(into->begin(), into->end(), same)) continue;
      into->push_back({actor.name, actor.country, actor.sector, actor.id});
    }
  }

  static void AddNumbers(const Event& event, uint32_t report, MergedEvent* merged) {
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

  void AddReport(const Event& event, uint32_t report, MergedEvent* merged) const {
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
  std::string TypeOf(const std::vector<uint32_t>& views) const {
    std::string best;
    size_t most = 0;
    for (const uint32_t view : views) {
      const std::string& type = views_[view].event->type;
      const auto same = [&](uint32_t other) { return views_[other].event->type == type; };
      const size_t count = static_cast<size_t>(std::count_if(views.begin(), views.end(), same));
      if (count > most) {
        most = count;
        best = type;
      }
    }
    return best;
  }

  MergedEvent Make(const Draft& draft) const {
    MergedEvent merged;
    merged.type = TypeOf(draft.views);
    const Event& first = *views_[draft.views.front()].event;
    merged.id = MergedId(first.id);
    merged.status = StatusName(first.status);
    std::vector<ReportVoice> voices;
    std::vector<uint32_t> families;
    std::vector<std::string> published;
    for (const uint32_t row : draft.views) {
      const MatchView& view = views_[row];
      if (view.event->type == merged.type && merged.quad.empty()) merged.quad = view.event->quad;
      if (view.event->status == EventStatus::kHappened)
        merged.status = StatusName(EventStatus::kHappened);
      AddReport(*view.event, static_cast<uint32_t>(merged.reports.size()), &merged);
      merged.reports.push_back(ReportOf(row));
      const Article& article = news_[view.article].article;
      voices.push_back(VoiceOf(*view.event, view.event->mentions.front().sentence.In(article.text),
                               OutletOf(news_[view.family].article), book_, groups_.weights()));
      families.push_back(view.family);
      published.push_back(news_[view.article].article.published);
    }
    for (const uint32_t row : draft.contested) merged.contested.push_back(ReportOf(row));
    ShareVoices(families, &voices);
    AddOrigins(voices, published, book_, groups_.weights(), &merged);
    return merged;
  }

  Merged Finish() {
    Merged merged;
    for (const Draft& draft : drafts_) merged.events.push_back(Make(draft));
    std::stable_sort(merged.events.begin(), merged.events.end(),
                     [](const MergedEvent& a, const MergedEvent& b) {
                       return a.reports.front() < b.reports.front();
                     });
    for (uint32_t row = 0; row < news_.size(); ++row) {
      merged.stories.push_back(groups_.StoryOf(row));
      merged.copies.push_back(groups_.CopyOf(row));
    }
    return merged;
  }

  static constexpr int32_t kMostDays = 31;  // of an act that are indexed

  const std::vector<CodedNews>& news_;
  const TypePairs& types_;
  const MergeOptions& options_;
  ArticleGroups groups_;
  std::vector<MatchView> views_;
  std::vector<Draft> drafts_;
  std::map<int32_t, std::vector<uint32_t>> by_day_;  // drafts, by days since 1970
  VoiceBook book_;
};

}  // namespace

Merged MergeEvents(const std::vector<CodedNews>& news, const std::vector<CommonWord>& common,
                   const TypePairs& types, const MergeOptions& options) {
  return MergeRun(news, common, types, options).Run();
}

}  // namespace avviso
