// The tables of data/reader/, and the names in data/agencies/, made searchable. Immutable; shared
// by all threads.

#ifndef AVVISO_READER_INTERNAL_TABLES_H_
#define AVVISO_READER_INTERNAL_TABLES_H_

#include <array>
#include <bitset>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/result.h"
#include "reader/article.h"

namespace avviso {

// What a word of class or id says an element is for.
enum class Hint : uint8_t {
  kNone = 0,
  kBody = 1,      // the story
  kChrome = 2,    // what surrounds it
  kComments = 4,  // what readers wrote
  kSmall = 8,     // byline, date, labels: chrome if there is little of it
  kLead = 16,     // a standfirst near the headline, a teaser of something else anywhere else
};

struct StringHash {
  using is_transparent = void;
  size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
};
template <typename T>
using StringMap = std::unordered_map<std::string, T, StringHash, std::equal_to<>>;

// Phrases of one kind, folded. Matching is by words.
class PhraseSet {
 public:
  void Add(std::string folded);
  bool Has(std::string_view folded) const { return whole_.contains(folded); }
  // The length in bytes of the longest phrase that `folded` starts with, ending where
  // a word does; 0 if none.
  size_t StartOf(std::string_view folded) const;

 private:
  StringMap<bool> whole_;
  std::array<std::bitset<256>, 256> starts_;  // first byte -> the second ones of phrases
  size_t longest_ = 0;
};

struct ReaderTables {
  // Errors: those of Table::Load; kCorrupt for a kind or month that doesn't exist.
  static Result<ReaderTables> Load(const std::string& data_dir);

  StringMap<Hint> hints;
  PhraseSet tail, line, start, notice;
  PhraseSet byline_before, byline_other, byline_and, byline_cut, byline_role, byline_title;
  PhraseSet byline_path, byline_social, blurb;
  PhraseSet date_published, date_modified, date_other, date_first;
  std::vector<std::pair<Credit::Kind, PhraseSet>> credits;  // how a line that credits begins
  struct Month {
    std::string language;
    int32_t number;
  };
  StringMap<std::vector<Month>> months;  // folded
  StringMap<std::string> agencies;       // the words of a credit -> the agency's name
  struct Language {
    std::string code;
    float weight;
  };
  StringMap<std::vector<Language>> words;  // frequent words, lower case -> languages
};

// Lower case, without accents, white space collapsed, no punctuation at the ends.
std::string FoldedPhrase(std::string_view text);

}  // namespace avviso

#endif  // AVVISO_READER_INTERNAL_TABLES_H_
