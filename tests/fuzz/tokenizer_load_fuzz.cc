// Fuzz target: a model's `tokenizer` file, its regular expressions included.
// room: nlp
//
// What loads must cut a text into tokens that lie in it, in order, apart from white
// space with nothing between them.

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "base/check.h"
#include "nlp/internal/tokenizer.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto tokenizer = avviso::Tokenizer::Load(bytes, "fuzz");
  if (!tokenizer.ok()) return 0;
  static constexpr std::string_view kText =
      "Don't (\"stop\"), said U.S. aide A.B.-C at 10km...  www.balkancourier.example/a?b=c\n"
      "Vučić’s\tx@y.example \u2014 ((((((((a-b-c-d-e)))))) \u0430\u0431\u0432 \U0001F600";
  const avviso::Vocab vocab;
  avviso::WordTable words(&vocab);
  avviso::TokenizerCache cache;
  std::vector<avviso::RawToken> tokens;
  tokenizer.value().Tokenize(kText, 0, &cache, &words, &tokens);
  uint32_t at = 0;
  for (const avviso::RawToken& token : tokens) {
    AVVISO_CHECK(token.span.begin == at);
    AVVISO_CHECK(token.span.begin < token.span.end);
    at = token.span.end + (token.space_after ? 1 : 0);
  }
  AVVISO_CHECK(at == kText.size());
  return 0;
}
