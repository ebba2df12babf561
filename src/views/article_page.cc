#include "views/article_page.h"

#include <algorithm>
#include <string_view>

#include "base/json_writer.h"
#include "views/article_json.h"
#include "views/terminal_text.h"

namespace avviso {
namespace {

constexpr std::string_view kDot = " · ";

void AppendWrapped(std::string_view text, std::string_view indent, Ink ink, const PageLook& look,
                   std::string* out) {
  const size_t width = std::max<size_t>(look.width, 40) - ColumnsOf(indent);
  for (const std::string& line : Wrap(Printable(text), width)) {
    *out += std::string(indent) + Paint(line, ink, look.color) + "\n";
  }
}

std::string HeadOf(const Article& article) {
  std::string head;
  const auto add = [&head](std::string_view part) {
    if (part.empty()) return;
    if (!head.empty()) head += kDot;
    head += part;
  };
  add(article.outlet);
  std::string authors;
  for (const std::string& author : article.authors) {
    if (!authors.empty()) authors += ", ";
    authors += author;
  }
  add(authors);
  add(article.published);
  add(article.language);
  return head;
}

}  // namespace

void AppendArticlePage(const Article& article, const PageLook& look, std::string* out) {
  AppendWrapped(article.title.empty() ? article.id : article.title, "", Ink::kBold, look, out);
  const std::string head = HeadOf(article);
  if (!head.empty()) AppendWrapped(head, "", Ink::kDim, look, out);
  for (const Credit& credit : article.credits) {
    AppendWrapped("credit: " + credit.name + " (" + std::string(NameOf(credit.kind)) + ")", "",
                  Ink::kDim, look, out);
  }
  for (const Note& note : article.notes) {
    AppendWrapped("note: " + note.message + " [" + note.code + "]", "", Ink::kYellow, look, out);
  }
  out->push_back('\n');
  if (article.blocks.empty()) {
    AppendWrapped(article.text, "", Ink::kPlain, look, out);
    out->push_back('\n');
  }
  for (const Block& block : article.blocks) {
    if (block.kind == Block::Kind::kTitle) continue;
    const bool heading = block.kind == Block::Kind::kHeading;
    const std::string_view indent = block.kind == Block::Kind::kListItem    ? "  "
                                    : block.kind == Block::Kind::kQuotation ? "    "
                                                                            : "";
    AppendWrapped(block.span.In(article.text), indent, heading ? Ink::kBold : Ink::kPlain, look,
                  out);
    out->push_back('\n');
  }
}

void AppendReadTrace(const ReadTrace& trace, const PageLook& look, std::string* out) {
  const size_t width = std::max<size_t>(look.width, 40);
  const auto row = [&](std::string_view head, std::string_view text, Ink ink) {
    constexpr size_t kHead = 14;
    const std::vector<std::string> lines = Wrap(Printable(text), width - kHead);
    *out += Paint(Pad(std::string(head), kHead), ink, look.color) + lines.front();
    *out += lines.size() > 1 ? " …\n" : "\n";
  };
  for (const ReadTrace::Fact& fact : trace.facts) {
    std::string value = fact.value.empty() ? "not stated" : fact.value;
    if (!fact.from.empty()) value += "  (" + fact.from + ")";
    row(fact.name, value, Ink::kBold);
  }
  out->push_back('\n');
  for (const ReadTrace::Block& block : trace.blocks) {
    const bool kept = block.verdict == "story";
    row(block.verdict, block.text, kept ? Ink::kBlue : Ink::kDim);
  }
  out->push_back('\n');
}

void AppendReadTraceJson(const ReadTrace& trace, std::string* out) {
  JsonWriter json(out);
  json.BeginObject();
  json.Key("facts");
  json.BeginArray();
  for (const ReadTrace::Fact& fact : trace.facts) {
    json.BeginObject();
    json.Field("name", fact.name);
    json.Field("value", fact.value);
    json.Field("from", fact.from);
    json.EndObject();
  }
  json.EndArray();
  json.Key("blocks");
  json.BeginArray();
  for (const ReadTrace::Block& block : trace.blocks) {
    json.BeginObject();
    json.Field("verdict", block.verdict);
    json.Field("kind", block.kind);
    json.Field("text", block.text);
    json.Field("hint", block.hint);
    json.Field("where", block.where);
    json.EndObject();
  }
  json.EndArray();
  json.EndObject();
}

}  // namespace avviso
