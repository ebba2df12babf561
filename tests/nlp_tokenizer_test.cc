// The tokenizer and the words' features against spaCy's stored output
// (tests/data/nlp/make.py), and what it promises of hostile text.

#include <gtest/gtest.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <sstream>
#include <string>
#include <vector>

#include "base/file_system.h"
#include "base/json_reader.h"
#include "nlp/internal/tokenizer.h"

namespace avviso {
namespace {

std::string Read(const std::string& path) {
  auto bytes = ReadFile(path);
  EXPECT_TRUE(bytes.ok()) << path << ": run tools/fetch_model.sh if it is a model's";
  return bytes.ok() ? bytes.value() : std::string();
}

std::string Stored(const std::string& name) {
  return Read(AVVISO_SOURCE_DIR "/tests/data/nlp/" + name);
}

std::string ModelFile(const std::string& name) {
  const auto variable = [](const char* key) {
    const char* value = std::getenv(key);
    return std::string(value == nullptr ? "" : value);
  };
  std::string cache = variable("AVVISO_DATA");
  if (cache.empty() && !variable("XDG_CACHE_HOME").empty()) {
    cache = variable("XDG_CACHE_HOME") + "/avviso";
  }
  if (cache.empty()) cache = variable("HOME") + "/.cache/avviso";
  return Read(cache + "/models/en_core_web_sm-3.8.0/" + name);
}

Vocab EnglishVocab() {
  auto vocab = Vocab::Load(ModelFile("vocab/lookups.bin"), "vocab");
  AVVISO_CHECK(vocab.ok());
  return std::move(vocab).value();
}

Tokenizer Load(const std::string& bytes) {
  auto rules = Tokenizer::Load(bytes, "tokenizer");
  if (!rules.ok()) ADD_FAILURE() << rules.error().message;
  AVVISO_CHECK(rules.ok());
  return std::move(rules).value();
}

Tokenizer English() { return Load(ModelFile("tokenizer")); }
Tokenizer Small() { return Load(Stored("small_tokenizer.bin")); }

// As make.py's fold().
std::string Fold(const Word& word) {
  uint64_t value = 0xCBF29CE484222325;
  for (const uint64_t id :
       {word.orth, word.lower_id, word.norm_id, word.prefix_id, word.suffix_id, word.shape_id}) {
    value = (value ^ id) * 0x100000001B3;
  }
  char hex[17];
  std::snprintf(hex, sizeof hex, "%016llx", static_cast<unsigned long long>(value));
  return hex;
}

using Row = std::string;  // "begin end space norm features"

std::vector<Row> Expected(JsonValue tokens) {
  std::vector<Row> rows;
  tokens.ForEach([&](std::string_view, JsonValue token) {
    std::string row;
    token.ForEach([&](std::string_view, JsonValue value) {
      if (!row.empty()) row += ' ';
      row += value.Integer() ? std::to_string(*value.Integer()) : std::string(value.String());
    });
    rows.push_back(row);
  });
  return rows;
}

std::vector<Row> Rows(const std::vector<RawToken>& tokens, const WordTable& words) {
  std::vector<Row> rows;
  for (const RawToken& token : tokens) {
    const Word& word = words[token.word];
    rows.push_back(std::to_string(token.span.begin) + ' ' + std::to_string(token.span.end) + ' ' +
                   (token.space_after ? "1 " : "0 ") + std::string(word.norm) + ' ' + Fold(word));
  }
  return rows;
}

TEST(Tokenizer, TokensAndFeaturesEqualSpacy) {
  const Vocab vocab = EnglishVocab();
  const Tokenizer english = English();
  const Tokenizer small = Small();
  WordTable words(&vocab);
  TokenizerCache english_cache;
  TokenizerCache small_cache;
  std::istringstream lines(Stored("tokens.jsonl"));
  int cases = 0;
  for (std::string line; std::getline(lines, line); ++cases) {
    auto json = JsonDocument::Parse(line, "tokens.jsonl");
    ASSERT_TRUE(json.ok()) << json.error().message;
    const std::string text(json.value().root()["text"].String());
    const bool is_small = json.value().root()["rules"].String() == "small";
    const std::vector<Row> expected = Expected(json.value().root()["tokens"]);
    for (int round = 0; round < 2; ++round) {  // chunks unseen, then remembered
      std::vector<RawToken> tokens;
      (is_small ? small : english)
          .Tokenize(text, 0, is_small ? &small_cache : &english_cache, &words, &tokens);
      EXPECT_EQ(Rows(tokens, words), expected) << text;
    }
  }
  EXPECT_GE(cases, 40);
}

TEST(Tokenizer, AppendsWithOffset) {
  const Vocab vocab;
  const Tokenizer small = Small();
  WordTable words(&vocab);
  TokenizerCache cache;
  std::vector<RawToken> tokens;
  small.Tokenize("one don't", 0, &cache, &words, &tokens);
  small.Tokenize("(two)", 10, &cache, &words, &tokens);
  ASSERT_EQ(tokens.size(), 6u);
  EXPECT_EQ(tokens[2].span, (Span{6, 9}));
  EXPECT_EQ(words[tokens[2].word].norm, "not");
  EXPECT_EQ(tokens[4].span, (Span{11, 14}));
  small.Tokenize("", 15, &cache, &words, &tokens);
  EXPECT_EQ(tokens.size(), 6u);
}

TEST(Tokenizer, ClearedWordTableMakesTheCacheForget) {
  const Vocab vocab;
  const Tokenizer small = Small();
  WordTable words(&vocab);
  TokenizerCache cache;
  std::vector<RawToken> tokens;
  small.Tokenize("first second don't", 0, &cache, &words, &tokens);
  words.Clear();
  tokens.clear();
  small.Tokenize("third don't second", 0, &cache, &words, &tokens);
  ASSERT_EQ(tokens.size(), 4u);
  EXPECT_EQ(words[tokens[0].word].text, "third");
  EXPECT_EQ(words[tokens[2].word].text, "n't");
  EXPECT_EQ(words[tokens[3].word].text, "second");
  EXPECT_EQ(words.size(), 4u);
}

TEST(Tokenizer, HostileChunksTakeLinearTime) {
  const Vocab vocab = EnglishVocab();
  const Tokenizer english = English();
  WordTable words(&vocab);
  TokenizerCache cache;
  const auto seconds = [&](const std::string& unit, size_t bytes) {
    std::string text;
    while (text.size() < bytes) text += unit;
    std::vector<RawToken> tokens;
    const auto start = std::chrono::steady_clock::now();
    english.Tokenize(text, 0, &cache, &words, &tokens);
    const auto taken = std::chrono::steady_clock::now() - start;
    EXPECT_EQ(tokens.back().span.end, text.size());
    return std::chrono::duration<double>(taken).count();
  };
  // What costs its square takes minutes here, not seconds.
  for (const char* unit : {"(", ".", "a-", "'", "/", ":", "a.", "@", ":@.", "(.", "a:@", "1.1.",
                           "http://", "e\u0301", "\u03A3'", "\n", "\u2026a", "-", "0"}) {
    EXPECT_LT(seconds(unit, 60000), 5.0) << unit;
  }
}

TEST(Tokenizer, CutsAndTellsOfChunksThatAreTooLong) {
  const Vocab vocab;
  const Tokenizer small = Small();
  WordTable words(&vocab);
  TokenizerCache cache;
  std::vector<RawToken> tokens;
  std::string text(Tokenizer::kMaxChunk, 'a');
  EXPECT_FALSE(small.Tokenize(text, 0, &cache, &words, &tokens));
  EXPECT_EQ(tokens.size(), 1u);
  tokens.clear();
  text = "b";
  while (text.size() <= Tokenizer::kMaxChunk) text += "\u00E9";  // the cut would part one
  text += " end";
  EXPECT_TRUE(small.Tokenize(text, 0, &cache, &words, &tokens));
  ASSERT_EQ(tokens.size(), 3u);
  EXPECT_EQ(tokens[0].span, (Span{0, Tokenizer::kMaxChunk - 1}));
  EXPECT_FALSE(tokens[0].space_after);
  EXPECT_TRUE(tokens[1].space_after);
  EXPECT_EQ(tokens[2].span.In(text), "end");
}

// Rules with one prefix expression, in msgpack.
std::string RulesWith(const std::string& expression) {
  std::string bytes = "\x81\xADprefix_search\xD9";
  bytes += static_cast<char>(expression.size());
  return bytes + expression;
}

TEST(Tokenizer, RefusesWhatItCannotRun) {
  const auto code = [](const std::string& bytes) {
    auto rules = Tokenizer::Load(bytes, "tokenizer");
    EXPECT_FALSE(rules.ok());
    return rules.ok() ? ErrorCode::kIo : rules.error().code;
  };
  EXPECT_TRUE(Tokenizer::Load(RulesWith("^a(?=b)"), "tokenizer").ok());
  for (const char* expression :
       {"(a)\\1", "a++", "(?x)a", "(?>a)", "(?<=a+)b", "(?=a*b)c", "(a*)*", "(?(1)a|b)"}) {
    const ErrorCode got = code(RulesWith(expression));
    EXPECT_TRUE(got == ErrorCode::kUnsupported) << expression;
  }
  for (const char* expression : {"(a", "a)", "[a", "*a", "a**", "\\", "[b-a]", "\\q", "\\u12"}) {
    EXPECT_TRUE(code(RulesWith(expression)) == ErrorCode::kCorrupt) << expression;
  }
  std::string cut = Stored("small_tokenizer.bin");
  cut.resize(cut.size() - 5);
  EXPECT_TRUE(code(cut) == ErrorCode::kTruncated);
  // An exception whose token isn't its text.
  EXPECT_TRUE(code("\x81\xAA"
                   "exceptions\x81\xA2"
                   "ab\x91\x81\x41\xA1"
                   "a") == ErrorCode::kCorrupt);
  // An exception that sets an attribute other than ORTH and NORM (74, TAG).
  EXPECT_TRUE(code("\x81\xAA"
                   "exceptions\x81\xA1"
                   "a\x91\x82\x41\xA1"
                   "a\x4A\xA1"
                   "x") == ErrorCode::kUnsupported);
}

}  // namespace
}  // namespace avviso
