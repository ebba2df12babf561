// Measures what comes after the parse: mentions, claims, events.
//
//   bench_coder MODEL_DIR DATA_DIR TEXTS.jsonl [PASSES]
//
// Reads the "text" members of JSON Lines, parses them outside the measured time,
// then codes all, PASSES times over, on one thread. Prints one JSON object:
// {"texts", "sentences", "tokens", "events", "mentions_s", "claims_s", "events_s",
// "sentences_per_s"}, the times in CPU seconds of all passes.

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>
#include <vector>

#include "claims/claims.h"
#include "events/coder.h"
#include "lexicon/lexicon.h"
#include "mentions/finder.h"
#include "parsed_texts.h"

namespace avviso {
namespace {

Status Run(const std::string& model, const std::string& data, const std::string& texts,
           size_t passes) {
  AVVISO_ASSIGN(const std::vector<Document> docs, ParseAll(model, texts));
  AVVISO_ASSIGN(const Lexicon lexicon, Lexicon::Load(data));
  AVVISO_ASSIGN(const Coder coder, Coder::Make(lexicon));
  size_t sentences = 0, tokens = 0, events = 0;
  for (const Document& doc : docs) {
    sentences += doc.sentences.size();
    tokens += doc.token_count();
  }
  double mentions_s = 0, claims_s = 0, events_s = 0;
  for (size_t pass = 0; pass < passes; ++pass) {
    for (const Document& doc : docs) {
      const double begin = CpuSeconds();
      const Tree tree(doc);
      const Mentions mentions = FindMentions(doc, tree, lexicon, {Day{19600}, ""});
      const double found = CpuSeconds();
      const Claims claims = FindClaims(doc, tree, lexicon, mentions);
      const double claimed = CpuSeconds();
      const auto coded = coder.Code({doc, tree, {}, mentions, claims, Day{19600}, "bench"});
      const double end = CpuSeconds();
      mentions_s += found - begin;
      claims_s += claimed - found;
      events_s += end - claimed;
      if (pass == 0) events += coded.size();
    }
  }
  std::printf(
      "{\"texts\": %zu, \"sentences\": %zu, \"tokens\": %zu, \"events\": %zu, "
      "\"mentions_s\": %.3f, \"claims_s\": %.3f, \"events_s\": %.3f, \"sentences_per_s\": %.0f}\n",
      docs.size(), sentences, tokens, events, mentions_s, claims_s, events_s,
      static_cast<double>(sentences * passes) / (mentions_s + claims_s + events_s));
  return Ok();
}

}  // namespace
}  // namespace avviso

int main(int argc, char** argv) {
  if (argc < 4) {
    std::fprintf(stderr, "usage: bench_coder MODEL_DIR DATA_DIR TEXTS.jsonl [PASSES]\n");
    return 2;
  }
  const size_t passes = argc > 4 ? std::strtoul(argv[4], nullptr, 10) : 20;
  const avviso::Status status = avviso::Run(argv[1], argv[2], argv[3], passes);
  if (!status.ok()) {
    std::fprintf(stderr, "bench_coder: %s\n", status.error().message.c_str());
    return 1;
  }
  return 0;
}
