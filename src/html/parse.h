// UTF-8 -> Dom, by the rules of the HTML standard.
//
// Any bytes give a Dom. What a page must not be able to do to its reader is held
// off while the tree is built, each with a note:
//
//   page-too-deep     elements nested deeper than `most_depth` are flattened into
//                     the one at the limit
//   page-too-dense    attributes of an element beyond the first `most_attributes`
//                     are dropped; so are formatting elements open at once beyond a
//                     hundred, which the standard would have copied into each block
//   page-too-long     what follows once `most_nodes` may have been made (each start
//                     tag and text counts, and again for each formatting element that
//                     is open), or four times as many steps were taken, is dropped;
//                     so is what follows soon after `most_names` different names of
//                     elements and attributes that no standard knows
//
// Cost: linear in the page; 150 to 400 MB/s on ordinary pages. Memory: about 250
// bytes a node.

#ifndef AVVISO_HTML_PARSE_H_
#define AVVISO_HTML_PARSE_H_

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "base/note.h"
#include "html/dom.h"

namespace avviso {

struct ParseLimits {
  size_t most_depth = 400;
  size_t most_attributes = 200;
  uint64_t most_nodes = 3'000'000;
  size_t most_names = 5000;
};

// Requires well-formed UTF-8.
Dom ParseHtml(std::string_view utf8, const ParseLimits& limits, std::vector<Note>* notes);

}  // namespace avviso

#endif  // AVVISO_HTML_PARSE_H_
