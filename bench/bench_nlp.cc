// Measures the language pipeline: text in, full annotation out.
//
//   bench_nlp MODEL_DIR TEXTS.jsonl [--kernels NAME] [-j N] [--passes N] [--blocks]
//
// Reads the "text" members of JSON Lines and annotates them all, several times over
// with the same workspaces: the first pass sees every word for the first time, the
// last ones find their caches warm. With -j each thread has a workspace of its own
// and takes the next text that nobody has taken. Prints one JSON object:
//
//   {"kernels", "threads", "texts", "tokens", "load_s", "passes": [{"cpu_s", "wall_s"}],
//    "peak_mb", "hash"}
//
// CPU seconds are user and system time of the whole process during the pass; loading
// and reading are outside. `hash` covers every column of every document, in the
// order of the texts, so a faster wrong answer shows.

#include <sys/resource.h>
#include <sys/time.h>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "base/file_system.h"
#include "base/hash.h"
#include "base/json_reader.h"
#include "nlp/pipeline.h"
#include "nn/kernels.h"

namespace avviso {
namespace {

struct Options {
  std::string model, texts;
  LoadOptions load;
  size_t threads = 1;
  size_t passes = 2;
  bool split_blocks = false;
};

double WallSeconds() {
  using Clock = std::chrono::steady_clock;
  return std::chrono::duration<double>(Clock::now().time_since_epoch()).count();
}

rusage Usage() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage;
}

double CpuSeconds() {
  const rusage usage = Usage();
  const auto seconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + 1e-6 * static_cast<double>(t.tv_usec);
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

uint64_t Mix(uint64_t hash, uint64_t value) { return (hash ^ value) * 0x9E3779B97F4A7C15 + 1; }

uint64_t HashOf(const Document& doc) {
  uint64_t hash = MurmurHash64A(doc.text, 0);
  for (TokenId t = 0; t < doc.token_count(); ++t) {
    for (uint64_t value :
         {uint64_t{doc.span[t].begin}, uint64_t{doc.span[t].end}, uint64_t{doc.space_after[t]},
          uint64_t{doc.tag[t]}, static_cast<uint64_t>(doc.upos[t]), uint64_t{doc.morph[t]},
          uint64_t{doc.head[t]}, uint64_t{doc.dep[t]}, MurmurHash64A(doc.Norm(t), 0),
          MurmurHash64A(doc.Lemma(t), 0)}) {
      hash = Mix(hash, value);
    }
  }
  for (TokenRange sentence : doc.sentences) hash = Mix(hash, sentence.begin);
  for (const Entity& entity : doc.entities) {
    hash = Mix(Mix(Mix(hash, entity.tokens.begin), entity.tokens.end), entity.label);
  }
  return hash;
}

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

// Annotates all texts once; their hashes, which are not part of the measured work,
// are taken only if `hashes` isn't null. Returns the number of tokens.
size_t Pass(const Pipeline& pipeline, const std::vector<std::string>& texts,
            const AnnotateOptions& options, std::vector<Pipeline::Workspace>* workspaces,
            std::vector<uint64_t>* hashes) {
  std::atomic<size_t> next = 0, tokens = 0;
  const auto work = [&](Pipeline::Workspace* workspace) {
    for (size_t i = next++; i < texts.size(); i = next++) {
      Document doc(texts[i]);
      pipeline.Annotate(&doc, workspace, options);
      tokens += doc.token_count();
      if (hashes != nullptr) (*hashes)[i] = HashOf(doc);
    }
  };
  if (workspaces->size() == 1) {
    work(&workspaces->front());
  } else {
    std::vector<std::jthread> threads;
    for (Pipeline::Workspace& workspace : *workspaces) threads.emplace_back(work, &workspace);
  }
  return tokens;
}

Status Run(const Options& options) {
  AVVISO_ASSIGN(const std::vector<std::string> texts, ReadTexts(options.texts));
  const double before_load = WallSeconds();
  AVVISO_ASSIGN(const Pipeline pipeline, Pipeline::Load(options.model, options.load));
  const double load = WallSeconds() - before_load;
  const AnnotateOptions annotate{options.split_blocks};
  std::vector<Pipeline::Workspace> workspaces;
  for (size_t i = 0; i < options.threads; ++i) workspaces.push_back(pipeline.MakeWorkspace());
  std::string passes;
  size_t tokens = 0;
  for (size_t pass = 0; pass < options.passes; ++pass) {
    const double wall = WallSeconds(), cpu = CpuSeconds();
    tokens = Pass(pipeline, texts, annotate, &workspaces, nullptr);
    char line[96];
    std::snprintf(line, sizeof(line), "%s{\"cpu_s\": %.4f, \"wall_s\": %.4f}",
                  pass == 0 ? "" : ", ", CpuSeconds() - cpu, WallSeconds() - wall);
    passes += line;
  }
  const double peak = static_cast<double>(Usage().ru_maxrss) / 1024;
  std::vector<uint64_t> hashes(texts.size());
  Pass(pipeline, texts, annotate, &workspaces, &hashes);
  uint64_t hash = 0;
  for (uint64_t h : hashes) hash = Mix(hash, h);
  const std::string kernels =
      options.load.kernels.empty() ? std::string(BestKernels().name) : options.load.kernels;
  std::printf(
      "{\"kernels\": \"%s\", \"threads\": %zu, \"texts\": %zu, \"tokens\": %zu, "
      "\"load_s\": %.4f, \"passes\": [%s], \"peak_mb\": %.1f, \"hash\": \"%016llx\"}\n",
      kernels.c_str(), options.threads, texts.size(), tokens, load, passes.c_str(), peak,
      static_cast<unsigned long long>(hash));
  return Ok();
}

bool ParseArguments(int argc, char** argv, Options* options) {
  std::vector<std::string> places;
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    const bool has_value = i + 1 < argc;
    if (argument == "--blocks") {
      options->split_blocks = true;
    } else if (argument == "--kernels" && has_value) {
      options->load.kernels = argv[++i];
    } else if (argument == "-j" && has_value) {
      options->threads = std::strtoul(argv[++i], nullptr, 10);
    } else if (argument == "--passes" && has_value) {
      options->passes = std::strtoul(argv[++i], nullptr, 10);
    } else {
      places.emplace_back(argument);
    }
  }
  if (places.size() != 2 || options->threads < 1 || options->threads > 256) return false;
  options->model = places[0];
  options->texts = places[1];
  return true;
}

}  // namespace
}  // namespace avviso

int main(int argc, char** argv) {
  avviso::Options options;
  if (!avviso::ParseArguments(argc, argv, &options)) {
    std::fprintf(stderr,
                 "usage: bench_nlp MODEL_DIR TEXTS.jsonl [--kernels NAME] [-j N] [--passes N] "
                 "[--blocks]\n");
    return 2;
  }
  const avviso::Status status = avviso::Run(options);
  if (!status.ok()) {
    std::fprintf(stderr, "bench_nlp: %s\n", status.error().message.c_str());
    return 1;
  }
  return 0;
}
