// Article: one news item as text, with what is known about where it came from.
//
// A record, with no behaviour. Made by the reader or by an input line, read by
// every later stage.

#ifndef AVVISO_READER_ARTICLE_H_
#define AVVISO_READER_ARTICLE_H_

#include <optional>
#include <string>
#include <vector>

#include "base/day.h"
#include "base/note.h"

namespace avviso {

struct Article {
  std::string id;
  std::string url;     // empty if not known, as all strings here
  std::string outlet;  // e.g. "hotnews.example"
  std::string title;   // already part of `text`
  std::vector<std::string> authors;
  std::string published;             // ISO 8601 day or time as given
  std::optional<Day> published_day;  // the day of `published`
  std::string language = "en";       // BCP 47
  std::string text;                  // well-formed UTF-8; spans of all later stages point here
  std::vector<Note> notes;
};

}  // namespace avviso

#endif  // AVVISO_READER_ARTICLE_H_
