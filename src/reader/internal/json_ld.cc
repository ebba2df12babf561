#include "reader/internal/json_ld.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "base/json_reader.h"
#include "reader/internal/page_block.h"

namespace avviso {
namespace {

constexpr size_t kMostObjects = 4000;
constexpr size_t kMostTimes = 40;

bool IsArticleType(std::string_view type) {
  return type.ends_with("Article") || type.ends_with("Posting") || type.ends_with("NewsArticle") ||
         type == "Report" || type == "Review" || type == "Recipe" || type == "HowTo" ||
         type == "AnalysisNewsArticle" || type == "BlogPosting";
}

bool HasType(JsonValue object, bool (*wanted)(std::string_view)) {
  const JsonValue type = object["@type"];
  if (wanted(type.String())) return true;
  bool any = false;
  type.ForEach([&](std::string_view, JsonValue each) { any = any || wanted(each.String()); });
  return any;
}

bool IsPageType(std::string_view type) {
  return type == "WebPage" || type == "ItemPage" || type == "VideoObject" || type == "Event" ||
         type == "AboutPage" || type == "QAPage" || type == "FAQPage";
}
bool IsSiteType(std::string_view type) {
  return type == "WebSite" || type == "NewsMediaOrganization";
}

// HTML entities that survive in JSON strings, and mark-up.
std::string Plain(std::string_view text) {
  std::string out;
  constexpr std::array<std::pair<std::string_view, std::string_view>, 9> kEntities = {
      {{"&amp;", "&"},
       {"&quot;", "\""},
       {"&#039;", "'"},
       {"&#39;", "'"},
       {"&apos;", "'"},
       {"&lt;", "<"},
       {"&gt;", ">"},
       {"&nbsp;", " "},
       {"&#8217;", "\xE2\x80\x99"}}};
  for (size_t i = 0; i < text.size();) {
    if (text[i] == '&') {
      bool known = false;
      for (const auto& [entity, character] : kEntities) {
        if (text.substr(i, entity.size()) != entity) continue;
        out += character;
        i += entity.size();
        known = true;
        break;
      }
      if (known) continue;
    }
    out.push_back(text[i++]);
  }
  return Collapsed(out);
}

std::string Mended(std::string_view script) {
  std::string out;
  bool quoted = false;
  bool escaped = false;
  for (const char c : script) {
    const bool control = static_cast<unsigned char>(c) < 0x20;
    if (quoted) {
      out.push_back(control ? ' ' : c);
      if (!escaped && c == '"') quoted = false;
      escaped = !escaped && c == '\\';
      continue;
    }
    if (c == '"') quoted = true;
    if (c == '}' || c == ']') {
      const size_t last = out.find_last_not_of(" \n\t\r");
      if (last != std::string::npos && out[last] == ',') out.erase(last, 1);
    }
    out.push_back(c);
  }
  return out;
}

// Past what isn't JSON before and behind: "<!--", "//<![CDATA[", ";".
std::string_view Bare(std::string_view script) {
  const size_t begin = script.find_first_of("{[");
  const size_t cdata = script.find("[CDATA[");
  size_t from = begin;
  if (cdata != std::string_view::npos && begin != std::string_view::npos && begin >= cdata) {
    from = script.find_first_of("{[", cdata + 7);
    script = script.substr(0, script.rfind("]]>"));
  }
  const size_t end = script.find_last_of("}]");
  if (from == std::string_view::npos || end == std::string_view::npos || end < from) return {};
  return script.substr(from, end - from + 1);
}

bool IsBodyType(std::string_view type) {
  return type.ends_with("Organization") || type == "Corporation" || type == "WebSite";
}

struct Named {
  std::string name;
  bool body = false;  // an organisation
};
using NamedById = std::map<std::string, Named, std::less<>>;

// The names of one or several persons or bodies, given as words, as objects with a name or
// as references to such, in lists of lists at worst. What is nested deeper is no name.
void AddNames(JsonValue value, const NamedById& by_id, std::vector<Named>* names) {
  constexpr int kDeepest = 2;
  constexpr size_t kMostNames = 20;
  struct Open {
    JsonValue value;
    int depth = 0;
    bool body = false;
  };
  std::vector<Open> open = {{value}};
  for (size_t i = 0; i < open.size() && names->size() <= kMostNames; ++i) {
    const auto [now, depth, body] = open[i];
    if (now.kind() == JsonValue::Kind::kString) {
      names->push_back({Plain(now.String()), body});
    } else if (depth < kDeepest && now.kind() == JsonValue::Kind::kArray) {
      const int inner = depth + 1;
      now.ForEach([&](std::string_view, JsonValue each) {
        if (open.size() < kMostObjects) open.push_back({each, inner, body});
      });
    } else if (now.kind() == JsonValue::Kind::kObject) {
      const JsonValue name = now["name"];
      if (depth < kDeepest && name.present()) {
        open.push_back({name, depth + 1, HasType(now, IsBodyType)});
      } else if (const auto found = by_id.find(now["@id"].String()); found != by_id.end()) {
        names->push_back(found->second);
      }
    }
  }
}

void AddAddresses(JsonValue value, std::vector<std::string>* out) {
  const auto add = [out](std::string_view address) {
    if (!address.empty() && out->size() < 20) out->emplace_back(address);
  };
  const auto one = [&add](JsonValue each) {
    add(each.String());
    const std::string_view url = each["url"].String();
    add(url.empty() ? each["contentUrl"].String() : url);
  };
  if (value.kind() == JsonValue::Kind::kArray) {
    value.ForEach([&](std::string_view, JsonValue each) { one(each); });
  } else {
    one(value);
  }
}

void AddTags(JsonValue value, std::vector<std::string>* tags) {
  const auto add = [tags](std::string_view text) {
    for (size_t at = 0; at <= text.size() && tags->size() < 50;) {
      const size_t end = std::min(text.find(',', at), text.size());
      std::string tag = Plain(text.substr(at, end - at));
      if (!tag.empty()) tags->push_back(std::move(tag));
      at = end + 1;
    }
  };
  add(value.String());
  value.ForEach([&](std::string_view key, JsonValue each) {
    if (key.empty()) add(each.String());
  });
}

std::string First(JsonValue value) {
  if (value.kind() != JsonValue::Kind::kArray) return Plain(value.String());
  std::string first;
  value.ForEach([&](std::string_view, JsonValue each) {
    if (first.empty()) first = Plain(each.String());
  });
  return first;
}

struct Found {
  std::vector<JsonDocument> documents;
  std::vector<JsonValue> objects;  // breadth first
  NamedById by_id;
};

Found Collect(const std::vector<std::string_view>& scripts) {
  Found found;
  for (const std::string_view script : scripts) {
    const std::string_view bare = Bare(script);
    if (bare.empty()) continue;
    Result<JsonDocument> parsed = JsonDocument::Parse(bare, "ld+json");
    if (!parsed.ok()) parsed = JsonDocument::Parse(Mended(bare), "ld+json");
    if (parsed.ok()) found.documents.push_back(std::move(parsed).value());
  }
  std::vector<JsonValue> queue;
  for (const JsonDocument& document : found.documents) queue.push_back(document.root());
  for (size_t i = 0; i < queue.size() && i < kMostObjects; ++i) {
    const JsonValue value = queue[i];
    if (value.kind() == JsonValue::Kind::kObject) {
      found.objects.push_back(value);
      const std::string_view id = value["@id"].String();
      const std::string_view name = value["name"].String();
      if (!id.empty() && !name.empty()) {
        found.by_id.emplace(id, Named{Plain(name), HasType(value, IsBodyType)});
      }
    }
    value.ForEach([&](std::string_view, JsonValue each) {
      const auto kind = each.kind();
      const bool nested = kind == JsonValue::Kind::kObject || kind == JsonValue::Kind::kArray;
      if (nested && queue.size() < kMostObjects) queue.push_back(each);
    });
  }
  return found;
}

std::string UrlOf(JsonValue object) {
  const JsonValue main = object["mainEntityOfPage"];
  for (const std::string_view url :
       {object["url"].String(), main.String(), main["@id"].String(), object["@id"].String()}) {
    if (!url.empty()) return std::string(url);
  }
  return "";
}

JsonLdArticle Read(JsonValue object, const Found& found) {
  JsonLdArticle article;
  article.found = HasType(object, IsArticleType);
  article.headline = First(object["headline"]);
  if (article.headline.empty()) article.headline = First(object["name"]);
  std::vector<Named> authors;
  std::vector<Named> creators;
  AddNames(object["author"], found.by_id, &authors);
  AddNames(object["creator"], found.by_id, &creators);
  // Some name the first author, and all as creators.
  const bool more = creators.size() > authors.size() && !creators.front().body;
  for (Named& each : authors.empty() || more ? creators : authors) {
    if (each.body) article.author_bodies.push_back(each.name);
    article.authors.push_back(std::move(each.name));
  }
  article.published = First(object["datePublished"]);
  article.created = First(object["dateCreated"]);
  article.modified = First(object["dateModified"]);
  std::vector<Named> publishers;
  AddNames(object["publisher"], found.by_id, &publishers);
  if (!publishers.empty()) article.publisher = publishers.front().name;
  article.body = std::string(object["articleBody"].String());
  article.section = First(object["articleSection"]);
  article.language = First(object["inLanguage"]);
  article.url = UrlOf(object);
  AddTags(object["keywords"], &article.tags);
  AddAddresses(object["image"], &article.images);
  AddAddresses(object["isBasedOn"], &article.based_on);
  return article;
}

}  // namespace

JsonLdArticle ReadJsonLd(const std::vector<std::string_view>& scripts, std::string_view title,
                         std::string_view url) {
  const Found found = Collect(scripts);
  JsonLdArticle best;
  int best_rank = -1;
  std::string site;
  std::vector<std::string> times;
  for (const JsonValue& object : found.objects) {
    for (const std::string_view name : {"datePublished", "uploadDate", "dateCreated"}) {
      const std::string_view time = object[name].String();
      if (!time.empty() && times.size() < kMostTimes) times.emplace_back(time);
    }
    const bool is_article = HasType(object, IsArticleType);
    if (site.empty() && HasType(object, IsSiteType)) site = Plain(object["name"].String());
    if (!is_article && !HasType(object, IsPageType)) continue;
    JsonLdArticle article = Read(object, found);
    int rank = is_article ? 4 : 0;
    if (!url.empty() && article.url == url) rank += 2;
    if (!article.headline.empty() && title.find(article.headline) != std::string_view::npos) {
      rank += 3;
    }
    rank += !article.published.empty();
    if (rank > best_rank) {
      best_rank = rank;
      best = std::move(article);
    }
  }
  best.site = site;
  best.times = std::move(times);
  return best;
}

}  // namespace avviso
