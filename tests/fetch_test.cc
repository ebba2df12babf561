#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <string>

#include "base/file_system.h"
#include "fetch/address.h"
#include "fetch/fetcher.h"
#include "fetch/robots.h"
#include "fetch/state_file.h"
#include "fetch/url.h"

namespace avviso {
namespace {

std::string Normal(const std::string& text) {
  const auto url = ParseUrl(text);
  return url.ok() ? url.value().text : "!" + std::string(ErrorName(url.error().code));
}

TEST(Url, NormalFormsAndRefusals) {
  EXPECT_EQ(Normal("HTTP://A.Example:80/x y?q=1#part"), "http://a.example/x%20y?q=1");
  EXPECT_EQ(Normal("https://a.example"), "https://a.example/");
  EXPECT_EQ(Normal("https://a.example:8443/../b/./c"), "https://a.example:8443/b/c");
  EXPECT_EQ(Normal("http://[::1]/"), "http://[::1]/");
  for (const char* bad :
       {"", "a.example/x", "ftp://a.example/", "file:///etc/passwd", "gopher://a/",
        "http://user:word@a.example/", "javascript:alert(1)", "http://a.example:99999/"}) {
    EXPECT_EQ(Normal(bad), "!invalid") << bad;
  }
  EXPECT_EQ(Normal("http://a.example/" + std::string(9000, 'x')), "!invalid");
}

TEST(Url, ReferencesOfRfc3986) {
  const Url base = ParseUrl("http://a.example/b/c/d?q").value();
  const auto resolved = [&base](const char* reference) {
    const auto url = ResolveUrl(base, reference);
    return url.ok() ? url.value().text : "!" + std::string(ErrorName(url.error().code));
  };
  EXPECT_EQ(resolved("g"), "http://a.example/b/c/g");
  EXPECT_EQ(resolved("../g"), "http://a.example/b/g");
  EXPECT_EQ(resolved("/g?y"), "http://a.example/g?y");
  EXPECT_EQ(resolved("//b.example/g"), "http://b.example/g");
  EXPECT_EQ(resolved("https://b.example/"), "https://b.example/");
  EXPECT_EQ(resolved("file:///etc/passwd"), "!invalid");
}

std::array<uint8_t, 16> V6(std::initializer_list<int> start, std::initializer_list<int> end = {}) {
  std::array<uint8_t, 16> address{};
  size_t i = 0;
  for (const int byte : start) address[i++] = static_cast<uint8_t>(byte);
  i = 16 - end.size();
  for (const int byte : end) address[i++] = static_cast<uint8_t>(byte);
  return address;
}

TEST(Address, PrivateAndPublic) {
  for (const uint32_t own : {0x7F000001U, 0x0A010203U, 0xAC1F0001U, 0xC0A80101U, 0xA9FEA9FEU,
                             0x64400001U, 0x00000000U, 0xE0000001U, 0xFFFFFFFFU, 0xC0000201U}) {
    EXPECT_TRUE(IsPrivateIpv4(own)) << std::hex << own;
  }
  for (const uint32_t open : {0x01010101U, 0x08080808U, 0xAC200001U, 0xAC0FFFFFU, 0x0B000001U,
                              0xC0A90001U, 0x64800001U, 0x80000001U, 0xDFFFFFFFU}) {
    EXPECT_FALSE(IsPrivateIpv4(open)) << std::hex << open;
  }
  EXPECT_TRUE(IsPrivateIpv6(V6({})));
  EXPECT_TRUE(IsPrivateIpv6(V6({}, {1})));
  EXPECT_TRUE(IsPrivateIpv6(V6({0xFE, 0x80}, {1})));
  EXPECT_TRUE(IsPrivateIpv6(V6({0xFD, 0x12}, {1})));
  EXPECT_TRUE(IsPrivateIpv6(V6({0xFF, 0x02}, {1})));
  EXPECT_TRUE(IsPrivateIpv6(V6({}, {0xFF, 0xFF, 127, 0, 0, 1})));
  EXPECT_TRUE(IsPrivateIpv6(V6({0x20, 0x02, 10, 0, 0, 1})));
  EXPECT_TRUE(IsPrivateIpv6(V6({0x00, 0x64, 0xFF, 0x9B}, {192, 168, 0, 1})));
  EXPECT_TRUE(IsPrivateIpv6(V6({0x20, 0x01, 0x0D, 0xB8}, {1})));
  EXPECT_FALSE(IsPrivateIpv6(V6({0x26, 0x06, 0x47}, {1})));
  EXPECT_FALSE(IsPrivateIpv6(V6({}, {0xFF, 0xFF, 8, 8, 8, 8})));
  EXPECT_FALSE(IsPrivateIpv6(V6({0x20, 0x02, 8, 8, 8, 8})));
}

bool Allows(const std::string& robots, const std::string& path) {
  return Robots::Parse(robots, "avviso").Allows(path);
}

TEST(Robots, GroupsByTheMostTellingName) {
  const std::string text =
      "User-agent: *\nDisallow: /\n\nUser-Agent: other\nuser-agent: AVVISO/2.0 (x)\n"
      "Disallow: /private\n# a word\nUser-agent: avviso\nDisallow: /more # why\n";
  EXPECT_TRUE(Allows(text, "/open"));
  EXPECT_FALSE(Allows(text, "/private/x"));
  EXPECT_FALSE(Allows(text, "/more"));
  EXPECT_FALSE(Robots::Parse(text, "third").Allows("/open"));
  EXPECT_TRUE(Robots::Parse(text, "third").Allows("/robots.txt"));
  EXPECT_TRUE(Allows("User-agent: avvisobot\nDisallow: /", "/x"));
  EXPECT_TRUE(Allows("Disallow: /", "/x"));
  EXPECT_TRUE(Allows("", "/x"));
  EXPECT_FALSE(Allows("\xEF\xBB\xBFUser-agent: *\r\rDisallow: /\r", "/x"));
}

TEST(Robots, AGroupWithoutRulesForUsAllowsAll) {
  EXPECT_TRUE(Allows("User-agent: avviso\nDisallow:\n\nUser-agent: *\nDisallow: /", "/x"));
}

TEST(Robots, TheLongestPatternDecides) {
  const std::string text =
      "User-agent: *\nDisallow: /a\nAllow: /a/b\nDisallow: /a/b/c\nAllow: /t\nDisallow: /t\n";
  EXPECT_FALSE(Allows(text, "/a/x"));
  EXPECT_TRUE(Allows(text, "/a/b/x"));
  EXPECT_FALSE(Allows(text, "/a/b/c"));
  EXPECT_TRUE(Allows(text, "/t"));
  EXPECT_TRUE(Allows(text, "/A/x"));
}

TEST(Robots, StarsAndEnds) {
  const std::string text =
      "User-agent: *\nDisallow: *.pdf$\nDisallow: /x*y*z\nDisallow: /only$\nDisallow: /q?*=1$";
  EXPECT_FALSE(Allows(text, "/a/b.pdf"));
  EXPECT_TRUE(Allows(text, "/a/b.pdf?x"));
  EXPECT_FALSE(Allows(text, "/x1y2z3"));
  EXPECT_TRUE(Allows(text, "/xzy"));
  EXPECT_FALSE(Allows(text, "/only"));
  EXPECT_TRUE(Allows(text, "/only/not"));
  EXPECT_FALSE(Allows(text, "/q?a=1"));
  EXPECT_TRUE(Allows(text, "/q?a=12"));
}

TEST(Robots, EscapesAreOneWayToWrite) {
  const std::string text = "User-agent: *\nDisallow: /%7Eana\nDisallow: /b%c3%a9\nDisallow: /a%2fb";
  EXPECT_FALSE(Allows(text, "/~ana"));
  EXPECT_FALSE(Allows(text, "/bé"));
  EXPECT_FALSE(Allows(text, "/a%2Fb"));
  EXPECT_TRUE(Allows(text, "/a/b"));
}

TEST(Robots, DelaysSitemapsAndHostileFiles) {
  const Robots robots = Robots::Parse(
      "Sitemap: https://a.example/s.xml\nUser-agent: *\nCrawl-delay: 2.5\nDisallow: /x", "avviso");
  EXPECT_EQ(robots.crawl_delay(), 2.5);
  EXPECT_EQ(robots.sitemaps(), std::vector<std::string>{"https://a.example/s.xml"});
  std::string stars = "User-agent: *\nDisallow: /";
  for (int i = 0; i < 100000; ++i) stars += "*a";
  EXPECT_TRUE(Allows(stars + "$", "/" + std::string(8000, 'a') + "b"));
  EXPECT_TRUE(Allows(std::string(600 << 10, '#') + "\nUser-agent: *\nDisallow: /", "/x"));
}

TEST(StateFile, ComesBackAndRefusesWhatIsBroken) {
  const std::string path = testing::TempDir() + "avviso_state_" + std::to_string(::getpid());
  ::unlink(path.c_str());
  EXPECT_TRUE(LoadStates(path).value().empty());
  UrlStates states;
  states["https://a.example/rss"] = {"\"e\\1\"", "Fri, 29 Sep 2023", 17, 2, true, {"aa", "bb"}};
  states["https://b.example/rss"] = {};
  ASSERT_TRUE(SaveStates(path, states).ok());
  const auto loaded = LoadStates(path);
  ASSERT_TRUE(loaded.ok());
  ASSERT_EQ(loaded.value().size(), 2U);
  const UrlState& state = loaded.value().at("https://a.example/rss");
  EXPECT_EQ(state.etag, "\"e\\1\"");
  EXPECT_EQ(state.due, 17);
  EXPECT_EQ(state.failures, 2);
  EXPECT_TRUE(state.gone);
  EXPECT_EQ(state.seen, (std::vector<std::string>{"aa", "bb"}));
  ASSERT_TRUE(WriteFile(path, "{\"url\":").ok());
  const auto broken = LoadStates(path);
  ASSERT_FALSE(broken.ok());
  EXPECT_EQ(broken.error().code, ErrorCode::kCorrupt);
  ::unlink(path.c_str());
}

TEST(RetryAfter, NumbersAndDates) {
  EXPECT_EQ(RetryAfterSeconds("120"), 120);
  EXPECT_EQ(RetryAfterSeconds("-5"), 0);
  EXPECT_EQ(RetryAfterSeconds("soon"), 0);
  EXPECT_EQ(RetryAfterSeconds("Fri, 29 Sep 2023 18:20:00 GMT"), 0);
  EXPECT_EQ(RetryAfterSeconds("Fri, 29 Sep 2290 18:20:00 GMT"), 30 * 24 * 3600);
}

}  // namespace
}  // namespace avviso
