#include <algorithm>
#include <cstdio>
#include <memory>
#include <string>

#include "base/file_system.h"
#include "cli/commands.h"
#include "cli/messages.h"
#include "cli/output.h"
#include "cli/query_parts.h"
#include "engine/model_store.h"
#include "store/store_reader.h"
#include "views/export.h"
#include "views/query_table.h"

namespace avviso {
namespace {

int Fail(const Error& error) {
  ReportError(error);
  return error.code == ErrorCode::kInvalid ? kExitUsage : kExitOutput;
}

int FailWriting(const Output& output, const Error& error) {
  return output.closed() ? kExitClosedPipe : Fail(error);
}

int PrintByDay(const CommandLine& line, StoreReader* reader, Output* output) {
  DailyQuery query;
  query.from = line.store.query.from;
  query.to = line.store.query.to;
  query.pair = line.store.query.pair;
  query.types = line.store.query.types;
  if (!line.store.query.countries.empty()) query.country = line.store.query.countries.front();
  const Result<std::vector<DailyCount>> counts = reader->CountByDay(query);
  if (!counts.ok()) return Fail(counts.error());
  const std::string form = line.store.form != "auto" ? line.store.form
                           : output->terminal()      ? "table"
                                                     : "jsonl";
  const Status written = output->Write(DailyCounts(counts.value(), form));
  return written.ok() ? kExitFine : FailWriting(*output, written.error());
}

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
  Result<Output> output = Output::Open(line.output);
  if (!output.ok()) return Fail(output.error());
  if (line.store.by_day) return PrintByDay(line, &reader.value(), &output.value());
  std::string form = line.store.form;
  if (form == "auto") form = output.value().terminal() ? "table" : "jsonl";
  const Result<CountryCodes> codes = LoadCountryCodes(line);
  if (!codes.ok()) {
    ReportError(codes.error());
    return kExitSetup;
  }
  const Export writer =
      form == "table"
          ? TableExport({output.value().width(), WantsColor(line.color, output.value())})
          : MakeExport(form, std::make_shared<const CountryCodes>(codes.value())).value();
  RecordQuery query = line.store.query;
  bool found = false;
  if (line.store.all) query.limit = std::max<int64_t>(query.limit, 1000);
  std::string out;
  writer.begin(&out);
  while (true) {
    const Result<RecordPage> page = reader.value().Find(query);
    if (!page.ok()) return Fail(page.error());
    for (const EventRow& row : page.value().rows) writer.row(row, &out);
    found = found || !page.value().rows.empty();
    query.after = page.value().next;
    if (!line.store.all || query.after.empty()) break;
    const Status written = output.value().Write(out);
    if (!written.ok()) return FailWriting(output.value(), written.error());
    out.clear();
  }
  writer.end(&out);
  Status written = output.value().Write(out);
  if (written.ok()) written = output.value().Close();
  if (!written.ok()) return FailWriting(output.value(), written.error());
  if (form == "table" && !found) std::fputs("avviso: no such records\n", stderr);
  if (!query.after.empty()) {
    std::fprintf(stderr, "avviso: there is more: --after '%s'\n", query.after.c_str());
  }
  return kExitFine;
}

}  // namespace avviso
