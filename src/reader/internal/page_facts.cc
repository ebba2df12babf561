#include "reader/internal/page_facts.h"

#include <algorithm>

#include "base/web_address.h"
#include "reader/internal/page_block.h"

namespace avviso {
namespace {

constexpr size_t kMost = 200;  // of each list: a page with more says nothing with them

std::string Lower(std::string_view text) {
  std::string out(text.substr(0, 100));
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

bool Speaks(std::string_view lower, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(), [lower](std::string_view word) {
    return lower.find(word) != std::string_view::npos;
  });
}

void Add(NodeId node, std::vector<NodeId>* list) {
  if (list->size() < kMost) list->push_back(node);
}

void AddMeta(const Dom& dom, NodeId node, PageFacts* facts) {
  const std::string_view content = dom.Value(node, Attr::kContent);
  if (content.empty() || facts->metas.size() >= 1000) return;
  for (const Attr name : {Attr::kProperty, Attr::kName, Attr::kItemprop, Attr::kHttpEquiv}) {
    const std::string_view value = dom.Value(node, name);
    if (!value.empty()) facts->metas.push_back({Lower(value), content});
  }
}

void AddLink(const Dom& dom, NodeId node, PageFacts* facts) {
  const std::string_view rel = dom.Value(node, Attr::kRel);
  if (rel == "canonical" && facts->canonical.empty()) {
    facts->canonical = dom.Value(node, Attr::kHref);
  } else if (rel == "amphtml") {
    facts->amp = dom.Value(node, Attr::kHref);
  }
}

void AddTime(const Dom& dom, NodeId node, std::string_view property, std::string_view marks,
             PageFacts* facts) {
  if (facts->times.size() >= kMost) return;
  PageFacts::Time time;
  time.node = node;
  time.datetime = dom.Value(node, Attr::kDatetime);
  if (time.datetime.empty()) time.datetime = dom.Value(node, Attr::kContent);
  if (time.datetime.empty() && dom[node].tag == Tag::kAbbr) {
    time.datetime = dom.Value(node, Attr::kTitle);
  }
  time.modified = Speaks(property, {"dateModified"}) || Speaks(marks, {"updated", "modified"});
  time.published = Speaks(property, {"datePublished", "dateCreated"}) ||
                   Speaks(marks, {"publish", "entry-date", "post-date", "pubdate", "dt-published"});
  if (time.published && Speaks(marks, {"published"})) time.modified = false;
  facts->times.push_back(time);
}

void AddMarked(const Dom& dom, NodeId node, PageFacts* facts) {
  const std::string_view property = dom.Value(node, Attr::kItemprop);
  const std::string marks = Lower(dom.Value(node, Attr::kClass)) + " " +
                            Lower(dom.Value(node, Attr::kId)) + " " +
                            Lower(dom.Value(node, Attr::kDataTestid));
  const Tag tag = dom[node].tag;
  if (tag == Tag::kTime || property.starts_with("date") ||
      (tag == Tag::kAbbr && Speaks(marks, {"publish", "date"}))) {
    AddTime(dom, node, property, marks, facts);
  }
  if (property == "headline" || property == "name headline") Add(node, &facts->headline_nodes);
  const std::string_view rel = dom.Value(node, Attr::kRel);
  const bool byline = Speaks(marks, {"author", "byline", "autor", "writer", "contributor",
                                     "reporter", "redakteur", "auteur"});
  const bool name =
      byline && Speaks(marks, {"author-name", "author_name", "authorname", "author__name",
                               "byline-name", "byline__name", "p-author", "author-link"});
  if (property.find("author") != std::string_view::npos || rel == "author") {
    Add(node, &facts->author_nodes);
  }
  if (name) Add(node, &facts->name_nodes);
  if (rel.find("tag") != std::string_view::npos && tag == Tag::kA) Add(node, &facts->tags);
  const bool outer =
      tag == Tag::kBody || tag == Tag::kHtml || tag == Tag::kArticle || tag == Tag::kMain;
  if (outer) return;
  if (byline) {
    Add(node, &facts->byline_nodes);
  }
  if (Speaks(marks, {"date", "time", "publish", "posted", "datum", "fecha", "created", "meta",
                     "pubdate", "byline", "info", "data-"})) {
    Add(node, &facts->date_nodes);
  }
}

// True if the address is at a social network.
bool IsSocial(std::string_view href, const ReaderTables& tables) {
  const std::string host = HostOf(href);
  std::string_view rest = host;
  while (!rest.empty() && !tables.byline_social.Has(rest)) {
    rest.remove_prefix(std::min(rest.find('.'), rest.size() - 1) + 1);
  }
  return !rest.empty();
}

// The parts of the path but the last: "/authors/ana-petrova", "?author=7".
bool LeadsToAuthor(std::string_view href, const ReaderTables& tables) {
  if (href.size() > 300) return false;
  const size_t scheme = href.find("://");
  size_t at = scheme == std::string_view::npos ? 0 : scheme + 3;
  while (at < href.size()) {
    const size_t end = href.find_first_of("/?&=#", at);
    if (end == std::string_view::npos || end + 1 >= href.size()) return false;
    if (end > at && tables.byline_path.Has(Lower(href.substr(at, end - at)))) {
      return !IsSocial(href, tables);
    }
    at = end + 1;
  }
  return false;
}

}  // namespace

bool LinksHome(const Dom& dom, NodeId heading) {
  const auto home = [](std::string_view href) {
    const size_t scheme = href.find("://");
    if (scheme != std::string_view::npos) {
      const size_t path = href.find('/', scheme + 3);
      href = path == std::string_view::npos ? "/" : href.substr(path);
    }
    return href == "/" || href == "./" || href == "index.html" || href == "/index.html";
  };
  for (NodeId node = heading; node < dom[heading].end; ++node) {
    if (dom[node].tag == Tag::kA) return home(dom.Value(node, Attr::kHref));
  }
  const NodeId parent = dom[heading].parent;
  return parent != kNoNode && dom[parent].tag == Tag::kA && home(dom.Value(parent, Attr::kHref));
}

std::string_view PageFacts::First(std::string_view name) const {
  for (const Meta& meta : metas) {
    if (meta.name == name) return meta.content;
  }
  return {};
}

PageFacts CollectFacts(const Dom& dom, const ReaderTables& tables) {
  PageFacts facts;
  for (NodeId node = 0; node < dom.size(); ++node) {
    const Node& at = dom[node];
    switch (at.tag) {
      case Tag::kText: continue;
      case Tag::kMeta: AddMeta(dom, node, &facts); continue;
      case Tag::kLink: AddLink(dom, node, &facts); continue;
      case Tag::kHtml: facts.language = dom.Value(node, Attr::kLang); continue;
      case Tag::kTitle:
        if (facts.title.empty()) facts.title = TextOf(dom, node);
        continue;
      case Tag::kScript:
        if (node + 1 < at.end && facts.json_ld.size() < kMost &&
            dom.Value(node, Attr::kType).find("ld+json") != std::string_view::npos) {
          facts.json_ld.push_back(dom[node + 1].text);
        }
        continue;
      case Tag::kH1: Add(node, &facts.headings); break;
      case Tag::kH2:
      case Tag::kH3: Add(node, &facts.lower_headings); break;
      case Tag::kA:
        if (LeadsToAuthor(dom.Value(node, Attr::kHref), tables)) Add(node, &facts.author_links);
        break;
      case Tag::kTime: break;
      default: break;
    }
    if (at.attrs > 0 || at.tag == Tag::kTime) AddMarked(dom, node, &facts);
  }
  return facts;
}

}  // namespace avviso
