// Quotations that are set apart and signed become claims of who signed them.

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/article_frame.h"

namespace avviso {
namespace {

using Kind = Block::Kind;

struct Page {
  Article article;
  Document document;

  Page& Add(Kind kind, std::string_view text) {
    if (!article.text.empty()) article.text += "\n\n";
    const uint32_t begin = static_cast<uint32_t>(article.text.size());
    article.text += text;
    article.blocks.push_back({kind, {begin, static_cast<uint32_t>(article.text.size())}});
    document.text = article.text;
    return *this;
  }
  Claims Signed(Claims claims = {}) const {
    AddSignatures(article, document, {}, &claims);
    return claims;
  }
};

TEST(Signatures, OfPosts) {
  Page page;
  page.Add(Kind::kParagraph, "The harbour office answered.")
      .Add(Kind::kQuotation, "We will sail on Monday.")
      .Add(Kind::kQuotation, "Thank you to the divers!")
      .Add(Kind::kQuotation, "\u2014 Northby Harbour (@northby) March 8, 2023")
      .Add(Kind::kQuotation, "At last.")
      .Add(Kind::kQuotation, "\u2013\u00A0Nora Quist, teacher");
  const Claims claims = page.Signed();
  ASSERT_EQ(claims.size(), 2U);
  EXPECT_EQ(claims[0].source_name, "Northby Harbour");
  EXPECT_EQ(claims[0].source.In(page.article.text), "Northby Harbour");
  EXPECT_EQ(claims[0].quote, Claim::Quote::kDirect);
  ASSERT_EQ(claims[0].content.size(), 2U);
  EXPECT_EQ(claims[0].content[0].In(page.article.text), "We will sail on Monday.");
  EXPECT_EQ(claims[1].source_name, "Nora Quist");
  ASSERT_EQ(claims[1].content.size(), 1U);
}

TEST(Signatures, NoneWithoutANameOrWords) {
  Page page;
  page.Add(Kind::kQuotation, "\u2014 Nora Quist")  // nothing above it
      .Add(Kind::kParagraph, "We will sail on Monday.")
      .Add(Kind::kParagraph, "\u2014 Nora Quist")  // no quotation
      .Add(Kind::kQuotation, "At last.")
      .Add(Kind::kQuotation, "\u2014 and so it was")
      .Add(Kind::kQuotation, "\u2014")
      .Add(Kind::kParagraph, "The end.")
      .Add(Kind::kQuotation, "\u2014 (@northby)");
  EXPECT_TRUE(page.Signed().empty());
  EXPECT_TRUE(Page().Signed().empty());
}

TEST(Signatures, WhatIsReportedWithinIsReportedByThem) {
  Page page;
  page.Add(Kind::kQuotation, "Divers say that the hole is shut.")
      .Add(Kind::kQuotation, "\u2014 Northby Harbour (@northby)");
  Claim inner;
  inner.source_name = "Divers";
  inner.source = {0, 6};
  inner.cue = {7, 10};
  const Claims claims = page.Signed({inner});
  ASSERT_EQ(claims.size(), 2U);
  EXPECT_EQ(claims[0].outer, 1U);
  EXPECT_EQ(claims[1].outer, kNoClaim);
}

}  // namespace
}  // namespace avviso
