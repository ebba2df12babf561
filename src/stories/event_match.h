// How likely two records tell of one act.
//
//   two records -> vetoes (type, time, place, numbers, actors) -> a score
//
// A veto is final: other days, other towns, other numbers, other countries on both sides.
// Where nothing speaks against it, what speaks for it adds up: actors, place, numbers, the
// words of the sentences, the story, one copied from the other. Headlines play no part.
// Pure; deterministic.

#ifndef AVVISO_STORIES_EVENT_MATCH_H_
#define AVVISO_STORIES_EVENT_MATCH_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "events/event.h"
#include "lexicon/type_pairs.h"
#include "reader/article.h"
#include "stories/term_weights.h"

namespace avviso {

// An actor's name in stems. It is telling if one of them is rare: "Bashir" is, "people" isn't.
struct MatchName {
  std::vector<uint32_t> stems;  // ordered
  bool telling = false;
};

// A record with what a comparison asks of it.
struct MatchView {
  const Event* event = nullptr;
  uint32_t article = 0;  // row
  uint32_t story = 0;
  uint32_t family = 0;             // the article at the end of its copies
  std::optional<Day> first, last;  // days of the act; of the publication if none is told
  bool told_day = false;           // the words of the article give the day
  Terms sentence;                  // of the sentence around the act, unit length
  uint32_t trigger = 0;            // stem of the word that names the act
  std::vector<MatchName> source_names, target_names;
};

MatchView ViewOf(const Event& event, const Article& article, const TermWeights& weights);

// All change results. Each is what the point adds to the score.
struct MatchOptions {
  double same_type = 1.0;
  double compatible_type = 0.0;
  double same_day = 0.5;
  double next_day = 0.1;
  double actor = 1.0;         // on each side: the same
  double like_actor = 0.7;    // the same country and a sector that fits
  double other_actor = -1.0;  // another country, or another person of words
  double same_place = 0.4;
  double same_number = 0.8;
  double near_number = 0.3;
  double sentence = 2.5;  // times the cosine of the sentences
  double trigger = 0.8;
  double same_story = 0.7;
  double same_family = 0.2;
  double same_article = -1.2;
  double least_cosine = 0.1;  // of the sentences, if neither verb nor a count is the same
  double merge = 2.9;         // from which two records are one act
};

// None if something forbids it.
std::optional<double> MatchScore(const MatchView& a, const MatchView& b, const TypePairs& types,
                                 const MatchOptions& options);

// How two participants' names relate.
bool NamesMeet(const std::vector<uint32_t>& a, const std::vector<uint32_t>& b);

}  // namespace avviso

#endif  // AVVISO_STORIES_EVENT_MATCH_H_
