#include <string>
#include <vector>

#include "base/json_writer.h"
#include "cli/commands.h"
#include "cli/messages.h"
#include "cli/output.h"
#include "engine/encoder_store.h"
#include "engine/engine.h"
#include "engine/gazetteer_store.h"
#include "engine/model_store.h"

namespace avviso {
namespace {

int Fail(const Error& error) {
  ReportError(error);
  return kExitSetup;
}

std::string AsLines(const ModelCheck& check) {
  if (!check.known) return check.name + ": no list of hashes to hold it against\n";
  std::string out = check.name + ": " + std::to_string(check.files) + " files, " +
                    (check.problems.empty() ? "all well" : "broken") + "\n";
  for (const std::string& problem : check.problems) out += "  " + problem + "\n";
  return out;
}

std::string AsJson(const ModelCheck& check) {
  std::string out;
  JsonWriter json(&out);
  json.BeginObject();
  json.Field("model", check.name);
  json.FieldBool("known", check.known);
  json.FieldInteger("files", static_cast<int64_t>(check.files));
  json.Key("problems");
  json.BeginArray();
  for (const std::string& problem : check.problems) json.String(problem);
  json.EndArray();
  json.EndObject();
  return out + "\n";
}

std::string AsLines(const GazetteerSummary& gazetteer) {
  std::string out = "gazetteer: " + std::to_string(gazetteer.places) + " places, checksum " +
                    gazetteer.checksum + "\n";
  if (gazetteer.skipped > 0) {
    out += "  " + std::to_string(gazetteer.skipped) + " rows couldn't be read\n";
  }
  return out;
}

std::string AsJson(const GazetteerSummary& gazetteer) {
  std::string out;
  JsonWriter json(&out);
  json.BeginObject();
  json.Field("gazetteer", gazetteer.path);
  json.FieldInteger("places", static_cast<int64_t>(gazetteer.places));
  json.FieldInteger("skipped", static_cast<int64_t>(gazetteer.skipped));
  json.Field("checksum", gazetteer.checksum);
  json.EndObject();
  return out + "\n";
}

std::string Told(const EncoderSummary& encoder, Format format) {
  if (format != Format::kJsonLines) return "encoder: sha256 " + encoder.sha256 + "\n";
  std::string out;
  JsonWriter json(&out);
  json.BeginObject();
  json.Field("encoder", encoder.path);
  json.Field("sha256", encoder.sha256);
  json.EndObject();
  return out + "\n";
}

}  // namespace

int RunDataVerify(const CommandLine& line) {
  const Result<std::string> tables = FindTables(line.tables);
  if (!tables.ok()) return Fail(tables.error());
  const std::vector<std::string> models = InstalledModels();
  if (models.empty()) {
    const Result<std::string> none = FindModel("");
    if (!none.ok()) return Fail(none.error());
  }
  std::string out;
  bool well = true;
  for (const std::string& model : models) {
    const Result<ModelCheck> check = CheckModel(model, tables.value());
    if (!check.ok()) return Fail(check.error());
    well = well && check.value().problems.empty();
    out += line.format == Format::kJsonLines ? AsJson(check.value()) : AsLines(check.value());
  }
  if (!FindGazetteer().empty()) {
    const Result<GazetteerSummary> gazetteer = CheckGazetteer();
    if (!gazetteer.ok()) return Fail(gazetteer.error());
    out +=
        line.format == Format::kJsonLines ? AsJson(gazetteer.value()) : AsLines(gazetteer.value());
  }
  if (!FindEncoder().empty()) {
    const Result<EncoderSummary> encoder = CheckEncoder(tables.value());
    if (!encoder.ok()) return Fail(encoder.error());
    out += Told(encoder.value(), line.format);
  }
  const int printed = Print(out);
  return printed != kExitFine || well ? printed : kExitSetup;
}

int RunDataPath(const CommandLine& line) {
  if (line.format != Format::kJsonLines) return Print(CacheFolder() + "\n");
  const Result<std::string> tables = FindTables(line.tables);
  std::string out;
  JsonWriter json(&out);
  json.BeginObject();
  json.Field("cache", CacheFolder());
  json.FieldOrNull("tables", tables.ok() ? tables.value() : "");
  json.EndObject();
  return Print(out + "\n");
}

int RunDataAddModel(const CommandLine& line) {
  const Result<std::string> tables = FindTables(line.tables);
  if (!tables.ok()) return Fail(tables.error());
  // A model that can't be run isn't let in.
  EngineOptions options;
  options.model = line.paths.front();
  const Result<Engine> engine = Engine::Open(options);
  if (!engine.ok()) return Fail(engine.error());
  const Result<std::string> name = AddModel(line.paths.front(), tables.value());
  if (!name.ok()) return Fail(name.error());
  if (line.format != Format::kJsonLines) return Print("added " + name.value() + "\n");
  std::string out;
  JsonWriter json(&out);
  json.BeginObject();
  json.Field("added", name.value());
  json.EndObject();
  return Print(out + "\n");
}

int RunDataAddGazetteer(const CommandLine& line) {
  const Result<std::string> tables = FindTables(line.tables);
  if (!tables.ok()) return Fail(tables.error());
  const Result<GazetteerSummary> added = AddGazetteer(line.paths.front(), tables.value());
  if (!added.ok()) return Fail(added.error());
  return Print(line.format == Format::kJsonLines ? AsJson(added.value()) : AsLines(added.value()));
}

int RunDataAddEncoder(const CommandLine& line) {
  const Result<std::string> tables = FindTables(line.tables);
  if (!tables.ok()) return Fail(tables.error());
  const std::string& base = line.paths.front();
  const Result<EncoderSummary> added = line.learned.empty()
                                           ? AddEncoder(base, tables.value())
                                           : MakeEncoder(base, line.learned, line.output);
  if (!added.ok()) return Fail(added.error());
  return Print(Told(added.value(), line.format));
}

}  // namespace avviso
