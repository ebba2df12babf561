// The article that a page's JSON-LD describes.

#ifndef AVVISO_READER_INTERNAL_JSON_LD_H_
#define AVVISO_READER_INTERNAL_JSON_LD_H_

#include <string>
#include <string_view>
#include <vector>

namespace avviso {

struct JsonLdArticle {
  bool found = false;  // something of type Article or the like
  std::string headline;
  std::vector<std::string> authors;
  std::vector<std::string> author_bodies;  // those of the authors that are organisations
  std::string published, created, modified;
  std::vector<std::string> times;  // of all that the scripts describe: when published or uploaded
  std::string publisher;
  std::string body;
  std::string section;
  std::string language;
  std::string url;
  std::string site;  // the name of a WebSite or organisation
  std::vector<std::string> tags;
  std::vector<std::string> images;
  std::vector<std::string> based_on;  // addresses
};

// `scripts` are the contents of the page's ld+json scripts. Of several articles the one
// whose headline or address is like `title` or `url` wins, else the first. Scripts that
// aren't JSON are mended where the fault is a common one (line ends in strings, comments
// around, commas too many), else passed over.
JsonLdArticle ReadJsonLd(const std::vector<std::string_view>& scripts, std::string_view title,
                         std::string_view url);

}  // namespace avviso

#endif  // AVVISO_READER_INTERNAL_JSON_LD_H_
