// Fuzz target: the character set of a page, and its decoding.
// room: html
//
// The first byte tells how many bytes of the input are the server's header. Whatever set
// is taken, what comes out is well-formed UTF-8 of bounded size, with a note if the bytes
// weren't of that set, and the same again.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/check.h"
#include "base/utf8.h"
#include "html/charset.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const std::string_view header = bytes.substr(1, std::min<size_t>(data[0] % 64, size - 1));
  const std::string_view page = bytes.substr(1 + header.size());
  std::vector<avviso::Note> notes;
  std::string charset;
  const std::string text = avviso::DecodePage(page, header, &notes, &charset);
  AVVISO_CHECK(avviso::IsValidUtf8(text));
  AVVISO_CHECK(!charset.empty());
  AVVISO_CHECK(text.size() <= 4 * page.size() + 4);
  AVVISO_CHECK(notes.size() <= 2);
  if (notes.empty() && charset == "UTF-8") {
    AVVISO_CHECK(avviso::IsValidUtf8(page));
    AVVISO_CHECK(page.ends_with(text));
  }
  std::vector<avviso::Note> more;
  AVVISO_CHECK(avviso::DecodePage(page, header, &more) == text);
  AVVISO_CHECK(more.size() == notes.size());
  return 0;
}
