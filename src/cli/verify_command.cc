#include <cstdio>
#include <string>

#include "base/json_writer.h"
#include "cli/commands.h"
#include "cli/messages.h"
#include "cli/output.h"
#include "engine/line_reader.h"
#include "views/record_check.h"

namespace avviso {
namespace {

constexpr uint64_t kMostLine = uint64_t{1} << 32;  // what the JSON parser takes

struct Counts {
  size_t records = 0;
  RecordCheck checked;
};

std::string Summary(const Counts& counts, Format format) {
  if (format != Format::kJsonLines) {
    return std::to_string(counts.records) + " records, " + std::to_string(counts.checked.events) +
           " events, " + std::to_string(counts.checked.strings) +
           " quoted strings: all equal their spans\n";
  }
  std::string out;
  JsonWriter json(&out);
  json.BeginObject();
  json.FieldInteger("records", static_cast<int64_t>(counts.records));
  json.FieldInteger("events", static_cast<int64_t>(counts.checked.events));
  json.FieldInteger("strings", static_cast<int64_t>(counts.checked.strings));
  json.EndObject();
  return out + "\n";
}

}  // namespace

int RunVerify(const CommandLine& line) {
  const std::string& path = line.paths.front();
  const std::string name = path == "-" ? "stdin" : path;
  Result<OpenFile> file = OpenFile::Read(path);
  if (!file.ok()) {
    ReportError(file.error());
    return kExitOutput;
  }
  LineReader lines(std::move(file).value(), name, kMostLine);
  Counts counts;
  while (const auto record = lines.Next()) {
    if (!record->ok()) {
      ReportError(record->error());
      return kExitOutput;
    }
    if (record->value().empty()) continue;
    const auto checked = CheckRecord(record->value(), name + ":" + std::to_string(lines.number()));
    if (!checked.ok()) {
      ReportError(checked.error());
      return kExitRefused;
    }
    ++counts.records;
    counts.checked.events += checked.value().events;
    counts.checked.strings += checked.value().strings;
  }
  return Print(Summary(counts, line.format));
}

}  // namespace avviso
