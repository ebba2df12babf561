#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <string>
#include <vector>

#include "base/file_system.h"
#include "base/utf8.h"
#include "engine/input.h"
#include "engine/json_line.h"
#include "engine/line_reader.h"
#include "engine/text_intake.h"

namespace avviso {
namespace {

namespace fs = std::filesystem;

// A folder that goes with the test.
class Folder {
 public:
  Folder() : path_(testing::TempDir() + "avviso_input_" + std::to_string(::getpid())) {
    fs::remove_all(path_);
    fs::create_directories(path_);
  }
  ~Folder() { fs::remove_all(path_); }
  std::string Add(const std::string& name, const std::string& bytes) const {
    const std::string file = JoinPath(path_, name);
    fs::create_directories(fs::path(file).parent_path());
    EXPECT_TRUE(WriteFile(file, bytes).ok());
    return file;
  }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

// Ids of articles, and "!code" where there is an error.
std::vector<std::string> Ids(InputOptions options) {
  Input input(std::move(options));
  std::vector<std::string> ids;
  while (const auto item = input.Next()) {
    ids.push_back(item->ok() ? item->value().id : "!" + std::string(ErrorName(item->error().code)));
  }
  return ids;
}

InputOptions Named(std::vector<std::string> paths) {
  InputOptions options;
  options.paths = std::move(paths);
  return options;
}

bool HasNote(const Article& article, const std::string& code) {
  for (const Note& note : article.notes) {
    if (note.code == code) return true;
  }
  return false;
}

Result<Article> FromLine(const std::string& line) {
  return ArticleFromJsonLine(line, "in", 12, {"2023-09-30", 1 << 20});
}

ErrorCode CodeOf(const std::string& line) {
  const auto article = FromLine(line);
  EXPECT_FALSE(article.ok()) << line;
  return article.ok() ? ErrorCode::kIo : article.error().code;
}

TEST(JsonLine, TakesTextAsItIs) {
  const auto article = FromLine(R"({"id":"a","text":"  x\u0000\r\n"})");
  ASSERT_TRUE(article.ok());
  EXPECT_EQ(article.value().text, std::string("  x\0\r\n", 6));
  EXPECT_EQ(article.value().published, "2023-09-30");
  EXPECT_TRUE(HasNote(article.value(), "nul-characters"));
}

TEST(JsonLine, TitleAndOtherMembers) {
  const auto article =
      FromLine(R"({"text":"Body.","title":"Head","published":"2023-09-29T18:20:00Z","url":"u",)"
               R"("outlet":"o.example","authors":["A","B"],"more":{"x":[1]}})");
  ASSERT_TRUE(article.ok());
  EXPECT_EQ(article.value().text, "Head\n\nBody.");
  EXPECT_EQ(article.value().id, "line-12");
  EXPECT_EQ(FormatDay(article.value().published_day.value()), "2023-09-29");
  EXPECT_EQ(article.value().outlet, "o.example");
  EXPECT_EQ(article.value().authors.size(), 2U);
}

TEST(JsonLine, NumbersAreIds) {
  const auto article = FromLine(R"({"id":77,"text":"x","title":null})");
  ASSERT_TRUE(article.ok());
  EXPECT_EQ(article.value().id, "77");
  EXPECT_EQ(article.value().text, "x");
}

TEST(JsonLine, RefusesWithTheLine) {
  EXPECT_EQ(CodeOf("{\"text\":"), ErrorCode::kCorrupt);
  EXPECT_EQ(CodeOf("[1]"), ErrorCode::kInvalid);
  EXPECT_EQ(CodeOf("{\"id\":\"a\"}"), ErrorCode::kInvalid);
  EXPECT_EQ(CodeOf("{\"text\":5}"), ErrorCode::kInvalid);
  EXPECT_EQ(CodeOf("{\"text\":\"x\",\"title\":5}"), ErrorCode::kInvalid);
  EXPECT_EQ(CodeOf("{\"html\":\"<p>x\"}"), ErrorCode::kNotFound);
  const auto refused = FromLine("{");
  EXPECT_NE(refused.error().message.find("in:12"), std::string::npos);
}

TEST(JsonLine, OddDatesAndBytesAreNotes) {
  const auto article = FromLine("{\"text\":\"a\xFF\",\"published\":\"last week\"}");
  ASSERT_TRUE(article.ok());
  EXPECT_EQ(article.value().text, "a\xEF\xBF\xBD");
  EXPECT_TRUE(HasNote(article.value(), "ill-formed-bytes"));
  EXPECT_TRUE(HasNote(article.value(), "published-unreadable"));
}

TEST(TextIntake, CutsAtWhiteSpace) {
  Article article;
  SetText("one two three", 9, &article);
  EXPECT_EQ(article.text, "one two ");
  EXPECT_TRUE(HasNote(article, "truncated-at-limit"));
  Article exact;
  SetText("one two", 7, &exact);
  EXPECT_EQ(exact.text, "one two");
  EXPECT_TRUE(exact.notes.empty());
}

TEST(TextIntake, CutsBetweenCodePoints) {
  for (uint64_t most = 1; most < 12; ++most) {
    Article article;
    SetText("\xE2\x82\xAC\xE2\x82\xAC\xE2\x82\xAC\xE2\x82\xAC", most, &article);
    EXPECT_TRUE(IsValidUtf8(article.text)) << most;
    EXPECT_EQ(article.text.size(), most / 3 * 3);
    EXPECT_FALSE(HasNote(article, "ill-formed-bytes"));
  }
}

TEST(TextIntake, RepairedTextStaysWithinTheLimit) {
  Article article;
  SetText(std::string(90, '\xFF'), 100, &article);
  EXPECT_LE(article.text.size(), 100U);
  EXPECT_TRUE(HasNote(article, "ill-formed-bytes"));
  EXPECT_TRUE(HasNote(article, "truncated-at-limit"));
}

TEST(TextIntake, KnowsTextFromBinary) {
  EXPECT_TRUE(CheckIsText("", "x").ok());
  EXPECT_TRUE(CheckIsText("Plain words, one caf\xE9 in Latin-1.", "x").ok());
  EXPECT_FALSE(CheckIsText(std::string("\x7F"
                                       "ELF\x02\x01\x01\0\0\0\0\0\0\0",
                                       14),
                           "x")
                   .ok());
  EXPECT_FALSE(CheckIsText(std::string("\xFF\xFEh\0i\0", 6), "x").ok());
}

TEST(LineReader, LinesOfEveryEnd) {
  const Folder folder;
  const std::string path = folder.Add("lines", "one\r\ntwo\n\nlast");
  LineReader lines(std::move(OpenFile::Read(path)).value(), path, 100);
  std::vector<std::string> found;
  while (auto line = lines.Next()) found.push_back(line->value());
  EXPECT_EQ(found, (std::vector<std::string>{"one", "two", "", "last"}));
  EXPECT_EQ(lines.number(), 4U);
}

TEST(LineReader, PassesOverALineBeyondTheLimit) {
  const Folder folder;
  const std::string path =
      folder.Add("lines", "a\n" + std::string(700000, 'x') + "\n" + std::string(10, 'y') + "\n");
  LineReader lines(std::move(OpenFile::Read(path)).value(), path, 10);
  EXPECT_EQ(lines.Next()->value(), "a");
  EXPECT_EQ(lines.Next()->error().code, ErrorCode::kExhausted);
  EXPECT_EQ(lines.Next()->value(), "yyyyyyyyyy");
  EXPECT_FALSE(lines.Next().has_value());
}

TEST(Input, FoldersInOrderOfNames) {
  const Folder folder;
  folder.Add("b.txt", "B");
  folder.Add("a/z.txt", "Z");
  folder.Add("a/lines.jsonl", "{\"id\":\"l1\",\"text\":\"x\"}\n\nnot json\n{\"text\":\"y\"}\n");
  folder.Add("c.JPG", "picture");
  folder.Add("d.html", "<p>page");
  folder.Add(".hidden", "h");
  folder.Add("e", "no ending");
  EXPECT_EQ(Ids(Named({folder.path()})),
            (std::vector<std::string>{"l1", "!corrupt", "line-4", "z", "b", "!not-found", "e"}));
}

TEST(Input, OneBadPathDoesNotStopTheRest) {
  const Folder folder;
  const std::string good = folder.Add("good.txt", "\xEF\xBB\xBFText.");
  const std::string binary = folder.Add("bad.bin", std::string(100, '\0'));
  EXPECT_EQ(Ids(Named({JoinPath(folder.path(), "none.txt"), binary, good})),
            (std::vector<std::string>{"!not-found", "!invalid", "good"}));
  InputOptions options = Named({good});
  options.published = "2023-09-29";
  Input input(options);
  const auto article = input.Next();
  EXPECT_EQ(article->value().text, "Text.");
  EXPECT_EQ(article->value().published, "2023-09-29");
  EXPECT_EQ(input.consumed(), 8U);
}

TEST(Input, FoldersInACircleEnd) {
  const Folder folder;
  folder.Add("a.txt", "A");
  fs::create_directory_symlink(folder.path(), JoinPath(folder.path(), "loop"));
  EXPECT_EQ(Ids(Named({folder.path()})), (std::vector<std::string>{"a"}));
}

}  // namespace
}  // namespace avviso
