// PageFacts: all that a page says about itself, as found and in document order, before
// anything is believed. metadata.h decides.

#ifndef AVVISO_READER_INTERNAL_PAGE_FACTS_H_
#define AVVISO_READER_INTERNAL_PAGE_FACTS_H_

#include <string>
#include <string_view>
#include <vector>

#include "html/dom.h"
#include "reader/internal/tables.h"

namespace avviso {

struct PageFacts {
  struct Meta {
    std::string name;  // lower case: of name, property, itemprop or http-equiv
    std::string_view content;
  };
  struct Time {
    NodeId node = 0;
    std::string_view datetime;  // the attribute; may be empty
    bool published = false;     // itemprop, class or pubdate say so
    bool modified = false;
  };
  std::vector<Meta> metas;
  std::vector<Time> times;             // <time> and microdata of dates
  std::vector<NodeId> headings;        // <h1>
  std::vector<NodeId> lower_headings;  // <h2> and <h3>
  std::vector<NodeId> author_links;    // <a> to the page of an author, by its address
  std::vector<NodeId> author_nodes;    // rel=author, itemprop=author: sure
  std::vector<NodeId> name_nodes;      // class says that it is an author's name
  std::vector<NodeId> byline_nodes;    // class or id speaks of authors: less sure
  std::vector<NodeId> date_nodes;      // class or id speaks of dates
  std::vector<NodeId> headline_nodes;  // itemprop=headline, class of titles
  std::vector<std::string_view> json_ld;
  std::vector<NodeId> tags;  // rel=tag
  std::string title;         // <title>
  std::string_view language;
  std::string_view canonical, amp;

  // The first non-empty content of a <meta> of that name; "" if none.
  std::string_view First(std::string_view name) const;
};

PageFacts CollectFacts(const Dom& dom, const ReaderTables& tables);

// True if the heading is a link to the site's front page: the name of the site.
bool LinksHome(const Dom& dom, NodeId heading);

}  // namespace avviso

#endif  // AVVISO_READER_INTERNAL_PAGE_FACTS_H_
