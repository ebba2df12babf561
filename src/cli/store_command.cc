#include <cstdio>
#include <filesystem>
#include <string>

#include "base/file_system.h"
#include "base/json_writer.h"
#include "cli/commands.h"
#include "cli/messages.h"
#include "cli/output.h"
#include "engine/model_store.h"
#include "store/store_care.h"
#include "views/record_check.h"

namespace avviso {
namespace {

int Fail(const Error& error) {
  ReportError(error);
  return kExitOutput;
}

std::string InfoJson(const StoreInfo& info) {
  std::string out;
  JsonWriter json(&out);
  json.BeginObject();
  json.FieldInteger("version", info.version);
  json.FieldInteger("bytes", info.bytes);
  for (const auto& [name, count] : info.counts) json.FieldInteger(name, count);
  json.FieldOrNull("first_stored", info.first_stored);
  json.FieldOrNull("last_stored", info.last_stored);
  json.FieldOrNull("first_day", info.first_day);
  json.FieldOrNull("last_day", info.last_day);
  json.Key("engines");
  json.BeginArray();
  for (const std::string& engine : info.engines) json.String(engine);
  json.EndArray();
  json.EndObject();
  return out + "\n";
}

std::string InfoTable(const StoreInfo& info) {
  std::string out;
  const auto add = [&out](std::string name, const std::string& value) {
    name.resize(std::max<size_t>(name.size() + 1, 16), ' ');
    out += name + value + "\n";
  };
  add("version", std::to_string(info.version));
  add("bytes", std::to_string(info.bytes));
  for (const auto& [name, count] : info.counts) add(name, std::to_string(count));
  add("stored", info.first_stored + " to " + info.last_stored);
  add("days", info.first_day + " to " + info.last_day);
  for (const std::string& engine : info.engines) add("engine", engine);
  return out;
}

std::string CheckJson(const std::vector<std::string>& faults, size_t strings) {
  std::string out;
  JsonWriter json(&out);
  json.BeginObject();
  json.Key("faults");
  json.BeginArray();
  for (const std::string& fault : faults) json.String(fault);
  json.EndArray();
  json.FieldInteger("strings", static_cast<int64_t>(strings));
  json.EndObject();
  return out + "\n";
}

}  // namespace

int RunStoreInfo(const CommandLine& line) {
  Result<StoreReader> reader = StoreReader::Open(line.store.file);
  if (!reader.ok()) return Fail(reader.error());
  const Result<StoreInfo> info = DescribeStore(&reader.value());
  if (!info.ok()) return Fail(info.error());
  return Print(line.format == Format::kJsonLines ? InfoJson(info.value())
                                                 : InfoTable(info.value()));
}

int RunStoreCheck(const CommandLine& line) {
  Result<StoreReader> reader = StoreReader::Open(line.store.file);
  if (!reader.ok()) return Fail(reader.error());
  size_t strings = 0;
  const auto faults = CheckStore(
      &reader.value(), [&strings](const std::string& name, std::string_view record) -> Status {
        AVVISO_ASSIGN(const RecordCheck check, CheckRecord(record, name));
        strings += check.strings;
        return Ok();
      });
  if (!faults.ok()) return Fail(faults.error());
  if (line.format == Format::kJsonLines) {
    const int printed = Print(CheckJson(faults.value(), strings));
    return printed != kExitFine || faults.value().empty() ? printed : kExitRefused;
  }
  for (const std::string& fault : faults.value()) {
    ReportError({ErrorCode::kCorrupt, line.store.file + ": " + fault});
  }
  if (!faults.value().empty()) return kExitRefused;
  return Print("the store is whole; " + std::to_string(strings) +
               " quoted strings equal their spans\n");
}

int RunStoreVacuum(const CommandLine& line) {
  const Status done = VacuumStore(line.store.file);
  if (!done.ok()) return Fail(done.error());
  return kExitFine;
}

int RunStoreDump(const CommandLine& line) {
  Result<StoreReader> reader = StoreReader::Open(line.store.file);
  if (!reader.ok()) return Fail(reader.error());
  Result<Output> output = Output::Open(line.output);
  if (!output.ok()) return Fail(output.error());
  Status done = DumpStore(
      &reader.value(), [&output](const std::string& text) { return output.value().Write(text); });
  if (done.ok()) done = output.value().Close();
  if (done.ok()) return kExitFine;
  return output.value().closed() ? kExitClosedPipe : Fail(done.error());
}

// Datasette calls a database by its file's name without the last ending.
int RunStoreMetadata(const CommandLine& line) {
  const Result<StoreReader> reader = StoreReader::Open(line.store.file);
  if (!reader.ok()) return Fail(reader.error());
  const Result<std::string> tables = FindTables(line.tables);
  const Result<std::string> known =
      tables.ok() ? ReadFile(JoinPath(JoinPath(tables.value(), "export"), "datasette.json"))
                  : Result<std::string>(tables.error());
  if (!known.ok()) {
    ReportError(known.error());
    return kExitSetup;
  }
  std::string name;
  JsonWriter(&name).String(std::filesystem::path(line.store.file).stem().string());
  return Print("{\"databases\": {" + name + ": " + known.value() + "}}\n");
}

}  // namespace avviso
