#include "views/article_json.h"

#include "base/sha256.h"
#include "base/utf8.h"

namespace avviso {
namespace {

void WriteStrings(std::string_view key, const std::vector<std::string>& values, JsonWriter* json) {
  json->Key(key);
  json->BeginArray();
  for (const std::string& value : values) json->String(value);
  json->EndArray();
}

void WriteBlocks(const Article& article, JsonWriter* json) {
  const CodePointMap points(article.text);
  json->Key("blocks");
  json->BeginArray();
  for (const Block& block : article.blocks) {
    json->BeginObject();
    json->Field("kind", NameOf(block.kind));
    json->Key("span");
    json->BeginArray();
    json->Integer(static_cast<int64_t>(points.At(block.span.begin)));
    json->Integer(static_cast<int64_t>(points.At(block.span.end)));
    json->EndArray();
    json->EndObject();
  }
  json->EndArray();
}

}  // namespace

void WriteCredits(const std::vector<Credit>& credits, JsonWriter* json) {
  json->BeginArray();
  for (const Credit& credit : credits) {
    json->BeginObject();
    json->Field("kind", NameOf(credit.kind));
    json->Field("name", credit.name);
    json->Field("text", credit.text);
    json->EndObject();
  }
  json->EndArray();
}

void AppendArticleJson(const Article& article, std::string* out) {
  JsonWriter json(out);
  json.BeginObject();
  json.Field("id", article.id);
  json.FieldOrNull("url", article.url);
  json.FieldOrNull("outlet", article.outlet);
  json.FieldOrNull("title", article.title);
  WriteStrings("authors", article.authors, &json);
  json.FieldOrNull("published", article.published);
  json.FieldOrNull("language", article.language);
  json.FieldOrNull("modified", article.modified);
  json.FieldOrNull("canonical_url", article.canonical_url);
  json.FieldOrNull("amp_url", article.amp_url);
  json.FieldOrNull("section", article.section);
  WriteStrings("tags", article.tags, &json);
  WriteStrings("images", article.images, &json);
  json.Key("credits");
  WriteCredits(article.credits, &json);
  WriteBlocks(article, &json);
  json.Field("text", article.text);
  json.Field("text_sha256", Sha256Hex(article.text));
  json.Key("notes");
  json.BeginArray();
  for (const Note& note : article.notes) {
    json.BeginObject();
    json.Field("code", note.code);
    json.Field("message", note.message);
    json.EndObject();
  }
  json.EndArray();
  json.EndObject();
}

}  // namespace avviso
