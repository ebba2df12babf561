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

std::string IdOf(JsonValue object, uint64_t number) {
  const JsonValue id = object["id"];
  if (const auto integer = id.Integer()) return std::to_string(*integer);
  if (!id.String().empty()) return std::string(id.String());
  return "line-" + std::to_string(number);
}

}  // namespace

Result<Article> ArticleFromJsonLine(std::string line, std::string_view name, uint64_t number,
                                    const JsonLineOptions& options) {
  const std::string where = std::string(name) + ":" + std::to_string(number);
  const bool repaired = !IsValidUtf8(line);
  if (repaired) line = RepairUtf8(line);
  AVVISO_ASSIGN(const JsonDocument document, JsonDocument::Parse(line, where));
  const JsonValue root = document.root();
  if (root.kind() != JsonValue::Kind::kObject) {
    return Error{ErrorCode::kInvalid, where + ": the line isn't a JSON object"};
  }
  const JsonValue text = root["text"];
  if (text.kind() != JsonValue::Kind::kString) {
    if (root["html"].present()) {
      return Error{ErrorCode::kUnsupported,
                   where + ": pages (\"html\") aren't read yet (give \"text\")"};
    }
    return Error{ErrorCode::kInvalid, where + ": \"text\" is missing or isn't a string"};
  }
  Article article;
  article.id = IdOf(root, number);
  std::string published;
  for (const auto& [member, field] :
       {std::pair<std::string_view, std::string*>{"url", &article.url},
        {"outlet", &article.outlet},
        {"title", &article.title},
        {"published", &published}}) {
    if (!TakeString(root, member, field)) {
      return Error{ErrorCode::kInvalid, where + ": \"" + std::string(member) + "\" isn't a string"};
    }
  }
  root["authors"].ForEach([&](std::string_view, JsonValue author) {
    if (!author.String().empty()) article.authors.emplace_back(author.String());
  });
  if (repaired) {
    article.notes.push_back(
        {"ill-formed-bytes", "bytes that aren't UTF-8 were replaced by U+FFFD"});
  }
  SetPublished(published.empty() ? options.published : published, &article);
  std::string body;
  if (!article.title.empty()) body = article.title + "\n\n";
  body.append(text.String());
  SetText(std::move(body), options.most_text, &article);
  return article;
}

}  // namespace avviso
