// The attribute ruler and the lemmatizer against spaCy's stored output
// (tests/data/nlp/make.py), on tags and dependencies drawn at random.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "base/file_system.h"
#include "base/json_reader.h"
#include "nlp/internal/lemmatizer.h"
#include "nlp/internal/ruler.h"
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

template <typename T>
T Value(Result<T> result) {
  if (!result.ok()) ADD_FAILURE() << result.error().message;
  AVVISO_CHECK(result.ok());
  return std::move(result).value();
}

struct Case {
  std::string rules;
  std::string text;
  std::vector<std::vector<std::string>> given;  // tag, dep
  std::vector<std::vector<std::string>> want;   // tag, part of speech, morph, dep, lemma
};

std::vector<std::vector<std::string>> Table(JsonValue rows) {
  std::vector<std::vector<std::string>> table;
  rows.ForEach([&](std::string_view, JsonValue row) {
    table.emplace_back();
    row.ForEach(
        [&](std::string_view, JsonValue cell) { table.back().emplace_back(cell.String()); });
  });
  return table;
}

std::vector<Case> Cases() {
  std::vector<Case> cases;
  std::istringstream lines(Stored("rules.jsonl"));
  for (std::string line; std::getline(lines, line);) {
    const JsonDocument json = Value(JsonDocument::Parse(line, "rules.jsonl"));
    const JsonValue root = json.root();
    cases.push_back({std::string(root["rules"].String()), std::string(root["text"].String()),
                     Table(root["given"]), Table(root["want"])});
  }
  return cases;
}

LabelId RowOf(const std::string& label, std::vector<std::string>* table) {
  const auto found = std::find(table->begin(), table->end(), label);
  const auto row = static_cast<LabelId>(found - table->begin());
  if (found == table->end()) table->push_back(label);
  return row;
}

// One set of rules with all that applies them.
class Rig {
 public:
  Rig(const std::vector<Case>& cases, const std::string& rules)
      : vocab_(Value(Vocab::Load(ModelFile("vocab/lookups.bin"), "vocab"))),
        tokenizer_(Value(Tokenizer::Load(ModelFile("tokenizer"), "tokenizer"))),
        labels_(std::make_shared<Labels>()),
        words_(&vocab_) {
    labels_->tags = labels_->morphs = labels_->deps = labels_->entities = {""};
    for (const Case& c : cases) {
      if (c.rules != rules) continue;
      for (const auto& row : c.given) {
        RowOf(row[0], &labels_->tags);
        RowOf(row[1], &labels_->deps);
      }
    }
    const bool english = rules == "en";
    ruler_ = std::make_unique<AttributeRuler>(Value(AttributeRuler::Load(
        english ? ModelFile("attribute_ruler/patterns") : Stored("small_patterns.bin"), "patterns",
        labels_.get())));
    Lemmatizer::Options options;
    options.mode = rules.starts_with("lookup") ? "lookup" : "rule";
    options.language = english ? "en" : "";
    options.overwrite = rules.ends_with("overwrite");
    lemmatizer_ = std::make_unique<Lemmatizer>(Value(Lemmatizer::Load(
        english ? ModelFile("lemmatizer/lookups/lookups.bin") : Stored("small_lemmas.bin"),
        "lemmas", options)));
  }

  std::vector<std::vector<std::string>> Run(const Case& c) {
    std::vector<RawToken> tokens;
    tokenizer_.Tokenize(c.text, 0, &cache_, &words_, &tokens);
    EXPECT_EQ(tokens.size(), c.given.size());
    Document doc(c.text);
    doc.labels = labels_;
    for (size_t i = 0; i < tokens.size(); ++i) {
      doc.span.push_back(tokens[i].span);
      doc.tag.push_back(RowOf(c.given[i][0], &labels_->tags));
      doc.dep.push_back(RowOf(c.given[i][1], &labels_->deps));
    }
    doc.upos.resize(tokens.size());
    doc.morph.resize(tokens.size());
    doc.lemma.resize(tokens.size());
    doc.norm.resize(tokens.size());
    ruler_->Apply(tokens, words_, &scratch_, &doc);
    lemmatizer_->Apply(tokens, words_, &lemmas_, &doc);
    std::vector<std::vector<std::string>> rows;
    for (TokenId t = 0; t < tokens.size(); ++t) {
      rows.push_back({std::string(doc.Tag(t)), std::string(UposName(doc.upos[t])),
                      std::string(doc.Morph(t)), std::string(doc.Dep(t)),
                      std::string(doc.Lemma(t))});
    }
    return rows;
  }

 private:
  Vocab vocab_;
  Tokenizer tokenizer_;
  std::shared_ptr<Labels> labels_;
  WordTable words_;
  TokenizerCache cache_;
  AttributeRuler::Scratch scratch_;
  LemmaCache lemmas_;
  std::unique_ptr<AttributeRuler> ruler_;
  std::unique_ptr<Lemmatizer> lemmatizer_;
};

class RulerAndLemmatizer : public testing::TestWithParam<const char*> {};

TEST_P(RulerAndLemmatizer, EqualSpacy) {
  const std::vector<Case> cases = Cases();
  Rig rig(cases, GetParam());
  int count = 0;
  for (const Case& c : cases) {
    if (c.rules != GetParam()) continue;
    ++count;
    EXPECT_EQ(rig.Run(c), c.want) << c.text;
    EXPECT_EQ(rig.Run(c), c.want) << "with caches: " << c.text;
  }
  EXPECT_GE(count, 4);
}

INSTANTIATE_TEST_SUITE_P(Rules, RulerAndLemmatizer,
                         testing::Values("en", "rule", "rule overwrite", "lookup"));

TEST(NormalMorph, SortsFeaturesAndValues) {
  EXPECT_EQ(NormalMorph("_"), "");
  EXPECT_EQ(NormalMorph(""), "");
  EXPECT_EQ(NormalMorph("Number=Sing|Case=Nom,Acc"), "Case=Acc,Nom|Number=Sing");
  EXPECT_EQ(NormalMorph("Case=Nom"), "Case=Nom");
}

// [{"patterns": [[{<token>}]], "attrs": {<attrs>}}] in msgpack, each of one member.
std::string Patterns(const std::string& token, const std::string& attrs) {
  return "\x91\x82\xA8patterns\x91\x91\x81" + token +
         "\xA5"
         "attrs\x81" +
         attrs;
}

TEST(AttributeRuler, RefusesWhatItCannotMatch) {
  const auto code = [](const std::string& bytes) {
    Labels labels;
    labels.tags = labels.morphs = labels.deps = {""};
    auto ruler = AttributeRuler::Load(bytes, "patterns", &labels);
    EXPECT_FALSE(ruler.ok());
    return ruler.ok() ? ErrorCode::kIo : ruler.error().code;
  };
  const std::string tag = "\xA3TAG\xA1X";
  const std::string pos = "\xA3POS\xA4VERB";
  Labels labels;
  labels.tags = labels.morphs = labels.deps = {""};
  EXPECT_TRUE(AttributeRuler::Load(Patterns(tag, pos), "patterns", &labels).ok());
  EXPECT_TRUE(code(Patterns("\xA2OP\xA1+", pos)) == ErrorCode::kUnsupported);
  EXPECT_TRUE(code(Patterns("\xA5MORPH\xA1X", pos)) == ErrorCode::kUnsupported);
  EXPECT_TRUE(code(Patterns("\xA5LOWER\x81\xA5"
                            "FUZZY\xA1x",
                            pos)) == ErrorCode::kUnsupported);
  EXPECT_TRUE(code(Patterns(tag, "\xA7IS_STOP\xA1x")) == ErrorCode::kUnsupported);
  EXPECT_TRUE(code(Patterns(tag, "\xA3POS\xA1Q")) == ErrorCode::kCorrupt);
  EXPECT_TRUE(code(Patterns(tag, pos).substr(0, 30)) == ErrorCode::kTruncated);
}

TEST(Lemmatizer, RefusesModesAndTablesItLacks) {
  const std::string tables = Stored("small_lemmas.bin");
  const auto code = [&](const std::string& bytes, const Lemmatizer::Options& options) {
    auto lemmatizer = Lemmatizer::Load(bytes, "lemmas", options);
    EXPECT_FALSE(lemmatizer.ok());
    return lemmatizer.ok() ? ErrorCode::kIo : lemmatizer.error().code;
  };
  EXPECT_TRUE(code(tables, {"pos_lookup", "it"}) == ErrorCode::kUnsupported);
  EXPECT_TRUE(code(tables, {"rule", "fr"}) == ErrorCode::kUnsupported);
  EXPECT_TRUE(code(tables, {"lookup", "nl"}) == ErrorCode::kUnsupported);
  EXPECT_TRUE(code("\x80", {"rule", "en"}) == ErrorCode::kCorrupt);
  EXPECT_TRUE(code(tables.substr(0, 60), {"rule", "en"}) == ErrorCode::kTruncated);
  EXPECT_TRUE(Lemmatizer::Load(tables, "lemmas", {"lookup", "fr"}).ok());
}

}  // namespace
}  // namespace avviso
