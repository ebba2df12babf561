#include "engine/column_map.h"

#include <algorithm>
#include <utility>

#include "archive/header_fields.h"

namespace avviso {
namespace {

// The part's own name first, then those that data sets of news give to it.
constexpr std::array<std::array<std::string_view, 7>, kParts> kNames = {{
    {"id", "article_id", "doc_id", "guid", "uuid", "", ""},
    {"text", "body", "content", "article", "maintext", "fulltext", "full_text"},
    {"html", "raw_html", "page", "", "", "", ""},
    {"title", "headline", "heading", "", "", "", ""},
    {"published", "date", "publish_date", "pubdate", "published_at", "date_publish", "datetime"},
    {"url", "link", "uri", "source_url", "", "", ""},
    {"outlet", "source", "publisher", "source_domain", "domain", "publication", "site"},
    {"authors", "author", "byline", "by", "", "", ""},
    {"language", "lang", "", "", "", "", ""},
}};

}  // namespace

Result<ColumnMap> ColumnMap::Parse(std::string_view given) {
  ColumnMap map;
  while (!given.empty()) {
    const size_t end = std::min(given.find(','), given.size());
    const std::string_view pair = given.substr(0, end);
    given.remove_prefix(std::min(end + 1, given.size()));
    const size_t equals = pair.find('=');
    const auto part = std::find_if(kNames.begin(), kNames.end(), [&](const auto& names) {
      return names[0] == Trimmed(pair.substr(0, equals));
    });
    const bool fits = equals != std::string_view::npos && part != kNames.end();
    if (!fits || Trimmed(pair.substr(equals + 1)).empty()) {
      return Error{ErrorCode::kInvalid,
                   "\"" + std::string(pair) +
                       "\" isn't PART=COLUMN, with PART one of id, text, html, title, published, "
                       "url, outlet, authors, language"};
    }
    map.names_[static_cast<size_t>(part - kNames.begin())] = Trimmed(pair.substr(equals + 1));
  }
  return map;
}

bool ColumnMap::empty() const {
  return std::all_of(names_.begin(), names_.end(), [](const auto& name) { return name.empty(); });
}

std::string_view ColumnMap::NameOf(Part part) const {
  const std::string& name = names_[static_cast<size_t>(part)];
  return name.empty() ? kNames[static_cast<size_t>(part)][0] : std::string_view(name);
}

int ColumnMap::ColumnOf(Part part, const std::vector<std::string>& header) const {
  const size_t row = static_cast<size_t>(part);
  const auto find = [&header](std::string_view name) {
    for (size_t i = 0; i < header.size(); ++i) {
      if (EqualsIgnoringCase(Trimmed(header[i]), name)) return static_cast<int>(i);
    }
    return -1;
  };
  if (!names_[row].empty()) return find(names_[row]);
  for (const std::string_view name : kNames[row]) {
    if (const int found = name.empty() ? -1 : find(name); found >= 0) return found;
  }
  return -1;
}

}  // namespace avviso
