// Fuzz target: text for the tokenizer.
// room: nlp
//
// With the rules in tests/corpus/tokenizer_load_fuzz/small, or those of the file that
// AVVISO_FUZZ_TOKENIZER names (a model's `tokenizer`). Tokens cover the text, and a
// cache that has seen other text doesn't change them.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "base/check.h"
#include "base/file_system.h"
#include "base/utf8.h"
#include "nlp/internal/tokenizer.h"

namespace {

const avviso::Tokenizer& Rules() {
  static const std::string bytes = [] {
    const char* path = std::getenv("AVVISO_FUZZ_TOKENIZER");
    auto file = avviso::ReadFile(
        path != nullptr ? path : AVVISO_SOURCE_DIR "/tests/corpus/tokenizer_load_fuzz/small");
    AVVISO_CHECK(file.ok());
    return std::move(file).value();
  }();
  static const avviso::Result<avviso::Tokenizer> rules = avviso::Tokenizer::Load(bytes, "rules");
  AVVISO_CHECK(rules.ok());
  return rules.value();
}

struct Worker {
  avviso::Vocab vocab;
  avviso::WordTable words{&vocab};
  avviso::TokenizerCache cache;

  std::vector<avviso::RawToken> Cut(const std::string& text) {
    std::vector<avviso::RawToken> tokens;
    Rules().Tokenize(text, 0, &cache, &words, &tokens);
    return tokens;
  }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string text =
      avviso::RepairUtf8(std::string_view(reinterpret_cast<const char*>(data), size));
  static Worker old;
  Worker fresh;
  const std::vector<avviso::RawToken> tokens = fresh.Cut(text);
  const std::vector<avviso::RawToken> again = old.Cut(text);
  AVVISO_CHECK(tokens.size() == again.size());
  uint32_t at = 0;
  for (size_t i = 0; i < tokens.size(); ++i) {
    AVVISO_CHECK(tokens[i].span.begin == at);
    AVVISO_CHECK(tokens[i].span.begin < tokens[i].span.end);
    AVVISO_CHECK(tokens[i].span == again[i].span);
    AVVISO_CHECK(fresh.words[tokens[i].word].norm_id == old.words[again[i].word].norm_id);
    at = tokens[i].span.end + (tokens[i].space_after ? 1 : 0);
  }
  AVVISO_CHECK(at == text.size());
  if (old.words.size() > 100000) old.words.Clear();
  return 0;
}
