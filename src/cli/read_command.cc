#include <utility>

#include "cli/commands.h"
#include "cli/run.h"
#include "views/article_json.h"
#include "views/article_page.h"

namespace avviso {
namespace {

std::string Shown(const Article& article, const ReadTrace* trace, bool page, const PageLook& look) {
  std::string out;
  if (page) {
    AppendArticlePage(article, look, &out);
    if (trace != nullptr) AppendReadTrace(*trace, look, &out);
    return out;
  }
  AppendArticleJson(article, &out);
  if (trace != nullptr) {
    out.pop_back();  // the object's end
    out += ",\"why\":";
    AppendReadTraceJson(*trace, &out);
    out.push_back('}');
  }
  out.push_back('\n');
  return out;
}

}  // namespace

int RunRead(const CommandLine& line) {
  return RunItems(line, [&line](const Output& output) -> ShowItem {
    const bool page =
        line.format == Format::kTable || (line.format == Format::kAuto && output.terminal());
    const PageLook look{output.width(), WantsColor(line.color, output)};
    return [page, look, why = line.why](Item item, const ItemLimits& limits,
                                        size_t) -> Result<std::string> {
      ReadTrace trace;
      AVVISO_ASSIGN(const Article article,
                    ArticleOf(std::move(item), limits, why ? &trace : nullptr));
      return Shown(article, why ? &trace : nullptr, page, look);
    };
  });
}

}  // namespace avviso
