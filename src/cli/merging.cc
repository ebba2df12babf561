#include "cli/merging.h"

#include <algorithm>
#include <cstdio>
#include <numeric>
#include <utility>

#include "cli/messages.h"
#include "cli/output.h"
#include "cli/web.h"
#include "engine/engine.h"
#include "engine/line_reader.h"
#include "engine/model_store.h"
#include "lexicon/common_words.h"
#include "lexicon/ontology.h"
#include "lexicon/type_pairs.h"
#include "store/store_reader.h"
#include "store/store_writer.h"
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

Status ReadStore(const std::string& path, std::vector<CodedNews>* news) {
  AVVISO_ASSIGN(StoreReader reader, StoreReader::Open(path));
  return reader.ForEachRevision([&](const StoredRevision& revision) -> Status {
    if (!revision.current) return Ok();
    AVVISO_ASSIGN(ReadRecord record, RecordFromJson(revision.record, path + ": " + revision.key));
    news->push_back({std::move(record.article), std::move(record.events)});
    return Ok();
  });
}

void SortByTime(std::vector<CodedNews>* news) {
  const auto minute = [](const CodedNews& item) {
    bool whole_day = false;
    return PublishedMinute(item.article.published, &whole_day).value_or(INT64_MAX);
  };
  std::stable_sort(news->begin(), news->end(),
                   [&](const CodedNews& a, const CodedNews& b) { return minute(a) < minute(b); });
}

// "name<TAB>letter" lines; empty ones and those that begin with # are passed over.
Status ReadReliability(const std::string& path, std::map<std::string, char>* letters) {
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
    (*letters)[text.substr(0, tab)] = text.back();
  }
  return Ok();
}

}  // namespace

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
    AVVISO_TRY(ReadReliability(line.reliability, &result->reliability));
  }
  const std::vector<std::string> standard_input = {"-"};
  if (!line.store.file.empty()) {
    AVVISO_TRY(ReadStore(line.store.file, &result->news));
  } else {
    for (const std::string& path : line.paths.empty() ? standard_input : line.paths) {
      AVVISO_TRY(ReadRecords(path, &result->news));
    }
  }
  SortByTime(&result->news);
  result->merged = MergeEvents(result->news, words, types);
  *exit_code = kExitFine;
  return result;
}

Status KeepMerged(const CommandLine& line, const MergedNews& news) {
  AVVISO_ASSIGN(StoreReader reader, StoreReader::Open(line.store.file));
  AVVISO_ASSIGN(const std::vector<StoredEvent> before, reader.CurrentEvents());
  WriterOptions options;
  options.clock = [] { return UtcTime(SecondsSince1970()); };
  AVVISO_ASSIGN(StoreWriter writer,
                StoreWriter::Open(line.store.file, {std::string(ProgramVersion()), "", ""},
                                  std::move(options)));
  const MergedSources sources = news.Sources();
  std::map<std::string, std::string> event_of;  // a record's id -> its event
  std::map<std::string, bool> kept;
  size_t added = 0, changed = 0, buried = 0;
  for (const MergedEvent& event : news.merged.events) {
    EventToStore stored;
    stored.id = event.id;
    stored.type = event.type;
    if (event.start) stored.first_day = FormatDay(*event.start);
    if (event.end) stored.last_day = FormatDay(*event.end);
    for (const EventReport& report : event.reports) {
      stored.reports.push_back(news.news[report.article].events[report.event].id);
      event_of[stored.reports.back()] = event.id;
    }
    stored.origins = static_cast<int64_t>(event.origins.size());
    AppendMergedJson(event, sources, &stored.json);
    AVVISO_ASSIGN(const PutOutcome outcome, writer.PutEvent(stored));
    added += outcome == PutOutcome::kAdded;
    changed += outcome == PutOutcome::kRevised;
    kept[event.id] = true;
  }
  for (const StoredEvent& event : before) {
    if (kept.contains(event.id)) continue;
    const auto into = event_of.find(event.first_report);
    AVVISO_TRY(writer.BuryEvent(event.id, into == event_of.end() ? "no report is left" : "merged",
                                into == event_of.end() ? "" : into->second));
    ++buried;
  }
  AVVISO_TRY(writer.Commit());
  if (!line.quiet) {
    std::fprintf(stderr, "avviso: %zu events: %zu new, %zu changed, %zu gone\n",
                 news.merged.events.size(), added, changed, buried);
  }
  return Ok();
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
