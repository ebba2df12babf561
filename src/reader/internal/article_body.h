// ArticleBody: what the page's JSON-LD says the story is, as evidence for its blocks.
//
// Many pages carry the story a second time in `articleBody`, often cut short or without
// its lists. So a block that is in it is story for sure, while one that isn't is only
// less likely to be, and only if what was given is most of the page's prose.

#ifndef AVVISO_READER_INTERNAL_ARTICLE_BODY_H_
#define AVVISO_READER_INTERNAL_ARTICLE_BODY_H_

#include <cstdint>
#include <string_view>
#include <unordered_set>

#include "reader/internal/page_block.h"

namespace avviso {

class ArticleBody {
 public:
  enum class Answer { kSilent, kInside, kOutside };

  // `body` may be empty: then it is silent about all.
  ArticleBody(std::string_view body, const PageText& page);
  Answer Says(std::string_view block) const;

 private:
  bool Inside(std::string_view block) const;
  std::unordered_set<uint64_t> pieces_;  // hashes of every run of kLetters letters
  bool complete_ = false;
};

}  // namespace avviso

#endif  // AVVISO_READER_INTERNAL_ARTICLE_BODY_H_
