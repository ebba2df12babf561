#include "events/internal/voices.h"

#include <algorithm>

namespace avviso {
namespace {

uint32_t SizeOf(const Claim& claim) {
  uint32_t size = 0;
  for (const Span content : claim.content) size += content.size();
  return size;
}

}  // namespace

std::vector<uint32_t> ClaimsOver(const Claims& claims, Span words) {
  std::vector<uint32_t> rows;
  // A voice that goes on speaking is one link.
  const auto add = [&](uint32_t row) {
    if (std::find(rows.begin(), rows.end(), row) != rows.end()) return;
    if (!rows.empty() && claims[rows.back()].source_name == claims[row].source_name) return;
    rows.push_back(row);
  };
  std::vector<uint32_t> direct;
  for (uint32_t i = 0; i < claims.size(); ++i) {
    const Claim& claim = claims[i];
    if (claim.whole_article || !claim.vouches || claim.cue.Overlaps(words)) continue;
    const bool holds = std::any_of(claim.content.begin(), claim.content.end(),
                                   [&](Span content) { return content.Contains(words); });
    if (holds) direct.push_back(i);
  }
  std::stable_sort(direct.begin(), direct.end(),
                   [&](uint32_t a, uint32_t b) { return SizeOf(claims[a]) < SizeOf(claims[b]); });
  for (const uint32_t row : direct) {
    add(row);
    size_t steps = 0;
    for (uint32_t outer = claims[row].outer; outer != kNoClaim && steps < claims.size(); ++steps) {
      if (!claims[outer].whole_article && claims[outer].vouches) add(outer);
      outer = claims[outer].outer;
    }
  }
  for (uint32_t i = 0; i < claims.size(); ++i) {
    if (claims[i].whole_article) add(i);
  }
  return rows;
}

std::vector<TokenId> QuotedVoices(const Document& doc, const Mentions& mentions,
                                  const Claims& claims) {
  std::vector<TokenId> voice(doc.token_count(), UINT32_MAX);
  std::vector<uint32_t> size(doc.token_count(), UINT32_MAX);
  for (const Claim& claim : claims) {
    if (claim.actor == kNoMention || claim.whole_article || claim.quote == Claim::Quote::kIndirect)
      continue;
    for (const Span content : claim.content) {
      const auto first =
          std::lower_bound(doc.span.begin(), doc.span.end(), content.begin,
                           [](const Span& span, uint32_t at) { return span.begin < at; });
      for (TokenId t = static_cast<TokenId>(first - doc.span.begin());
           t < doc.token_count() && doc.span[t].end <= content.end; ++t) {
        if (content.size() >= size[t]) continue;
        size[t] = content.size();
        voice[t] = mentions.actors[claim.actor].head;
      }
    }
  }
  return voice;
}

}  // namespace avviso
