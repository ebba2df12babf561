// An article as a page for a person at a terminal, and why its blocks are in or out.
//
//   Serbia asked to pull back troops
//   hotnews.example · Ana Petrova · 2023-09-30T08:00:00Z · en
//   credits: Agence France-Presse (agency)
//
//   The United States asked …

#ifndef AVVISO_VIEWS_ARTICLE_PAGE_H_
#define AVVISO_VIEWS_ARTICLE_PAGE_H_

#include <cstddef>
#include <string>

#include "reader/article.h"
#include "reader/reader.h"

namespace avviso {

struct PageLook {
  size_t width = 100;  // columns; less than 40 counts as 40
  bool color = false;
};

void AppendArticlePage(const Article& article, const PageLook& look, std::string* out);

// Where each fact is from, then a line a block: its verdict and the start of its words.
void AppendReadTrace(const ReadTrace& trace, const PageLook& look, std::string* out);

// Members "why": {"facts": [{"name", "value", "from"}], "blocks": [{"verdict", "kind",
// "text"}]}, as an object of its own.
void AppendReadTraceJson(const ReadTrace& trace, std::string* out);

}  // namespace avviso

#endif  // AVVISO_VIEWS_ARTICLE_PAGE_H_
