// Each form of input through Input, as files, packed and in folders.

#include <gtest/gtest.h>
#include <unistd.h>
#include <zip.h>

#include <filesystem>
#include <string>
#include <vector>

#include "archive/gzip.h"
#include "archive/warc_writer.h"
#include "base/file_system.h"
#include "engine/column_map.h"
#include "engine/input.h"

namespace avviso {
namespace {

namespace fs = std::filesystem;

class Formats : public testing::Test {
 protected:
  void SetUp() override {
    path_ = testing::TempDir() + "avviso_formats_" + std::to_string(::getpid());
    fs::remove_all(path_);
    fs::create_directories(path_);
  }
  void TearDown() override { fs::remove_all(path_); }

  std::string Add(const std::string& name, const std::string& bytes) const {
    const std::string file = JoinPath(path_, name);
    EXPECT_TRUE(WriteFile(file, bytes).ok());
    return file;
  }

  // Of each item: "id|title|text", with "#code" for each note; "id<html" for a page;
  // "!code" for an error.
  static std::vector<std::string> Read(InputOptions options) {
    Input input(std::move(options));
    std::vector<std::string> found;
    while (auto item = input.NextItem()) {
      if (!item->ok()) {
        found.push_back("!" + std::string(ErrorName(item->error().code)));
        continue;
      }
      const Article& article = item->value().article;
      const auto& page = item->value().page;
      std::string line = article.id + "|" + article.title + "|" + article.text;
      if (page) line = article.id + (page->form == PageForm::kHtml ? "<" : "=") + page->bytes;
      for (const Note& note : article.notes) line += " #" + note.code;
      found.push_back(line);
    }
    return found;
  }
  static std::vector<std::string> Read(const std::string& path, const std::string& map = "") {
    InputOptions options;
    options.paths = {path};
    options.columns = ColumnMap::Parse(map).value();
    return Read(std::move(options));
  }

  std::string path_;
};

using Strings = std::vector<std::string>;

std::string Gzip(const std::string& bytes) {
  std::string out;
  AppendGzipMember(bytes, &out);
  return out;
}

std::string Record(const std::string& type, const std::string& uri, const std::string& content_type,
                   const std::string& block, bool gzip) {
  std::string out;
  AppendWarcRecord({type, uri, "2023-09-29T18:20:00Z", content_type, "", block}, gzip, &out);
  return out;
}

std::string Archive(bool gzip) {
  const std::string http = "application/http; msgtype=response";
  return Record("warcinfo", "", "application/warc-fields", "software: x", gzip) +
         Record("response", "https://www.a.example/1", http,
                "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>one</p>", gzip) +
         Record("response", "https://a.example/2", http,
                "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>no</p>", gzip) +
         Record("response", "https://a.example/3", http,
                "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\npicture", gzip) +
         Record("response", "https://a.example/4", http,
                "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
                "3\r\n<p>\r\n4\r\nfour\r\n0\r\n\r\n",
                gzip) +
         Record("conversion", "https://a.example/5", "text/plain", "Words.\nMore.", gzip);
}

TEST_F(Formats, WebArchives) {
  for (const bool gzip : {false, true}) {
    const std::string file = Add(gzip ? "a.warc.gz" : "a.warc", Archive(gzip));
    Strings found = Read(file);
    ASSERT_EQ(found.size(), 3U);
    for (std::string& line : found) line.erase(0, line.find_first_of("<="));
    EXPECT_EQ(found, (Strings{"<<p>one</p>", "<<p>four", "=Words.\nMore."}));
  }
  Input input({{Add("b.warc", Archive(false))}, false, "", 1 << 20, {}, nullptr});
  const auto item = input.NextItem();
  EXPECT_EQ(item->value().article.url, "https://www.a.example/1");
  EXPECT_EQ(item->value().article.outlet, "a.example");
}

TEST_F(Formats, TextsOfAConversionRecordAreArticles) {
  Input input(
      {{Add("a.wet", Record("conversion", "https://a.example/5", "text/plain", "Words.", false))},
       false,
       "2023-09-29",
       1 << 20,
       {},
       nullptr});
  const auto article = input.Next();
  ASSERT_TRUE(article->ok());
  EXPECT_EQ(article->value().text, "Words.");
  EXPECT_EQ(article->value().published, "2023-09-29");
}

TEST_F(Formats, ABrokenRecordIsToldAndTheRestIsRead) {
  const std::string one = Record("conversion", "https://a.example/1", "text/plain", "One.", false);
  const Strings found = Read(Add("a.warc", one + "WARC/1.0\r\nWARC-Type: x\r\n\r\n" + one));
  ASSERT_EQ(found.size(), 3U);
  EXPECT_EQ(found[1], "!corrupt");
}

TEST_F(Formats, FeedsWithTheirOwnWordsOrASummary) {
  const std::string rss =
      "<rss version=\"2.0\"><channel><item><guid>g1</guid><title>One</title>"
      "<description>Short.</description></item><item><guid>g2</guid><title>Two</title>"
      "<content:encoded>&lt;p&gt;Long.&lt;/p&gt;&lt;p&gt;End.&lt;/p&gt;</content:encoded></item>"
      "<item></item></channel></rss>";
  EXPECT_EQ(Read(Add("a.xml", rss)), (Strings{"g1|One|One\n\nShort. #summary-only",
                                              "g2|Two|Two\n\nLong.\n\nEnd.", "!invalid"}));
  EXPECT_EQ(Read(Add("a.opml", "<opml><body><outline xmlUrl='https://a.example/'/></body></opml>")),
            Strings{"!unsupported"});
  EXPECT_EQ(Read(Add("b.xml", "<?xml version=\"1.0\"?><other/>")), Strings{"!unsupported"});
}

TEST_F(Formats, TablesByNameAndByMap) {
  EXPECT_EQ(Read(Add("a.csv", "ID,Headline,Body\n7,One,\"Two, three\"\n,,Four\n")),
            (Strings{"7|One|One\n\nTwo, three", "row-3||Four"}));
  EXPECT_EQ(Read(Add("a.tsv", "text\tx\nOne\t1\n")), Strings{"row-2||One"});
  const std::string odd = Add("b.csv", "k;words\n1;One\n");
  EXPECT_EQ(Read(odd), Strings{"!invalid"});
  EXPECT_EQ(Read(odd, "id=k,text=words"), Strings{"1||One"});
  EXPECT_EQ(Read(Add("c", "url,content\nhttps://a.example/1,One\n")), Strings{"row-2||One"});
  EXPECT_EQ(Read(Add("d", "text, he said, is\nplain\n")), Strings{"d||text, he said, is\nplain\n"});
}

TEST_F(Formats, LinesByMapAndPages) {
  const std::string file = Add("a.jsonl",
                               "{\"body\":\"One\",\"headline\":\"T\"}\n"
                               "{\"html\":\"<p>page</p>\",\"id\":\"p\"}\n");
  EXPECT_EQ(Read(file, "text=body,title=headline"),
            (Strings{"line-1|T|T\n\nOne", "p<<p>page</p>"}));
  EXPECT_EQ(Read(file), (Strings{"!invalid", "p<<p>page</p>"}));
  EXPECT_EQ(Read(Add("b", "{\"id\": \"x\", \"text\": \"One\"}\n")), Strings{"x||One"});
  EXPECT_FALSE(ColumnMap::Parse("text").ok());
  EXPECT_FALSE(ColumnMap::Parse("words=text").ok());
  EXPECT_FALSE(ColumnMap::Parse("text=").ok());
}

TEST_F(Formats, PagesByEndingAndContent) {
  EXPECT_EQ(Read(Add("a.html", "<p>x")), Strings{"a<<p>x"});
  EXPECT_EQ(Read(Add("b", " <!DOCTYPE HTML><p>x")), Strings{"b< <!DOCTYPE HTML><p>x"});
}

TEST_F(Formats, PackedFilesAndDamage) {
  EXPECT_EQ(Read(Add("a.txt.gz", Gzip("Words."))), Strings{"a||Words."});
  EXPECT_EQ(Read(Add("b.jsonl.gz", Gzip("{\"id\":\"1\",\"text\":\"x\"}\n"))), Strings{"1||x"});
  EXPECT_EQ(Read(Add("c.gz", Gzip(Gzip(Gzip(Gzip(Gzip("x"))))))), Strings{"!unsupported"});
  const std::string cut = Gzip("Words and words and words.");
  EXPECT_EQ(Read(Add("d.txt.gz", cut.substr(0, cut.size() - 4))),
            Strings{"d||Words and words and words. #bytes-lost"});
  std::string bomb;
  AppendGzipMember("{\"id\":\"1\",\"text\":\"" + std::string(120 << 20, 'x') + "\"}\n", &bomb);
  const Strings found = Read(Add("e.jsonl.gz", bomb));
  ASSERT_FALSE(found.empty());
  EXPECT_EQ(found.back(), "!exhausted");
}

std::string Zip(const std::string& path,
                const std::vector<std::pair<std::string, std::string>>& in) {
  int error = 0;
  zip_t* zip = zip_open(path.c_str(), ZIP_CREATE | ZIP_TRUNCATE, &error);
  for (const auto& [name, bytes] : in) {
    zip_source_t* source = zip_source_buffer(zip, bytes.data(), bytes.size(), 0);
    zip_file_add(zip, name.c_str(), source, ZIP_FL_ENC_UTF_8);
  }
  EXPECT_EQ(zip_close(zip), 0);
  return path;
}

TEST_F(Formats, Zips) {
  const std::string inner = Zip(JoinPath(path_, "inner.zip"), {{"deep.txt", "Deep."}});
  const std::string inner_bytes = ReadFile(inner).value();
  const std::vector<std::pair<std::string, std::string>> members = {
      {"b/one.txt", "One."},        {"__MACOSX/x.txt", "no"},
      {"picture.png", "no"},        {"../../two.jsonl", "{\"id\":\"2\",\"text\":\"Two.\"}\n"},
      {"a.warc.gz", Archive(true)}, {"inner.zip", inner_bytes}};
  const std::string file = Zip(JoinPath(path_, "all.zip"), members);
  const Strings found = Read(file);
  ASSERT_EQ(found.size(), 6U);
  EXPECT_EQ(found[0], "one||One.");
  EXPECT_EQ(found[1], "2||Two.");
  EXPECT_EQ(found[5], "deep||Deep.");
  const std::string whole = ReadFile(file).value();
  EXPECT_EQ(Read(Add("cut.zip", whole.substr(0, whole.size() / 2))), Strings{"!corrupt"});
}

TEST_F(Formats, WebAddressesNeedSomeoneToFetchThem) {
  EXPECT_EQ(Read("https://a.example/x"), Strings{"!unsupported"});
  InputOptions options;
  options.paths = {"https://a.example/x"};
  options.fetch = [](const std::string& url) -> Result<Fetched> {
    return Fetched{url + "?final", "text/plain", "Words.", {{"body-cut", "x"}}};
  };
  EXPECT_EQ(Read(std::move(options)), Strings{"https://a.example/x?final||Words. #body-cut"});
}

}  // namespace
}  // namespace avviso
