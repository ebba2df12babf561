// Fills a store with generated articles and times what the page and the analyst ask.
//
//   bench_store FILE [RECORDS]     makes the store (default 1,000,000 records) if FILE
//                                  isn't there, then asks; prints median and worst of
//                                  21 askings in milliseconds, and the same of
//                                  processor time, which other programs don't stretch
//
// Articles have three records and 120 words of a vocabulary of 20,000 by Zipf's law,
// days in three years, 150 countries of which few make most of the news. The
// generator's seed is fixed.

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <functional>
#include <random>
#include <string>
#include <vector>

#include "../tests/sample_record.h"
#include "base/day.h"
#include "base/sha256.h"
#include "store/store_reader.h"
#include "store/store_writer.h"

namespace avviso {
namespace {

using Clock = std::chrono::steady_clock;

double Since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

class Generator {
 public:
  SampleArticle Next() {
    SampleArticle article;
    const std::string number = std::to_string(number_);
    article.id = "g" + number;
    article.outlet = "outlet" + std::to_string(Zipf(300)) + ".example";
    article.url = "https://" + article.outlet + "/" + number;
    const Day day{19358 + static_cast<int32_t>(Uniform(1095))};  // from 2023-01-01
    article.published = FormatDay(day) + "T08:00:00Z";
    article.text = "Serbia hit";
    for (int i = 0; i < 120; ++i) article.text += (i % 15 == 14 ? ". " : " ") + Word();
    article.title = article.text.substr(0, 60);
    article.events.clear();
    for (int i = 0; i < 3; ++i)
      article.events.push_back(Act(number + "-" + std::to_string(i), day));
    ++number_;
    return article;
  }

 private:
  size_t Uniform(size_t count) { return random_() % count; }
  // 0 is the most frequent.
  size_t Zipf(size_t count) {
    const double u = static_cast<double>(random_() >> 11) / 9007199254740992.0;
    return static_cast<size_t>(std::pow(static_cast<double>(count), u)) - 1;
  }
  std::string Word() { return "w" + std::to_string(Zipf(20000)); }
  static std::string Country(size_t number) {
    return {static_cast<char>('A' + number / 26 % 26), static_cast<char>('A' + number % 26), 'X'};
  }

  SampleEvent Act(const std::string& id, Day day) {
    static constexpr std::array<std::pair<const char*, const char*>, 6> kKinds = {
        {{"CONSULT", "verbal-cooperation"},
         {"ACCUSE", "verbal-conflict"},
         {"ASSAULT", "material-conflict"},
         {"AID", "material-cooperation"},
         {"REQUEST", "verbal-conflict"},
         {"COERCE", "material-conflict"}}};
    static constexpr std::array<const char*, 4> kSectors = {"GOV", "MIL", "CVL", ""};
    SampleEvent act;
    act.id = Sha256Hex(id).substr(0, 16);
    const auto& [type, quad] = kKinds.at(Uniform(kKinds.size()));
    act.type = type, act.quad = quad, act.mode = "";
    act.source_country = Country(Zipf(150)), act.target_country = Country(Zipf(150));
    act.source_sector = kSectors.at(Uniform(4)), act.target_sector = kSectors.at(Uniform(4));
    act.source = "Actor " + act.source_country + act.source_sector;
    act.target = "Actor " + act.target_country + act.target_sector;
    act.place_country = act.target_country;
    act.latitude = static_cast<double>(Uniform(18000)) / 100 - 90;
    act.longitude = static_cast<double>(Uniform(36000)) / 100 - 180;
    act.day = FormatDay(day);
    act.voice = "Speaker " + std::to_string(Zipf(5000));
    return act;
  }

  std::mt19937_64 random_{17};
  size_t number_ = 0;
};

int Fill(const std::string& path, size_t records) {
  WriterOptions options;
  options.clock = [] { return std::string("2026-01-01T00:00:00Z"); };
  Result<StoreWriter> writer = StoreWriter::Open(path, {"bench", "m", "l"}, options);
  if (!writer.ok()) {
    std::fprintf(stderr, "%s\n", writer.error().message.c_str());
    return 1;
  }
  Generator generator;
  const auto start = Clock::now();
  double writing = 0;
  const size_t articles = records / 3;
  for (size_t i = 1; i <= articles; ++i) {
    const SampleArticle article = generator.Next();
    ArticleToStore made{article.url, Sha256Hex(article.text), SampleRecord(article), {}};
    const auto putting = Clock::now();
    Status done = Ok();
    if (const Result<PutOutcome> put = writer.value().Put(made); !put.ok()) done = put.error();
    if (done.ok() && (i % 2000 == 0 || i == articles)) done = writer.value().Commit();
    writing += Since(putting);
    if (!done.ok()) {
      std::fprintf(stderr, "%s\n", done.error().message.c_str());
      return 1;
    }
    if (i % 50000 == 0) std::fprintf(stderr, "%zu articles, %.0f s\n", i, Since(start));
  }
  std::printf("written: %zu articles with %zu records, %.0f articles a second, %.2f GB\n", articles,
              articles * 3, static_cast<double>(articles) / writing,
              static_cast<double>(std::filesystem::file_size(path)) / 1e9);
  return 0;
}

void Time(const char* what, double must, const std::function<size_t()>& ask) {
  std::vector<double> times, of_processor;
  size_t rows = 0;
  for (int i = 0; i < 21; ++i) {
    const auto start = Clock::now();
    const std::clock_t ticks = std::clock();
    rows = ask();
    of_processor.push_back(static_cast<double>(std::clock() - ticks) * 1000 / CLOCKS_PER_SEC);
    times.push_back(Since(start) * 1000);
  }
  std::sort(times.begin(), times.end());
  std::sort(of_processor.begin(), of_processor.end());
  std::printf("%-44s %8.2f ms (worst %.2f, must %.0f; of processor %.2f, worst %.2f), %zu rows\n",
              what, times[10], times.back(), must, of_processor[10], of_processor.back(), rows);
}

size_t Rows(StoreReader* reader, const RecordQuery& query) {
  const Result<RecordPage> page = reader->Find(query);
  AVVISO_CHECK(page.ok());
  return page.value().rows.size();
}

int Ask(const std::string& path) {
  Time("open", 50, [&] { return StoreReader::Open(path).ok() ? size_t{1} : 0; });
  Result<StoreReader> opened = StoreReader::Open(path);
  if (!opened.ok()) return 1;
  StoreReader* reader = &opened.value();
  RecordQuery pair;
  pair.pair = ActorPair{"AAX", "ABX"};
  Time("a pair's timeline, newest 100", 20, [&] { return Rows(reader, pair); });
  DailyQuery days;
  days.pair = pair.pair;
  Time("a pair's three years by day", 20, [&] { return reader->CountByDay(days).value().size(); });
  for (const char* word : {"w19", "w150", "w2000", "w15000"}) {
    RecordQuery words;
    words.text = word;
    words.order = RecordQuery::Order::kBestFit;
    words.limit = 50;
    const std::string name = std::string("ranked text search, ") + word;
    Time(name.c_str(), 30, [&] { return Rows(reader, words); });
  }
  RecordQuery both;
  both.text = "w40 w70";
  both.order = RecordQuery::Order::kBestFit;
  Time("ranked text search, two frequent words", 30, [&] { return Rows(reader, both); });
  DailyQuery year;
  year.from = "2024-01-01", year.to = "2024-12-31";
  Time("a year by day, from the roll-up", 20,
       [&] { return reader->CountByDay(year).value().size(); });
  DailyQuery country = year;
  country.country = "AAX";
  Time("a country's year by day", 20, [&] { return reader->CountByDay(country).value().size(); });
  RecordQuery actor;
  actor.actors = {"AAXMIL"};
  Time("an actor's newest 100", 20, [&] { return Rows(reader, actor); });
  RecordQuery box;
  box.box = PlaceBox{42, 20, 43.5, 22};
  Time("a box of places", 20, [&] { return Rows(reader, box); });
  RecordQuery kind;
  kind.types = {"ASSAULT"};
  kind.from = "2024-03-01", kind.to = "2024-03-31";
  Time("assaults of a month, newest 100", 20, [&] { return Rows(reader, kind); });
  return 0;
}

}  // namespace
}  // namespace avviso

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "usage: bench_store FILE [RECORDS]\n");
    return 2;
  }
  const size_t records = argc > 2 ? std::strtoul(argv[2], nullptr, 10) : 1000000;
  if (!std::filesystem::exists(argv[1])) {
    if (const int code = avviso::Fill(argv[1], records); code != 0) return code;
  }
  return avviso::Ask(argv[1]);
}
