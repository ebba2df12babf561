// `avviso help terms` and `avviso help types`, from data/ontology.

#include <string>
#include <string_view>

#include "cli/commands.h"
#include "cli/messages.h"
#include "cli/output.h"
#include "engine/model_store.h"
#include "lexicon/glossary.h"
#include "lexicon/ontology.h"
#include "views/terminal_text.h"

namespace avviso {
namespace {

constexpr size_t kWidth = 100;

void AppendEntry(std::string_view name, std::string_view text, size_t indent, std::string* out) {
  constexpr size_t kName = 22;
  std::string line = std::string(indent, ' ') + Pad(std::string(name), kName - indent) + " ";
  for (const std::string& part : Wrap(text, kWidth - kName - 1)) {
    *out += line + part + "\n";
    line = std::string(kName + 1, ' ');
  }
}

void AppendKind(const Glossary& glossary, std::string_view kind, std::string* out) {
  for (const GlossaryRow& row : glossary.rows()) {
    if (row.kind == kind) AppendEntry(row.name, row.text, 2, out);
  }
}

void AppendModes(const Glossary& glossary, const std::string& type, std::string* out) {
  for (const GlossaryRow& row : glossary.rows()) {
    if (row.kind != "mode" || row.name.compare(0, type.size() + 1, type + " ") != 0) continue;
    AppendEntry(row.name.substr(type.size() + 1), row.text, 4, out);
  }
}

std::string Types(const Glossary& glossary, const Ontology& ontology) {
  std::string out = "Classes\n";
  AppendKind(glossary, "class", &out);
  out += "\nTypes and their modes\n";
  for (const GlossaryRow& row : glossary.rows()) {
    if (row.kind != "type") continue;
    const TypeId type = ontology.Find(row.name);
    AppendEntry(row.name, row.text + (type == kNoType ? "" : " (" + ontology.type(type).quad + ")"),
                2, &out);
    AppendModes(glossary, row.name, &out);
  }
  out += "\nStatuses\n";
  AppendKind(glossary, "status", &out);
  out += "\nSectors, the second half of an actor's code\n";
  AppendKind(glossary, "sector", &out);
  return out;
}

std::string Terms(const Glossary& glossary) {
  std::string out = "Terms\n";
  AppendKind(glossary, "term", &out);
  return out + "\navviso help types tells of types, modes, classes, statuses and sectors.\n";
}

int Fail(const Error& error) {
  ReportError(error);
  return kExitSetup;
}

}  // namespace

int RunHelp(const CommandLine& line) {
  const Result<std::string> tables = FindTables(line.tables);
  if (!tables.ok()) return Fail(tables.error());
  const Result<Glossary> glossary = Glossary::Load(tables.value());
  if (!glossary.ok()) return Fail(glossary.error());
  if (line.topic == "terms") return Print(Terms(glossary.value()));
  const Result<Ontology> ontology = Ontology::Load(tables.value());
  if (!ontology.ok()) return Fail(ontology.error());
  return Print(Types(glossary.value(), ontology.value()));
}

}  // namespace avviso
