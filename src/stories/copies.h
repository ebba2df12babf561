// Copies: which article was made from which earlier one.
//
//   words -> fingerprints -> candidates (CopyIndex) -> DeriveFrom -> CopyLink (JudgeCopy)
//
// CopyIndex holds a sample of each article's runs of five words, chosen by winnowing, so
// that any run of `kSureRun` equal words is found whatever stands around it. Rewrites that
// share no such run are found among the articles of the same story, which the caller
// hands to JudgeCopy too. Headlines play no part.
//
// Memory: about 12 bytes for each of 2/9 of the words: under 1 kB for an article of 300
// words. Pure; deterministic.
// Source: S. Schleimer, D. Wilkerson, A. Aiken, Winnowing (2003).

#ifndef AVVISO_STORIES_COPIES_H_
#define AVVISO_STORIES_COPIES_H_

#include <array>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "stories/passages.h"
#include "stories/story.h"
#include "stories/term_weights.h"
#include "stories/text_words.h"

namespace avviso {

// A text's sample of hashes; ordered, each once, none is 0.
using Fingerprints = std::vector<uint32_t>;
Fingerprints FingerprintsOf(const TextWords& text);

class CopyIndex {
 public:
  static constexpr size_t kSureRun = 12;

  struct Candidate {
    uint32_t article = 0;  // the how-many-th that was added, from 0
    uint32_t shared = 0;   // fingerprints in common
  };
  // Those with at least two fingerprints in common and `part` of this text's, the most
  // first; at most `most`.
  std::vector<Candidate> Find(const Fingerprints& prints, size_t most = 8, double part = 0.1) const;
  void Add(const Fingerprints& prints);

  size_t articles() const { return articles_; }
  size_t bytes() const;

 private:
  struct Posting {
    uint32_t article = 0;
    uint32_t next = 0;  // the one before of the same fingerprint, as its row + 1; 0: none
  };
  // A table with open addressing. There are many small ones, so that none takes long to
  // grow.
  struct Shard {
    std::vector<uint32_t> keys;   // 0 is free
    std::vector<uint32_t> heads;  // row + 1 of the latest posting
    size_t used = 0;

    size_t SlotOf(uint32_t print) const;
    void Grow();
  };
  static constexpr size_t kShards = 64;
  static size_t ShardOf(uint32_t print) { return print % kShards; }

  std::array<Shard, kShards> shards_;
  std::deque<Posting> postings_;
  uint32_t articles_ = 0;
};

// One side of a comparison.
struct CopySide {
  std::string_view text;
  TextWords words;                // of `text`
  std::string outlet;             // domain or name; empty if not known
  std::optional<int64_t> minute;  // of publication, since 1970; none if not known
  bool whole_day = false;         // only the day is known
};

struct CopyOptions {       // shares of the later text's own words
  double derived = 0.62;   // from which it is a copy
  double verbatim = 0.5;   // the same, for words in equal runs
  double credited = 0.32;  // the same, if it names the other's outlet
  int32_t most_days = 14;  // apart
};

// Whether `later` was made from `earlier`. `original` of the link is left 0.
std::optional<CopyLink> JudgeCopy(const CopySide& earlier, const CopySide& later,
                                  const TermWeights& weights, const CopyOptions& options = {});

// True if `text` names the outlet: "Danube Wire" or "DanubeWire" for danube-wire.example.
bool NamesOutlet(std::string_view text, const TextWords& words, std::string_view outlet);

// Lower-case letters and digits of a name without a leading "the"; of a domain those of its
// first label: "Danube Wire" and "www.danube-wire.example" both give "danubewire".
std::string JoinedName(std::string_view outlet);

// The domain of the first outlet of `outlets`, by joined name, that the text names; empty if
// none. `own` isn't looked for.
std::string OutletNamedIn(std::string_view text, const std::map<std::string, std::string>& outlets,
                          const std::string& own);

// The minute of "2023-09-29T18:20:00+02:00", or of the day's start; `*whole_day` tells.
std::optional<int64_t> PublishedMinute(std::string_view published, bool* whole_day);

}  // namespace avviso

#endif  // AVVISO_STORIES_COPIES_H_
