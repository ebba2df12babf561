// The rules of the HTML standard, seen through our columns; and pages made to harm their
// reader, each of which has to end soon, in bounded memory, with its note.
//
// Expectations are written as head and body in brackets: p["text"] is an element with a
// text, a{href=x} one with an attribute. They were derived from the standard by hand.

#include <gtest/gtest.h>

#include <ctime>
#include <string>
#include <string_view>
#include <vector>

#include "html/parse.h"

namespace avviso {
namespace {

std::string NameOf(Tag tag) {
  std::string name = "other";
#define AVVISO_TAG(lexbor, ours) \
  if (tag == Tag::ours) name = #lexbor;
#include "html/tags.inc"
#undef AVVISO_TAG
  for (char& c : name) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return name;
}

std::string Attributes(const Dom& dom, NodeId node) {
  constexpr std::pair<Attr, std::string_view> kShown[] = {
      {Attr::kId, "id"},
      {Attr::kClass, "class"},
      {Attr::kHref, "href"},
      {Attr::kContent, "content"},
  };
  std::string out;
  for (const auto& [attr, name] : kShown) {
    if (!dom.Has(node, attr)) continue;
    out += out.empty() ? "{" : " ";
    out += std::string(name) + "=" + std::string(dom.Value(node, attr));
  }
  return out.empty() ? out : out + "}";
}

// The tree below <html>, with "[" and "]" around children.
std::string Show(const Dom& dom) {
  std::string out;
  std::vector<NodeId> open;
  for (NodeId node = 1; node < dom.size(); ++node) {
    while (!open.empty() && dom[open.back()].end <= node) {
      out += ']';
      open.pop_back();
    }
    if (!out.empty() && out.back() != '[') out += ' ';
    if (dom[node].tag == Tag::kText) {
      out += '"' + std::string(dom[node].text) + '"';
      continue;
    }
    out += NameOf(dom[node].tag) + Attributes(dom, node);
    if (dom[node].end > node + 1) {
      out += '[';
      open.push_back(node);
    }
  }
  out.append(open.size(), ']');
  return out;
}

// The promises of dom.h that hold for any page.
void CheckColumns(const Dom& dom) {
  ASSERT_GT(dom.size(), 0u);
  EXPECT_EQ(dom[0].end, dom.size());
  size_t faults = 0;
  for (NodeId node = 1; node < dom.size(); ++node) {
    const NodeId parent = dom[node].parent;
    faults += parent >= node || dom[node].end <= node || dom[node].end > dom[parent].end;
  }
  EXPECT_EQ(faults, 0u);
}

std::string Parsed(std::string_view page) {
  std::vector<Note> notes;
  const Dom dom = ParseHtml(page, {}, &notes);
  CheckColumns(dom);
  EXPECT_TRUE(notes.empty()) << notes.front().code;
  return Show(dom);
}

// What is in <body>, where <head> is empty.
std::string Body(std::string_view page) {
  const std::string all = Parsed(page);
  constexpr std::string_view kBefore = "html[head body[";
  EXPECT_TRUE(all.starts_with(kBefore)) << all;
  return all.substr(kBefore.size(), all.size() - kBefore.size() - 2);
}

TEST(HtmlStandard, ImpliedTags) {
  EXPECT_EQ(Parsed(""), "html[head body]");
  EXPECT_EQ(Parsed("<title>T</title>text"), R"(html[head[title["T"]] body["text"]])");
  EXPECT_EQ(Body("<li>a<li>b"), R"(li["a"] li["b"])");
  EXPECT_EQ(Body("<table><td>x"), R"(table[tbody[tr[td["x"]]]])");
  EXPECT_EQ(Body("<dl><dt>a<dd>b<dt>c</dl>"), R"(dl[dt["a"] dd["b"] dt["c"]])");
  EXPECT_EQ(Body("<select><option>a<option>b</select>"), R"(select[option["a"] option["b"]])");
}

TEST(HtmlStandard, ParagraphsEndWhereABlockStarts) {
  EXPECT_EQ(Body("<p>a<p>b<div>c</div>d"), R"(p["a"] p["b"] div["c"] "d")");
  EXPECT_EQ(Body("<p>a<ul><li>b</ul></p>"), R"(p["a"] ul[li["b"]] p)");
  EXPECT_EQ(Body("<p>a<h2>b</h3>c"), R"(p["a"] h2["b"] "c")");
  // A table doesn't end a paragraph in quirks mode, and does with a doctype.
  EXPECT_EQ(Body("<p>a<table></table>"), R"(p["a" table])");
  EXPECT_EQ(Body("<!doctype html><p>a<table></table>"), R"(p["a"] table)");
}

TEST(HtmlStandard, AdoptionAgency) {
  EXPECT_EQ(Body("<b>1<i>2</b>3</i>4"), R"(b["1" i["2"]] i["3"] "4")");
  EXPECT_EQ(Body("<b>1<p>2</b>3</p>"), R"(b["1"] p[b["2"] "3"])");
  EXPECT_EQ(Body("<a href=1>x<div>y</a>z"), R"(a{href=1}["x"] div[a{href=1}["y"] "z"])");
  EXPECT_EQ(Body("<a href=1>x<a href=2>y</a>"), R"(a{href=1}["x"] a{href=2}["y"])");
}

TEST(HtmlStandard, FormattingIsReopened) {
  EXPECT_EQ(Body("<p><b>a<p>c"), R"(p[b["a"]] p[b["c"]])");
  EXPECT_EQ(Body("<div><em>a</div><p>b"), R"(div[em["a"]] p[em["b"]])");
}

TEST(HtmlStandard, TablesFosterWhatDoesNotBelong) {
  EXPECT_EQ(Body("<table>x<tr><td>y</table>"), R"("x" table[tbody[tr[td["y"]]]])");
  EXPECT_EQ(Body("<table><tr><p>a</p><td>b</table>"), R"(p["a"] table[tbody[tr[td["b"]]]])");
  EXPECT_EQ(Body("<table><tr><td>a<table><tr><td>b</table>c</table>"),
            R"(table[tbody[tr[td["a" table[tbody[tr[td["b"]]]] "c"]]]])");
}

TEST(HtmlStandard, Entities) {
  EXPECT_EQ(Body("&lt;&amp;&nbsp;&eacute;&mdash;"), "\"<&\u00A0\u00E9\u2014\"");
  EXPECT_EQ(Body("&copy 2023 &notin; &notit; &AMP"), "\"\u00A9 2023 \u2209 \u00ACit; &\"");
  EXPECT_EQ(Body("&#8364;&#x20AC;&#x20ac &#128;"), "\"\u20AC\u20AC\u20AC \u20AC\"");
  EXPECT_EQ(Body("&#0;&#xD800;&#x110000;"), "\"\uFFFD\uFFFD\uFFFD\"");
  EXPECT_EQ(Body("AT&T &unknown; & &#; &#x;"), R"("AT&T &unknown; & &#; &#x;")");
  // Without a semicolon, a name goes on in an attribute if a letter or "=" follows.
  EXPECT_EQ(Body("<a href='?a=1&copy=2&lt;'>"), "a{href=?a=1&copy=2<}");
}

TEST(HtmlStandard, RawTextIsNoMarkup) {
  EXPECT_EQ(Parsed("<script>if (a<b) '<p>&amp;'</script><p>x"),
            R"(html[head[script["if (a<b) '<p>&amp;'"]] body[p["x"]]])");
  EXPECT_EQ(Parsed("<style><b>&lt;</style>x"), R"(html[head[style["<b>&lt;"]] body["x"]])");
  EXPECT_EQ(Parsed("<title><b>a</b> &amp; b</title>"), R"(html[head[title["<b>a</b> & b"]] body])");
  EXPECT_EQ(Body("<textarea>\n<p>&lt;</textarea>x"), R"(textarea["<p><"] "x")");
  EXPECT_EQ(Body("<iframe><p>a</iframe>b"), R"(iframe["<p>a"] "b")");
  // "<!--<script>" in a script takes two ends.
  EXPECT_EQ(Parsed("<script><!--<script>a</script>b--></script>c"),
            R"(html[head[script["<!--<script>a</script>b-->"]] body["c"]])");
}

TEST(HtmlStandard, CommentsAndDeclarations) {
  EXPECT_EQ(Body("a<!-- <p>b -- > c --!>d"), R"("ad")");
  EXPECT_EQ(Body("a<!-->b<!--->c"), R"("abc")");
  EXPECT_EQ(Body("<?php echo '<p>'; ?>x"), R"("'; ?>x")");
  EXPECT_EQ(Body("a<![CDATA[<b>]]>c"), R"("a]]>c")");
  EXPECT_EQ(Body("a</ b>c<//>d"), R"("acd")");
}

TEST(HtmlStandard, Attributes) {
  EXPECT_EQ(Body("<p ID=a class='b c' id=z HREF=\"d\">"), "p{id=a class=b c href=d}");
  EXPECT_EQ(Body("<p id class=>x"), R"(p{id= class=}["x"])");
  EXPECT_EQ(Body("<p/id=a/class=b>x"), R"(p{id=a/class=b}["x"])");
  EXPECT_EQ(Body("<p id=a&amp;b class='&quot;'>x"), R"(p{id=a&b class="}["x"])");
  EXPECT_EQ(Body("<p id='a>b'>x"), R"(p{id=a>b}["x"])");
}

TEST(HtmlStandard, FirstOfDoubledAttributesCounts) {
  std::vector<Note> notes;
  const Dom dom = ParseHtml("<a href=first href=second>x</a>", {}, &notes);
  EXPECT_EQ(dom.Value(4, Attr::kHref), "first");
}

TEST(HtmlStandard, FormsDoNotNest) {
  EXPECT_EQ(Body("<form id=a><div><form id=b><input></form>x</div></form>y"),
            R"(form{id=a}[div[input "x"]] "y")");
  EXPECT_EQ(Body("<button>a<button>b"), R"(button["a"] button["b"])");
}

TEST(HtmlStandard, VoidElementsAndSelfClosing) {
  EXPECT_EQ(Body("a<br>b<br/>c</br>d"), R"("a" br "b" br "c" br "d")");
  EXPECT_EQ(Body("<img>a<hr/>b<image>c"), R"(img "a" hr "b" img "c")");
  // A slash says nothing on other elements.
  EXPECT_EQ(Body("<div/>a<p/>b"), R"(div["a" p["b"]])");
  EXPECT_EQ(Body("a</p>b"), R"("a" p "b")");
}

TEST(HtmlStandard, ForeignContent) {
  EXPECT_EQ(Body("<svg><title>a</title><path/>b</svg>c"), R"(svg[title["a"] other "b"] "c")");
  EXPECT_EQ(Body("<svg><![CDATA[<b>]]></svg>"), R"(svg["<b>"])");
  // A paragraph breaks out of it.
  EXPECT_EQ(Body("<svg><g><p>a"), R"(svg[other] p["a"])");
  EXPECT_EQ(Body("<math><mi>x</mi></math>y"), R"(math[other["x"]] "y")");
  EXPECT_EQ(Body("<svg><foreignObject><p>a</p></foreignObject></svg>b"),
            R"(svg[other[p["a"]]] "b")");
}

TEST(HtmlStandard, TemplatesAndNoscript) {
  // A template's content isn't among its children: it is shown to nobody.
  EXPECT_EQ(Body("<p>a</p><template><p>b</p></template><p>c"), R"(p["a"] template p["c"])");
  EXPECT_EQ(Body("x<noscript><p>a</p></noscript>"), R"("x" noscript[p["a"]])");
  EXPECT_EQ(Parsed("<head><noscript><link href=a></noscript><p>x"),
            R"(html[head[noscript[link{href=a}]] body[p["x"]]])");
}

TEST(HtmlStandard, LineEndsAndNuls) {
  EXPECT_EQ(Body("<p>a\r\nb\rc\nd"), "p[\"a\nb\nc\nd\"]");
  EXPECT_EQ(Body("<pre>\n\na</pre>"), "pre[\"\na\"]");
  EXPECT_EQ(Body(std::string_view("a\0b<p id=c\0d>e", 14)), "\"ab\" p{id=c\uFFFDd}[\"e\"]");
}

TEST(HtmlStandard, FramesetAndPlaintext) {
  EXPECT_EQ(Parsed("<frameset><frame></frameset>x<noframes>y</noframes>"),
            R"(html[head frameset[frame] other["y"]])");
  EXPECT_EQ(Body("a<plaintext><p>b</plaintext>"), R"("a" other["<p>b</plaintext>"])");
}

TEST(HtmlStandard, AttributesOfLaterHtmlAndBodyAreMerged) {
  EXPECT_EQ(Parsed("<body id=a>x<body id=b class=c>y"), R"(html[head body{id=a class=c}["xy"]])");
  EXPECT_EQ(Parsed("<p>x<html id=h><head><meta content=m>"),
            R"(html{id=h}[head body[p["x" meta{content=m}]]])");
}

TEST(HtmlStandard, WhatFollowsTheEndOfThePage) {
  EXPECT_EQ(Body("<p>a</p></body></html><p>b"), R"(p["a"] p["b"])");
  EXPECT_EQ(Body("a</div></section></nothing>b"), R"("ab")");
}

// Pages are given to the library in pieces of 64 kB.
TEST(HtmlStandard, PiecesDoNotShow) {
  constexpr std::string_view kPage =
      "<p id='a&amp;b' class=\"c d\">x&eacute;\r\ny<!-- z --><script>'</scr'</script>é"
      "<textarea>\n&lt;</textarea><svg><![CDATA[q]]></svg></p>";
  const std::string whole = Body("<b></b>" + std::string(kPage));
  for (size_t cut = 0; cut <= kPage.size(); ++cut) {
    const std::string filling((64 << 10) - 11 - cut, '-');
    EXPECT_EQ(Body("<b><!--" + filling + "--></b>" + std::string(kPage)), whole) << cut;
  }
}

TEST(HtmlStandard, CutInTheMiddle) {
  EXPECT_EQ(Body("<p>a</p><p class='b"), R"(p["a"])");
  EXPECT_EQ(Body("<p>a<"), R"(p["a<"])");
  EXPECT_EQ(Body("<p>a<!-- b"), R"(p["a"])");
  EXPECT_EQ(Parsed("<script>a"), R"(html[head[script["a"]] body])");
}

// ---- Pages made to harm.

std::string Repeated(std::string_view text, size_t times) {
  std::string out;
  out.reserve(text.size() * times);
  for (size_t i = 0; i < times; ++i) out += text;
  return out;
}

struct Outcome {
  Dom dom;
  std::vector<std::string> notes;
  double seconds = 0;  // of this process
};

Outcome Harmed(std::string_view page, const ParseLimits& limits = {}) {
  const std::clock_t start = std::clock();
  std::vector<Note> notes;
  Dom dom = ParseHtml(page, limits, &notes);
  const double seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
  CheckColumns(dom);
  std::vector<std::string> codes;
  for (const Note& note : notes) codes.push_back(note.code);
  return {std::move(dom), codes, seconds};
}

size_t DepthOf(const Dom& dom) {
  std::vector<size_t> depths(dom.size(), 0);
  size_t most = 0;
  for (NodeId node = 1; node < dom.size(); ++node) {
    depths[node] = depths[dom[node].parent] + 1;
    most = std::max(most, depths[node]);
  }
  return most;
}

using Notes = std::vector<std::string>;
// Each takes a few hundredths of a second to half a second; the rest is for sanitizers and
// slow machines. What is quadratic takes minutes.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr double kSoon = 200;  // each growth of a string is a copy there
#else
constexpr double kSoon = 8;
#endif

TEST(HtmlLimits, DeepElementsAreFlattened) {
  for (const std::string_view tag :
       {"<div>", "<table><tr><td>", "<ul><li>", "<svg>", "<blink>", "<template>"}) {
    const Outcome out = Harmed(Repeated(tag, 1'000'000 / tag.size() * 3) + "the text");
    EXPECT_LT(out.seconds, kSoon) << tag;
    EXPECT_LE(DepthOf(out.dom), 410u) << tag;
    EXPECT_FALSE(out.notes.empty()) << tag;
  }
  const Outcome divs = Harmed(Repeated("<div>", 1'000'000) + "the text");
  EXPECT_EQ(divs.notes, Notes{"page-too-deep"});
  EXPECT_EQ(divs.dom[divs.dom.size() - 1].text, "the text");
}

TEST(HtmlLimits, WhatIsBehindAFlattenedNestIsRead) {
  const Outcome out =
      Harmed(Repeated("<div>", 1000) + "x" + Repeated("</div>", 1000) + "<p>behind</p>");
  EXPECT_EQ(out.notes, Notes{"page-too-deep"});
  const NodeId last = out.dom.size() - 1;
  EXPECT_EQ(out.dom[last].text, "behind");
  EXPECT_EQ(out.dom[out.dom[out.dom[last].parent].parent].tag, Tag::kBody);
}

TEST(HtmlLimits, ManyAttributes) {
  std::string many = "<p";
  for (int i = 0; i < 100'000; ++i) many += " a" + std::to_string(i % 4000) + "=1";
  const Outcome out = Harmed(many + ">x</p><p id=b>y");
  EXPECT_LT(out.seconds, kSoon);
  EXPECT_EQ(out.notes, Notes{"page-too-dense"});
  EXPECT_TRUE(Show(out.dom).ends_with(R"(p["x"] p{id=b}["y"]]])")) << Show(out.dom);
  // The same name each time, and names that are long.
  EXPECT_LT(Harmed("<p" + Repeated(" id=x", 1'000'000) + ">").seconds, kSoon);
  EXPECT_LT(Harmed("<p " + std::string(5'000'000, 'a') + "=1 id=b>").seconds, kSoon);
  // Many elements of many attributes.
  EXPECT_LT(Harmed(Repeated("<p" + Repeated(" id=x", 150) + ">", 5'000)).seconds, kSoon);
}

TEST(HtmlLimits, ManyNames) {
  std::string attributes = "<p>before</p><p";
  std::string elements;
  for (int i = 0; i < 1'000'000; ++i) {
    attributes += " a" + std::to_string(i);
    elements += "<b" + std::to_string(i) + ">";
  }
  for (const std::string& page : {attributes + ">x</p>", elements}) {
    const Outcome out = Harmed(page);
    EXPECT_LT(out.seconds, kSoon);
    EXPECT_EQ(out.notes.back(), "page-too-long");
  }
  EXPECT_EQ(Show(Harmed(attributes).dom), R"(html[head body[p["before"]]])");
}

TEST(HtmlLimits, FormattingElements) {
  const Outcome bold = Harmed(Repeated("<b>", 1'000'000) + "x");
  EXPECT_LT(bold.seconds, kSoon);
  // Three like elements at most are reopened, so that only the depth grows.
  EXPECT_EQ(bold.notes.front(), "page-too-deep");
  // Each paragraph would reopen all of them.
  EXPECT_LT(Harmed(Repeated("<b><i><p>", 300'000) + "x").seconds, kSoon);
  EXPECT_LT(Harmed(Repeated("<a href=x><div></a>", 100'000) + "x").seconds, kSoon);
  std::string fonts;
  for (int i = 0; i < 100'000; ++i) fonts += "<font id=f" + std::to_string(i) + "><p>x";
  const Outcome different = Harmed(fonts);
  EXPECT_LT(different.seconds, kSoon);
  EXPECT_EQ(different.notes.front(), "page-too-dense");
  EXPECT_LT(Harmed(Repeated("<b>", 90) + Repeated("<p>x</p>", 100'000)).seconds, kSoon);
  EXPECT_LT(Harmed(Repeated("<nobr>x</b>", 200'000)).seconds, kSoon);
}

TEST(HtmlLimits, TableOfAMillionCells) {
  const Outcome out = Harmed("<table>" + Repeated("<tr>" + Repeated("<td>1", 1000), 1000));
  EXPECT_LT(out.seconds, kSoon);
  EXPECT_GT(out.dom.size(), 2'000'000u);
  EXPECT_EQ(out.notes, Notes{});
  // Text that is fostered out of a table, piece by piece.
  EXPECT_LT(Harmed("<table>" + Repeated("x<tr>y<b>z", 200'000)).seconds, kSoon);
  EXPECT_LT(Harmed("<table>" + Repeated("x<td></td>", 200'000)).seconds, kSoon);
}

TEST(HtmlLimits, MoreNodesThanAllowed) {
  ParseLimits limits;
  limits.most_nodes = 1000;
  const Outcome few = Harmed(Repeated("<p>x", 2000), limits);
  EXPECT_EQ(few.notes, Notes{"page-too-long"});
  EXPECT_LE(few.dom.size(), 1000u);
  const Outcome many = Harmed(Repeated("<i>x</i>", 3'000'000));
  EXPECT_LT(many.seconds, 2 * kSoon);
  EXPECT_EQ(many.notes, Notes{"page-too-long"});
}

TEST(HtmlLimits, LongTexts) {
  const std::string text(10'000'000, 'x');
  const Outcome plain = Harmed(text);
  EXPECT_LT(plain.seconds, kSoon);
  EXPECT_EQ(plain.dom[plain.dom.size() - 1].text.size(), text.size());
  EXPECT_LT(Harmed("<!--" + Repeated("- -->-", 1) + std::string(30'000'000, '-')).seconds, kSoon);
  EXPECT_LT(Harmed("<script>" + Repeated("<!--<script>", 500'000)).seconds, kSoon);
  EXPECT_LT(Harmed("<title>" + Repeated("</titl", 1'000'000)).seconds, kSoon);
  EXPECT_LT(Harmed("<p id='" + text).seconds, kSoon);
  EXPECT_LT(Harmed("<" + text + ">x").seconds, kSoon);
  EXPECT_LT(Harmed("<!doctype " + text).seconds, kSoon);
  EXPECT_LT(Harmed(Repeated("<?", 1'000'000)).seconds, kSoon);
  EXPECT_LT(Harmed(std::string(1'000'000, '\0') + "x").seconds, kSoon);
}

TEST(HtmlLimits, EndlessEntities) {
  EXPECT_LT(Harmed("&" + std::string(10'000'000, 'a')).seconds, kSoon);
  EXPECT_LT(Harmed("&#" + std::string(10'000'000, '9') + ";").seconds, kSoon);
  EXPECT_LT(Harmed("&#x" + std::string(10'000'000, 'f') + ";").seconds, kSoon);
  EXPECT_LT(Harmed(Repeated("&CounterClockwiseContourIntegra", 200'000)).seconds, kSoon);
  EXPECT_LT(Harmed(Repeated("&", 5'000'000)).seconds, kSoon);
}

TEST(HtmlLimits, TextInManyPieces) {
  // Dropped comments between them: the pieces are joined, or not, in linear time.
  EXPECT_LT(Harmed(Repeated("x<!---->", 500'000)).seconds, kSoon);
  EXPECT_LT(Harmed(Repeated("x</p>", 300'000)).seconds, kSoon);
  EXPECT_LT(Harmed(Repeated("x</nothing>", 500'000)).seconds, kSoon);
  EXPECT_LT(Harmed(Repeated("<body id=x>y", 300'000)).seconds, kSoon);
  EXPECT_LT(Harmed("<table>" + Repeated("<colgroup> x", 200'000)).seconds, kSoon);
}

}  // namespace
}  // namespace avviso
