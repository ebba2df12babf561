// What makes an article the same article, and the same again.

#ifndef AVVISO_STORE_ARTICLE_KEY_H_
#define AVVISO_STORE_ARTICLE_KEY_H_

#include <string>

#include "reader/article.h"

namespace avviso {

// Its URL, or its id where it has none. Ids without a URL must therefore be unique
// within a store.
std::string ArticleKey(const Article& article);

// A hash over all that the article says and is said of it, but for notes: equal
// hashes of one key mean that there is nothing new to store.
std::string ArticleHash(const Article& article);

}  // namespace avviso

#endif  // AVVISO_STORE_ARTICLE_KEY_H_
