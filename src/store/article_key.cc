#include "store/article_key.h"

#include "base/json_writer.h"
#include "base/sha256.h"

namespace avviso {

std::string ArticleKey(const Article& article) {
  return article.url.empty() ? article.id : article.url;
}

// JSON, so that no two articles give one string.
std::string ArticleHash(const Article& article) {
  std::string bytes;
  JsonWriter json(&bytes);
  json.BeginArray();
  // Of an archived page the id is that of the capture: another capture of the same
  // page is the same article.
  if (article.url.empty()) json.String(article.id);
  json.String(article.url);
  json.String(article.outlet);
  json.String(article.title);
  json.String(article.published);
  json.String(article.language);
  json.String(article.text);
  for (const std::string& author : article.authors) json.String(author);
  json.EndArray();
  return Sha256Hex(bytes);
}

}  // namespace avviso
