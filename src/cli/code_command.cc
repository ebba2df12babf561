#include "cli/commands.h"
#include "cli/run.h"
#include "views/explanation.h"
#include "views/record_json.h"
#include "views/record_table.h"

namespace avviso {

int RunCode(const CommandLine& line) {
  return RunOverInput(line, /*needs_tables=*/true, [&line](const Output& output) -> Show {
    const bool table =
        line.format == Format::kTable || (line.format == Format::kAuto && output.terminal());
    const TableOptions look{output.width(), WantsColor(line.color, output)};
    const bool explain = line.explain;
    return [table, look, explain](const Engine& engine, Engine::Workspace* workspace,
                                  Article article) {
      Trace trace;
      const CodedArticle coded =
          engine.Code(std::move(article), workspace, explain ? &trace : nullptr);
      std::string out;
      if (table) {
        AppendRecordTable(coded, look, &out);
        if (explain) AppendExplanation(coded, trace, look, &out);
      } else {
        AppendRecordJson(coded, engine.stamp(), &out);
        if (explain) {  // one member more, at the end of the object
          out.pop_back();
          out += ",\"explanation\":";
          AppendExplanationJson(coded, trace, &out);
          out.push_back('}');
        }
        out.push_back('\n');
      }
      return out;
    };
  });
}

}  // namespace avviso
