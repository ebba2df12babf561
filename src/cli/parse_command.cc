#include "cli/commands.h"
#include "cli/run.h"
#include "views/conllu.h"
#include "views/parse_json.h"
#include "views/parse_table.h"

namespace avviso {

int RunParse(const CommandLine& line) {
  return RunOverInput(line, /*needs_tables=*/false, [&line](const Output& output) -> Show {
    Format format = line.format;
    if (format == Format::kAuto) format = output.terminal() ? Format::kTable : Format::kConllu;
    const bool color = WantsColor(line.color, output);
    return [format, color](const Engine& engine, Engine::Workspace* workspace,
                           const Article& article) {
      const Document document = engine.Parse(article, workspace);
      std::string out;
      if (format == Format::kTable) {
        AppendParseTable(article, document, color, &out);
      } else if (format == Format::kConllu) {
        AppendConllu(article, document, &out);
      } else {
        AppendParseJson(article, document, &out);
        out.push_back('\n');
      }
      return out;
    };
  });
}

}  // namespace avviso
