// When a page was published and last changed.

#ifndef AVVISO_READER_INTERNAL_PUBLISHED_H_
#define AVVISO_READER_INTERNAL_PUBLISHED_H_

#include <string>
#include <string_view>

#include "html/dom.h"
#include "reader/internal/date_text.h"
#include "reader/internal/json_ld.h"
#include "reader/internal/page_block.h"
#include "reader/internal/page_facts.h"
#include "reader/internal/tables.h"

namespace avviso {

struct DateSources {
  const Dom& dom;
  const PageText& page;
  const PageFacts& facts;
  const JsonLdArticle& json_ld;
  std::string_view url;
  uint32_t headline = 0;   // block of the headline, or of the story's start
  uint32_t story_end = 0;  // past its last block
  DateHints hints;
};

struct Dates {
  std::string published, modified;  // ISO 8601 or empty
  std::string_view from;            // where `published` is from, for `avviso read --why`
};

// `published` is of the first that gives a date:
//
//   1. JSON-LD datePublished of the article
//   2. the <meta> tags of publication (article:published_time, dc.date …)
//   3. <time> or another element that microdata or its class says is the publication
//   4. a date in words near the headline, in an element whose class speaks of dates
//   5. <time> near the headline; then a short line with a date near it, or a paragraph
//      that begins with one
//   6. a day in the address of the page
//   7. a short line behind the story; an element of dates, or <time>, anywhere
//   8. JSON-LD dateCreated; what says when the page was modified
//   9. a day in the address of the page's picture
//
// A time in UTC whose day is the one before or behind that in the page's address gives
// way to the address's day: that is the outlet's own, by which it says "on Friday".
Dates ChooseDates(const DateSources& sources, const ReaderTables& tables);

}  // namespace avviso

#endif  // AVVISO_READER_INTERNAL_PUBLISHED_H_
