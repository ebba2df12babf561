// Reads pages as the engine does and prints how many a CPU second, on one thread: for
// all that the reader tells of a page, and for the parser alone.
//
//     bench_reader DATA FOLDER [RUNS]

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <string>
#include <vector>

#include "base/file_system.h"
#include "base/hash.h"
#include "html/charset.h"
#include "html/parse.h"
#include "reader/reader.h"

namespace {

double Best(int runs, const auto& work) {
  double best = 1e9;
  for (int run = 0; run < runs; ++run) {
    const std::clock_t start = std::clock();
    work();
    best = std::min(best, static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC);
  }
  return best;
}

std::vector<std::string> ReadPages(const char* folder) {
  std::vector<std::string> paths;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) paths.push_back(entry.path().string());
  }
  std::sort(paths.begin(), paths.end());
  std::vector<std::string> pages;
  for (const std::string& path : paths) {
    auto bytes = avviso::ReadFile(path);
    if (bytes.ok()) pages.push_back(std::move(bytes).value());
  }
  return pages;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  const int runs = argc > 3 ? std::max(1, std::atoi(argv[3])) : 3;
  const auto reader = avviso::Reader::Load(argv[1]);
  if (!reader.ok()) {
    std::fprintf(stderr, "%s\n", reader.error().message.c_str());
    return 1;
  }
  const std::vector<std::string> pages = ReadPages(argv[2]);
  size_t bytes = 0;
  for (const std::string& page : pages) bytes += page.size();
  size_t text = 0;
  uint64_t hash = 0;
  const double whole = Best(runs, [&] {
    text = 0;
    hash = 0;
    for (const std::string& page : pages) {
      avviso::Article article;
      reader.value().ReadHtml({page, "", 2 << 20}, &article);
      text += article.text.size();
      hash = hash * 31 + avviso::MurmurHash64A(article.text, 1);
    }
  });
  size_t nodes = 0;
  const double parse = Best(runs, [&] {
    nodes = 0;
    for (const std::string& page : pages) {
      std::vector<avviso::Note> notes;
      nodes += avviso::ParseHtml(avviso::DecodePage(page, "", &notes), {}, &notes).size();
    }
  });
  const double count = static_cast<double>(pages.size());
  std::printf(
      "{\"pages\": %zu, \"bytes\": %zu, \"text\": %zu, \"hash\": \"%016llx\", \"nodes\": %zu, "
      "\"seconds\": %.4f, \"pages_per_s\": %.0f, \"parse_pages_per_s\": %.0f}\n",
      pages.size(), bytes, text, static_cast<unsigned long long>(hash), nodes, whole, count / whole,
      count / parse);
  return 0;
}
