#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "base/byte_source.h"
#include "base/utf8.h"
#include "feeds/feed.h"
#include "feeds/feed_date.h"
#include "feeds/markup_text.h"
#include "feeds/table_reader.h"

namespace avviso {
namespace {

Feed Parse(const std::string& bytes, const std::string& charset = "") {
  auto feed = ParseFeed(bytes, charset, "test");
  EXPECT_TRUE(feed.ok()) << (feed.ok() ? "" : feed.error().message);
  return feed.ok() ? std::move(feed).value() : Feed();
}

ErrorCode CodeOf(const std::string& bytes) {
  const auto feed = ParseFeed(bytes, "", "test");
  EXPECT_FALSE(feed.ok());
  return feed.ok() ? ErrorCode::kIo : feed.error().code;
}

TEST(FeedDate, FormsOfTheWild) {
  EXPECT_EQ(IsoOfFeedDate("Fri, 29 Sep 2023 18:20:00 GMT"), "2023-09-29T18:20:00Z");
  EXPECT_EQ(IsoOfFeedDate("29 Sep 23 18:20 +0200"), "2023-09-29T18:20:00+02:00");
  EXPECT_EQ(IsoOfFeedDate("Fri, 29 September 2023 18:20:00 EST"), "2023-09-29T18:20:00-05:00");
  EXPECT_EQ(IsoOfFeedDate("  2023-09-29T18:20:00.123+02:00"), "2023-09-29T18:20:00+02:00");
  EXPECT_EQ(IsoOfFeedDate("20230929T182000-0000"), "2023-09-29T18:20:00Z");
  EXPECT_EQ(IsoOfFeedDate("2023-09-29 18:20"), "2023-09-29T18:20:00");
  EXPECT_EQ(IsoOfFeedDate("2023-09-29"), "2023-09-29");
  EXPECT_EQ(IsoOfFeedDate("Sat, 30 Feb 2023 18:20:00 GMT"), "");
  EXPECT_EQ(IsoOfFeedDate("yesterday"), "");
  EXPECT_EQ(IsoOfFeedDate("2023-13-01"), "");
  EXPECT_EQ(IsoOfFeedDate(""), "");
  EXPECT_EQ(IsoOfFeedDate("Fri, 29 Sep 2023 18:20:00 XYZ"), "2023-09-29T18:20:00");
}

TEST(MarkupText, BlocksEntitiesAndWhatHoldsNoText) {
  EXPECT_EQ(TextOfMarkup("<p>One\n two</p><p class=\"a>b\">three<br/>four</p>"),
            "One two\n\nthree\n\nfour");
  EXPECT_EQ(TextOfMarkup("a<script>if (x<y) {}</script> b<!-- <p> -->c"), "a bc");
  EXPECT_EQ(TextOfMarkup("&ldquo;x&rdquo; &#8217;&#x2019; &nbsp;&amp;lt; &unknown; &"),
            "“x” ’’ &lt; &unknown; &");
  EXPECT_EQ(TextOfMarkup("5 < 6 and <b>7</b>"), "5 < 6 and 7");
  EXPECT_EQ(TextOfMarkup("&#xD800;&#0;&#99999999;"), "\xEF\xBF\xBD&#0;\xEF\xBF\xBD");
  EXPECT_EQ(TextOfMarkup("<a href=\"open>text</a>"), "text");
  EXPECT_EQ(LineOfMarkup("<p>One</p><p>two</p>"), "One two");
}

TEST(MarkupText, HostileMarkupIsLinear) {
  std::string open;
  for (int i = 0; i < 300000; ++i) open += "<a b=\"";
  EXPECT_TRUE(IsValidUtf8(TextOfMarkup(open)));
  std::string scripts;
  for (int i = 0; i < 300000; ++i) scripts += "<script>";
  EXPECT_EQ(TextOfMarkup(scripts), "");
}

TEST(Rss, ItemsWithTheCommonModules) {
  const Feed feed = Parse(
      "<?xml version=\"1.0\"?><rss version=\"2.0\" xmlns:dc=\"d\" xmlns:content=\"c\"><channel>"
      "<title>Hill &amp; Valley</title><language>en-gb</language><ttl>30</ttl>"
      "<item><title>Troops &lt;b&gt;move&lt;/b&gt; &amp;ndash; again</title>"
      "<link> https://a.example/1 </link><guid isPermaLink=\"false\">tag:1</guid>"
      "<pubDate>Fri, 29 Sep 2023 18:20:00 GMT</pubDate><dc:creator>Ana Berg</dc:creator>"
      "<author>desk@a.example (Lee Moor)</author><source url=\"u\">The Wire</source>"
      "<description>Short.</description>"
      "<content:encoded><![CDATA[<p>First.</p><p>Second.</p>]]></content:encoded></item>"
      "<item><guid>https://a.example/2</guid><description>Only this</description></item>"
      "</channel></rss>");
  EXPECT_EQ(feed.kind, FeedKind::kRss);
  EXPECT_EQ(feed.title, "Hill & Valley");
  EXPECT_EQ(feed.minutes, 30);
  ASSERT_EQ(feed.items.size(), 2U);
  const FeedItem& item = feed.items[0];
  EXPECT_EQ(item.title, "Troops move – again");
  EXPECT_EQ(item.url, "https://a.example/1");
  EXPECT_EQ(item.id, "tag:1");
  EXPECT_EQ(item.published, "2023-09-29T18:20:00Z");
  EXPECT_EQ(item.authors, (std::vector<std::string>{"Ana Berg", "Lee Moor"}));
  EXPECT_EQ(item.credits, std::vector<std::string>{"The Wire"});
  EXPECT_EQ(item.summary, "Short.");
  EXPECT_EQ(item.content, "First.\n\nSecond.");
  EXPECT_EQ(item.language, "en-gb");
  EXPECT_EQ(feed.items[1].url, "https://a.example/2");
  EXPECT_EQ(feed.items[1].summary, "Only this");
}

TEST(Rss, RdfOfVersionOneAndOldDoctypes) {
  const Feed rdf = Parse(
      "<rdf:RDF xmlns:rdf=\"r\"><channel><title>T</title></channel>"
      "<item rdf:about=\"https://a.example/1\"><title>One</title><dc:date>2023-09-29</dc:date>"
      "</item></rdf:RDF>");
  ASSERT_EQ(rdf.items.size(), 1U);
  EXPECT_EQ(rdf.items[0].url, "https://a.example/1");
  EXPECT_EQ(rdf.items[0].published, "2023-09-29");
  const Feed old = Parse(
      "<?xml version=\"1.0\"?><!DOCTYPE rss PUBLIC \"-//x//DTD RSS 0.91//EN\" \"u\">"
      "<rss version=\"0.91\"><channel><item><title>Old</title></item></channel></rss>");
  ASSERT_EQ(old.items.size(), 1U);
}

TEST(Atom, ContentOfAllTypes) {
  const Feed feed = Parse(
      "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"en\"><title>T</title>"
      "<entry><title type=\"html\">A &amp;amp; B</title><id>urn:1</id>"
      "<link rel=\"self\" href=\"x\"/><link href=\"https://a.example/1\"/>"
      "<author><name>Ana Berg</name></author><updated>2023-09-29T18:20:00Z</updated>"
      "<content type=\"xhtml\"><div><p>One</p><p>two</p></div></content></entry>"
      "<entry><id>urn:2</id><published>2023-09-28</published>"
      "<content type=\"html\">&lt;p&gt;Three&lt;/p&gt;</content></entry>"
      "<entry><id>urn:3</id><content>a &lt; b</content></entry></feed>");
  ASSERT_EQ(feed.items.size(), 3U);
  EXPECT_EQ(feed.items[0].title, "A & B");
  EXPECT_EQ(feed.items[0].url, "https://a.example/1");
  EXPECT_EQ(feed.items[0].content, "One\n\ntwo");
  EXPECT_EQ(feed.items[0].authors, std::vector<std::string>{"Ana Berg"});
  EXPECT_EQ(feed.items[0].published, "2023-09-29T18:20:00Z");
  EXPECT_EQ(feed.items[1].content, "Three");
  EXPECT_EQ(feed.items[2].content, "a < b");
}

TEST(JsonFeed, ItemsAndNinjs) {
  const Feed feed = Parse(
      R"({"version":"https://jsonfeed.org/version/1.1","title":"T","language":"en","items":[
      {"id":7,"url":"https://a.example/7","title":"One","content_html":"<p>Two</p>",
       "date_published":"2023-09-29T18:20:00+02:00","authors":[{"name":"Ana Berg"}]}]})");
  ASSERT_EQ(feed.items.size(), 1U);
  EXPECT_EQ(feed.items[0].id, "7");
  EXPECT_EQ(feed.items[0].content, "Two");
  EXPECT_EQ(feed.items[0].authors, std::vector<std::string>{"Ana Berg"});
  const Feed ninjs = Parse(
      R"({"uri":"urn:n:1","versioncreated":"2023-09-29T18:20:00Z","headline":"Talks",
      "byline":"Ana Berg","body_html":"<p>One</p>","infosource":[{"name":"Wire"}]})");
  ASSERT_EQ(ninjs.kind, FeedKind::kNinjs);
  EXPECT_EQ(ninjs.items[0].title, "Talks");
  EXPECT_EQ(ninjs.items[0].content, "One");
  EXPECT_EQ(ninjs.items[0].credits, std::vector<std::string>{"Wire"});
  const Feed three = Parse(
      R"({"uri":"urn:n:2","headlines":[{"role":"main","value":"Talks end"}],
      "bodies":[{"contentType":"text/plain","value":"Plain."}]})");
  EXPECT_EQ(three.items[0].title, "Talks end");
  EXPECT_EQ(three.items[0].content, "Plain.");
}

TEST(Sitemap, NewsAndIndexAndOpml) {
  const Feed news = Parse(
      "<urlset xmlns:news=\"n\"><url><loc>https://a.example/1</loc><news:news><news:publication>"
      "<news:name>Hill</news:name><news:language>en</news:language></news:publication>"
      "<news:publication_date>2023-09-29</news:publication_date><news:title>One</news:title>"
      "</news:news></url></urlset>");
  ASSERT_EQ(news.items.size(), 1U);
  EXPECT_EQ(news.items[0].title, "One");
  EXPECT_EQ(news.items[0].outlet, "Hill");
  EXPECT_EQ(Parse("<sitemapindex><sitemap><loc>https://a.example/s.xml</loc></sitemap>"
                  "</sitemapindex>")
                .items[0]
                .url,
            "https://a.example/s.xml");
  const Feed opml = Parse(
      "<opml><body><outline text=\"Group\"><outline text=\"A\" xmlUrl=\"https://a.example/rss\"/>"
      "</outline><outline text=\"B\" xmlUrl=\"https://b.example/rss\"/></body></opml>");
  ASSERT_EQ(opml.items.size(), 2U);
  EXPECT_EQ(opml.items[0].title, "A");
  EXPECT_EQ(opml.items[1].url, "https://b.example/rss");
}

TEST(Newsml, AnItemInAMessage) {
  const Feed feed = Parse(
      "<newsMessage><itemSet><newsItem guid=\"urn:n:1\" xml:lang=\"en\"><itemMeta>"
      "<provider literal=\"Wire\"/><versionCreated>2023-09-29T18:20:00Z</versionCreated></itemMeta>"
      "<contentMeta><headline>Talks end</headline><by>Ana Berg</by>"
      "<creditline>Wire/Hill</creditline></contentMeta><contentSet><inlineXML><nitf><body>"
      "<body.head><hedline><hl1>Talks end</hl1></hedline></body.head>"
      "<body.content><p>One.</p><p>Two.</p></body.content></body></nitf></inlineXML></contentSet>"
      "</newsItem></itemSet></newsMessage>");
  ASSERT_EQ(feed.items.size(), 1U);
  const FeedItem& item = feed.items[0];
  EXPECT_EQ(item.outlet, "Wire");
  EXPECT_EQ(item.title, "Talks end");
  EXPECT_EQ(item.content, "One.\n\nTwo.");
  EXPECT_EQ(item.credits, std::vector<std::string>{"Wire/Hill"});
  EXPECT_EQ(item.published, "2023-09-29T18:20:00Z");
}

TEST(Feed, RefusesEntitiesAndWhatIsBroken) {
  EXPECT_EQ(CodeOf("<!DOCTYPE r [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><rss><channel>"
                   "<item><title>&b;</title></item></channel></rss>"),
            ErrorCode::kUnsupported);
  EXPECT_EQ(CodeOf("<!DOCTYPE r [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><rss/>"),
            ErrorCode::kUnsupported);
  EXPECT_EQ(CodeOf("<rss><channel><item></channel></rss>"), ErrorCode::kCorrupt);
  EXPECT_EQ(CodeOf("<html><body>no feed</body></html>"), ErrorCode::kUnsupported);
  EXPECT_EQ(CodeOf("{\"version\":\"https://jsonfeed.org/version/1\",\"items\":["),
            ErrorCode::kCorrupt);
  EXPECT_EQ(
      CodeOf("<?xml version=\"1.0\" encoding=\"no-such-set\"?><rss><title>\xFF</title></rss>"),
      ErrorCode::kUnsupported);
  // An entity that isn't declared stays as it is written.
  EXPECT_EQ(
      Parse("<rss><channel><item><title>a &xxe; b</title></item></channel></rss>").items[0].title,
      "a &xxe; b");
}

TEST(Feed, CharacterSets) {
  const std::string body = "<rss><channel><item><title>\xCC\xE8\xF0</title></item></channel></rss>";
  EXPECT_EQ(Parse("<?xml version=\"1.0\" encoding=\"windows-1251\"?>" + body).items[0].title,
            "Мир");
  EXPECT_EQ(Parse(body, "windows-1251").items[0].title, "Мир");
  // The declaration is wrong: the bytes are UTF-8.
  EXPECT_EQ(Parse("<?xml version=\"1.0\" encoding=\"iso-8859-1\"?><rss><channel><item><title>Мир"
                  "</title></item></channel></rss>")
                .items[0]
                .title,
            "Мир");
}

TEST(Feed, DeepNestsEnd) {
  std::string deep = "<rss><channel>";
  for (int i = 0; i < 200000; ++i) deep += "<item><description>";
  for (int i = 0; i < 200000; ++i) deep += "</description></item>";
  EXPECT_EQ(Parse(deep + "</channel></rss>").items.size(), 1U);
}

std::vector<std::vector<std::string>> Rows(const std::string& bytes, char separator = ',',
                                           uint64_t most = 1000) {
  TableReader table(std::make_unique<ViewSource>(bytes), separator, most);
  std::vector<std::vector<std::string>> rows;
  while (auto row = table.Next()) {
    rows.push_back(row->ok()
                       ? row->value()
                       : std::vector<std::string>{"!" + std::string(ErrorName(row->error().code))});
  }
  return rows;
}

using Table = std::vector<std::vector<std::string>>;

TEST(Table, QuotesLineEndsAndLimits) {
  EXPECT_EQ(Rows("\xEF\xBB\xBFid,text\r\n1,\"a, \"\"b\"\"\nc\"\r\n\n2,5\" gun"),
            (Table{{"id", "text"}, {"1", "a, \"b\"\nc"}, {"2", "5\" gun"}}));
  EXPECT_EQ(Rows("a\tb\n\t\n", '\t'), (Table{{"a", "b"}, {"", ""}}));
  EXPECT_EQ(Rows("a,\"open\nand on"), (Table{{"a", "open\nand on"}}));
  EXPECT_EQ(Rows("short\n" + std::string(50, 'x') + "\nafter\n", ',', 10),
            (Table{{"short"}, {"!exhausted"}, {"after"}}));
  EXPECT_EQ(SniffSeparator("\"a,b,c\"\tb\tc\nx,y,z,1,2"), '\t');
  EXPECT_EQ(SniffSeparator("a;b;c"), ';');
  EXPECT_EQ(SniffSeparator("words"), '\0');
}

}  // namespace
}  // namespace avviso
