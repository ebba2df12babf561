#include "engine/json_line.h"

#include <utility>

#include "base/json_reader.h"
#include "base/utf8.h"
#include "engine/text_intake.h"

namespace avviso {
namespace {

// Takes a member that is a string or missing. False if it is something else.
bool TakeString(JsonValue object, std::string_view member, std::string* out) {
  const JsonValue value = object[member];
  *out = std::string(value.String());
  const auto kind = value.kind();
  return kind == JsonValue::Kind::kString || kind == JsonValue::Kind::kMissing ||
         kind == JsonValue::Kind::kNull;
}

std::string IdOf(JsonValue id, uint64_t number) {
  if (const auto integer = id.Integer()) return std::to_string(*integer);
  if (!id.String().empty()) return std::string(id.String());
  return "line-" + std::to_string(number);
}

}  // namespace

Result<Item> ItemFromJsonLine(std::string line, std::string_view name, uint64_t number,
                              const JsonLineOptions& options) {
  static const ColumnMap kOwnNames;
  const ColumnMap& columns = options.columns == nullptr ? kOwnNames : *options.columns;
  const std::string where = std::string(name) + ":" + std::to_string(number);
  const bool repaired = !IsValidUtf8(line);
  if (repaired) line = RepairUtf8(line);
  AVVISO_ASSIGN(const JsonDocument document, JsonDocument::Parse(line, where));
  const JsonValue root = document.root();
  if (root.kind() != JsonValue::Kind::kObject) {
    return Error{ErrorCode::kInvalid, where + ": the line isn't a JSON object"};
  }
  const auto member = [&](Part part) { return root[columns.NameOf(part)]; };
  Item item;
  Article& article = item.article;
  article.id = IdOf(member(Part::kId), number);
  std::string published;
  for (const auto& [part, field] : {std::pair<Part, std::string*>{Part::kUrl, &article.url},
                                    {Part::kOutlet, &article.outlet},
                                    {Part::kTitle, &article.title},
                                    {Part::kPublished, &published}}) {
    if (!TakeString(root, columns.NameOf(part), field)) {
      return Error{ErrorCode::kInvalid,
                   where + ": \"" + std::string(columns.NameOf(part)) + "\" isn't a string"};
    }
  }
  member(Part::kAuthors).ForEach([&](std::string_view, JsonValue author) {
    if (!author.String().empty()) article.authors.emplace_back(author.String());
  });
  if (repaired) {
    article.notes.push_back(
        {"ill-formed-bytes", "bytes that aren't UTF-8 were replaced by U+FFFD"});
  }
  SetPublished(published, &article);
  const JsonValue text = member(Part::kText);
  if (text.kind() != JsonValue::Kind::kString) {
    const JsonValue html = member(Part::kHtml);
    if (html.kind() != JsonValue::Kind::kString) {
      return Error{ErrorCode::kInvalid, where + ": \"" + std::string(columns.NameOf(Part::kText)) +
                                            "\" is missing or isn't a string"};
    }
    item.page = Page{PageForm::kHtml, std::string(html.String()), "utf-8", where};
    return item;
  }
  if (published.empty()) SetPublished(options.published, &article);
  std::string body;
  if (!article.title.empty()) body = article.title + "\n\n";
  if (text.String().starts_with(body)) body.clear();  // it begins with its title already
  body.append(text.String());
  SetText(std::move(body), options.most_text, &article);
  return item;
}

Result<Article> ArticleFromJsonLine(std::string line, std::string_view name, uint64_t number,
                                    const JsonLineOptions& options) {
  AVVISO_ASSIGN(Item item, ItemFromJsonLine(std::move(line), name, number, options));
  return ArticleOf(std::move(item), {options.published, options.most_text});
}

}  // namespace avviso
