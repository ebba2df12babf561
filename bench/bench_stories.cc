// How long a new article takes to be placed, with how many before it, and in what memory.
//
//   bench_stories [ARTICLES]        (default: 100000)
//
// Generated news: a year of stories that come and go, each with names and words of its own
// beside common ones by Zipf's law; a third of the articles copy an earlier one of their
// story in part. Prints a line for each tenth: median, 99th percentile and worst of the
// time to place an article, memory, and a hash of all stories and copies.

#include <sys/resource.h>
#include <time.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "base/hash.h"
#include "stories/article_groups.h"

namespace {

using avviso::Article;

constexpr size_t kWordsOfArticle = 250;

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

std::string Word(size_t number) {
  std::string word;
  do {
    word.push_back("bdfgklmnprstvz"[number % 14]);
    number /= 14;
    word.push_back("aeiou"[number % 5]);
    number /= 5;
  } while (number > 0);
  return word;
}

class News {
 public:
  explicit News(size_t articles) : per_day_(std::max<size_t>(1, articles / 365)) {}

  Article Make(size_t row) {
    const int32_t day = static_cast<int32_t>(row / per_day_);
    // Eight articles a story on average; a story lives for three weeks.
    const size_t born = per_day_ / 8 + 1;
    const size_t story = static_cast<size_t>(day) * born + random_.Below(born * 21);
    Article article;
    article.id = "a" + std::to_string(row);
    article.published_day = avviso::Day{19358 + day};
    article.published = avviso::FormatDay(*article.published_day);
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

// Of the processor, so that other work on the machine doesn't count.
double ProcessorMilliseconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

double MegabytesUsed() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

}  // namespace

int main(int argc, char** argv) {
  const size_t total = argc > 1 ? static_cast<size_t>(std::atoll(argv[1])) : 100000;
  News news(total);
  std::vector<Article> articles;
  articles.reserve(total);
  avviso::ArticleGroups groups({}, [&](uint32_t row) {
    return std::shared_ptr<const Article>(std::shared_ptr<void>(), &articles[row]);
  });
  std::vector<double> times;
  size_t text = 0;
  size_t copies = 0;
  for (size_t row = 0; row < total; ++row) {
    articles.push_back(news.Make(row));
    text += articles.back().text.size();
    const double start = ProcessorMilliseconds();
    groups.Add(/*learned=*/false);
    times.push_back(ProcessorMilliseconds() - start);
    copies += groups.CopyOf(static_cast<uint32_t>(row)) ? 1 : 0;
    if ((row + 1) % std::max<size_t>(1, total / 10) != 0) continue;
    std::sort(times.begin(), times.end());
    std::printf(
        "%8zu articles  median %.3f ms  99 %% %.3f  worst %.3f  copies %zu  "
        "memory %.0f MB (texts %.0f, fingerprints %.0f)\n",
        row + 1, times[times.size() / 2], times[times.size() * 99 / 100], times.back(), copies,
        MegabytesUsed(), static_cast<double>(text) / 1e6,
        static_cast<double>(groups.copy_bytes()) / 1e6);
    std::fflush(stdout);
    times.clear();
  }
  uint64_t hash = 0;
  for (uint32_t row = 0; row < total; ++row) {
    const auto& copy = groups.CopyOf(row);
    hash = avviso::MurmurHash64A(groups.StoryOf(row) + (copy ? articles[copy->original].id : ""),
                                 hash);
  }
  std::printf("output %016llx\n", static_cast<unsigned long long>(hash));
}
