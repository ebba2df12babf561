// The texts of a file of JSON Lines, parsed: what benches of later stages start from.

#ifndef AVVISO_BENCH_PARSED_TEXTS_H_
#define AVVISO_BENCH_PARSED_TEXTS_H_

#include <algorithm>
#include <ctime>
#include <string>
#include <vector>

#include "base/file_system.h"
#include "base/json_reader.h"
#include "nlp/pipeline.h"

namespace avviso {

inline double CpuSeconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

// `model` is a directory, `texts` a file with a "text" in each line. Errors: those of
// Pipeline::Load, ReadFile and JsonDocument::Parse.
inline Result<std::vector<Document>> ParseAll(const std::string& model, const std::string& texts) {
  AVVISO_ASSIGN(const Pipeline pipeline, Pipeline::Load(model));
  AVVISO_ASSIGN(const std::string bytes, ReadFile(texts));
  Pipeline::Workspace workspace = pipeline.MakeWorkspace();
  std::vector<Document> docs;
  for (size_t at = 0; at < bytes.size();) {
    const size_t end = std::min(bytes.find('\n', at), bytes.size());
    AVVISO_ASSIGN(const JsonDocument line, JsonDocument::Parse(bytes.substr(at, end - at), texts));
    docs.emplace_back(std::string(line.root()["text"].String()));
    pipeline.Annotate(&docs.back(), &workspace, {});
    at = end + 1;
  }
  return docs;
}

}  // namespace avviso

#endif  // AVVISO_BENCH_PARSED_TEXTS_H_
