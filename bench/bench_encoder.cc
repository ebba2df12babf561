// Measures the encoder: a text with tokens and sentences in, a reading out.
//
//   bench_encoder ENCODER TEXTS.jsonl [--kernels NAME] [--passes N] [--chunks FILE]
//
// Reads the "text" members of JSON Lines. Tokens are what stands between white space, sentences
// are lines, so that no pipeline is needed; Encoder::Read is measured whole, from splitting into
// pieces to the roles. Prints one JSON object:
//
//   {"kernels", "texts", "pieces", "chunks", "passes": [{"cpu_s"}], "triggers", "hash"}
//
// "pieces" counts those of the texts, without [CLS] and [SEP]. `hash` covers every number of every
// reading, so a faster wrong answer shows. --chunks writes the pieces' ids that are read together,
// with [CLS] and [SEP], as a JSON array a line: the work for another engine.

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>
#include <string_view>
#include <vector>

#include "base/file_system.h"
#include "base/hash.h"
#include "base/json_reader.h"
#include "base/mapped_file.h"
#include "encoder/encoder.h"
#include "encoder/internal/chunks.h"
#include "encoder/internal/encoder_file.h"
#include "encoder/word_pieces.h"

namespace avviso {
namespace {

struct Options {
  std::string encoder, texts, kernels, chunks;
  size_t passes = 2;
};

double CpuSeconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

Document LinesDocument(std::string text) {
  Document doc(std::move(text));
  TokenId begin = 0;
  const auto end_sentence = [&] {
    const auto end = static_cast<TokenId>(doc.token_count());
    if (end > begin) doc.sentences.push_back({begin, end});
    begin = end;
  };
  for (size_t at = 0; at < doc.text.size();) {
    if (doc.text[at] == '\n') end_sentence();
    const size_t end = std::min(doc.text.find_first_of(" \t\r\n", at), doc.text.size());
    if (end > at) doc.span.push_back({static_cast<uint32_t>(at), static_cast<uint32_t>(end)});
    at = std::max(end, at + 1);
  }
  end_sentence();
  return doc;
}

Result<std::vector<Document>> ReadTexts(const std::string& path) {
  AVVISO_ASSIGN(const std::string bytes, ReadFile(path));
  std::vector<Document> docs;
  for (size_t at = 0; at < bytes.size();) {
    const size_t end = std::min(bytes.find('\n', at), bytes.size());
    AVVISO_ASSIGN(const JsonDocument line, JsonDocument::Parse(bytes.substr(at, end - at), path));
    docs.push_back(LinesDocument(std::string(line.root()["text"].String())));
    at = end + 1;
  }
  return docs;
}

template <typename T>
uint64_t Mix(uint64_t hash, const T* values, size_t count) {
  return MurmurHash64A({reinterpret_cast<const char*>(values), count * sizeof(T)}, hash);
}

uint64_t HashOf(const Reading& reading) {
  uint64_t hash = Mix(0, reading.act.data(), reading.act.size());
  for (const Reading::Trigger& trigger : reading.triggers) {
    hash = Mix(hash, &trigger.token, 1);
    hash = Mix(hash, trigger.status.data(), trigger.status.size());
    hash = Mix(hash, &trigger.historical, 1);
    hash = Mix(hash, trigger.modes.data(), trigger.modes.size());
  }
  return Mix(hash, reading.roles.data(), reading.roles.size());
}

struct Work {
  size_t pieces = 0, chunks = 0;
  std::string lines;  // of --chunks
};

// What Encoder::Read splits the texts into.
Result<Work> Count(const Options& options, const std::vector<Document>& docs) {
  AVVISO_ASSIGN(const MappedFile file, MappedFile::Open(options.encoder));
  AVVISO_ASSIGN(const encoder_file::View view, encoder_file::Read(file.bytes(), options.encoder));
  AVVISO_ASSIGN(const WordPieces splitter, WordPieces::FromVocabulary(view.vocabulary));
  Work work;
  for (const Document& doc : docs) {
    std::vector<WordPiece> pieces;
    splitter.Split(doc.text, &pieces);
    for (const Chunk& chunk : ChunksOf(doc, pieces, FirstPieces(doc, pieces))) {
      work.pieces += chunk.end - chunk.begin;
      ++work.chunks;
      work.lines += '[' + std::to_string(splitter.begin_id());
      for (uint32_t p = chunk.begin; p < chunk.end; ++p) {
        work.lines += ", " + std::to_string(pieces[p].id);
      }
      work.lines += ", " + std::to_string(splitter.end_id()) + "]\n";
    }
  }
  return work;
}

Status Run(const Options& options) {
  const Int8Kernels* kernels = &BestInt8Kernels();
  if (!options.kernels.empty()) {
    const auto& all = AllInt8Kernels();
    const auto named = std::find_if(all.begin(), all.end(),
                                    [&](const auto* one) { return one->name == options.kernels; });
    if (named == all.end()) return Error{ErrorCode::kNotFound, "no kernels " + options.kernels};
    kernels = *named;
  }
  AVVISO_ASSIGN(const Encoder encoder, Encoder::Open(options.encoder));
  AVVISO_ASSIGN(const std::vector<Document> docs, ReadTexts(options.texts));
  AVVISO_ASSIGN(const Work work, Count(options, docs));
  if (!options.chunks.empty()) AVVISO_TRY(WriteFile(options.chunks, work.lines));
  std::string passes;
  uint64_t hash = 0;
  size_t triggers = 0;
  for (size_t pass = 0; pass < options.passes; ++pass) {
    std::vector<Reading> readings(docs.size());
    const double before = CpuSeconds();
    for (size_t i = 0; i < docs.size(); ++i) readings[i] = encoder.Read(docs[i], *kernels);
    char line[48];
    std::snprintf(line, sizeof line, "%s{\"cpu_s\": %.4f}", pass == 0 ? "" : ", ",
                  CpuSeconds() - before);
    passes += line;
    hash = triggers = 0;
    for (const Reading& reading : readings) {
      const uint64_t own = HashOf(reading);
      hash = Mix(hash, &own, 1);
      triggers += reading.triggers.size();
    }
  }
  std::printf(
      "{\"kernels\": \"%s\", \"texts\": %zu, \"pieces\": %zu, \"chunks\": %zu, \"passes\": [%s], "
      "\"triggers\": %zu, \"hash\": \"%016llx\"}\n",
      std::string(kernels->name).c_str(), docs.size(), work.pieces, work.chunks, passes.c_str(),
      triggers, static_cast<unsigned long long>(hash));
  return Ok();
}

bool ParseArguments(int argc, char** argv, Options* options) {
  std::vector<std::string> places;
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    const bool has_value = i + 1 < argc;
    if (argument == "--kernels" && has_value) {
      options->kernels = argv[++i];
    } else if (argument == "--passes" && has_value) {
      options->passes = std::strtoul(argv[++i], nullptr, 10);
    } else if (argument == "--chunks" && has_value) {
      options->chunks = argv[++i];
    } else {
      places.emplace_back(argument);
    }
  }
  if (places.size() != 2) return false;
  options->encoder = places[0];
  options->texts = places[1];
  return true;
}

}  // namespace
}  // namespace avviso

int main(int argc, char** argv) {
  avviso::Options options;
  if (!avviso::ParseArguments(argc, argv, &options)) {
    std::fprintf(stderr,
                 "usage: bench_encoder ENCODER TEXTS.jsonl [--kernels NAME] [--passes N] "
                 "[--chunks FILE]\n");
    return 2;
  }
  const avviso::Status status = avviso::Run(options);
  if (status.ok()) return 0;
  std::fprintf(stderr, "bench_encoder: %s\n", status.error().message.c_str());
  return 1;
}
