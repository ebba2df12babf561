#include <gtest/gtest.h>

#include <string>

#include "base/json_reader.h"
#include "views/conllu.h"
#include "views/parse_json.h"
#include "views/parse_table.h"
#include "views/terminal_text.h"

namespace avviso {
namespace {

struct Row {
  const char* form;
  Upos pos;
  TokenId head;
  const char* dep;
  bool space;
};

// "Čačak  protests.\nWe left" by hand: two sentences, one token of white space.
Document Sample() {
  Document document("Čačak  protests.\nWe left");
  auto labels = std::make_shared<Labels>();
  labels->tags = {"", "T"};
  labels->morphs = {"", "Number=Sing"};
  labels->deps = {"", "ROOT", "nsubj", "punct", "dep"};
  labels->entities = {"", "GPE"};
  document.labels = labels;
  const Row rows[] = {
      {"Čačak", Upos::kPropn, 2, "nsubj", true},   {" ", Upos::kSpace, 0, "dep", false},
      {"protests", Upos::kVerb, 2, "ROOT", false}, {".", Upos::kPunct, 2, "punct", false},
      {"\n", Upos::kSpace, 3, "dep", false},       {"We", Upos::kPron, 6, "nsubj", true},
      {"left", Upos::kVerb, 6, "ROOT", false}};
  uint32_t at = 0;
  for (const Row& row : rows) {
    const auto size = static_cast<uint32_t>(std::string_view(row.form).size());
    document.span.push_back({at, at + size});
    at += size + (row.space ? 1 : 0);
    document.space_after.push_back(row.space ? 1 : 0);
    const auto begin = static_cast<uint32_t>(document.strings.size());
    document.strings += row.form;
    document.norm.push_back({begin, begin + size});
    document.lemma.push_back({begin, begin + size});
    document.tag.push_back(1);
    document.upos.push_back(row.pos);
    document.morph.push_back(row.pos == Upos::kPropn ? 1 : 0);
    document.head.push_back(row.head);
    for (LabelId d = 0; d < labels->deps.size(); ++d) {
      if (labels->deps[d] == row.dep) document.dep.push_back(d);
    }
  }
  document.sentences = {{0, 5}, {5, 7}};
  document.entities = {{{0, 1}, 1}};
  return document;
}

Article Named() {
  Article article;
  article.id = "doc 1";
  return article;
}

TEST(ParseViews, SampleIsADocument) { EXPECT_TRUE(Sample().Validate().ok()); }

TEST(ParseJson, TellsEachToken) {
  std::string out;
  AppendParseJson(Named(), Sample(), &out);
  const auto parsed = JsonDocument::Parse(out, "parse");
  ASSERT_TRUE(parsed.ok()) << parsed.error().message;
  std::vector<JsonValue> tokens;
  parsed.value().root()["tokens"].ForEach(
      [&](std::string_view, JsonValue token) { tokens.push_back(token); });
  ASSERT_EQ(tokens.size(), 7U);
  EXPECT_EQ(tokens[0]["text"].String(), "Čačak");
  EXPECT_EQ(tokens[0]["ent_iob"].String(), "B");
  EXPECT_EQ(tokens[0]["ent_type"].String(), "GPE");
  EXPECT_EQ(tokens[2]["start"].Integer(), 7);  // code points, not bytes
  EXPECT_EQ(tokens[2]["end"].Integer(), 15);
  EXPECT_EQ(tokens[5]["sent_start"].Bool(false), true);
  EXPECT_EQ(tokens[5]["head"].Integer(), 6);
  EXPECT_EQ(tokens[5]["ws"].Bool(false), true);
  EXPECT_EQ(tokens[6]["ent_iob"].String(), "O");
}

TEST(Conllu, LeavesWhiteSpaceOut) {
  std::string out;
  AppendConllu(Named(), Sample(), &out);
  EXPECT_EQ(out,
            "# newdoc id = doc 1\n"
            "# sent_id = 1\n"
            "# text = Čačak  protests.\n"
            "1\tČačak\tČačak\tPROPN\tT\tNumber=Sing\t2\tnsubj\t_\tNER=B-GPE|SpacesAfter=\\s\\s|"
            "TokenRange=0:5\n"
            "2\tprotests\tprotests\tVERB\tT\t_\t0\tROOT\t_\tSpaceAfter=No|TokenRange=7:15\n"
            "3\t.\t.\tPUNCT\tT\t_\t2\tpunct\t_\tSpacesAfter=\\n|TokenRange=15:16\n"
            "\n"
            "# sent_id = 2\n"
            "# text = We left\n"
            "1\tWe\tWe\tPRON\tT\t_\t2\tnsubj\t_\tTokenRange=17:19\n"
            "2\tleft\tleft\tVERB\tT\t_\t0\tROOT\t_\tTokenRange=20:24\n"
            "\n");
}

TEST(Conllu, EmptyTextIsOnlyItsName) {
  Document empty("");
  std::string out;
  AppendConllu(Named(), empty, &out);
  EXPECT_EQ(out, "# newdoc id = doc 1\n");
}

TEST(ParseTable, HasARowForEachToken) {
  std::string out;
  AppendParseTable(Named(), Sample(), false, &out);
  EXPECT_NE(out.find("3  protests"), std::string::npos) << out;
  EXPECT_NE(out.find("B-GPE"), std::string::npos) << out;
}

TEST(TerminalText, WrapsAndMeasures) {
  EXPECT_EQ(Wrap("aa bb cc", 5), (std::vector<std::string>{"aa bb", "cc"}));
  EXPECT_EQ(Wrap("abcdefg hi", 3), (std::vector<std::string>{"abc", "def", "g", "hi"}));
  EXPECT_EQ(Wrap("", 5), (std::vector<std::string>{""}));
  EXPECT_EQ(ColumnsOf("Č“"), 2U);
  EXPECT_EQ(ColumnsOf("日本"), 4U);
  EXPECT_EQ(ColumnsOf("e\xCC\x81"), 1U);
  EXPECT_EQ(Printable(" a\n\t b\x1b[0m "), "a b [0m");
}

}  // namespace
}  // namespace avviso
