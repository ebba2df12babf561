// Robots: what a site lets crawlers fetch.
//
// The group that names the crawler counts, or the groups for "*" if none does; groups
// for the same crawler are one. The longest pattern that fits a path decides, and of
// two as long the one that allows. "*" stands for any bytes, "$" at the end for the end.
// Reads the first 500 KiB. Source: RFC 9309; Crawl-delay and Sitemap, which it leaves
// open, as they are commonly written.

#ifndef AVVISO_FETCH_ROBOTS_H_
#define AVVISO_FETCH_ROBOTS_H_

#include <string>
#include <string_view>
#include <vector>

namespace avviso {

class Robots {
 public:
  // The rules for the crawler whose product token is `agent`, e.g. "avviso".
  static Robots Parse(std::string_view text, std::string_view agent);
  static Robots AllowAll() { return Robots(); }
  static Robots DisallowAll();

  // `path` with its query, as in Url.
  bool Allows(std::string_view path) const;
  double crawl_delay() const { return crawl_delay_; }  // seconds; 0 if not given
  const std::vector<std::string>& sitemaps() const { return sitemaps_; }

 private:
  struct Rule {
    std::string pattern;  // normalised
    bool allow = false;
  };
  std::vector<Rule> rules_;
  double crawl_delay_ = 0;
  std::vector<std::string> sitemaps_;
};

}  // namespace avviso

#endif  // AVVISO_FETCH_ROBOTS_H_
