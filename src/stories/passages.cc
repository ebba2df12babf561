#include "stories/passages.h"

#include <algorithm>
#include <utility>

#include "base/hash.h"

namespace avviso {
namespace {

constexpr uint32_t kSeed = 5;           // words of a run that is looked up
constexpr uint32_t kLeastWords = 6;     // of a run that counts
constexpr size_t kMostPlaces = 16;      // at which one seed is tried
constexpr double kRewordedShare = 0.6;  // of a sentence's weight found in one place

uint64_t SeedAt(const std::vector<TextWord>& words, size_t at) {
  uint64_t hash = 0;
  for (size_t i = 0; i < kSeed; ++i) hash = (hash ^ words[at + i].key) * 0x9E3779B97F4A7C15ULL;
  return hash;
}

// A run of equal words: rows in both texts.
struct Run {
  uint32_t earlier = 0;
  uint32_t later = 0;
  uint32_t words = 0;
};

std::vector<Run> FindRuns(const TextWords& earlier, const TextWords& later, uint32_t least) {
  std::vector<Run> runs;
  const auto& a = earlier.words;
  const auto& b = later.words;
  if (a.size() < kSeed || b.size() < kSeed) return runs;
  // The seeds of the earlier text by their hash, then by place.
  std::vector<std::pair<uint64_t, uint32_t>> seeds;
  seeds.reserve(a.size());
  for (size_t i = 0; i + kSeed <= a.size(); ++i) {
    seeds.emplace_back(SeedAt(a, i), static_cast<uint32_t>(i));
  }
  std::sort(seeds.begin(), seeds.end());
  size_t at = 0;
  while (at + kSeed <= b.size()) {
    Run best;
    const uint64_t seed = SeedAt(b, at);
    auto place = std::lower_bound(seeds.begin(), seeds.end(), std::pair(seed, 0u));
    for (size_t tried = 0; tried < kMostPlaces && place != seeds.end() && place->first == seed;
         ++tried, ++place) {
      const uint32_t start = place->second;
      uint32_t size = 0;
      while (start + size < a.size() && at + size < b.size() &&
             a[start + size].key == b[at + size].key) {
        ++size;
      }
      if (size > best.words) best = {start, static_cast<uint32_t>(at), size};
    }
    if (best.words >= least) {
      runs.push_back(best);
      at += best.words;
    } else {
      ++at;
    }
  }
  return runs;
}

Span SpanOf(const TextWords& text, uint32_t first, uint32_t count) {
  return {text.words[first].span.begin, text.words[first + count - 1].span.end};
}

std::vector<Passage> PassagesOf(const std::vector<Run>& runs, const TextWords& earlier,
                                const TextWords& later) {
  std::vector<Passage> passages;
  passages.reserve(runs.size());
  for (const Run& run : runs) {
    passages.push_back({SpanOf(earlier, run.earlier, run.words),
                        SpanOf(later, run.later, run.words), run.words, false});
  }
  return passages;
}

// The sentences of the earlier text, by the stems they hold.
class SentenceIndex {
 public:
  explicit SentenceIndex(const TextWords& text) : sentences_(text.sentences.size()) {
    held_.reserve(text.words.size());
    for (uint32_t s = 0; s < sentences_; ++s) {
      for (uint32_t w = text.sentences[s].first; w < text.sentences[s].end; ++w) {
        held_.emplace_back(text.words[w].stem, s);
      }
    }
    std::sort(held_.begin(), held_.end());
    held_.erase(std::unique(held_.begin(), held_.end()), held_.end());
  }

  struct Match {
    uint32_t sentence = 0;  // the first of two neighbours, or the only one
    double weight = 0;
  };
  // The neighbouring pair of sentences that holds most of the weight of `stems`.
  Match Best(const Terms& stems) const {
    std::vector<double> held(sentences_ + 1);
    for (const Term& term : stems) {
      uint32_t next = 0;  // pair p holds sentences p and p + 1; none is counted twice
      for (auto at = std::lower_bound(held_.begin(), held_.end(), std::pair(term.stem, 0u));
           at != held_.end() && at->first == term.stem; ++at) {
        const uint32_t s = at->second;
        for (uint32_t pair = std::max(next, s == 0 ? 0 : s - 1); pair <= s; ++pair) {
          held[pair] += double{term.weight};
        }
        next = s + 1;
      }
    }
    Match best;
    for (uint32_t pair = 0; pair < sentences_; ++pair) {
      if (held[pair] > best.weight) best = {pair, held[pair]};
    }
    return best;
  }

 private:
  size_t sentences_;
  std::vector<std::pair<uint32_t, uint32_t>> held_;  // stem, sentence
};

// The telling words of a sentence outside of quotation marks, each once, and how much of
// their weight stands in runs.
struct SentenceWeight {
  Terms stems;
  double all = 0;
  double in_runs = 0;
};

SentenceWeight Weigh(const TextWords& text, const TextSentence& sentence,
                     const TermWeights& weights, const std::vector<bool>& in_run) {
  SentenceWeight weight;
  for (uint32_t w = sentence.first; w < sentence.end; ++w) {
    const TextWord& word = text.words[w];
    if (word.quoted || weights.IsCommon(word.stem)) continue;
    const auto same = [&word](const Term& term) { return term.stem == word.stem; };
    if (std::any_of(weight.stems.begin(), weight.stems.end(), same)) continue;
    const double rarity = weights.Rarity(word.stem);
    weight.stems.push_back({word.stem, static_cast<float>(rarity)});
    weight.all += rarity;
    if (in_run[w]) weight.in_runs += rarity;
  }
  return weight;
}

}  // namespace

std::vector<Passage> SharedPassages(const TextWords& earlier, const TextWords& later,
                                    uint32_t least) {
  return PassagesOf(FindRuns(earlier, later, std::max(least, kSeed)), earlier, later);
}

Derivation DeriveFrom(const TextWords& earlier, const TextWords& later,
                      const TermWeights& weights) {
  Derivation derived;
  const std::vector<Run> runs = FindRuns(earlier, later, kLeastWords);
  derived.passages = PassagesOf(runs, earlier, later);
  std::vector<bool> in_run(later.words.size());
  for (const Run& run : runs) {
    std::fill_n(in_run.begin() + run.later, run.words, true);
  }
  const SentenceIndex index(earlier);
  double all = 0;
  double taken = 0;
  double verbatim = 0;
  for (const TextSentence& sentence : later.sentences) {
    const SentenceWeight own = Weigh(later, sentence, weights, in_run);
    all += own.all;
    verbatim += own.in_runs;
    const SentenceIndex::Match match = index.Best(own.stems);
    const bool reworded = own.stems.size() >= 4 && own.in_runs < 0.8 * own.all &&
                          match.weight >= kRewordedShare * own.all;
    taken += reworded ? std::max(match.weight, own.in_runs) : own.in_runs;
    if (!reworded) continue;
    derived.passages.push_back({earlier.sentences[match.sentence].span, sentence.span,
                                sentence.end - sentence.first, true});
  }
  if (all > 0) {
    derived.share = taken / all;
    derived.verbatim = verbatim / all;
  }
  return derived;
}

}  // namespace avviso
