#include "engine/item.h"

#include <utility>

#include "engine/text_intake.h"

namespace avviso {

Result<Article> ArticleOf(Item item, const ItemLimits& limits) {
  Article article = std::move(item.article);
  if (!item.page) return article;
  if (item.page->form == PageForm::kHtml) {
    const std::string& place = !item.page->place.empty() ? item.page->place
                               : article.url.empty()     ? article.id
                                                         : article.url;
    return Error{ErrorCode::kUnsupported, place + ": pages aren't read yet (give text)"};
  }
  SetText(std::move(item.page->bytes), limits.most_text, &article);
  return article;
}

}  // namespace avviso
