// Fuzz target: whole pages, as mark-up and as bare lines.
// room: reader
//
// Any bytes give an article whose text is well formed, not much longer than the page,
// and cut into blocks that stand in order and leave nothing but line ends between them;
// the trace changes nothing; and all is the same again.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/check.h"
#include "base/utf8.h"
#include "reader/reader.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

namespace {

const avviso::Reader& TheReader() {
  static const auto reader = avviso::Reader::Load(AVVISO_SOURCE_DIR "/data");
  AVVISO_CHECK(reader.ok());
  return reader.value();
}

void CheckArticle(const avviso::Article& article, size_t most) {
  AVVISO_CHECK(avviso::IsValidUtf8(article.text) && article.text.size() <= most);
  AVVISO_CHECK(avviso::IsValidUtf8(article.title));
  for (const std::string& author : article.authors) AVVISO_CHECK(avviso::IsValidUtf8(author));
  AVVISO_CHECK(article.published.empty() || article.published_day.has_value());
  uint32_t end = 0;
  for (const avviso::Block& block : article.blocks) {
    AVVISO_CHECK(block.span.begin >= end && block.span.end > block.span.begin);
    AVVISO_CHECK(block.span.end <= article.text.size());
    for (uint32_t i = end; i < block.span.begin; ++i) AVVISO_CHECK(article.text[i] == '\n');
    end = block.span.end;
  }
  for (size_t i = end; i < article.text.size(); ++i) AVVISO_CHECK(article.text[i] == '\n');
  for (const std::string& author : article.authors) {
    AVVISO_CHECK(!author.empty() && avviso::IsValidUtf8(author));
  }
  AVVISO_CHECK(article.published.empty() == !article.published_day.has_value());
  for (const auto* list : {&article.authors, &article.tags, &article.images}) {
    AVVISO_CHECK(list->size() <= 64);
  }
  AVVISO_CHECK(article.credits.size() <= 32);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const avviso::PageBytes page{bytes, "", 2 << 20};
  const avviso::PageBytes small{bytes, "text/html; charset=utf-8", 100};
  for (const bool html : {true, false}) {
    const auto read = [&](const avviso::PageBytes& from, avviso::ReadTrace* trace) {
      avviso::Article article;
      article.url = "https://www.a.example/2023/09/29/1";
      html ? TheReader().ReadHtml(from, &article, trace)
           : TheReader().ReadLines(from, &article, trace);
      return article;
    };
    avviso::ReadTrace trace;
    const avviso::Article article = read(page, nullptr);
    const avviso::Article again = read(page, &trace);
    CheckArticle(article, page.most_text);
    AVVISO_CHECK(article.text == again.text && article.title == again.title &&
                 article.authors == again.authors && article.published == again.published &&
                 article.notes.size() == again.notes.size());
    CheckArticle(read(small, nullptr), small.most_text);
  }
  return 0;
}
