// `avviso events` and `avviso lineage`: both merge all records that they are given, or go
// to a store.

#include <unistd.h>

#include <algorithm>
#include <string>

#include "cli/commands.h"
#include "cli/merging.h"
#include "cli/messages.h"
#include "cli/run.h"
#include "cli/store_merging.h"

namespace avviso {
namespace {

bool IsOf(const std::string& id, const MergedEvent& event, const MergedNews& news) {
  if (event.id == id) return true;
  const auto held = [&](const EventReport& report) {
    return news.news[report.article].events[report.event].id == id;
  };
  return std::any_of(event.reports.begin(), event.reports.end(), held) ||
         std::any_of(event.contested.begin(), event.contested.end(), held);
}

}  // namespace

int RunEvents(const CommandLine& line) {
  if (!line.store.file.empty()) return RunStoredEvents(line);
  if (NoInput(line)) return kExitUsage;
  int exit_code = kExitFine;
  const auto news = MergeInput(line, &exit_code);
  if (!news.ok()) {
    ReportError(news.error());
    return exit_code;
  }
  const bool json =
      line.format == Format::kJsonLines || !line.output.empty() || ::isatty(STDOUT_FILENO) != 1;
  const MergedSources sources = news.value()->Sources();
  std::string out;
  for (const MergedEvent& event : news.value()->merged.events) {
    if (json) {
      AppendMergedJson(event, sources, &out);
      out.push_back('\n');
    } else {
      AppendMergedLine(event, &out);
    }
  }
  return WriteMerged(line, out);
}

int RunLineage(const CommandLine& line) {
  if (!line.store.file.empty()) return RunStoredLineage(line);
  if (NoInput(line)) return kExitUsage;
  int exit_code = kExitFine;
  const auto news = MergeInput(line, &exit_code);
  if (!news.ok()) {
    ReportError(news.error());
    return exit_code;
  }
  const MergedSources sources = news.value()->Sources();
  for (const MergedEvent& event : news.value()->merged.events) {
    if (!IsOf(line.event, event, *news.value())) continue;
    std::string out;
    if (line.format == Format::kJsonLines) {
      AppendLineageJson(event, sources, &out);
      out.push_back('\n');
    } else {
      AppendLineageTree(event, sources, &out);
    }
    return WriteMerged(line, out);
  }
  ReportError({ErrorCode::kNotFound, "no event or record has the id " + line.event});
  return kExitRefused;
}

}  // namespace avviso
