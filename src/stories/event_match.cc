#include "stories/event_match.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

namespace avviso {
namespace {

enum class Fit : uint8_t { kUnknown, kSame, kLike, kOther };

// Sectors of the state: reporters name the government, its army or its police for one act.
bool StateSector(std::string_view sector) {
  constexpr std::array<std::string_view, 7> kState = {"", "GOV", "MIL", "COP", "JUD", "SPY", "LEG"};
  return std::find(kState.begin(), kState.end(), sector) != kState.end();
}

bool SectorsFit(const std::string& a, const std::string& b) {
  return a == b || a.empty() || b.empty() || (StateSector(a) && StateSector(b));
}

// "Albin Kurti", but not "Kosovo government" or "five officers".
bool LooksLikePerson(std::string_view name) {
  size_t words = 0;
  bool start = true;
  for (const char c : name) {
    if (c == ' ') {
      start = true;
    } else if (start) {
      if (c >= 'a' && c <= 'z') return false;
      if (c >= '0' && c <= '9') return false;
      ++words;
      start = false;
    }
  }
  return words >= 2;
}

Fit FitOf(const Participant& a, const MatchName& a_name, const Participant& b,
          const MatchName& b_name, bool verbal) {
  if (!a.id.empty() && a.id == b.id) return Fit::kSame;
  if (NamesMeet(a_name.stems, b_name.stems)) {
    const MatchName& held = a_name.stems.size() < b_name.stems.size() ? a_name : b_name;
    return held.telling || a_name.stems == b_name.stems ? Fit::kSame : Fit::kLike;
  }
  const bool countries = !a.country.empty() && !b.country.empty();
  if (countries && a.country != b.country) return Fit::kOther;
  if (countries) {
    if (verbal && LooksLikePerson(a.name) && LooksLikePerson(b.name)) return Fit::kOther;
    return SectorsFit(a.sector, b.sector) ? Fit::kLike : Fit::kUnknown;
  }
  return !a.sector.empty() && a.sector == b.sector ? Fit::kLike : Fit::kUnknown;
}

struct Side {
  const std::vector<Participant>* participants;
  const std::vector<MatchName>* names;
};

// The best fit of any two; kOther only if all pairs are of different actors.
Fit FitOf(const Side& a, const Side& b, bool verbal) {
  if (a.participants->empty() || b.participants->empty()) return Fit::kUnknown;
  Fit best = Fit::kOther;
  const auto rank = [](Fit fit) {
    return fit == Fit::kSame ? 3 : fit == Fit::kLike ? 2 : fit == Fit::kUnknown ? 1 : 0;
  };
  for (size_t i = 0; i < a.participants->size(); ++i) {
    for (size_t k = 0; k < b.participants->size(); ++k) {
      const Fit fit =
          FitOf((*a.participants)[i], (*a.names)[i], (*b.participants)[k], (*b.names)[k], verbal);
      if (rank(fit) > rank(best)) best = fit;
    }
  }
  return best;
}

double Worth(Fit fit, const MatchOptions& options) {
  switch (fit) {
    case Fit::kSame: return options.actor;
    case Fit::kLike: return options.like_actor;
    case Fit::kOther: return options.other_actor;
    case Fit::kUnknown: break;
  }
  return 0;
}

// The actors of both sides. In a meeting it doesn't matter who is named first. None if
// both sides are others.
std::optional<double> ActorScore(const MatchView& a, const MatchView& b, bool verbal,
                                 bool symmetric, const MatchOptions& options) {
  const Side as{&a.event->source, &a.source_names};
  const Side at{&a.event->target, &a.target_names};
  const Side bs{&b.event->source, &b.source_names};
  const Side bt{&b.event->target, &b.target_names};
  const auto both = [&](Fit source, Fit target) -> std::optional<double> {
    // Words of another speaker are another act, however alike.
    if (source == Fit::kOther && (verbal || target == Fit::kOther)) return std::nullopt;
    return Worth(source, options) + Worth(target, options);
  };
  std::optional<double> score = both(FitOf(as, bs, verbal), FitOf(at, bt, false));
  if (symmetric) {
    const std::optional<double> turned = both(FitOf(as, bt, verbal), FitOf(at, bs, false));
    if (turned && (!score || *turned > *score)) score = turned;
  }
  return score;
}

std::optional<double> TimeScore(const MatchView& a, const MatchView& b,
                                const MatchOptions& options) {
  if (!a.first || !b.first) return 0;
  const int32_t gap = std::max(a.first->since_epoch - b.last->since_epoch,
                               b.first->since_epoch - a.last->since_epoch);
  if (gap <= 0) return options.same_day;
  if (gap == 1 && !(a.told_day && b.told_day)) return options.next_day;
  return std::nullopt;
}

bool IsTown(const EventPlace& place) {
  return place.place.precision != PlaceMention::Precision::kCountry &&
         place.place.precision != PlaceMention::Precision::kArea;
}

bool FarApart(const PlaceMention& a, const PlaceMention& b) {
  constexpr double kDegrees = 0.4;  // about 40 km
  return a.lat && b.lat && a.lon && b.lon &&
         std::hypot(*a.lat - *b.lat, (*a.lon - *b.lon) * std::cos(*a.lat * 0.0174533)) > kDegrees;
}

// A town and its country don't contradict each other; two towns do, unless they are near.
std::optional<double> PlaceScore(const Event& a, const Event& b, const MatchOptions& options) {
  if (!a.place || !b.place) return 0;
  const PlaceMention& first = a.place->place;
  const PlaceMention& second = b.place->place;
  if (first.name == second.name) return options.same_place;
  if (!first.country.empty() && !second.country.empty() && first.country != second.country) {
    return std::nullopt;
  }
  if (FarApart(first, second)) return std::nullopt;
  const bool located = first.lat && second.lat;
  if (IsTown(*a.place) && IsTown(*b.place) && located && first.admin1 != second.admin1) {
    return std::nullopt;
  }
  return 0;
}

int64_t Low(const EventNumber& number) { return number.value.value_or(number.low.value_or(0)); }
int64_t High(const EventNumber& number) {
  return number.value.value_or(number.high.value_or(Low(number)));
}

// Counts of one thing: equal, near enough to be corrections of each other, or of two acts.
std::optional<double> NumberScore(const Event& a, const Event& b, const MatchOptions& options) {
  double score = 0;
  for (const EventNumber& first : a.numbers) {
    for (const EventNumber& second : b.numbers) {
      if (first.what != second.what) continue;
      if (Low(first) <= High(second) && Low(second) <= High(first)) {
        score = std::max(score, options.same_number);
        continue;
      }
      const int64_t small = std::min(High(first), High(second));
      const int64_t large = std::max(Low(first), Low(second));
      if (large - small > 1 && static_cast<double>(large) > 1.4 * static_cast<double>(small)) {
        return std::nullopt;
      }
      score = std::max(score, options.near_number);
    }
  }
  return score;
}

MatchName NameOf(const std::string& name, const TermWeights& weights) {
  constexpr double kTelling = 3;  // one article in twenty
  MatchName view;
  for (const TextWord& word : SplitText(name).words) {
    if (weights.IsCommon(word.stem)) continue;
    view.stems.push_back(word.stem);
    view.telling |= weights.Rarity(word.stem) >= kTelling;
  }
  std::sort(view.stems.begin(), view.stems.end());
  view.stems.erase(std::unique(view.stems.begin(), view.stems.end()), view.stems.end());
  return view;
}

// One article, or one and its copy, that tells of two acts in one breath: "they clashed with
// soldiers, and 25 were injured". What else speaks for one act would speak for that too.
bool ToldApart(const MatchView& a, const MatchView& b) {
  if (a.article == b.article) {
    return a.event->type != b.event->type ||
           a.event->mentions.front().sentence == b.event->mentions.front().sentence;
  }
  constexpr double kSameSentence = 0.8;
  return a.family == b.family && a.trigger != b.trigger &&
         Dot(a.sentence, b.sentence) >= kSameSentence;
}

}  // namespace

bool NamesMeet(const std::vector<uint32_t>& a, const std::vector<uint32_t>& b) {
  if (a.empty() || b.empty()) return false;
  return std::includes(a.begin(), a.end(), b.begin(), b.end()) ||
         std::includes(b.begin(), b.end(), a.begin(), a.end());
}

MatchView ViewOf(const Event& event, const Article& article, const TermWeights& weights) {
  MatchView view;
  view.event = &event;
  view.first = view.last = article.published_day;
  if (event.time && event.time->start && event.time->end) {
    view.first = event.time->start;
    view.last = event.time->end;
    view.told_day = !event.time->inferred;
  }
  const EventMention& mention = event.mentions.front();
  view.sentence = weights.Vector(weights.Count(SplitText(mention.sentence.In(article.text)), 0));
  const TextWords trigger = SplitText(mention.trigger.In(article.text));
  for (const TextWord& word : trigger.words) {
    if (!weights.IsCommon(word.stem)) {
      view.trigger = word.stem;
      break;
    }
  }
  for (const Participant& actor : event.source) {
    view.source_names.push_back(NameOf(actor.name, weights));
  }
  for (const Participant& actor : event.target) {
    view.target_names.push_back(NameOf(actor.name, weights));
  }
  return view;
}

std::optional<double> MatchScore(const MatchView& a, const MatchView& b, const TypePairs& types,
                                 const MatchOptions& options) {
  const TypePairs::Fit type = types.Of(a.event->type, b.event->type);
  if (type == TypePairs::Fit::kNone || a.event->historical != b.event->historical) {
    return std::nullopt;
  }
  if (ToldApart(a, b)) return std::nullopt;
  double score = type == TypePairs::Fit::kSame ? options.same_type : options.compatible_type;
  const std::optional<double> time = TimeScore(a, b, options);
  if (!time) return std::nullopt;
  const std::optional<double> place = PlaceScore(*a.event, *b.event, options);
  if (!place) return std::nullopt;
  const std::optional<double> numbers = NumberScore(*a.event, *b.event, options);
  if (!numbers) return std::nullopt;
  const std::optional<double> actors =
      ActorScore(a, b, types.Verbal(a.event->type) && types.Verbal(b.event->type),
                 types.Symmetric(a.event->type) && types.Symmetric(b.event->type), options);
  if (!actors) return std::nullopt;
  score += *time + *place + *numbers + *actors;
  const double cosine = Dot(a.sentence, b.sentence);
  const bool same_verb = a.trigger != 0 && a.trigger == b.trigger;
  if (cosine < options.least_cosine && !same_verb && *numbers < options.same_number) {
    return std::nullopt;  // one actor may do many things on one day
  }
  score += options.sentence * cosine;
  if (same_verb) score += options.trigger;
  if (a.story == b.story) score += options.same_story;
  if (a.article == b.article) {
    score += options.same_article;
  } else if (a.family == b.family) {
    score += options.same_family;
  }
  return score;
}

}  // namespace avviso
