#include "cli/commands.h"
#include "cli/run.h"
#include "views/explanation.h"
#include "views/record_table.h"

namespace avviso {

int RunExplain(const CommandLine& line) {
  return RunOverInput(line, /*needs_tables=*/true, [&line](const Output& output) -> Show {
    const bool json = line.format == Format::kJsonLines;
    const TableOptions look{output.width(), WantsColor(line.color, output)};
    return [json, look](const Engine& engine, Engine::Workspace* workspace, Article article) {
      Trace trace(/*leans=*/true);
      const CodedArticle coded = engine.Code(std::move(article), workspace, &trace);
      std::string out;
      if (json) {
        AppendExplanationJson(coded, trace, &out);
        out.push_back('\n');
      } else {
        AppendRecordTable(coded, look, &out);
        AppendExplanation(coded, trace, look, &out);
      }
      return out;
    };
  });
}

}  // namespace avviso
