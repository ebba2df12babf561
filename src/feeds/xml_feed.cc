// The XML formats, by the names of their elements. Prefixes of the common modules
// (dc, content, news …) are taken as their names, whatever they are bound to, since
// writers keep to them and forget to declare them.

#include <algorithm>
#include <array>
#include <charconv>
#include <pugixml.hpp>
#include <utility>

#include "feeds/internal/parsers.h"
#include "feeds/markup_text.h"

namespace avviso::internal {
namespace {

using Node = pugi::xml_node;

std::string_view Local(Node node) {
  const std::string_view name = node.name();
  const size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

std::string_view Trim(std::string_view text) {
  const size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r\n") + 1 - begin);
}

// The text right in an element.
std::string Text(Node node) {
  std::string text;
  for (const Node child : node.children()) text += child.value();
  return std::string(Trim(text));
}

struct StringWriter : pugi::xml_writer {
  std::string out;
  void write(const void* data, size_t size) override {
    out.append(static_cast<const char*>(data), size);
  }
};

// The markup in an element: escaped or in CDATA, or as elements.
std::string Markup(Node node) {
  const bool elements = std::any_of(node.begin(), node.end(),
                                    [](Node child) { return child.type() == pugi::node_element; });
  if (!elements) return Text(node);
  StringWriter writer;
  for (const Node child : node.children()) {
    child.print(writer, "", pugi::format_raw | pugi::format_no_declaration);
  }
  return std::move(writer.out);
}

// The next node in the order of the document, within `top`. No recursion: strangers
// choose the depth.
Node Following(Node node, Node top, bool enter = true) {
  if (enter && node.first_child()) return node.first_child();
  while (node != top && !node.next_sibling()) node = node.parent();
  return node == top ? Node() : node.next_sibling();
}

Node Find(Node top, std::string_view local) {
  for (Node node = top; node; node = Following(node, top)) {
    if (Local(node) == local) return node;
  }
  return Node();
}

void Add(std::string value, std::vector<std::string>* list) {
  const bool known = std::find(list->begin(), list->end(), value) != list->end();
  if (!value.empty() && !known) list->push_back(std::move(value));
}

// "sy:updatePeriod" and "updateFrequency" or "ttl", in minutes.
int MinutesOf(Node channel) {
  int ttl = 0;
  const std::string given = Text(channel.child("ttl"));
  std::from_chars(given.data(), given.data() + given.size(), ttl);
  if (ttl > 0) return std::min(ttl, 7 * 24 * 60);
  constexpr std::array<std::pair<std::string_view, int>, 3> kPeriods = {
      {{"hourly", 60}, {"daily", 24 * 60}, {"weekly", 7 * 24 * 60}}};
  const std::string period = Text(channel.child("sy:updatePeriod"));
  const std::string often = Text(channel.child("sy:updateFrequency"));
  int times = 1;
  std::from_chars(often.data(), often.data() + often.size(), times);
  for (const auto& [name, minutes] : kPeriods) {
    if (period == name) return minutes / std::clamp(times, 1, minutes);
  }
  return 0;
}

// RFC 822's "name@a.example (Name)" is a name with an address.
std::string AuthorOf(Node node) {
  const std::string text = LineOfMarkup(Text(node));
  const size_t open = text.find('(');
  const size_t close = text.rfind(')');
  if (text.find('@') < open && open != std::string::npos && close != std::string::npos &&
      close > open) {
    return text.substr(open + 1, close - open - 1);
  }
  return text;
}

FeedItem RssItem(Node node, const Feed& feed) {
  FeedItem item;
  bool permalink = false;
  for (const Node child : node.children()) {
    const std::string_view name = child.name();
    if (name == "title") item.title = LineOfMarkup(Text(child));
    if (name == "link") item.url = Text(child);
    if (name == "guid") {
      item.id = Text(child);
      permalink = std::string_view(child.attribute("isPermaLink").value()) != "false" &&
                  item.id.compare(0, 4, "http") == 0;
    }
    if (name == "description") item.summary = TextOfMarkup(Markup(child));
    if (name == "content:encoded") item.content_html = Markup(child);
    if (name == "author" || name == "dc:creator") Add(AuthorOf(child), &item.authors);
    if (name == "source" || name == "dc:source") Add(LineOfMarkup(Text(child)), &item.credits);
    if (name == "pubDate" || name == "dc:date") item.published = DateOrAsWritten(Text(child));
    if (name == "atom:updated" || name == "dcterms:modified") {
      item.updated = DateOrAsWritten(Text(child));
    }
  }
  if (item.url.empty() && permalink) item.url = item.id;
  if (item.url.empty()) item.url = node.attribute("rdf:about").value();
  if (item.id.empty()) item.id = item.url;
  item.content = TextOfMarkup(item.content_html);
  item.language = feed.language;
  return item;
}

FeedItem AtomItem(Node node, const Feed& feed) {
  FeedItem item;
  for (const Node child : node.children()) {
    const std::string_view name = Local(child);
    const std::string_view type = child.attribute("type").value();
    if (name == "title") item.title = LineOfMarkup(Markup(child));
    if (name == "id") item.id = Text(child);
    if (name == "link") {
      const std::string_view rel = child.attribute("rel").value();
      if ((rel.empty() || rel == "alternate") && item.url.empty()) {
        item.url = Trim(child.attribute("href").value());
      }
    }
    if (name == "summary")
      item.summary = type == "text" ? Text(child) : TextOfMarkup(Markup(child));
    if (name == "content") {
      const bool plain = type.empty() || type == "text" || type == "text/plain";
      if (plain) item.content = Text(child);
      if (!plain) item.content_html = Markup(child);
    }
    if (name == "author") Add(LineOfMarkup(Text(Find(child, "name"))), &item.authors);
    if (name == "source") Add(LineOfMarkup(Text(Find(child, "title"))), &item.credits);
    if (name == "published" || name == "issued") item.published = DateOrAsWritten(Text(child));
    if (name == "updated" || name == "modified") item.updated = DateOrAsWritten(Text(child));
  }
  if (item.content.empty()) item.content = TextOfMarkup(item.content_html);
  if (item.published.empty()) item.published = item.updated;
  item.language = node.attribute("xml:lang").value();
  if (item.language.empty()) item.language = feed.language;
  if (item.id.empty()) item.id = item.url;
  return item;
}

FeedItem SitemapItem(Node node) {
  FeedItem item;
  for (const Node child : node.children()) {
    if (Local(child) == "loc") item.url = Text(child);
    if (Local(child) == "lastmod") item.updated = DateOrAsWritten(Text(child));
    if (Local(child) != "news") continue;
    item.title = LineOfMarkup(Text(child.child("news:title")));
    item.published = DateOrAsWritten(Text(child.child("news:publication_date")));
    const Node publication = child.child("news:publication");
    item.outlet = LineOfMarkup(Text(publication.child("news:name")));
    item.language = Text(publication.child("news:language"));
  }
  item.id = item.url;
  return item;
}

// The name of a provider or source: <name>, @literal, or the end of @qcode.
std::string PartyName(Node node) {
  const std::string name = LineOfMarkup(Text(Find(node, "name")));
  if (!name.empty()) return name;
  const std::string_view literal = node.attribute("literal").value();
  if (!literal.empty()) return std::string(literal);
  const std::string_view code = node.attribute("qcode").value();
  return std::string(code.substr(std::min(code.size(), code.find(':') + 1)));
}

void TakeNewsmlContent(Node set, FeedItem* item) {
  for (const Node part : set.children()) {
    if (Local(part) == "inlineXML" && item->content_html.empty()) {
      Node body = Find(part, "body.content");
      if (!body) body = Find(part, "body");
      item->content_html = Markup(body ? body : part);
    }
    if (Local(part) == "inlineData" && item->content.empty()) item->content = Text(part);
  }
  if (item->content.empty()) item->content = TextOfMarkup(item->content_html);
}

FeedItem NewsmlItem(Node node) {
  FeedItem item;
  item.id = node.attribute("guid").value();
  item.language = node.attribute("xml:lang").value();
  std::string created;
  for (Node at = node; at; at = Following(at, node)) {
    const std::string_view name = Local(at);
    const std::string_view parent = Local(at.parent());
    if (parent == "itemMeta") {
      if (name == "provider") item.outlet = PartyName(at);
      if (name == "firstCreated") item.published = DateOrAsWritten(Text(at));
      if (name == "versionCreated") item.updated = DateOrAsWritten(Text(at));
    } else if (parent == "contentMeta") {
      if (name == "headline" && item.title.empty()) item.title = LineOfMarkup(Markup(at));
      if (name == "by") Add(LineOfMarkup(Markup(at)), &item.authors);
      if (name == "creditline") Add(LineOfMarkup(Markup(at)), &item.credits);
      if (name == "infoSource") Add(PartyName(at), &item.credits);
      if (name == "description" && item.summary.empty()) item.summary = TextOfMarkup(Markup(at));
      if (name == "contentCreated") created = DateOrAsWritten(Text(at));
      if (name == "language" && item.language.empty()) item.language = at.attribute("tag").value();
    } else if (name == "contentSet") {
      TakeNewsmlContent(at, &item);
      break;  // it comes last, and may be large
    }
  }
  if (item.published.empty()) item.published = created.empty() ? item.updated : created;
  return item;
}

FeedItem Subscription(Node outline) {
  FeedItem item;
  item.url = Trim(outline.attribute("xmlUrl").value());
  item.id = item.url;
  item.title = outline.attribute("title").value();
  if (item.title.empty()) item.title = outline.attribute("text").value();
  item.title = LineOfMarkup(item.title);
  item.language = outline.attribute("language").value();
  return item;
}

// The name of the elements that are items of a kind of feed.
std::string_view ItemName(FeedKind kind) {
  switch (kind) {
    case FeedKind::kRss: return "item";
    case FeedKind::kAtom: return "entry";
    case FeedKind::kSitemap: return "url";
    case FeedKind::kSitemapIndex: return "sitemap";
    case FeedKind::kOpml: return "outline";
    case FeedKind::kNewsml: return "newsItem";
    case FeedKind::kJsonFeed:
    case FeedKind::kNinjs: break;
  }
  return "";
}

FeedItem ItemOf(Node node, const Feed& feed) {
  switch (feed.kind) {
    case FeedKind::kRss: return RssItem(node, feed);
    case FeedKind::kAtom: return AtomItem(node, feed);
    case FeedKind::kOpml: return Subscription(node);
    case FeedKind::kNewsml: return NewsmlItem(node);
    default: return SitemapItem(node);
  }
}

// Items aren't looked for within items, but outlines nest.
void TakeItems(Node root, Feed* feed) {
  const std::string_view wanted = ItemName(feed->kind);
  const bool nest = feed->kind == FeedKind::kOpml;
  for (Node node = root; node;) {
    const bool found = Local(node) == wanted;
    if (found && (!nest || node.attribute("xmlUrl"))) feed->items.push_back(ItemOf(node, *feed));
    node = Following(node, root, nest || !found);
  }
}

}  // namespace

Result<Feed> ParseXmlFeed(std::string_view utf8, FeedKind kind, std::string_view name) {
  // Declared entities aren't expanded by the parser; a document that has any isn't a
  // feed that anybody needs.
  const size_t declared = utf8.find("<!ENTITY");
  const size_t root_at = utf8.find("<!DOCTYPE");
  if (root_at != std::string_view::npos && declared != std::string_view::npos) {
    return Error{ErrorCode::kUnsupported, std::string(name) + ": the document declares entities"};
  }
  pugi::xml_document document;
  const pugi::xml_parse_result parsed = document.load_buffer(
      utf8.data(), utf8.size(), pugi::parse_default | pugi::parse_ws_pcdata, pugi::encoding_utf8);
  const Node root = document.document_element();
  if (!root || !parsed) {
    return Error{ErrorCode::kCorrupt, std::string(name) + ": byte " +
                                          std::to_string(parsed.offset) + ": " +
                                          parsed.description()};
  }
  Feed feed;
  feed.kind = kind;
  const Node channel = kind == FeedKind::kRss ? root.child("channel") : root;
  feed.title = LineOfMarkup(Text(channel.child("title")));
  feed.language = Text(channel.child("language"));
  if (feed.language.empty()) feed.language = root.attribute("xml:lang").value();
  if (feed.language.empty()) feed.language = Text(channel.child("dc:language"));
  feed.minutes = MinutesOf(channel);
  TakeItems(root, &feed);
  return feed;
}

}  // namespace avviso::internal
