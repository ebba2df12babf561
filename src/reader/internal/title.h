// The headline of a page, without the name of its site.

#ifndef AVVISO_READER_INTERNAL_TITLE_H_
#define AVVISO_READER_INTERNAL_TITLE_H_

#include <string>
#include <string_view>
#include <vector>

namespace avviso {

struct TitleSources {
  std::vector<std::string> headings;  // <h1>, microdata's headline; in document order
  std::vector<std::string> lower;     // <h2> and <h3>
  std::string json_ld;
  std::string open_graph;  // og:title
  std::string card;        // twitter:title and the like
  std::string tag;         // <title>
  std::string site;        // the outlet's name, or empty
  std::string host;        // "www.hotnews.example", or empty
};

struct Chosen {
  std::string value;
  std::string_view from;  // which source, for `avviso read --why`
};

// The first that answers:
//
//   1. a heading that is what <title>, og:title or JSON-LD says, or the part of one
//      before or behind the site's name
//   2. an <h2> or <h3> that is what <title> or og:title says, less the site's name
//   3. a heading that shares most of its words with <title> or og:title, or is the only one
//      and shares many
//   4. JSON-LD's headline, if <title> holds it
//   5. the only heading
//   6. og:title, JSON-LD, <title>, twitter:title, less the site's name
//   7. the first heading
//
// A heading that links to the front page, or is the site's name, isn't the headline.
Chosen ChooseTitle(const TitleSources& sources);

// True if the words are the site's name, or its address written out.
bool NamesSite(std::string_view words, std::string_view site, std::string_view host);

// `title` without "| Site", "- Site.example", "Site: " at its ends. `site` and `host` may
// be empty: then only parts that look like names of sites go.
std::string WithoutSite(std::string_view title, std::string_view site, std::string_view host);

}  // namespace avviso

#endif  // AVVISO_READER_INTERNAL_TITLE_H_
