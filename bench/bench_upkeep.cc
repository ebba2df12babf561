// How long a store takes to bring its stories and merged events up to date: all at once, and
// then for a hundred articles more.
//
//   bench_upkeep FILE [ARTICLES]     FILE is made; default 20000
//
// News is made (made_news.h) as a year's; each article has two records of one of 40 pairs of
// countries, on its day. Nothing is coded, only stored and merged.

#include <sys/resource.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "../tests/sample_record.h"
#include "base/sha256.h"
#include "lexicon/ontology.h"
#include "made_news.h"
#include "upkeep/upkeep.h"

namespace avviso {
namespace {

// Of the processor, so that other work on the machine doesn't count.
double Seconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto of = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return of(usage.ru_utime) + of(usage.ru_stime);
}

SampleArticle Sample(const Article& article, size_t number) {
  SampleArticle sample;
  sample.id = article.id;
  sample.outlet = article.outlet;
  sample.url = "https://" + article.outlet + "/" + article.id;
  sample.published = article.published;
  sample.text = article.text;
  sample.title = sample.text.substr(0, 60);
  sample.events.assign(2, SampleEvent());
  for (size_t i = 0; i < sample.events.size(); ++i) {
    SampleEvent& event = sample.events[i];
    event.id = article.id + (i == 0 ? "-a" : "-b");
    event.day = FormatDay(*article.published_day);
    event.source_country = "C" + std::to_string(10 + number % 40);
    event.target_country = "T" + std::to_string(10 + number * 7 % 40);
    event.killed = static_cast<int64_t>(1 + number % 9);
  }
  return sample;
}

int Main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "usage: bench_upkeep FILE [ARTICLES]\n");
    return 2;
  }
  const size_t total = argc > 2 ? static_cast<size_t>(std::atoll(argv[2])) : 20000;
  std::filesystem::remove(argv[1]);
  const std::string data = AVVISO_SOURCE_DIR "/data";
  const Result<Ontology> ontology = Ontology::Load(data);
  const Result<std::vector<CommonWord>> words = LoadCommonWords(data);
  if (!ontology.ok() || !words.ok()) return 1;
  const Result<TypePairs> types = TypePairs::Load(data, ontology.value());
  if (!types.ok()) return 1;
  WriterOptions options;
  options.clock = [] { return std::string("2024-01-01T00:00:00Z"); };
  Result<StoreWriter> writer = StoreWriter::Open(argv[1], {"bench", "", ""}, options);
  if (!writer.ok()) return 1;
  MadeNews news(total);
  size_t row = 0;
  const auto put = [&](size_t until) {
    for (; row < until; ++row) {
      const SampleArticle sample = Sample(news.Make(row), row);
      ArticleToStore stored;
      stored.key = sample.url;
      stored.record = SampleRecord(sample);
      stored.input_sha256 = Sha256Hex(stored.record);
      if (!writer.value().Put(stored).ok()) std::exit(1);
    }
    if (!writer.value().Commit().ok()) std::exit(1);
  };
  const auto update = [&](const char* what) {
    const double start = Seconds();
    const auto counts = BringUpToDate(&writer.value(), words.value(), types.value());
    if (!counts.ok()) std::exit(1);
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const double seconds = Seconds() - start;
    std::printf("%s: %zu articles in %.2f s, %.2f ms each; events %zu new, %zu changed; %ld MB\n",
                what, counts.value().articles, seconds,
                1e3 * seconds / static_cast<double>(counts.value().articles), counts.value().added,
                counts.value().changed, usage.ru_maxrss / 1024);
    std::fflush(stdout);
  };
  put(total);
  update("all at once");
  put(total + 1);
  update("one more");
  put(total + 101);
  update("a hundred more");
  return 0;
}

}  // namespace
}  // namespace avviso

int main(int argc, char** argv) { return avviso::Main(argc, argv); }
