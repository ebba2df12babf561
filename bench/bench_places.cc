// Measures the gazetteer: opening, and the look-up of all names in texts.
//
//   bench_places GAZETTEER TEXTS.jsonl [PASSES]
//
// Reads the "text" members of JSON Lines and, PASSES times over on one thread, cuts them
// into pieces and looks up the names that begin at each piece with a capital. Prints one
// JSON object: {"texts", "bytes", "places", "names_found", "open_ms", "cpu_s", "mb_per_s",
// "hash"}. `open_ms` is the least of five openings; `hash` covers the names and bearers of
// one pass.

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>
#include <vector>

#include "base/file_system.h"
#include "base/hash.h"
#include "base/json_reader.h"
#include "lexicon/gazetteer.h"

namespace avviso {
namespace {

constexpr size_t kLongestName = 8;  // pieces, as in mentions

Result<std::vector<std::string>> ReadTexts(const std::string& path) {
  AVVISO_ASSIGN(const std::string bytes, ReadFile(path));
  std::vector<std::string> texts;
  for (size_t at = 0; at < bytes.size();) {
    const size_t end = std::min(bytes.find('\n', at), bytes.size());
    AVVISO_ASSIGN(const JsonDocument line, JsonDocument::Parse(bytes.substr(at, end - at), path));
    texts.emplace_back(line.root()["text"].String());
    at = end + 1;
  }
  return texts;
}

double OpenMilliseconds(const std::string& path) {
  const auto start = std::chrono::steady_clock::now();
  const auto opened = Gazetteer::Open(path);
  const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - start;
  return opened.ok() ? took.count() : -1;
}

Status Run(const std::string& path, const std::string& file, size_t passes) {
  AVVISO_ASSIGN(const std::vector<std::string> texts, ReadTexts(file));
  double open = OpenMilliseconds(path);
  for (int i = 0; i < 4; ++i) open = std::min(open, OpenMilliseconds(path));
  AVVISO_ASSIGN(const Gazetteer gazetteer, Gazetteer::Open(path));
  size_t bytes = 0, names = 0;
  uint64_t hash = 0;
  std::vector<Gazetteer::Match> matches;
  const std::clock_t begin = std::clock();
  for (size_t pass = 0; pass < passes; ++pass) {
    bytes = names = 0;
    hash = 0;
    for (const std::string& text : texts) {
      bytes += text.size();
      const std::vector<Piece> pieces = SplitPieces(text);
      for (size_t i = 0; i < pieces.size(); ++i) {
        if (!pieces[i].upper) continue;
        gazetteer.MatchAt(pieces, i, kLongestName, &matches);
        for (const Gazetteer::Match& match : matches) {
          ++names;
          hash = CombinePiece(hash, (uint64_t{match.first} << 32) | match.count);
        }
      }
    }
  }
  const double cpu = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
  std::printf(
      "{\"texts\": %zu, \"bytes\": %zu, \"places\": %zu, \"names_found\": %zu, \"open_ms\": %.1f, "
      "\"cpu_s\": %.3f, \"mb_per_s\": %.1f, \"hash\": \"%016llx\"}\n",
      texts.size(), bytes, gazetteer.size(), names, open, cpu,
      static_cast<double>(bytes * passes) / 1e6 / std::max(cpu, 1e-9),
      static_cast<unsigned long long>(hash));
  return Ok();
}

}  // namespace
}  // namespace avviso

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fputs("usage: bench_places GAZETTEER TEXTS.jsonl [PASSES]\n", stderr);
    return 2;
  }
  const size_t passes = argc > 3 ? std::max(1, std::atoi(argv[3])) : 5;
  const avviso::Status status = avviso::Run(argv[1], argv[2], passes);
  if (status.ok()) return 0;
  std::fprintf(stderr, "bench_places: %s\n", status.error().message.c_str());
  return 1;
}
