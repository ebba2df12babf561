// Cues are read first; then quotations that run on are joined to the speaker
// before them, credits are added, and each claim learns which other one holds it.

#include "claims/claims.h"

#include <algorithm>

#include "claims/internal/cues.h"
#include "claims/internal/lines.h"
#include "claims/internal/media.h"
#include "claims/internal/quotes.h"
#include "nlp/syntax.h"

namespace avviso {
namespace {

uint32_t PlaceOf(const Claim& claim) {
  return claim.cue.empty() ? claim.source.begin : claim.cue.begin;
}

uint32_t SizeOf(const Claim& claim) {
  uint32_t size = 0;
  for (const Span content : claim.content) size += content.size();
  return size;
}

void SortByPlace(Claims* claims) {
  std::stable_sort(claims->begin(), claims->end(),
                   [](const Claim& a, const Claim& b) { return PlaceOf(a) < PlaceOf(b); });
}

// "was quoted as saying": two words that tell of one report. The later one stays, which is
// the word of speech itself.
void DropTwice(Claims* claims) {
  Claims kept;
  for (size_t i = 0; i < claims->size(); ++i) {
    const Claim& claim = (*claims)[i];
    const bool twice = std::any_of(claims->begin() + static_cast<std::ptrdiff_t>(i) + 1,
                                   claims->end(), [&](const Claim& later) {
                                     return !claim.cue.empty() && !later.cue.empty() &&
                                            !later.source.empty() && later.source == claim.source &&
                                            later.content == claim.content;
                                   });
    if (!twice) kept.push_back(claim);
  }
  claims->swap(kept);
}

void LinkOuter(Claims* claims) {
  for (size_t i = 0; i < claims->size(); ++i) {
    Claim& inner = (*claims)[i];
    if (inner.cue.empty()) continue;
    uint32_t best_size = UINT32_MAX;
    for (size_t j = 0; j < claims->size(); ++j) {
      const Claim& outer = (*claims)[j];
      if (i == j || outer.whole_article || SizeOf(outer) >= best_size) continue;
      if (SizeOf(outer) <= SizeOf(inner)) continue;
      const bool holds = std::any_of(outer.content.begin(), outer.content.end(), [&](Span content) {
        return content.Contains(inner.cue) || content.Contains(inner.source);
      });
      if (!holds) continue;
      inner.outer = static_cast<uint32_t>(j);
      best_size = SizeOf(outer);
    }
  }
}

}  // namespace

Claims FindClaims(const Document& doc, const Tree& tree, const Lexicon& lexicon,
                  const Mentions& mentions, ClaimTrace* trace) {
  if (doc.token_count() == 0 || doc.labels == nullptr) return {};
  const Syntax syntax(doc, tree);
  const std::vector<Span> quotes = QuotedParts(doc);
  Claims claims = CueFinder(syntax, lexicon, mentions, quotes, trace).Run();
  AddSpeakerLines(syntax, mentions, &claims);
  AddCredits(syntax, mentions, &claims);
  SortByPlace(&claims);
  ExtendQuotes(syntax, quotes, &claims);
  AddInterviews(syntax, mentions, &claims);
  SortByPlace(&claims);
  DropTwice(&claims);
  LinkOuter(&claims);
  return claims;
}

}  // namespace avviso
