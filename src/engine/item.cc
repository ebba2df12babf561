#include "engine/item.h"

#include <utility>

#include "engine/text_intake.h"

namespace avviso {

Result<Article> ArticleOf(Item item, const ItemLimits& limits, ReadTrace* trace) {
  Article article = std::move(item.article);
  if (!item.page) {
    if (limits.reader != nullptr) limits.reader->ReadLayout(&article);
    return article;
  }
  if (limits.reader == nullptr && item.page->form == PageForm::kTextDump) {
    SetText(std::move(item.page->bytes), limits.most_text, &article);
    if (article.published.empty()) SetPublished(limits.published, &article);
    return article;
  }
  if (limits.reader == nullptr) {
    const std::string& place = !item.page->place.empty() ? item.page->place
                               : article.url.empty()     ? article.id
                                                         : article.url;
    return Error{ErrorCode::kNotFound,
                 place + ": a page needs the tables to be read (name their folder with --data)"};
  }
  const PageBytes bytes{item.page->bytes, item.page->charset,
                        static_cast<size_t>(limits.most_text)};
  if (item.page->form == PageForm::kHtml) {
    limits.reader->ReadHtml(bytes, &article, trace);
  } else {
    limits.reader->ReadLines(bytes, &article, trace);
  }
  if (article.published.empty()) SetPublished(limits.published, &article);
  return article;
}

}  // namespace avviso
