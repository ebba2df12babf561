// JSON Feed, and ninjs in its versions: 1 and 2 have headline, byline and body_…, 3 has
// lists of headlines, bodies and people.

#include <algorithm>

#include "base/json_reader.h"
#include "feeds/internal/parsers.h"
#include "feeds/markup_text.h"

namespace avviso::internal {
namespace {

void TakeNames(JsonValue people, std::vector<std::string>* names) {
  people.ForEach([names](std::string_view, JsonValue person) {
    std::string name = LineOfMarkup(
        person.kind() == JsonValue::Kind::kString ? person.String() : person["name"].String());
    if (!name.empty()) names->push_back(std::move(name));
  });
}

FeedItem JsonFeedItem(JsonValue value, const Feed& feed) {
  FeedItem item;
  item.id = value["id"].String();
  if (const auto number = value["id"].Integer()) item.id = std::to_string(*number);
  item.url = value["url"].String();
  if (item.url.empty()) item.url = value["external_url"].String();
  item.title = LineOfMarkup(value["title"].String());
  item.summary = value["summary"].String();
  item.content_html = value["content_html"].String();
  item.content = value["content_text"].String();
  if (item.content.empty()) item.content = TextOfMarkup(item.content_html);
  item.published = DateOrAsWritten(value["date_published"].String());
  item.updated = DateOrAsWritten(value["date_modified"].String());
  item.language = value["language"].String();
  if (item.language.empty()) item.language = feed.language;
  TakeNames(value["authors"], &item.authors);
  if (item.authors.empty() && value["author"]["name"].present()) {
    item.authors.emplace_back(LineOfMarkup(value["author"]["name"].String()));
  }
  if (item.id.empty()) item.id = item.url;
  return item;
}

// The first of a list of {"value": …} whose role or content type is `wanted`, or any.
std::string_view FirstValue(JsonValue list, std::string_view wanted) {
  std::string_view found;
  list.ForEach([&](std::string_view, JsonValue each) {
    const bool fits = wanted.empty() || each["role"].String() == wanted ||
                      each["contenttype"].String() == wanted ||
                      each["contentType"].String() == wanted;
    if (found.empty() && fits) found = each["value"].String();
  });
  return found;
}

FeedItem NinjsItem(JsonValue value) {
  FeedItem item;
  item.id = value["uri"].String();
  item.url = item.id.compare(0, 4, "http") == 0 ? item.id : "";
  std::string_view title = value["headline"].String();
  if (title.empty()) title = FirstValue(value["headlines"], "main");
  if (title.empty()) title = FirstValue(value["headlines"], "");
  item.title = LineOfMarkup(title);
  item.content = value["body_text"].String();
  if (item.content.empty()) item.content = FirstValue(value["bodies"], "text/plain");
  for (const std::string_view html :
       {value["body_html"].String(), value["body_xhtml"].String(),
        FirstValue(value["bodies"], "text/html"), FirstValue(value["bodies"], "")}) {
    if (item.content_html.empty()) item.content_html = html;
  }
  if (item.content.empty()) item.content = TextOfMarkup(item.content_html);
  item.summary = LineOfMarkup(value["description_text"].String());
  if (const auto byline = value["byline"].String(); !byline.empty()) {
    item.authors.push_back(LineOfMarkup(byline));
  }
  TakeNames(value["bylines"], &item.authors);
  for (const char* member : {"infosource", "infosources"}) TakeNames(value[member], &item.credits);
  if (const auto credit = value["copyrightholder"].String(); item.credits.empty()) {
    if (!credit.empty()) item.credits.push_back(LineOfMarkup(credit));
  }
  for (const char* member : {"firstcreated", "firstCreated", "versioncreated", "versionCreated",
                             "contentcreated", "contentCreated"}) {
    if (item.published.empty()) item.published = DateOrAsWritten(value[member].String());
  }
  for (const char* member : {"versioncreated", "versionCreated"}) {
    if (item.updated.empty()) item.updated = DateOrAsWritten(value[member].String());
  }
  item.language = value["language"].String();
  return item;
}

}  // namespace

Result<Feed> ParseJsonFeed(std::string_view utf8, FeedKind kind, std::string_view name) {
  AVVISO_ASSIGN(const JsonDocument document, JsonDocument::Parse(utf8, name));
  const JsonValue root = document.root();
  Feed feed;
  feed.kind = kind;
  if (kind == FeedKind::kNinjs) {
    if (root.kind() == JsonValue::Kind::kArray) {
      root.ForEach(
          [&](std::string_view, JsonValue item) { feed.items.push_back(NinjsItem(item)); });
    } else {
      feed.items.push_back(NinjsItem(root));
    }
    return feed;
  }
  feed.title = LineOfMarkup(root["title"].String());
  feed.language = root["language"].String();
  root["items"].ForEach(
      [&](std::string_view, JsonValue item) { feed.items.push_back(JsonFeedItem(item, feed)); });
  return feed;
}

}  // namespace avviso::internal
