// Made news for benches: a year of stories that come and go, each with names and words of its
// own beside common ones by Zipf's law; a third of the articles copy an earlier one of their
// story in part. The same on every machine.

#ifndef AVVISO_BENCH_MADE_NEWS_H_
#define AVVISO_BENCH_MADE_NEWS_H_

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include "base/day.h"
#include "reader/article.h"

namespace avviso {

inline constexpr size_t kWordsOfArticle = 250;

// xorshift: the same numbers on every machine.
class Random {
 public:
  uint64_t Next() {
    state_ ^= state_ << 13;
    state_ ^= state_ >> 7;
    state_ ^= state_ << 17;
    return state_;
  }
  size_t Below(size_t limit) { return static_cast<size_t>(Next() % limit); }
  double Unit() { return static_cast<double>(Next() >> 11) * 0x1p-53; }

 private:
  uint64_t state_ = 88172645463325252ULL;
};

inline std::string Word(size_t number) {
  std::string word;
  do {
    word.push_back("bdfgklmnprstvz"[number % 14]);
    number /= 14;
    word.push_back("aeiou"[number % 5]);
    number /= 5;
  } while (number > 0);
  return word;
}

class MadeNews {
 public:
  explicit MadeNews(size_t articles) : per_day_(std::max<size_t>(1, articles / 365)) {}

  Article Make(size_t row) {
    const int32_t day = static_cast<int32_t>(row / per_day_);
    // Eight articles a story on average; a story lives for three weeks.
    const size_t born = per_day_ / 8 + 1;
    const size_t story = static_cast<size_t>(day) * born + random_.Below(born * 21);
    Article article;
    article.id = "a" + std::to_string(row);
    article.published_day = Day{19358 + day};
    article.published = FormatDay(*article.published_day);
    article.outlet = "outlet" + std::to_string(random_.Below(400)) + ".example";
    std::string& last = texts_[story % texts_.size()];
    const bool copies = !last.empty() && random_.Below(3) == 0;
    if (copies) article.text = last.substr(0, last.size() * 2 / 3);
    while (article.text.size() < kWordsOfArticle * 6) AddSentence(story, &article.text);
    last = article.text;
    return article;
  }

 private:
  void AddSentence(size_t story, std::string* text) {
    const size_t words = 10 + random_.Below(15);
    for (size_t i = 0; i < words; ++i) {
      std::string word;
      if (random_.Below(5) == 0) {
        word = Word(200000 + story * 17 + random_.Below(17));
        word[0] = static_cast<char>(word[0] - 'a' + 'A');
      } else {
        word = Word(static_cast<size_t>(std::pow(60000.0, random_.Unit())));
      }
      *text += word + (i + 1 == words ? ". " : " ");
    }
  }

  size_t per_day_;
  Random random_;
  std::vector<std::string> texts_ = std::vector<std::string>(65536);
};

}  // namespace avviso

#endif  // AVVISO_BENCH_MADE_NEWS_H_
