#include <algorithm>
#include <cstdio>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "base/file_system.h"
#include "cli/commands.h"
#include "cli/messages.h"
#include "cli/output.h"
#include "cli/query_meaning.h"
#include "cli/query_parts.h"
#include "engine/model_store.h"
#include "store/store_reader.h"
#include "views/export.h"
#include "views/query_table.h"
#include "views/series_view.h"

namespace avviso {
namespace {

int Fail(const Error& error) {
  ReportError(error);
  return error.code == ErrorCode::kInvalid ? kExitUsage : kExitOutput;
}

// As a shell takes it for one word.
std::string Quoted(const std::string& path) {
  constexpr std::string_view kPlain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/._-";
  if (path.find_first_not_of(kPlain) == std::string::npos) return path;
  std::string quoted = "'";
  for (const char c : path) quoted += c == '\'' ? "'\\''" : std::string(1, c);
  return quoted + "'";
}

int FailWriting(const Output& output, const Error& error) {
  return output.closed() ? kExitClosedPipe : Fail(error);
}

// True if the roll-ups can answer: of all, of a pair, or of a country, by days and types.
bool InRollUps(const RecordQuery& query) {
  RecordQuery known;
  known.from = query.from, known.to = query.to, known.types = query.types;
  known.pair = query.pair, known.countries = query.countries;
  return known == query && query.countries.size() + (query.pair ? 1 : 0) <= 1 &&
         (!query.pair || (query.pair->source.size() == 3 && query.pair->target.size() == 3));
}

Result<std::vector<DailyCount>> CountByDay(const RecordQuery& query, StoreReader* reader) {
  if (InRollUps(query)) {
    return reader->CountByDay({query.from, query.to, query.pair,
                               query.countries.empty() ? "" : query.countries.front(),
                               query.types});
  }
  AVVISO_ASSIGN(const Series series,
                reader->Count({query, SeriesQuery::Period::kDay, SeriesQuery::Per::kType}));
  std::vector<DailyCount> counts;
  for (const SeriesCount& count : series.counts) {
    counts.push_back({count.start, count.key, count.records, count.happened, count.goldstein});
  }
  std::sort(counts.begin(), counts.end(), [](const DailyCount& a, const DailyCount& b) {
    return std::tie(a.day, a.type) < std::tie(b.day, b.type);
  });
  return counts;
}

class QueryRun {
 public:
  QueryRun(const CommandLine& line, RecordQuery query, StoreReader* reader, Output* output)
      : line_(line), query_(std::move(query)), reader_(reader), output_(output) {
    form_ = line.store.form;
    if (form_ == "auto") form_ = output->terminal() ? "table" : "jsonl";
  }

  int Run(const CountryCodes& codes) {
    if (query_.least_origins > 0) {
      const Result<int64_t> merged =
          reader_->database().AskInteger("SELECT 1 FROM merged_events LIMIT 1");
      if (!merged.ok()) return Fail(merged.error());
      if (merged.value() == 0) {
        std::fprintf(stderr, "avviso: the store has no merged events yet: avviso events --db %s\n",
                     Quoted(line_.store.file).c_str());
      }
    }
    if (line_.store.by_day) return RunByDay();
    if (line_.store.series) return RunSeries();
    if (form_ == "table") return RunTable();
    return RunExport(line_.store.pairs
                         ? CsvPairsExport()
                         : MakeExport(form_, std::make_shared<const CountryCodes>(codes)).value());
  }

 private:
  int RunByDay() {
    const Result<std::vector<DailyCount>> counts = CountByDay(query_, reader_);
    if (!counts.ok()) return Fail(counts.error());
    return End(output_->Write(DailyCounts(counts.value(), form_)));
  }

  int RunSeries() {
    SeriesQuery query = *line_.store.series;
    query.records = query_;
    const Result<Series> series = reader_->Count(query);
    if (!series.ok()) return Fail(series.error());
    return End(WriteSeries(series.value(), query, form_,
                           [this](const std::string& text) { return output_->Write(text); }));
  }

  int RunExport(const Export& writer) {
    if (line_.store.all) query_.limit = 1000;
    std::string out;
    writer.begin(&out);
    while (true) {
      const Result<RecordPage> page = reader_->Find(query_);
      if (!page.ok()) return Fail(page.error());
      for (const EventRow& row : page.value().rows) writer.row(row, &out);
      query_.after = page.value().next;
      if (!line_.store.all || query_.after.empty()) break;
      const Status written = output_->Write(out);
      if (!written.ok()) return FailWriting(*output_, written.error());
      out.clear();
    }
    writer.end(&out);
    return End(output_->Write(out));
  }

  // Merged events, each once, where the store has them; else records.
  int RunTable() {
    constexpr int kMostPages = 50;  // of reports of the same few events
    const int64_t most = query_.limit;
    for (int pages = 0; line_.store.all || (shown_ < most && pages < kMostPages); ++pages) {
      query_.limit = line_.store.all ? 1000 : most - shown_;
      const Result<RecordPage> page = reader_->Find(query_);
      if (!page.ok()) return Fail(page.error());
      std::string out;
      for (const EventRow& row : page.value().rows) {
        const Status added = AddEntry(row, &out);
        if (!added.ok()) return Fail(added.error());
      }
      const Status written = output_->Write(out);
      if (!written.ok()) return FailWriting(*output_, written.error());
      query_.after = page.value().next;
      if (query_.after.empty()) break;
    }
    const int exit_code = End(Ok());
    if (exit_code == kExitFine) SayHowToGoOn();
    return exit_code;
  }

  Status AddEntry(const EventRow& row, std::string* out) {
    const TableOptions look{output_->width(), WantsColor(line_.color, *output_)};
    if (row.event.empty()) {
      AppendRecordEntry(row, look, out);
      single_ = true;
    } else {
      if (!events_.insert(row.event).second) return Ok();
      AVVISO_ASSIGN(const std::string merged, reader_->EventAt(row.event, row.event_version));
      AppendEventEntry(row, merged, look, out);
    }
    ++shown_;
    return Ok();
  }

  void SayHowToGoOn() const {
    const std::string file = Quoted(line_.store.file);
    if (shown_ == 0) std::fputs("avviso: no such records\n", stderr);
    if (!events_.empty()) {
      std::fprintf(stderr, "avviso: whose words an event rests on: avviso lineage --db %s %s\n",
                   file.c_str(), events_.begin()->c_str());
    }
    if (single_) {
      std::fprintf(stderr,
                   "avviso: to see reports of one act as one event: avviso events --db %s\n",
                   file.c_str());
    }
  }

  int End(const Status& status) {
    Status written = status;
    if (written.ok()) written = output_->Close();
    if (!written.ok()) return FailWriting(*output_, written.error());
    if (!query_.after.empty() && !line_.store.by_day && !line_.store.series) {
      std::fprintf(stderr, "avviso: there is more: --after '%s'\n", query_.after.c_str());
    }
    return kExitFine;
  }

  const CommandLine& line_;
  RecordQuery query_;
  StoreReader* reader_;
  Output* output_;
  std::string form_;
  int64_t shown_ = 0;
  bool single_ = false;           // a record is shown that belongs to no event
  std::set<std::string> events_;  // that are shown
};

}  // namespace

Result<CountryCodes> LoadCountryCodes(const CommandLine& line) {
  AVVISO_ASSIGN(const std::string tables, FindTables(line.tables));
  const std::string path = JoinPath(JoinPath(tables, "export"), "country_codes.tsv");
  AVVISO_ASSIGN(const std::string tsv, ReadFile(path));
  return CountryCodes::Parse(tsv, path);
}

int RunQuery(const CommandLine& line) {
  Result<StoreReader> reader = StoreReader::Open(line.store.file);
  if (!reader.ok()) {
    ReportError(reader.error());
    return kExitOutput;
  }
  const Result<CountryCodes> codes = LoadCountryCodes(line);
  const Result<std::string> tables = FindTables(line.tables);
  if (!codes.ok() || !tables.ok()) {
    ReportError(codes.ok() ? tables.error() : codes.error());
    return kExitSetup;
  }
  Result<RecordQuery> query = MeantQuery(line, tables.value(), &reader.value());
  if (!query.ok()) return Fail(query.error());
  Result<Output> output = Output::Open(line.output);
  if (!output.ok()) return Fail(output.error());
  return QueryRun(line, std::move(query).value(), &reader.value(), &output.value())
      .Run(codes.value());
}

}  // namespace avviso
