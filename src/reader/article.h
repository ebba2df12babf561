// Article: one news item as text, with what is known about where it came from.
//
// A record, with no behaviour. Made by the reader or by an input line, read by
// every later stage.

#ifndef AVVISO_READER_ARTICLE_H_
#define AVVISO_READER_ARTICLE_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/day.h"
#include "base/note.h"
#include "base/span.h"

namespace avviso {

// A piece of the text as the page laid it out.
struct Block {
  enum class Kind {
    kTitle,
    kHeading,
    kParagraph,
    kListItem,
    kQuotation,
    kCaption,
    kDateline,  // who wrote it where and when, on a line of its own
    kPreformatted,
    kTableCell,
    kAside,  // of bare text alone: around the story, such as a list of other stories
  };
  Kind kind = Kind::kParagraph;
  Span span;
};

// Whose words the article says it rests on, outside of what it tells.
struct Credit {
  enum class Kind {
    kAgency,       // "(AFP)", "Reuters/…", an agency as the author
    kContributor,  // "With reporting by …"
    kSource,       // "Source: …"
    kTranslation,  // "Translated from …"
    kSyndication,  // "This article first appeared in …"
    kBasedOn,      // schema.org isBasedOn: an address
  };
  Kind kind = Kind::kAgency;
  std::string name;  // "Agence France-Presse"
  std::string text;  // the words on the page, which may stand outside `text`
};

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

  // What pages tell besides; all empty for bare text.
  std::string modified;  // ISO 8601
  std::string canonical_url;
  std::string amp_url;
  std::string section;
  std::vector<std::string> tags;
  std::vector<std::string> images;  // addresses
  std::vector<Credit> credits;
  std::vector<Block> blocks;  // in order; of a page, every byte of `text` but line ends is in one
};

// As records write them, e.g. "list-item", "based-on".
std::string_view NameOf(Block::Kind kind);
std::string_view NameOf(Credit::Kind kind);

}  // namespace avviso

#endif  // AVVISO_READER_ARTICLE_H_
