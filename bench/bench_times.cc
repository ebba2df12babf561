// Measures the finder of times on parsed texts.
//
//   bench_times MODEL_DIR DATA_DIR TEXTS.jsonl [PASSES]
//
// Reads the "text" members of JSON Lines, parses them outside the measured time,
// then finds the times of all, PASSES times over, on one thread. Prints one JSON
// object: {"texts", "sentences", "tokens", "times", "load_ms", "cpu_s",
// "sentences_per_s", "hash"}. `hash` covers spans and values of one pass.

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>
#include <vector>

#include "base/hash.h"
#include "lexicon/time_grammar.h"
#include "mentions/internal/times.h"
#include "parsed_texts.h"

namespace avviso {
namespace {

Status Run(const std::string& model, const std::string& data, const std::string& texts,
           size_t passes) {
  AVVISO_ASSIGN(const std::vector<Document> docs, ParseAll(model, texts));
  const double before_load = CpuSeconds();
  AVVISO_ASSIGN(const TimeGrammar grammar, TimeGrammar::Load(data));
  const double load = CpuSeconds() - before_load;
  size_t sentences = 0, tokens = 0, times = 0;
  uint64_t hash = 0;
  std::vector<Tree> trees;
  std::vector<Syntax> syntaxes;
  trees.reserve(docs.size());
  syntaxes.reserve(docs.size());
  for (const Document& doc : docs) {
    trees.emplace_back(doc);
    syntaxes.emplace_back(doc, trees.back());
    sentences += doc.sentences.size();
    tokens += doc.token_count();
  }
  const double begin = CpuSeconds();
  for (size_t pass = 0; pass < passes; ++pass) {
    for (const Syntax& syntax : syntaxes) {
      const auto found = FindTimes(syntax, grammar, {Day{19600}, ""});
      if (pass > 0) continue;
      times += found.size();
      for (const TimeMention& time : found) {
        hash = MurmurHash64A(time.value, hash + time.tokens.begin);
      }
    }
  }
  const double cpu = CpuSeconds() - begin;
  std::printf(
      "{\"texts\": %zu, \"sentences\": %zu, \"tokens\": %zu, \"times\": %zu, \"load_ms\": %.1f, "
      "\"cpu_s\": %.3f, \"sentences_per_s\": %.0f, \"hash\": \"%016llx\"}\n",
      docs.size(), sentences, tokens, times, load * 1e3, cpu,
      static_cast<double>(sentences * passes) / cpu, static_cast<unsigned long long>(hash));
  return Ok();
}

}  // namespace
}  // namespace avviso

int main(int argc, char** argv) {
  if (argc < 4) {
    std::fprintf(stderr, "usage: bench_times MODEL_DIR DATA_DIR TEXTS.jsonl [PASSES]\n");
    return 2;
  }
  const size_t passes = argc > 4 ? std::strtoul(argv[4], nullptr, 10) : 20;
  const avviso::Status status = avviso::Run(argv[1], argv[2], argv[3], passes);
  if (!status.ok()) {
    std::fprintf(stderr, "bench_times: %s\n", status.error().message.c_str());
    return 1;
  }
  return 0;
}
