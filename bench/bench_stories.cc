// How long a new article takes to be placed, with how many before it, and in what memory.
//
//   bench_stories [ARTICLES]        (default: 100000)
//
// News is made (made_news.h) as a year's: the more articles, the more a day. Prints a line for each
// tenth: median, 99th percentile and worst of the time to place an article, memory, and a hash of
// all stories and copies.

#include <sys/resource.h>
#include <time.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "base/hash.h"
#include "made_news.h"
#include "stories/article_groups.h"

namespace {

using avviso::Article;

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
  avviso::MadeNews news(total);
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
