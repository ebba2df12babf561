// The blocks of a page that are its story.
//
// docs/reader.md tells the idea: throw out what says it is chrome, find the element that
// holds most of the running text and little else, then weigh each block in it.

#ifndef AVVISO_READER_INTERNAL_MAIN_TEXT_H_
#define AVVISO_READER_INTERNAL_MAIN_TEXT_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "html/dom.h"
#include "reader/internal/page_block.h"
#include "reader/internal/tables.h"

namespace avviso {

// Why a block is in or out. Shown by `avviso read --why`; "story" is in, the rest out.
enum class Verdict : uint8_t {
  kStory,
  kHint,       // in an element whose class or role says chrome
  kElement,    // in <nav>, <footer>, <aside> …
  kOutside,    // not in the element that was chosen
  kBefore,     // before the headline
  kTitle,      // the headline itself
  kLinks,      // links and little else
  kPhrase,     // words that pages say around stories
  kTail,       // behind a heading that ends the story
  kByline,     // who wrote it when
  kEmptyHead,  // a heading with nothing under it
  kCaption,    // of a picture: beside the story
  kOdd,        // a short scrap without a sentence
  kBlurb,      // about its author
};
std::string_view VerdictName(Verdict verdict);

struct MainText {
  std::vector<Verdict> verdicts;        // a block each
  std::vector<std::string_view> hints;  // a block each: the word of its kHint, or empty
  NodeId container = 0;
};

struct PageHints {
  std::string title;         // folded; to know the headline by
  std::string article_body;  // what JSON-LD says the story is, or empty
  bool lines = false;        // the page came as bare lines
};

MainText ChooseMainText(const Dom& dom, const PageText& page, const PageHints& hints,
                        const ReaderTables& tables);

}  // namespace avviso

#endif  // AVVISO_READER_INTERNAL_MAIN_TEXT_H_
