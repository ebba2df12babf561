#include "cli/store_merging.h"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "base/json_writer.h"
#include "cli/merging.h"
#include "cli/messages.h"
#include "cli/output.h"
#include "cli/run.h"
#include "cli/web.h"
#include "engine/engine.h"
#include "engine/model_store.h"
#include "lexicon/common_words.h"
#include "lexicon/ontology.h"
#include "lexicon/type_pairs.h"
#include "store/store_reader.h"
#include "store/story_rows.h"
#include "upkeep/upkeep.h"
#include "views/merged_read.h"
#include "views/record_read.h"
#include "views/terminal_text.h"

namespace avviso {
namespace {

using Letters = std::map<std::string, char>;

// Text to where `line` says, in pieces.
class LineWriter {
 public:
  static Result<LineWriter> Open(const std::string& path) {
    AVVISO_ASSIGN(Output output, Output::Open(path));
    return LineWriter(std::move(output));
  }

  Status Add(const std::string& text) {
    constexpr size_t kPiece = 1 << 16;
    pending_ += text;
    return pending_.size() < kPiece ? Ok() : Flush();
  }

  // Ends the work; `status` is how it went so far.
  int End(Status status) {
    if (status.ok()) status = Flush();
    if (status.ok()) status = output_.Close();
    if (status.ok()) return kExitFine;
    if (output_.closed()) return kExitClosedPipe;
    ReportError(status.error());
    return kExitOutput;
  }

 private:
  explicit LineWriter(Output output) : output_(std::move(output)) {}
  Status Flush() {
    AVVISO_TRY(output_.Write(pending_));
    pending_.clear();
    return Ok();
  }

  Output output_;
  std::string pending_;
};

bool WantsJson(const CommandLine& line) {
  return line.format == Format::kJsonLines || !line.output.empty() || ::isatty(STDOUT_FILENO) != 1;
}

// True if something waits to be placed, or all is to be made anew.
Result<bool> NeedsUpdate(const CommandLine& line, StoreReader* reader) {
  if (line.store.anew) return true;
  return StoryRows(&reader->database()).AnyPending();
}

// Opens the store for reading, once it is up to date.
Result<StoreReader> OpenUpToDate(const CommandLine& line) {
  {
    Result<StoreReader> reader = StoreReader::Open(line.store.file);
    // One of an older version is brought up by opening it for writing.
    if (!reader.ok() && reader.error().code != ErrorCode::kUnsupported) return reader.error();
    if (reader.ok()) {
      AVVISO_ASSIGN(const bool needed, NeedsUpdate(line, &reader.value()));
      if (!needed) return reader;
    }
  }
  WriterOptions options;
  options.clock = [] { return UtcTime(SecondsSince1970()); };
  AVVISO_ASSIGN(StoreWriter writer,
                StoreWriter::Open(line.store.file, {std::string(ProgramVersion()), "", ""},
                                  std::move(options)));
  if (line.store.anew) AVVISO_TRY(ForgetStories(&writer));
  AVVISO_TRY(UpdateStories(line, &writer));
  return StoreReader::Open(line.store.file);
}

int Fail(const Error& error) {
  ReportError(error);
  return kExitOutput;
}

// The user's own, if he gave some.
Result<Letters> LettersOf(const CommandLine& line) {
  if (line.reliability.empty()) return Letters();
  return ReadReliability(line.reliability);
}

std::string LineOf(const ReadMerged& merged, const Letters& letters, bool json) {
  std::string out;
  if (json) {
    AppendMergedJson(merged.event, merged.Sources(&letters), &out);
    out.push_back('\n');
  } else {
    AppendMergedLine(merged.event, &out);
  }
  return out;
}

// Puts the articles behind the reports of an event into it, and which was made from which.
class Witnesses {
 public:
  Witnesses(Database* database, ReadMerged* merged) : rows_(database), merged_(merged) {}

  Status Load() {
    std::vector<EventReport*> reports;
    for (EventReport& report : merged_->event.reports) reports.push_back(&report);
    for (EventReport& report : merged_->event.contested) reports.push_back(&report);
    for (EventReport* report : reports) AVVISO_TRY(Resolve(report));
    // Originals may be loaded meanwhile, and have originals of their own.
    for (size_t row = 0; row < articles_.size(); ++row) AVVISO_TRY(FindOriginal(row));
    return Ok();
  }

 private:
  Status Resolve(EventReport* report) {
    const std::string id = merged_->events[report->article].front().id;
    AVVISO_ASSIGN(const std::optional<int64_t> revision, rows_.RevisionWith(id));
    if (!revision) return Ok();  // a revision has replaced it: the event is older than that
    AVVISO_ASSIGN(const uint32_t row, RowOf(*revision));
    const std::vector<Event>& events = merged_->events[row];
    const auto held = std::find_if(events.begin(), events.end(),
                                   [&](const Event& event) { return event.id == id; });
    if (held == events.end()) return Ok();
    *report = {row, static_cast<uint32_t>(held - events.begin())};
    return Ok();
  }

  // The row of a revision's article behind those that MergedFromJson has made.
  Result<uint32_t> RowOf(int64_t revision) {
    const auto held = row_of_.find(revision);
    if (held != row_of_.end()) return held->second;
    AVVISO_ASSIGN(const std::string record, rows_.RecordOf(revision));
    AVVISO_ASSIGN(ReadRecord read, RecordFromJson(record, "revision " + std::to_string(revision)));
    AVVISO_ASSIGN(const int64_t article, rows_.ArticleOf(revision));
    const uint32_t row = static_cast<uint32_t>(merged_->articles.size());
    merged_->articles.push_back(std::move(read.article));
    merged_->events.push_back(std::move(read.events));
    merged_->stories.push_back(merged_->stories.front());
    merged_->originals.push_back(-1);
    articles_.emplace_back(article, row);
    row_of_[revision] = row;
    return row;
  }

  Status FindOriginal(size_t at) {
    AVVISO_ASSIGN(const std::optional<StoryArticle> place, rows_.Of(articles_[at].first));
    if (!place || place->original == 0) return Ok();
    AVVISO_ASSIGN(const std::optional<StoryArticle> original, rows_.Of(place->original));
    if (!original) return Ok();
    const uint32_t row = articles_[at].second;
    AVVISO_ASSIGN(const uint32_t from, RowOf(original->revision));
    merged_->originals[row] = from;
    return Ok();
  }

  StoryRows rows_;
  ReadMerged* merged_;
  std::vector<std::pair<int64_t, uint32_t>> articles_;  // article, row
  std::map<int64_t, uint32_t> row_of_;                  // by revision
};

std::string StoryLine(const StoredStory& story, bool json) {
  std::string out;
  if (!json) {
    return story.id + "  " + story.first.substr(0, 10) + "  " + std::to_string(story.articles) +
           (story.articles == 1 ? " article, " : " articles, ") + std::to_string(story.outlets) +
           (story.outlets == 1 ? " outlet  " : " outlets  ") + Printable(story.headline) + "\n";
  }
  JsonWriter writer(&out);
  writer.BeginObject();
  writer.Field("story", story.id);
  writer.FieldInteger("articles", story.articles);
  writer.FieldInteger("outlets", story.outlets);
  writer.FieldOrNull("first_published", story.first);
  writer.FieldOrNull("last_published", story.last);
  writer.FieldOrNull("headline", story.headline);
  writer.EndObject();
  return out + "\n";
}

}  // namespace

Status UpdateStories(const CommandLine& line, StoreWriter* writer) {
  AVVISO_ASSIGN(const std::string tables, FindTables(line.tables));
  AVVISO_ASSIGN(const std::vector<CommonWord> words, LoadCommonWords(tables));
  AVVISO_ASSIGN(const Ontology ontology, Ontology::Load(tables));
  AVVISO_ASSIGN(const TypePairs types, TypePairs::Load(tables, ontology));
  Progress progress(!line.quiet && ::isatty(STDERR_FILENO) == 1, !line.quiet, 0);
  UpkeepOptions options;
  options.progress = [&](size_t placed, size_t of) {
    progress.Count(0, std::to_string(placed) + " of " + std::to_string(of) + " articles placed");
  };
  const Result<UpkeepCounts> counts = BringUpToDate(writer, words, types, options);
  progress.Clear();
  if (!counts.ok()) return counts.error();
  if (!line.quiet) {
    std::fprintf(stderr, "avviso: %zu %s placed; events: %zu new, %zu changed, %zu gone; %.1f s\n",
                 counts.value().articles, counts.value().articles == 1 ? "article" : "articles",
                 counts.value().added, counts.value().changed, counts.value().gone,
                 progress.seconds());
  }
  return Ok();
}

int RunStoredEvents(const CommandLine& line) {
  const Result<Letters> read = LettersOf(line);
  if (!read.ok()) return Fail(read.error());
  const Letters& letters = read.value();
  Result<StoreReader> reader = OpenUpToDate(line);
  if (!reader.ok()) return Fail(reader.error());
  Result<LineWriter> output = LineWriter::Open(line.output);
  if (!output.ok()) return Fail(output.error());
  const bool json = WantsJson(line);
  const Status shown = reader.value().ForEachEvent([&](const std::string& stored) -> Status {
    if (json && letters.empty()) return output.value().Add(stored + "\n");
    AVVISO_ASSIGN(const ReadMerged merged, MergedFromJson(stored, line.store.file));
    return output.value().Add(LineOf(merged, letters, json));
  });
  return output.value().End(shown);
}

int RunStoredLineage(const CommandLine& line) {
  const Result<Letters> read = LettersOf(line);
  if (!read.ok()) return Fail(read.error());
  const Letters& letters = read.value();
  Result<StoreReader> reader = OpenUpToDate(line);
  if (!reader.ok()) return Fail(reader.error());
  const Result<std::optional<std::string>> stored = reader.value().EventWith(line.event);
  if (!stored.ok()) return Fail(stored.error());
  if (!stored.value()) {
    ReportError({ErrorCode::kNotFound, "no event or record has the id " + line.event});
    return kExitRefused;
  }
  Result<ReadMerged> merged = MergedFromJson(*stored.value(), line.store.file);
  if (!merged.ok()) return Fail(merged.error());
  const Status loaded = Witnesses(&reader.value().database(), &merged.value()).Load();
  if (!loaded.ok()) return Fail(loaded.error());
  const MergedSources sources = merged.value().Sources(&letters);
  std::string out;
  if (line.format == Format::kJsonLines) {
    AppendLineageJson(merged.value().event, sources, &out);
    out.push_back('\n');
  } else {
    AppendLineageTree(merged.value().event, sources, &out);
  }
  return WriteMerged(line, out);
}

int RunStoredStories(const CommandLine& line) {
  Result<StoreReader> reader = OpenUpToDate(line);
  if (!reader.ok()) return Fail(reader.error());
  Result<LineWriter> output = LineWriter::Open(line.output);
  if (!output.ok()) return Fail(output.error());
  const bool json = WantsJson(line);
  const Status shown = reader.value().ForEachStory(
      [&](const StoredStory& story) { return output.value().Add(StoryLine(story, json)); });
  return output.value().End(shown);
}

}  // namespace avviso
