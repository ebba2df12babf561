#include "cli/commands.h"
#include "cli/run.h"
#include "views/record_json.h"
#include "views/record_table.h"

namespace avviso {

int RunCode(const CommandLine& line) {
  return RunOverInput(line, /*needs_tables=*/true, [&line](const Output& output) -> Show {
    const bool table =
        line.format == Format::kTable || (line.format == Format::kAuto && output.terminal());
    const TableOptions look{output.width(), WantsColor(line.color, output)};
    return [table, look](const Engine& engine, Engine::Workspace* workspace, Article article) {
      const CodedArticle coded = engine.Code(std::move(article), workspace);
      std::string out;
      if (table) {
        AppendRecordTable(coded, look, &out);
      } else {
        AppendRecordJson(coded, engine.stamp(), &out);
        out.push_back('\n');
      }
      return out;
    };
  });
}

}  // namespace avviso
