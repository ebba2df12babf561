// The pipeline against spaCy's stored output on texts of our own (tests/data/parity,
// written by tools/parity.py --store), and what Annotate promises of every text.

#include <gtest/gtest.h>

#include <cstdlib>
#include <string>
#include <vector>

#include "base/file_system.h"
#include "base/json_reader.h"
#include "nlp/pipeline.h"
#include "nn/kernels.h"

namespace avviso {
namespace {

std::string ModelDirectory() {
  const auto variable = [](const char* name) {
    const char* value = std::getenv(name);
    return std::string(value == nullptr ? "" : value);
  };
  std::string cache = variable("AVVISO_DATA");
  if (cache.empty() && !variable("XDG_CACHE_HOME").empty()) {
    cache = variable("XDG_CACHE_HOME") + "/avviso";
  }
  if (cache.empty()) cache = variable("HOME") + "/.cache/avviso";
  return cache + "/models/en_core_web_sm-3.8.0";
}

const Pipeline& English() {
  static const Pipeline pipeline = [] {
    auto loaded = Pipeline::Load(ModelDirectory());
    if (!loaded.ok()) {
      ADD_FAILURE() << loaded.error().message << "\nrun tools/fetch_model.sh";
      std::abort();
    }
    return std::move(loaded).value();
  }();
  return pipeline;
}

Document Annotated(const Pipeline& pipeline, const std::string& text, bool split_blocks = false) {
  Document doc(text);
  Pipeline::Workspace workspace = pipeline.MakeWorkspace();
  pipeline.Annotate(&doc, &workspace, {split_blocks});
  return doc;
}

// Everything that spaCy's stored rows tell, a line a token.
std::vector<std::string> Lines(const Document& doc) {
  std::vector<std::string> starts(doc.token_count(), "0"), entity(doc.token_count(), "O ");
  for (TokenRange sentence : doc.sentences) starts[sentence.begin] = "1";
  for (const Entity& e : doc.entities) {
    for (TokenId t = e.tokens.begin; t < e.tokens.end; ++t) {
      entity[t] = (t == e.tokens.begin ? "B " : "I ") + std::string(doc.EntityLabel(e));
    }
  }
  std::vector<std::string> lines;
  for (TokenId t = 0; t < doc.token_count(); ++t) {
    std::string line;
    for (const std::string& field :
         {std::to_string(doc.span[t].begin), std::to_string(doc.span[t].end),
          std::to_string(doc.space_after[t]), std::string(doc.Norm(t)), std::string(doc.Tag(t)),
          std::string(UposName(doc.upos[t])), std::string(doc.Morph(t)), std::string(doc.Lemma(t)),
          std::to_string(doc.head[t]), std::string(doc.Dep(t)), starts[t], entity[t]}) {
      line += field + '|';
    }
    lines.push_back(line);
  }
  return lines;
}

struct Stored {
  std::string text;
  std::vector<std::string> lines;
};

std::vector<Stored> ReadStored(const std::string& file) {
  std::vector<Stored> all;
  auto bytes = ReadFile(std::string(AVVISO_SOURCE_DIR) + "/tests/data/parity/" + file);
  if (!bytes.ok()) {
    ADD_FAILURE() << bytes.error().message;
    return all;
  }
  const std::string& content = bytes.value();
  for (size_t at = 0; at < content.size();) {
    const size_t end = content.find('\n', at);
    auto parsed = JsonDocument::Parse(content.substr(at, end - at), file);
    if (!parsed.ok()) {
      ADD_FAILURE() << parsed.error().message;
      return all;
    }
    Stored stored;
    stored.text = parsed.value().root()["text"].String();
    parsed.value().root()["tokens"].ForEach([&](std::string_view, JsonValue row) {
      std::string line;
      size_t column = 0;
      row.ForEach([&](std::string_view, JsonValue field) {
        line += field.Integer() ? std::to_string(*field.Integer()) : std::string(field.String());
        line += ++column == 12 ? ' ' : '|';  // the entity's two columns are one here
      });
      stored.lines.push_back(line);
    });
    all.push_back(std::move(stored));
    at = end + 1;
  }
  return all;
}

void CompareWithStored(const Pipeline& pipeline, const std::string& file, size_t at_least) {
  const std::vector<Stored> all = ReadStored(file);
  ASSERT_GE(all.size(), at_least);
  for (const Stored& stored : all) {
    const std::vector<std::string> ours = Lines(Annotated(pipeline, stored.text));
    EXPECT_EQ(ours.size(), stored.lines.size()) << stored.text;
    for (size_t i = 0; i < std::min(ours.size(), stored.lines.size()); ++i) {
      EXPECT_EQ(ours[i], stored.lines[i]) << "token " << i << " of: " << stored.text;
    }
  }
}

TEST(Pipeline, GivesWhatSpacyGivesOnNews) { CompareWithStored(English(), "news.jsonl", 30); }

TEST(Pipeline, GivesWhatSpacyGivesOnHostileTexts) {
  CompareWithStored(English(), "hostile.jsonl", 80);
}

TEST(Pipeline, GivesTheSameWithEveryKernel) {
  for (const Kernels* kernels : AllKernels()) {
    SCOPED_TRACE(kernels->name);
    auto pipeline = Pipeline::Load(ModelDirectory(), {std::string(kernels->name)});
    ASSERT_TRUE(pipeline.ok()) << pipeline.error().message;
    CompareWithStored(pipeline.value(), "news.jsonl", 30);
  }
}

TEST(Pipeline, RefusesKernelsThatItHasNot) {
  auto pipeline = Pipeline::Load(ModelDirectory(), {"abacus"});
  ASSERT_FALSE(pipeline.ok());
  EXPECT_EQ(pipeline.error().code, ErrorCode::kUnsupported);
}

TEST(Pipeline, IsNamedByItsModel) { EXPECT_EQ(English().version(), "en_core_web_sm-3.8.0"); }

// What came before in a workspace leaves no trace, whichever way texts are cut.
TEST(Pipeline, ForgetsWhatItSawBefore) {
  std::vector<Stored> all = ReadStored("hostile.jsonl");
  for (Stored& stored : ReadStored("news.jsonl")) all.push_back(std::move(stored));
  for (bool split_blocks : {false, true}) {
    Pipeline::Workspace used = English().MakeWorkspace();
    for (size_t pass = 0; pass < 2; ++pass) {
      for (size_t i = 0; i < all.size(); ++i) {
        const std::string& text = all[pass == 0 ? i : all.size() - 1 - i].text;
        Document doc(text);
        English().Annotate(&doc, &used, {split_blocks});
        EXPECT_EQ(Lines(doc), Lines(Annotated(English(), text, split_blocks))) << text;
      }
    }
  }
}

TEST(Pipeline, KeepsTheInvariantsOfADocument) {
  std::vector<std::string> texts = {"",
                                    " ",
                                    "\n",
                                    "\n\n\n",
                                    std::string(1, '\0'),
                                    "\xEF\xBF\xBD",
                                    std::string(50'000, 'a'),
                                    std::string(20'000, '('),
                                    std::string(30'000, '\n'),
                                    std::string(30'000, ' ')};
  for (const char* file : {"hostile.jsonl", "news.jsonl"}) {
    for (Stored& stored : ReadStored(file)) texts.push_back(std::move(stored.text));
  }
  for (bool split_blocks : {false, true}) {
    for (const std::string& text : texts) {
      const Document doc = Annotated(English(), text, split_blocks);
      const Status valid = doc.Validate();
      EXPECT_TRUE(valid.ok()) << valid.error().message << " in: " << text.substr(0, 100);
    }
  }
}

TEST(Pipeline, EndsSentencesWithBlocksUnlessTold) {
  const std::string text = "Troops leave the border\nThe president spoke on Friday.\n";
  const Document cut = Annotated(English(), text, true);
  ASSERT_EQ(cut.sentences.size(), 2u);
  EXPECT_EQ(cut.Form(cut.sentences[1].begin), "The");
  for (TokenId t = 0; t < cut.token_count(); ++t) EXPECT_NE(cut.Form(t), "\n");
  const Document whole = Annotated(English(), text, false);
  EXPECT_EQ(whole.token_count(), cut.token_count() + 2);
}

TEST(Pipeline, AnnotatesALineOfManyWords) {
  std::string text;
  for (int i = 0; i < 30'000; ++i) text += "word ";
  const Document doc = Annotated(English(), text, true);
  EXPECT_EQ(doc.token_count(), 30'000u);
  EXPECT_TRUE(doc.Validate().ok());
  ASSERT_EQ(doc.notes.size(), 1u);
  EXPECT_EQ(doc.notes[0].code, "block-cut");
}

}  // namespace
}  // namespace avviso
