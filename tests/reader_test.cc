// The reader: golden pages in tests/golden/reader/*.case, and pages that mean harm.
//
//   # says why the case is here
//   @url https://www.harbourpost.example/1     optional, as the others
//   @kind lines                                bare lines, not mark-up
//   @charset windows-1251                      the page is brought into this set first
//   @content-type text/html; charset=koi8-r    the server's header
//   The page.
//   ----
//   title: …  published: …  author: …          a line for each fact that it has
//   title | …  paragraph | …                   a line for each block of the text
//   ====
//
// With AVVISO_UPDATE_GOLDEN=1 the expectations are written anew, to be reviewed as a diff.

#include "reader/reader.h"

#include <gtest/gtest.h>
#include <iconv.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/file_system.h"
#include "base/utf8.h"
#include "reader/internal/assemble.h"

namespace avviso {
namespace {

const std::string kData = AVVISO_SOURCE_DIR "/data";

const Reader& TheReader() {
  static const auto reader = Reader::Load(kData);
  if (!reader.ok()) std::abort();
  return reader.value();
}

// ---- Golden pages.

struct Case {
  std::string head;  // its comments and settings, as written
  std::string url, charset, content_type, page, expected;
  bool lines = false;
};

void ReadSetting(std::string_view line, Case* c) {
  const size_t space = std::min(line.find(' '), line.size());
  const std::string_view name = line.substr(1, space - 1);
  const std::string value(line.substr(std::min(space + 1, line.size())));
  if (name == "url") c->url = value;
  if (name == "charset") c->charset = value;
  if (name == "content-type") c->content_type = value;
  if (name == "kind") c->lines = value == "lines";
}

std::vector<Case> ReadCases(const std::string& bytes) {
  std::vector<Case> cases;
  Case now;
  bool expecting = false;
  for (size_t begin = 0; begin < bytes.size();) {
    const size_t end = std::min(bytes.find('\n', begin), bytes.size());
    const std::string line = bytes.substr(begin, end - begin);
    begin = end + 1;
    if (line == "====") {
      cases.push_back(std::exchange(now, Case()));
      expecting = false;
    } else if (line == "----") {
      expecting = true;
    } else if (expecting) {
      now.expected += line + "\n";
    } else if (now.page.empty() && (line.starts_with("#") || line.starts_with("@"))) {
      now.head += line + "\n";
      if (line.starts_with("@")) ReadSetting(line, &now);
    } else {
      now.page += line + "\n";
    }
  }
  return cases;
}

std::string InCharset(const std::string& charset, std::string text) {
  if (charset.empty()) return text;
  const iconv_t converter = iconv_open(charset.c_str(), "UTF-8");
  EXPECT_NE(converter, reinterpret_cast<iconv_t>(-1)) << charset;
  std::string out(text.size() * 4, '\0');
  char* from = text.data();
  char* to = out.data();
  size_t from_left = text.size();
  size_t to_left = out.size();
  EXPECT_NE(iconv(converter, &from, &from_left, &to, &to_left), static_cast<size_t>(-1)) << charset;
  iconv_close(converter);
  out.resize(out.size() - to_left);
  return out;
}

std::string OneLine(std::string_view text) {
  std::string out;
  for (const char c : text) out += c == '\n' ? std::string("\\n") : std::string(1, c);
  return out;
}

std::string Show(const Article& article) {
  constexpr std::array kCredits = {"agency",      "contributor", "source",
                                   "translation", "syndication", "based-on"};
  std::string out;
  const auto fact = [&out](const char* name, std::string_view value) {
    if (!value.empty()) out += std::string(name) + ": " + OneLine(value) + "\n";
  };
  fact("title", article.title);
  for (const std::string& author : article.authors) fact("author", author);
  fact("published", article.published);
  fact("modified", article.modified);
  fact("language", article.language);
  fact("outlet", article.outlet);
  fact("canonical", article.canonical_url);
  fact("section", article.section);
  for (const std::string& tag : article.tags) fact("tag", tag);
  for (const Credit& credit : article.credits) {
    fact("credit", std::string(kCredits[static_cast<size_t>(credit.kind)]) + ", " + credit.name);
  }
  for (const Note& note : article.notes) fact("note", note.code);
  for (const Block& block : article.blocks) {
    out += std::string(NameOf(block.kind)) + " | " + OneLine(block.span.In(article.text)) + "\n";
  }
  return out;
}

// Blocks stand in order, and every byte but line ends is in one.
void CheckBlocks(const Article& article) {
  EXPECT_TRUE(IsValidUtf8(article.text));
  size_t end = 0;
  for (const Block& block : article.blocks) {
    ASSERT_GE(block.span.begin, end);
    ASSERT_LE(block.span.end, article.text.size());
    EXPECT_EQ(article.text.substr(end, block.span.begin - end), end == 0 ? "" : "\n\n");
    end = block.span.end;
  }
  EXPECT_EQ(end, article.text.size());
}

Article ReadCase(const Case& c) {
  Article article;
  article.url = c.url;
  const std::string bytes = InCharset(c.charset, c.page);
  const PageBytes page{bytes, c.content_type, 2 << 20};
  if (c.lines) {
    TheReader().ReadLines(page, &article);
  } else {
    TheReader().ReadHtml(page, &article);
  }
  return article;
}

TEST(Golden, Pages) {
  const std::string folder = AVVISO_SOURCE_DIR "/tests/golden/reader";
  const bool update = std::getenv("AVVISO_UPDATE_GOLDEN") != nullptr;
  std::vector<std::string> paths;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() == ".case") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  size_t count = 0;
  for (const std::string& path : paths) {
    const auto bytes = ReadFile(path);
    ASSERT_TRUE(bytes.ok()) << bytes.error().message;
    std::string written;
    for (const Case& c : ReadCases(bytes.value())) {
      const Article article = ReadCase(c);
      CheckBlocks(article);
      const std::string got = Show(article);
      if (!update) {
        EXPECT_EQ(got, c.expected) << path << "\n" << c.head;
      }
      written += c.head + c.page + "----\n" + got + "====\n";
      ++count;
    }
    if (update) {
      ASSERT_TRUE(WriteFile(path, written).ok());
    }
  }
  EXPECT_GE(count, 30u);
}

// ---- Whole pages that mean harm, or hold nothing.

std::string Repeated(std::string_view text, size_t times) {
  std::string out;
  for (size_t i = 0; i < times; ++i) out += text;
  return out;
}

using Names = std::vector<std::string>;

TEST(Reader, EmptyPages) {
  for (const char* page : {"", "<html></html>", "<p></p>", "   \n ", "<script>a</script>"}) {
    for (const bool html : {true, false}) {
      Article article;
      const PageBytes bytes{page, "", 1000};
      html ? TheReader().ReadHtml(bytes, &article) : TheReader().ReadLines(bytes, &article);
      if (html || article.text.empty()) {
        EXPECT_EQ(article.text, "") << page;
        EXPECT_EQ(article.notes.back().code, "no-story") << page;
      }
    }
  }
}

TEST(Reader, WhatTheInputSaysStands) {
  Article article;
  article.title = "The feed's title";
  article.published = "2020-01-01";
  article.authors = {"The Feed"};
  TheReader().ReadHtml({"<title>T</title><meta name=author content='Ana Petrova'><meta name=date "
                        "content=2023-09-29><h1>A title of the page</h1><p>Some ten words of a "
                        "text that tells, and ends as sentences do.",
                        "", 1000},
                       &article);
  EXPECT_EQ(article.title, "The feed's title");
  EXPECT_EQ(article.published, "2020-01-01");
  EXPECT_EQ(article.authors, Names{"The Feed"});
}

TEST(Reader, LongTextsAreCutWithANote) {
  Article article;
  TheReader().ReadHtml(
      {"<h1>A title of five words</h1>" +
           Repeated("<p>Some ten words of a text that tells, and ends as sentences do, said "
                    "somebody who had been there.",
                    100),
       "", 1000},
      &article);
  EXPECT_LE(article.text.size(), 1000u);
  EXPECT_GT(article.text.size(), 800u);
  EXPECT_EQ(article.notes.back().code, "truncated-at-limit");
}

TEST(Reader, CostIsLinear) {
  const std::string sentence =
      "<p>Some ten words of a text that tells, and ends as sentences do, said somebody.</p>";
  const std::string pages[] = {
      Repeated("<div>", 1'000'000) + sentence,
      "<table>" + Repeated("<tr>" + Repeated("<td>1", 1000), 500),
      Repeated(sentence, 100'000),
      Repeated("<div class='post' id=x>" + sentence, 50'000),
      Repeated("<a href=/author/x>Ana Petrova</a>, ", 200'000),
      Repeated("<h1>A title of five words</h1>", 100'000) + sentence,
      Repeated("<time datetime=2023-09-29>29 September 2023</time><br>", 50'000),
      Repeated("<span class=byline>By Ana Petrova</span>", 50'000) + sentence,
      Repeated("<meta property=article:tag content=x>", 100'000),
      Repeated("<script type=application/ld+json>{\"@type\":\"NewsArticle\"}</script>", 50'000),
      "<p>" + Repeated("word ", 2'000'000),
      "<p>" + Repeated("wordwithoutend", 500'000),
      "<p>" + Repeated("<br>", 1'000'000),
      "<p>" + Repeated("(AFP) - ", 500'000),
      "<title>" + Repeated(" | x", 500'000) + "</title><h1>x</h1>",
      "<p class='" + Repeated("post share ", 300'000) + "'>" + sentence,
      Repeated("<blockquote>" + sentence, 20'000),
      "<html lang='" + std::string(1'000'000, 'a') + "'>" + sentence,
      "<h1>" + Repeated("By ", 300'000) + "</h1>" + sentence,
  };
  for (const std::string& page : pages) {
    for (const bool html : {true, false}) {
      const std::clock_t start = std::clock();
      Article article;
      article.url = "https://www.a.example/2023/09/29/1";
      const PageBytes bytes{page, "", 2 << 20};
      html ? TheReader().ReadHtml(bytes, &article) : TheReader().ReadLines(bytes, &article);
      EXPECT_LT(static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC, 10)
          << page.substr(0, 60) << (html ? "" : " as lines");
      CheckBlocks(article);
    }
  }
}

}  // namespace
}  // namespace avviso
