// Reader: a page's bytes -> Article.
//
//   bytes -> UTF-8 -> Dom -> blocks -> those of the story -> Article
//                        \-> what the page says of itself -/
//
// `text` of the article is its title, a blank line, and the blocks of the story with a
// blank line between them; `blocks` says what each of them is. docs/reader.md tells how
// the story is found and which statement wins where a page contradicts itself.
//
// Any bytes give an Article, perhaps with an empty text and the note no-story; notes say
// what was odd. Immutable; shared by all threads. Cost: linear in the page, about 1 ms for
// an ordinary one. Pure: reads nothing but its tables, and these only in Load.

#ifndef AVVISO_READER_READER_H_
#define AVVISO_READER_READER_H_

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "reader/article.h"

namespace avviso {

// What a page's blocks were taken for, and where its facts are from.
struct ReadTrace {
  struct Block {
    std::string text;
    std::string_view kind;     // "paragraph", "heading" …
    std::string_view verdict;  // "story", or why it was left out
    std::string hint;          // the word of class or id that said so
    std::string where;         // the classes and ids around it, the innermost first
  };
  struct Fact {
    std::string_view name;  // "title", "published" …
    std::string value;
    std::string from;
  };
  std::vector<Block> blocks;
  std::vector<Fact> facts;
};

struct PageBytes {
  std::string_view bytes;
  std::string_view content_type;  // the server's header, a character set's name, or empty
  size_t most_text = 2 << 20;     // bytes of text; more is left out with a note
};

class Reader {
 public:
  // `data_dir` is the folder of the tables. Errors: those of Table::Load, and kCorrupt.
  static Result<Reader> Load(const std::string& data_dir);

  Reader(Reader&&) noexcept;
  Reader& operator=(Reader&&) noexcept;
  ~Reader();

  // Reads an HTML page. What `article` already says (its url, what a feed said of title
  // and date) stands where the page is silent.
  void ReadHtml(const PageBytes& page, Article* article, ReadTrace* trace = nullptr) const;

  // Reads a page that comes as bare lines, a block a line, from its layout alone.
  void ReadLines(const PageBytes& page, Article* article, ReadTrace* trace = nullptr) const;

  // For text that is used as it is: adds a block of kind kAside for each line that stands
  // around the story (a list of other stories behind "Read also", a notice, what is said of
  // the author), so that nothing is coded from it; takes the day of publication from a short
  // line above the story if none is known (note published-from-text). Changes no text. Only
  // lines of which the layout leaves no doubt; text of one line has none.
  void ReadLayout(Article* article) const;

 private:
  struct Parts;
  explicit Reader(std::unique_ptr<const Parts> parts);
  std::unique_ptr<const Parts> parts_;
};

}  // namespace avviso

#endif  // AVVISO_READER_READER_H_
