// Fuzz target: the blocks of a text, and their pieces.
// room: nlp
//
// The first byte says how long a piece may be. Blocks and pieces are in order, within
// the text and begin and end with something visible; a piece is a part of its block, and
// what is left out is white space.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/check.h"
#include "base/utf8.h"
#include "nlp/internal/blocks.h"

namespace {

bool IsBlank(std::string_view text) {
  return text.find_first_not_of(" \t\n\r\v\f") == std::string_view::npos;
}

// Checks the order of `spans` in [begin, end) of `text`, and that only white space
// lies outside of them.
void CheckCover(std::string_view text, uint32_t begin, uint32_t end,
                const std::vector<avviso::Span>& spans) {
  uint32_t at = begin;
  for (avviso::Span span : spans) {
    AVVISO_CHECK(at <= span.begin && span.begin < span.end && span.end <= end);
    AVVISO_CHECK(IsBlank(text.substr(at, span.begin - at)));
    AVVISO_CHECK(avviso::IsValidUtf8(span.In(text)));
    at = span.end;
  }
  AVVISO_CHECK(IsBlank(text.substr(at, end - at)));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const size_t most = 4 + data[0];
  const std::string text =
      avviso::RepairUtf8(std::string_view(reinterpret_cast<const char*>(data + 1), size - 1));
  const std::vector<avviso::Span> blocks = avviso::FindBlocks(text);
  CheckCover(text, 0, static_cast<uint32_t>(text.size()), blocks);
  for (avviso::Span block : blocks) {
    std::vector<avviso::Span> pieces;
    avviso::CutBlock(text, block, most, &pieces);
    CheckCover(text, block.begin, block.end, pieces);
    for (avviso::Span piece : pieces) AVVISO_CHECK(piece.size() <= most);
  }
  return 0;
}
