#include <unistd.h>

#include <charconv>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/day.h"
#include "base/json_reader.h"
#include "base/json_writer.h"
#include "base/utf8.h"
#include "cli/commands.h"
#include "cli/messages.h"
#include "cli/output.h"
#include "engine/engine.h"
#include "engine/gazetteer_store.h"
#include "engine/line_reader.h"
#include "engine/model_store.h"

namespace avviso {
namespace {

constexpr uint64_t kMostLine = 16 << 20;

std::string Code(const ActorMention& actor) { return actor.country + actor.sector; }

std::string AsJson(std::string_view id, const ActorMention& actor) {
  std::string out;
  JsonWriter json(&out);
  json.BeginObject();
  json.Field("id", id);
  json.Field("name", actor.name);
  json.Field("country", actor.country);
  json.Field("sector", actor.sector);
  json.Field("code", Code(actor));
  json.FieldOrNull("row", actor.id);
  json.EndObject();
  return out + "\n";
}

std::string AsText(const ActorMention& actor) {
  const std::string code = Code(actor);
  std::string out = actor.name + "\t" + (code.empty() ? "-" : code);
  if (!actor.id.empty()) out += "\t" + actor.id;
  return out + "\n";
}

// The month that a word names, from 1; 0 if none.
int MonthOf(std::string_view word) {
  constexpr std::string_view kMonths = "janfebmaraprmayjunjulaugsepoctnovdec";
  if (word.size() < 3) return 0;
  std::string key;
  for (const char c : word.substr(0, 3)) {
    key += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  }
  for (size_t i = 0; i < kMonths.size(); i += 3) {
    if (kMonths.substr(i, 3) == key) return static_cast<int>(i / 3) + 1;
  }
  return 0;
}

// "2022-04-12", "12 April 2022", "April 12, 2022", "2022".
std::optional<Day> ReadDay(std::string_view text) {
  if (const auto day = ParseIsoDay(text)) return day;
  CivilDate date{0, 0, 0};
  for (size_t i = 0; i < text.size();) {
    size_t end = i;
    const auto digit = [](char c) { return c >= '0' && c <= '9'; };
    const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    if (digit(text[i])) {
      while (end < text.size() && digit(text[end])) ++end;
      int number = 0;
      if (end - i != 4 && end - i > 2) return std::nullopt;
      std::from_chars(text.data() + i, text.data() + end, number);
      (end - i == 4 ? date.year : date.day) = number;
    } else if (letter(text[i])) {
      while (end < text.size() && letter(text[end])) ++end;
      date.month = MonthOf(text.substr(i, end - i));
      if (date.month == 0) return std::nullopt;
    }
    i = end == i ? i + 1 : end;
  }
  if (date.year == 0) return std::nullopt;
  if (date.month == 0) date = {date.year, 7, 1};
  if (date.day == 0) date.day = 1;
  const Day day = FromCivil(date);
  const CivilDate back = ToCivil(day);
  if (back.month != date.month || back.day != date.day) return std::nullopt;
  return day;
}

struct NamedPhrase {
  std::string id;
  ActorPhrase phrase;
};

Result<NamedPhrase> ReadPhrase(const std::string& line, const std::string& place) {
  AVVISO_ASSIGN(const JsonDocument doc, JsonDocument::Parse(line, place));
  const JsonValue root = doc.root();
  if (root["text"].kind() != JsonValue::Kind::kString) {
    return Error{ErrorCode::kInvalid, place + ": no \"text\""};
  }
  NamedPhrase named;
  named.id = root["id"].String();
  if (const auto number = root["id"].Integer()) named.id = std::to_string(*number);
  named.phrase.text = root["text"].String();
  named.phrase.context = root["context"].String();
  const std::string_view date = root["date"].String();
  if (!date.empty()) {
    named.phrase.day = ReadDay(date);
    if (!named.phrase.day) {
      return Error{ErrorCode::kInvalid, place + ": \"date\" isn't a day, as in 2023-09-29"};
    }
  }
  return named;
}

int Fail(const Error& error, int exit_code) {
  ReportError(error);
  return exit_code;
}

int RunLines(const std::string& path, const Engine& engine) {
  Result<OpenFile> file = OpenFile::Read(path);
  if (!file.ok()) return Fail(file.error(), kExitRefused);
  Engine::Workspace workspace = engine.MakeWorkspace();
  const std::string name = path == "-" ? "stdin" : path;
  LineReader lines(std::move(file).value(), name, kMostLine);
  Result<Output> output = Output::Open("");
  if (!output.ok()) return Fail(output.error(), kExitOutput);
  int exit_code = kExitFine;
  while (const auto line = lines.Next()) {
    if (line->ok() && line->value().empty()) continue;
    const std::string place = name + ":" + std::to_string(lines.number());
    Result<NamedPhrase> named =
        line->ok() ? ReadPhrase(RepairUtf8(line->value()), place) : line->error();
    if (!named.ok()) {
      ReportError(named.error());
      exit_code = kExitRefused;
      continue;
    }
    const ActorMention actor = engine.ResolveActor(named.value().phrase, &workspace);
    const Status written = output.value().Write(AsJson(named.value().id, actor));
    if (!written.ok()) {
      if (output.value().closed()) return kExitClosedPipe;
      return Fail(written.error(), kExitOutput);
    }
  }
  const Status closed = output.value().Close();
  return closed.ok() ? exit_code : Fail(closed.error(), kExitOutput);
}

}  // namespace

int RunActor(const CommandLine& line) {
  if (line.json_lines ? line.paths.size() > 1 : line.paths.empty()) {
    ReportError({ErrorCode::kInvalid,
                 line.json_lines ? "--jsonl takes one file" : "no phrase (or --jsonl and a file)"});
    return kExitUsage;
  }
  EngineOptions options;
  Result<std::string> model = FindModel(line.model);
  Result<std::string> tables = FindTables(line.tables);
  for (const Result<std::string>* found : {&model, &tables}) {
    if (!found->ok()) return Fail(found->error(), kExitSetup);
  }
  options.model = std::move(model).value();
  options.tables = std::move(tables).value();
  options.gazetteer = FindGazetteer();
  const Result<Engine> engine = Engine::Open(options);
  if (!engine.ok()) return Fail(engine.error(), kExitSetup);
  if (line.json_lines) return RunLines(line.paths.empty() ? "-" : line.paths[0], engine.value());
  Engine::Workspace workspace = engine.value().MakeWorkspace();
  std::string out;
  for (const std::string& phrase : line.paths) {
    const ActorMention actor = engine.value().ResolveActor(
        {RepairUtf8(phrase), RepairUtf8(line.context), ParseIsoDay(line.published)}, &workspace);
    out += line.format == Format::kJsonLines ? AsJson(phrase, actor) : AsText(actor);
  }
  return Print(out);
}

}  // namespace avviso
