#include "cli/merging.h"

#include <algorithm>
#include <cstdio>
#include <numeric>
#include <utility>

#include "base/fold.h"
#include "base/utf8.h"
#include "cli/messages.h"
#include "cli/output.h"
#include "engine/line_reader.h"
#include "engine/model_store.h"
#include "lexicon/common_words.h"
#include "lexicon/ontology.h"
#include "lexicon/type_pairs.h"
#include "stories/copies.h"
#include "views/record_read.h"

namespace avviso {
namespace {

constexpr uint64_t kMostLine = uint64_t{1} << 32;  // what the JSON parser takes

Status ReadRecords(const std::string& path, std::vector<CodedNews>* news) {
  const std::string name = path == "-" ? "stdin" : path;
  AVVISO_ASSIGN(OpenFile file, OpenFile::Read(path));
  LineReader lines(std::move(file), name, kMostLine);
  while (auto line = lines.Next()) {
    if (!line->ok()) return line->error();
    if (line->value().empty()) continue;
    AVVISO_ASSIGN(ReadRecord record,
                  RecordFromJson(line->value(), name + ":" + std::to_string(lines.number())));
    news->push_back({std::move(record.article), std::move(record.events)});
  }
  return Ok();
}

void SortByTime(std::vector<CodedNews>* news) {
  const auto minute = [](const CodedNews& item) {
    bool whole_day = false;
    return PublishedMinute(item.article.published, &whole_day).value_or(INT64_MAX);
  };
  std::stable_sort(news->begin(), news->end(),
                   [&](const CodedNews& a, const CodedNews& b) { return minute(a) < minute(b); });
}

}  // namespace

// Empty lines and those that begin with # are passed over.
Result<std::map<std::string, char>> ReadReliability(const std::string& path) {
  std::map<std::string, char> letters;
  AVVISO_ASSIGN(OpenFile file, OpenFile::Read(path));
  LineReader lines(std::move(file), path, 1 << 20);
  while (auto line = lines.Next()) {
    if (!line->ok()) return line->error();
    const std::string& text = line->value();
    if (text.empty() || text.front() == '#') continue;
    const size_t tab = text.find('\t');
    const bool fine = tab != std::string::npos && tab > 0 && tab + 2 == text.size() &&
                      text.back() >= 'A' && text.back() <= 'F';
    if (!fine) {
      return Error{ErrorCode::kInvalid, path + ":" + std::to_string(lines.number()) +
                                            ": not a name, a tab and a letter from A to F"};
    }
    letters[Folded(RepairUtf8(text.substr(0, tab)))] = text.back();
  }
  return letters;
}

MergedSources MergedNews::Sources() const {
  MergedSources sources;
  for (const CodedNews& item : news) {
    sources.articles.push_back(&item.article);
    sources.events.push_back(&item.events);
  }
  sources.stories = merged.stories;
  for (const std::optional<CopyLink>& link : merged.copies) {
    sources.originals.push_back(link ? static_cast<int64_t>(link->original) : -1);
  }
  sources.reliability = &reliability;
  return sources;
}

Result<std::unique_ptr<MergedNews>> MergeInput(const CommandLine& line, int* exit_code) {
  *exit_code = kExitSetup;
  AVVISO_ASSIGN(const std::string tables, FindTables(line.tables));
  AVVISO_ASSIGN(const std::vector<CommonWord> words, LoadCommonWords(tables));
  AVVISO_ASSIGN(const Ontology ontology, Ontology::Load(tables));
  AVVISO_ASSIGN(const TypePairs types, TypePairs::Load(tables, ontology));
  *exit_code = kExitOutput;
  auto result = std::make_unique<MergedNews>();
  if (!line.reliability.empty()) {
    AVVISO_ASSIGN(result->reliability, ReadReliability(line.reliability));
  }
  const std::vector<std::string> standard_input = {"-"};
  for (const std::string& path : line.paths.empty() ? standard_input : line.paths) {
    AVVISO_TRY(ReadRecords(path, &result->news));
  }
  SortByTime(&result->news);
  result->merged = MergeEvents(result->news, words, types);
  *exit_code = kExitFine;
  return result;
}

int WriteMerged(const CommandLine& line, const std::string& text) {
  Result<Output> output = Output::Open(line.output);
  if (!output.ok()) {
    ReportError(output.error());
    return kExitOutput;
  }
  Status status = output.value().Write(text);
  if (status.ok()) status = output.value().Close();
  if (status.ok()) return kExitFine;
  if (output.value().closed()) return kExitClosedPipe;
  ReportError(status.error());
  return kExitOutput;
}

}  // namespace avviso
