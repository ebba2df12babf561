#include "engine/article_frame.h"

#include <algorithm>
#include <cstdint>
#include <utility>

namespace avviso {

std::vector<Span> AsidesOf(const Article& article) {
  std::vector<Span> spans;
  for (const Block& block : article.blocks) {
    if (block.kind == Block::Kind::kAside) spans.push_back(block.span);
  }
  return spans;
}

void DropClaimsIn(const std::vector<Span>& spans, Claims* claims) {
  if (spans.empty()) return;
  const auto inside = [&spans](const Claim& claim) {
    const Span words = claim.cue.empty() ? claim.source : claim.cue;
    return !words.empty() && !claim.whole_article &&
           std::any_of(spans.begin(), spans.end(),
                       [words](Span span) { return span.Contains(words); });
  };
  std::vector<uint32_t> row(claims->size(), kNoClaim);  // old -> new
  Claims kept;
  for (size_t i = 0; i < claims->size(); ++i) {
    if (inside((*claims)[i])) continue;
    row[i] = static_cast<uint32_t>(kept.size());
    kept.push_back(std::move((*claims)[i]));
  }
  for (Claim& claim : kept) {
    if (claim.outer != kNoClaim) claim.outer = row[claim.outer];
  }
  *claims = std::move(kept);
}

void AddCredits(const Article& article, Claims* claims) {
  for (const Credit& credit : article.credits) {
    const bool agency = credit.kind == Credit::Kind::kAgency;
    if (!agency && credit.kind != Credit::Kind::kSource) continue;
    const bool known = std::any_of(claims->begin(), claims->end(), [&](const Claim& claim) {
      return claim.whole_article && claim.source_name == credit.name;
    });
    if (known) continue;
    Claim claim;
    claim.source_name = credit.name;
    claim.kind = agency ? VoiceKind::kAgency : VoiceKind::kOutlet;
    claim.whole_article = true;
    claims->push_back(std::move(claim));
  }
}

}  // namespace avviso
