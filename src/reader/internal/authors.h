// Who wrote a page.

#ifndef AVVISO_READER_INTERNAL_AUTHORS_H_
#define AVVISO_READER_INTERNAL_AUTHORS_H_

#include <string>
#include <string_view>
#include <vector>

#include "html/dom.h"
#include "reader/internal/json_ld.h"
#include "reader/internal/main_text.h"
#include "reader/internal/page_block.h"
#include "reader/internal/page_facts.h"
#include "reader/internal/tables.h"

namespace avviso {

struct AuthorSources {
  const Dom& dom;
  const PageText& page;
  const PageFacts& facts;
  const JsonLdArticle& json_ld;
  std::string_view site;  // the outlet's name
  std::string_view host;  // of its address
  const MainText& story;
  uint32_t headline = 0;  // as in DateSources
  uint32_t story_end = 0;
};

struct Authors {
  std::vector<std::string> names;
  std::string_view from;
};

// Of the first that gives a name:
//
//   1. JSON-LD author of the article
//   2. <meta> author, byl, dc.creator, parsely-author, sailthru.author, article:author;
//      a card's "Written by"
//   3. itemprop=author or rel=author near the headline or the story's end
//   4. an element whose class or id speaks of authors there; a link to an author's page
//   5. a line near the headline that begins with "By" or its like
//   6. the site's own name, if one of the above gave it
Authors ChooseAuthors(const AuthorSources& sources, const ReaderTables& tables);

}  // namespace avviso

#endif  // AVVISO_READER_INTERNAL_AUTHORS_H_
